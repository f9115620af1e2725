"""Seizures, psychosis and sudden confusion that a doctor linked to lupus, now or lately (E1).

Linked to something else is no; no doctor has said is unsure (CONTRACT section 4).
"""

from __future__ import annotations

from typing import Callable, Dict, Optional

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.causes import LUPUS, OTHER, cause, with_cause
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.sign_times import Telling
from understanding.facts.sign_values import clear_when_volunteered, value_when_asked
from understanding.facts.sign_words import OLD, OPEN, RECENT
from understanding.facts.signs import Sign
from understanding.utterance import Utterance

SIGNS: Dict[str, Sign] = {
    "seizures": Sign(
        "seizures", ("seizure", "epilepsy"), ("seizure_like",), ("no_seizure", "elsewhere"), ("self_well",)
    ),
    "psychosis": Sign(
        "psychosis",
        ("psychosis",),
        ("psychosis_like",),
        ("low_spirits", "brain_fog", "elsewhere"),
        ("mind_well", "self_well"),
    ),
    "organic_brain_syndrome": Sign(
        "organic_brain_syndrome",
        ("confusion",),
        ("confusion_like",),
        ("brain_fog", "low_spirits", "elsewhere"),
        ("mind_well", "knows_where", "self_well"),
    ),
}


def reader_of(fact: str) -> Callable[[Utterance], Outcome]:
    """The reader of one of the three facts."""
    return lambda utterance: _read(utterance, SIGNS[fact])


def _read(utterance: Utterance, sign: Sign) -> Outcome:
    telling = Telling(utterance, sign)
    if utterance.asks(sign.fact):
        value, mention = value_when_asked(telling)
        linked = _told_by_cause(telling) if value is None else _linked(telling, value)
    else:
        value, mention = clear_when_volunteered(telling)
        linked = _clear(telling, value) or _linked_by_doctor(telling)
    return answered(utterance.said(sign.fact, linked, mention)) if linked else NOTHING


def _linked(telling: Telling, value: str) -> str:
    """What may be the sign becomes it once a doctor has called it lupus."""
    if value == UNSURE and telling.affirmed and telling.bare is None and cause(telling.utterance) == LUPUS:
        return {OLD: PAST, OPEN: UNSURE}.get(telling.when or "", YES)
    return with_cause(telling.utterance, value, telling.is_dated) or value


def _told_by_cause(telling: Telling) -> Optional[str]:
    """As in "Last week, the doctor says the lupus did it": no word of the sign, which was asked about."""
    utterance = telling.utterance
    if telling.bare is not None or utterance.reading.has("refusal"):
        return None
    told = cause(utterance)
    if told == LUPUS:
        return {OLD: PAST, RECENT: YES, OPEN: UNSURE}.get(telling.when or "")
    if told == OTHER:
        if utterance.topics("headache", "returns", "recurs", "at_present"):
            return None      # it is the headache that is not from lupus
        blamed = (
            telling.when
            or utterance.of("proform")
            or utterance.has_detail("doctor_said")
            or utterance.reading.has("clinician")
            or utterance.reading.has("origin", "not_lupus")
            or utterance.has_detail("not_from_lupus")
        )
        return with_cause(utterance, YES) if blamed else None
    return UNSURE if told else None


def _linked_by_doctor(telling: Telling) -> Optional[str]:
    """What may be the sign, told at another question: only where a doctor is said to have called it lupus."""
    utterance = telling.utterance
    own = [each for each in telling.affirmed if utterance.about_patient(each)]
    doctors = utterance.reading.has("clinician") and cause(utterance) == LUPUS
    if not own or not doctors or telling.doubted:
        return None
    return {OLD: PAST, OPEN: None}.get(telling.when or "", YES)


def _clear(telling: Telling, value: Optional[str]) -> Optional[str]:
    """A present sign told at another question: it counts with the cause that a doctor named, or against an earlier no.

    Before its own question came it is left for that question. After a no to it, hearing nothing would lose an answer.
    """
    utterance = telling.utterance
    if value not in (YES, PAST):
        return value
    told = cause(utterance)
    if told is None and (value == PAST or utterance.known.get(telling.sign.fact) == NO):
        return value
    return with_cause(utterance, value) if told else None
