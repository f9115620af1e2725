"""The labelled sentences and patients of a set: JSON lines under `development/` and `sealed/`.

`benchmarks/README.md` explains every field. Both sets are written apart from what the assistant is built from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Type, TypeVar

FOLDER = Path(__file__).resolve().parent
SETS = ("development", "sealed")
STYLES = ("typed", "spoken", "narrative", "other_english")
TODAY = date(2026, 11, 24)
"""The day on which every sentence is said: ages, durations and "lately" are counted from it."""


class SampleError(ValueError):
    """A line of a set cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Answer:
    """What somebody says to a question, and what a careful nurse would note."""

    id: str
    question: str
    say: str
    style: str
    expect: Mapping[str, Any]
    item: Optional[str] = None


@dataclass(frozen=True)
class Alarm:
    """A sentence that must be heard as an emergency or as thoughts of suicide, whatever was asked."""

    id: str
    question: str
    say: str
    style: str
    alarm: str
    item: Optional[str] = None


@dataclass(frozen=True)
class Junk:
    """A sentence that answers nothing."""

    id: str
    question: str
    say: str
    item: Optional[str] = None


@dataclass(frozen=True)
class Patient:
    """A whole patient: the first words, what is said to each question, and what is true."""

    id: str
    style: str
    opening: str
    says: Mapping[str, Any]
    truth: Mapping[str, Any]
    disposition: Optional[str]
    may_pass: bool


@dataclass(frozen=True)
class SampleSet:
    """One set, read from its folder; a file that is not there is empty."""

    name: str
    answers: List[Answer] = field(default_factory=list)
    alarms: List[Alarm] = field(default_factory=list)
    junk: List[Junk] = field(default_factory=list)
    patients: List[Patient] = field(default_factory=list)


Line = TypeVar("Line")


def load(name: str, folder: Path = FOLDER) -> SampleSet:
    """Read a set. Raises SampleError."""
    place = folder / name
    return SampleSet(name, read(place / "answers.jsonl", Answer), read(place / "alarms.jsonl", Alarm),
                     read(place / "junk.jsonl", Junk), read(place / "patients.jsonl", Patient))


def read(path: Path, kind: Type[Line]) -> List[Line]:
    """The lines of a file; none when it is not there. Raises SampleError."""
    if not path.exists():
        return []
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [_sample(kind, line, f"{path.name}, line {number}") for number, line in lines if line.strip()]


def _sample(kind: Type[Line], line: str, where: str) -> Line:
    try:
        entry: Dict[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        raise SampleError(f"{where}: this is not JSON ({error})") from None
    unknown = set(entry) - {each.name for each in fields(kind)}
    if unknown:
        raise SampleError(f"{where}: there is no field {', '.join(sorted(unknown))}")
    try:
        return kind(**entry)
    except TypeError as error:
        raise SampleError(f"{where}: {error}") from None
