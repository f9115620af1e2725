"""Measure how well the assistant understands: `make evaluate` (options: OPTIONS="--set sealed --lines").

`OPTIONS="--corpus FILE"` measures answers of real speakers instead (`benchmarks/corpus.py`).

Everything runs in process, without Rasa and without HTTP: the reading, its meaning in the context of the question, and
for whole patients the conversation. The sealed set shows totals only, so that nobody builds on its sentences.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Dict, List, Optional, Sequence

from benchmarks import corpus
from benchmarks.measure import Listener, measure
from benchmarks.report import terminal, written
from benchmarks.samples import FOLDER, SETS, load
from prescreen import protocol


def main(arguments: Optional[Sequence[str]] = None) -> None:
    """Measure the chosen sets, or a corpus, print the report and write it to `benchmarks/results/`."""
    options = _parser().parse_args(arguments)
    listener = Listener(protocol.load())
    if options.corpus:
        _measure_corpus(listener, options)
    else:
        _measure_sets(listener, options)


def _measure_corpus(listener: Listener, options: argparse.Namespace) -> None:
    figures = corpus.measure(listener, corpus.load(options.corpus))
    name = options.corpus.stem
    print(corpus.markdown(name, figures, commit()))
    if options.lines:
        print(*figures["lines"], sep="\n")
    if not options.no_write:
        print("Written:", corpus.written(name, figures, commit()).relative_to(FOLDER.parent))


def _measure_sets(listener: Listener, options: argparse.Namespace) -> None:
    sets: Dict[str, Any] = {}
    for name in options.set or SETS:
        samples = load(name)
        if not samples.answers:
            continue
        sets[name] = measure(listener, samples)
        if name == "sealed" and not options.lines:
            del sets[name]["lines"]
    report = {"commit": commit(), "machine": f"Python {platform.python_version()}, {platform.machine()}",
              "speed": {"reading": _spread(listener.reading_ms),
                        "understanding": _spread(listener.understanding_ms),
                        "turn of a conversation, understanding in it": _spread(listener.turns_ms)},
              "sets": sets}
    print(terminal(report))
    if not options.no_write:
        print("Written:", *(path.relative_to(FOLDER.parent) for path in written(report)))


def commit() -> str:
    """The commit that is measured; marked when files differ from it."""
    described = subprocess.run(["git", "describe", "--always", "--dirty= with changes", "--abbrev=12"],  # noqa: S607
                               cwd=FOLDER, capture_output=True, text=True, check=False)
    return described.stdout.strip() or "unknown"


def _spread(times: List[float]) -> Dict[str, Any]:
    return {"median": round(median(times), 3), "p95": round(quantiles(times, n=20)[-1], 3), "of": len(times)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("--set", action="append", choices=SETS, help="only this set")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="measure answers of real speakers instead")
    parser.add_argument("--lines", action="store_true", help="list what came out wrong in a sealed set or corpus too")
    parser.add_argument("--no-write", action="store_true", help="leave benchmarks/results/ as it is")
    return parser


if __name__ == "__main__":
    main()
