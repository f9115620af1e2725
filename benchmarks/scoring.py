"""How far what was understood agrees with what was expected: right, left out, taken besides, turned round."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Optional, Tuple

from benchmarks.outcome import LENGTH, MEDICINES, Entry, Outcome, expected, fact_of, understood
from benchmarks.samples import Answer
from prescreen.answers import ALL_NEGATIVE, LUPUS, NO, NONE, UNRELATED, YES
from understanding.meaning import Meaning, Question

TOLERATED_WEEKS = 1
EXCLUDING = {"sle_diagnosis": NO, "active_symptoms": NO, "glucocorticoids": NO, "autoantibodies": ALL_NEGATIVE,
             "immunosuppressants": NONE, "severe_nephritis": YES, "severe_cns_lupus": YES, "seizures": YES,
             "psychosis": YES, "organic_brain_syndrome": YES, "headache_cause": LUPUS, "pregnant_or_lactating": YES}
OPPOSITES = {(YES, NO), (LUPUS, UNRELATED), ("keep", "delete")}
ENDING_REQUESTS = ("stop", "stop_delete", "goodbye", "start_over", "skip", "pause", "go_back")


@dataclass
class Score:
    """How one labelled answer came out.

    Attributes:
        right: everything expected was taken, and nothing else.
        facts: each expected thing and whether it came out right.
        flips: facts taken for their opposite.
        exclusions: facts taken for a value that excludes, which was not said.
        got: what was understood.
        wanted: what was expected, the likest of the right outcomes.
    """

    right: bool
    facts: List[Tuple[str, bool]]
    flips: List[str]
    exclusions: List[str]
    got: Outcome
    wanted: Outcome = field(default_factory=Outcome)


def score(answer: Answer, question: Question, meaning: Meaning) -> Score:
    """Score one labelled answer."""
    got = understood(question, meaning)
    choices = expected(answer)
    wanted = next((choice for choice in choices if _agrees(choice, got)), choices[0])
    facts = list(_each(wanted, got, answer.question))
    flips = [fact for fact, was, now in _pairs(wanted, got, answer.question) if _opposite(was, now)]
    exclusions = sorted(fact for fact, value in got.facts.items()
                        if value == EXCLUDING.get(fact) and wanted.facts.get(fact) != value)
    return Score(_agrees(wanted, got), facts, flips, exclusions, got, wanted)


def _agrees(wanted: Outcome, got: Outcome) -> bool:
    return not got.alarm and all(right for _, right in _each(wanted, got, "")) and not _besides(wanted, got)


def _each(wanted: Outcome, got: Outcome, question: str) -> Iterable[Tuple[str, bool]]:
    """Every single thing that was expected, and whether it came out right; nothing expected is one thing too."""
    for fact, value in wanted.facts.items():
        yield fact, same_value(value, got.facts.get(fact))
    for entry in wanted.medicines:
        about = LENGTH if question == LENGTH else MEDICINES
        yield about, any(_same_medicine(entry, other) for other in got.medicines)
    for name in ("reply", "ask_back", "request"):
        if getattr(wanted, name):
            about = "requests" if name == "request" else fact_of(question)
            yield about, same_value(getattr(wanted, name), getattr(got, name))
    if not (wanted.takes_something or wanted.request):
        yield "nothing", not got.takes_something and got.request not in ENDING_REQUESTS


def _besides(wanted: Outcome, got: Outcome) -> List[str]:
    """What was taken that nobody said."""
    facts = [fact for fact in got.facts if fact not in wanted.facts]
    names = {entry.name for entry in wanted.medicines}
    medicines = [MEDICINES for entry in got.medicines if entry.name not in names]
    others = [name for name in ("reply", "ask_back") if getattr(got, name) and not getattr(wanted, name)]
    unasked = got.request and not wanted.request and (wanted.takes_something or got.request in ENDING_REQUESTS)
    return facts + medicines + others + (["request"] if unasked else [])


def _pairs(wanted: Outcome, got: Outcome, question: str) -> Iterable[Tuple[str, Any, Any]]:
    for fact, value in wanted.facts.items():
        yield fact, value, got.facts.get(fact)
    if MEDICINES not in got.facts and wanted.facts.get(MEDICINES) == NONE and got.medicines:
        yield MEDICINES, NONE, [entry.name for entry in got.medicines]
    if wanted.medicines and got.facts.get(MEDICINES) == NONE:
        yield MEDICINES, [entry.name for entry in wanted.medicines], NONE
    yield fact_of(question), wanted.reply, got.reply


def _opposite(was: Any, now: Any) -> bool:
    if isinstance(was, list) or isinstance(now, list):
        return (was in (ALL_NEGATIVE, NONE)) != (now in (ALL_NEGATIVE, NONE)) and None not in (was, now) \
            and "unsure" not in (was, now)
    return (was, now) in OPPOSITES or (now, was) in OPPOSITES


def same_value(wanted: Any, got: Any) -> bool:
    """Lists in any order; words of a name or a time without regard to case and punctuation; numbers by digits."""
    if isinstance(wanted, list) and isinstance(got, list):
        return sorted(map(str, wanted)) == sorted(map(str, got))
    if isinstance(wanted, str) and isinstance(got, str):
        return _plain(wanted) == _plain(got)
    return wanted == got


def _plain(text: str) -> str:
    digits = re.sub(r"[\s().+-]", "", text)
    if digits.isdigit():
        return digits
    return " ".join(re.findall(r"[\w:']+", text.lower()))


def _same_medicine(wanted: Entry, got: Entry) -> bool:
    named = wanted.name == got.name and wanted.removed == got.removed and (wanted.doubtful or not got.doubtful)
    return named and same_weeks(wanted.weeks, got.weeks)


def same_weeks(wanted: Any, got: Any) -> bool:
    """A week either side; not said and not known are the same until the length is asked."""
    if isinstance(wanted, int) and isinstance(got, int):
        return abs(wanted - got) <= TOLERATED_WEEKS
    return not isinstance(wanted, int) and not isinstance(got, int)


def share(part: int, whole: int) -> Optional[float]:
    """A share between 0 and 1, or None of nothing."""
    return round(part / whole, 4) if whole else None


def table(pairs: Iterable[Tuple[str, bool]]) -> Dict[str, Dict[str, Any]]:
    """Right and whole by name, with the share."""
    rows: Dict[str, List[bool]] = {}
    for name, right in pairs:
        rows.setdefault(name, []).append(right)
    return {name: {"right": sum(each), "of": len(each), "share": share(sum(each), len(each))}
            for name, each in rows.items()}
