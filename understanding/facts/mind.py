"""Seizures, psychosis and sudden confusion that a doctor linked to lupus, now or lately (E1).

Linked to something else is no; no doctor has said is unsure (CONTRACT section 4).
"""

from __future__ import annotations

from typing import Callable, Optional, Tuple

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import NEGATED
from understanding.utterance import Utterance

TOPICS = {"seizures": ("seizure", "epilepsy"), "psychosis": ("psychosis",), "organic_brain_syndrome": ("confusion",)}


def reader_of(fact: str) -> Callable[[Utterance], Outcome]:
    """The reader of one of the three facts."""
    return lambda utterance: _read(utterance, fact, TOPICS[fact])


def _read(utterance: Utterance, fact: str, topics: Tuple[str, ...]) -> Outcome:
    asked = utterance.asks(fact)
    value, mention = polar(utterance, asked, utterance.topics(*topics))
    if asked and value is None and fact == "organic_brain_syndrome" and utterance.topics("brain_fog"):
        return answered(utterance.said(fact, NO, utterance.topics("brain_fog")[-1]))
    linked = _with_link(utterance, asked, value)
    return answered(utterance.said(fact, linked, mention)) if linked else NOTHING


def _with_link(utterance: Utterance, asked: bool, value: Optional[str]) -> Optional[str]:
    """What a yes comes to once it is known who linked it to what; a past stays past unless it was something else."""
    if value not in (YES, PAST):
        return value
    if utterance.has_detail("not_from_lupus") or _other_cause(utterance):
        return NO
    if utterance.has_detail("from_lupus"):
        return value
    if utterance.has_detail("no_doctor", "doctor_unsure"):
        return UNSURE if value == YES else PAST
    return value if asked or value == PAST else None


def _other_cause(utterance: Utterance) -> bool:
    if utterance.has_detail("from_lupus"):
        return False
    return any(not each.has(NEGATED) for each in utterance.of("detail", "other_cause"))
