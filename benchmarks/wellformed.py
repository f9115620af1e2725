"""What is wrong with a set: labels that no question can have, sentences that stand where they may not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Set

from ruamel.yaml import YAML

from benchmarks.questions import ITEMS
from benchmarks.samples import STYLES, Answer, SampleSet
from prescreen.medicines import medicine_list
from prescreen.protocol import Fact, Protocol

TRAINING = Path(__file__).resolve().parent.parent / "data" / "nlu"
ALARMS = ("emergency", "suicide")
SPECIAL = ("reply", "ask_back", "request", "nothing", "or", "treatment_length", "immunosuppressants")
CONTACT = ("consent", "confirm", "contact_permission", "contact_name", "contact_phone", "contact_time", "stopping")
BARE_WORDS = 3
"""Sentences of up to three words ("not right now") are everybody's; they cannot be held apart."""


def problems(samples: SampleSet, protocol: Protocol) -> List[str]:
    """Everything that is wrong with the labels of a set."""
    return [*_ids(samples), *_questions(samples, protocol), *_styles(samples),
            *(f"{answer.id}: {problem}" for answer in samples.answers for problem in _labels(answer, protocol)),
            *(f"{alarm.id}: no alarm `{alarm.alarm}`" for alarm in samples.alarms if alarm.alarm not in ALARMS)]


def _ids(samples: SampleSet) -> Iterator[str]:
    seen: Set[str] = set()
    for each in (*samples.answers, *samples.alarms, *samples.junk, *samples.patients):
        if each.id in seen:
            yield f"{each.id}: the id stands twice"
        seen.add(each.id)


def _questions(samples: SampleSet, protocol: Protocol) -> Iterator[str]:
    for each in (*samples.answers, *samples.alarms, *samples.junk):
        if each.question not in protocol.questions:
            yield f"{each.id}: no question `{each.question}`"


def _styles(samples: SampleSet) -> Iterator[str]:
    for each in (*samples.answers, *samples.alarms, *samples.patients):
        if each.style not in STYLES:
            yield f"{each.id}: no style `{each.style}`"


def _labels(answer: Answer, protocol: Protocol) -> Iterator[str]:
    if answer.question in ITEMS and answer.item is None:
        yield f"`{answer.question}` needs an item"
    if not answer.expect:
        yield "nothing is expected; say {\"nothing\": true}"
    choices = answer.expect.get("or") or [{}]
    for choice in choices:
        for name, value in {**answer.expect, **choice}.items():
            fact = protocol.fact(name)
            if fact is not None:
                yield from _value(fact, value)
            elif name not in SPECIAL + CONTACT:
                yield f"there is no fact `{name}`"


def _value(fact: Fact, value: Any) -> Iterator[str]:
    form = fact.values
    fits = value == "unsure"
    if "years" in form:
        fits = fits or value == "adult" or (isinstance(value, int) and form["years"][0] <= value <= form["years"][1])
    elif "medicines" in form:
        fits = fits or value == "none" or isinstance(value, list)
        yield from _medicines(value if isinstance(value, list) else [])
    elif "positives_among" in form:
        listed = isinstance(value, list) and bool(value) and set(value) <= set(form["positives_among"])
        fits = fits or value == "all_negative" or listed
    else:
        fits = fits or value in form["one_of"]
    if not fits:
        yield f"`{fact.name}` cannot be {value!r}"


def _medicines(entries: List[Mapping[str, Any]]) -> Iterator[str]:
    for entry in entries:
        name, weeks = entry.get("name"), entry.get("weeks")
        if name is not None and name not in medicine_list().medicines:
            yield f"`{name}` is not the generic name of a medicine on the list"
        if weeks is not None and weeks != "unsure" and not isinstance(weeks, int):
            yield f"weeks cannot be {weeks!r}"


def sentences(samples: SampleSet) -> Set[str]:
    """Every sentence of a set that is more than bare words, in a plain form."""
    said = [each.say for each in (*samples.answers, *samples.alarms, *samples.junk)]
    for patient in samples.patients:
        said += [patient.opening, *_spoken(patient.says)]
    return {plain(text) for text in said if len(plain(text).split()) > BARE_WORDS}


def _spoken(script: Any) -> Iterator[str]:
    if isinstance(script, str):
        yield script
    elif isinstance(script, Mapping):
        for part in script.values():
            yield from _spoken(part)
    else:
        for part in script or ():
            yield from _spoken(part)


def training_sentences(folder: Path = TRAINING) -> Set[str]:
    """Every example that the assistant is taught, without the marks of entities."""
    examples: List[str] = []
    for path in sorted(folder.rglob("*.yml")):
        content: Dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or {}
        for entry in content.get("nlu") or ():
            examples += str(entry.get("examples") or "").splitlines()
    return {plain(re.sub(r"\[([^]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", example)) for example in examples}


def plain(text: str) -> str:
    """Words in lower case, without punctuation."""
    return " ".join(re.findall(r"\w+", re.sub("[\x27\u2019]", "", text.lower())))
