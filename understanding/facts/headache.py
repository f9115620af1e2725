"""A headache these days, and what a doctor has said it comes from (E1, the rule of the incidental headache)."""

from __future__ import annotations

from typing import List, Optional

from prescreen.answers import LUPUS, NO, PAST, UNRELATED, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import NEGATED
from understanding.mentions import PAST as GONE
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance, last

FACT, CAUSE = "headache", "headache_cause"
RECURRING = ("on and off", "off and on", "comes and goes", "come and go", "now and then", "from time to time", "sometimes",
             "every", "daily", "often", "occasionally", "once in a while", "most days", "a lot", "all the time",
             "constant", "still", "keep getting", "keeps", "weekly", "frequently", "now and again", "here and there")


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; one that is over is no, one that comes and goes these days is yes."""
    asked = utterance.asks(FACT)
    topics = utterance.topics("headache")
    value, mention = polar(utterance, asked, topics)
    if asked and value is None and _recurs(utterance):
        value = YES
    if value == PAST:
        value = YES if _recurs(utterance) and not _over(utterance) else NO
    if value == YES and _over(utterance):
        value = NO
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def read_cause(utterance: Utterance) -> Outcome:
    """Lupus, unrelated or unsure: only what a doctor, or another clinician who treats the patient, has said counts."""
    asked = utterance.asks(CAUSE, "headache_cause_who")
    if not asked and not (utterance.topics("headache") or utterance.known.get(FACT) == YES):
        return NOTHING
    if not asked and not utterance.reading.has("detail", "doctor_said", "no_doctor", "doctor_unsure"):
        return NOTHING
    cause = _cause(utterance, asked)
    if cause is None and utterance.asks(CAUSE) and utterance.stance is not None:
        if utterance.stance.sign == NO:
            return Outcome(ask_back="headache_cause_who")
    return answered(utterance.said(CAUSE, cause)) if cause else NOTHING


def _cause(utterance: Utterance, asked: bool) -> Optional[str]:
    if utterance.has_detail("no_doctor") or utterance.has_detail("doctor_unsure"):
        return UNSURE
    stance = utterance.stance
    if stance is not None and stance.value == NOT_SURE:
        return UNSURE
    said = utterance.has_detail("doctor_said")
    if utterance.has_detail("not_from_lupus"):
        return UNRELATED if said or asked else None
    if utterance.has_detail("from_lupus"):
        return LUPUS if said or asked else None
    if _another_cause(utterance):
        return UNRELATED if said or asked else None
    if utterance.asks("headache_cause_who") and said and stance is None:
        return UNRELATED
    return None


def _another_cause(utterance: Utterance) -> List[object]:
    return [each for each in utterance.of("detail", "other_cause") if not each.has(NEGATED)]


def _recurs(utterance: Utterance) -> bool:
    plain = f" {utterance.reading.plain} "
    return any(f" {cue} " in plain for cue in RECURRING) and "never" not in plain


def _over(utterance: Utterance) -> bool:
    over = last(utterance.reading.of("when", "over"))
    return over is not None and not over.has(NEGATED) or utterance.reading.has("when", "past") and not _recurs(utterance) \
        and any(each.has(GONE) for each in utterance.topics("headache"))
