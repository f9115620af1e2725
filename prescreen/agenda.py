"""The agenda: the next step of a screening, so that no question is asked in vain.

A step is the read-back of an answer that would exclude, the next fact whose answer can still change a verdict, or the
end. Screening stops at the first confirmed exclusion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import AbstractSet, Any, Mapping, Optional, Union

from prescreen.answers import NO
from prescreen.assessment import Assessment, Disposition, assess, unconfirmed_exclusion
from prescreen.protocol import Fact, Protocol

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Ask:
    """Ask a question; `item` is the generic name of the medicine that `treatment_length` asks about."""

    question: str
    item: Optional[str] = None


@dataclass(frozen=True)
class ReadBack:
    """Read an excluding answer back before it counts."""

    fact: str


@dataclass(frozen=True)
class Finished:
    """Nothing left can change the disposition."""

    assessment: Assessment


Step = Union[Ask, ReadBack, Finished]


def next_step(protocol: Protocol, answers: Answers, confirmed: AbstractSet[str]) -> Step:
    """What to do next, given the answers so far and those of them that were confirmed."""
    if answers.get("consent") is None:
        return Ask("consent")
    assessment = assess(protocol, answers, confirmed)
    if assessment.disposition in (Disposition.DECLINED, Disposition.NOT_ELIGIBLE):
        return Finished(assessment)
    excluding = unconfirmed_exclusion(protocol, answers, confirmed)
    if excluding:
        return ReadBack(excluding)
    for fact in protocol.facts:
        if is_due(fact, answers):
            return Ask(fact.name)
        length = _length_to_ask(protocol, fact, answers)
        if length:
            return length
    return Finished(assessment)


def is_due(fact: Fact, answers: Answers) -> bool:
    """Whether a fact still has to be asked: it has no answer, and what makes it necessary was answered so."""
    return answers.get(fact.name) is None and all(
        answers.get(name) == value for name, value in fact.only_after.items())


def questions_left(protocol: Protocol, answers: Answers) -> int:
    """How many questions there are still to come at most, lengths of known medicines included."""
    if answers.get("consent") == NO:
        return 0
    unanswered = [fact for fact in protocol.facts if answers.get(fact.name) is None and _possible(fact, answers)]
    rule = protocol.medicines_rule
    lengths = rule.lengths_that_matter(answers.get(rule.fact)) if rule else []
    return len(unanswered) + len(lengths)


def _possible(fact: Fact, answers: Answers) -> bool:
    return all(answers.get(name) in (None, value) for name, value in fact.only_after.items())


def _length_to_ask(protocol: Protocol, fact: Fact, answers: Answers) -> Optional[Ask]:
    rule = protocol.medicines_rule
    if not rule or rule.fact != fact.name:
        return None
    medicines = rule.lengths_that_matter(answers.get(fact.name))
    return Ask("treatment_length", medicines[0].name) if medicines else None
