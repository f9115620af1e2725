"""Measure pipelines for the intent classifier beside the rules: `make pipelines` (a few minutes).

Each pipeline is trained and served in a process of its own, so that memory is its own too. It is asked what both sets
of the evaluation hold: requests, bare answers, and utterances that answer nothing. With `--vectors FOLDER` (spaCy's
en_core_web_md 3.7.1, unpacked) a pipeline with word vectors is measured too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ruamel.yaml import YAML

from benchmarks.samples import FOLDER, SETS, load
from benchmarks.understanding import commit

ROOT = FOLDER.parent
SURE = 0.5
BARE = {"yes": "affirm", "no": "deny", "unsure": "unsure"}
BARE_WORDS = 5
WORDS = [{"name": "CountVectorsFeaturizer", "min_ngram": 1, "max_ngram": 2}]
LETTERS = [{"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4}]
CLASSIFIER = [{"name": "LogisticRegressionClassifier", "max_iter": 200}]
Case = Tuple[str, str]


def pipelines(vectors: Optional[str]) -> Dict[str, List[Dict[str, Any]]]:
    """The pipelines measured, by name."""
    found = {"words, LR": [{"name": "WhitespaceTokenizer"}, *WORDS, *CLASSIFIER],
             "words and letters, LR": [{"name": "WhitespaceTokenizer"}, *WORDS, *LETTERS, *CLASSIFIER]}
    if vectors:
        spacy = [{"name": "SpacyNLP", "model": vectors}, {"name": "SpacyTokenizer"}, {"name": "SpacyFeaturizer"}]
        found["spaCy md vectors, LR"] = [*spacy, *CLASSIFIER]
        found["spaCy md vectors, words and letters, LR"] = [*spacy, *WORDS, *LETTERS, *CLASSIFIER]
    return found


def cases() -> Dict[str, List[Case]]:
    """What is asked, with the intent that is right; empty for what answers nothing."""
    found: Dict[str, List[Case]] = {"requests": [], "bare answers": [], "junk": []}
    for name in SETS:
        samples = load(name)
        for answer in samples.answers:
            request = answer.expect.get("request")
            value = answer.expect.get(answer.question, answer.expect.get("reply"))
            if request:
                found["requests"].append((answer.say, request))
            elif str(value) in BARE and len(answer.expect) == 1 and len(answer.say.split()) <= BARE_WORDS:
                found["bare answers"].append((answer.say, BARE[str(value)]))
        found["junk"] += [(junk.say, "") for junk in samples.junk]
    return found


def measure(pipeline: Sequence[Dict[str, Any]]) -> Dict[str, Any]:
    """Train and ask one pipeline; run in a process of its own."""
    from launch import without_tensorflow
    without_tensorflow.install()
    from rasa.core.agent import Agent
    from rasa.model_training import train
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yml"
        YAML().dump({"recipe": "default.v1", "language": "en", "assistant_id": "measured", "pipeline": list(pipeline)},
                    config)
        started = time.perf_counter()
        model = train(domain=str(ROOT / "domain.yml"), config=str(config), training_files=[str(ROOT / "data" / "nlu")],
                      output=folder, force_training=True).model
        training, started = time.perf_counter() - started, time.perf_counter()
        agent = Agent.load(model)
        loading = time.perf_counter() - started
        figures = asyncio.run(_ask(agent))
    return {"training_s": round(training, 1), "loading_s": round(loading, 1), **figures,
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


async def _ask(agent: Any) -> Dict[str, Any]:
    times: List[float] = []
    figures: Dict[str, Any] = {}
    for kind, asked in cases().items():
        right = taken = 0
        for say, intent in asked:
            started = time.perf_counter()
            parsed = (await agent.parse_message(say))["intent"]
            times.append(1000 * (time.perf_counter() - started))
            right += parsed["name"] == intent
            taken += parsed["name"] in {*BARE.values(), "inform"} and parsed["confidence"] >= SURE
        figures[kind] = [int(taken if kind == "junk" else right), len(asked)]
    return {**figures, "parse_ms": round(median(times), 1)}


def main(arguments: Optional[Sequence[str]] = None) -> None:
    """Measure every pipeline and write `benchmarks/results/pipelines.md`."""
    parser = argparse.ArgumentParser(prog="make pipelines", description=__doc__.splitlines()[0])
    parser.add_argument("--vectors", help="folder of en_core_web_md 3.7.1")
    parser.add_argument("--one", help="measure this pipeline only, and print its figures as JSON")
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measure(json.loads(options.one))))
        return
    rows = []
    for name, pipeline in pipelines(options.vectors).items():
        done = subprocess.run([sys.executable, "-m", "benchmarks.pipelines", "--one", json.dumps(pipeline)],  # noqa: S603
                              cwd=ROOT, capture_output=True, text=True, check=True)
        rows.append((name, json.loads(done.stdout.splitlines()[-1])))
        print(name, rows[-1][1], flush=True)
    (FOLDER / "results" / "pipelines.md").write_text(_table(rows), encoding="utf-8")


def _table(rows: Sequence[Tuple[str, Dict[str, Any]]]) -> str:
    head = ("pipeline", "requests right", "bare answers right", "junk taken for an answer", "parse ms, median",
            "training s", "loading s", "peak MB, training included")
    lines = [f"# Pipelines for the intent classifier, measured\n\nCommit {commit()}. Made by make pipelines.\n",
             f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, row in rows:
        counts = " | ".join(f"{row[kind][0]} of {row[kind][1]}" for kind in ("requests", "bare answers", "junk"))
        lines.append(f"| {name} | {counts} | {row['parse_ms']} | {row['training_s']} | {row['loading_s']} | "
                     f"{row['memory_mb']} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
