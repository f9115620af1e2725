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
             "every", "daily", "often", "occasionally", "once in a while", "most days", "a lot", "all the time", "usually", "mostly", "evenings", "mornings", "nights", "at night", "after work", "since",
             "constant", "still", "keep getting", "keeps", "weekly", "frequently", "now and again", "here and there")

OWN_OPINION = ("i think", "i am sure", "i guess", "i believe", "i suppose", "i bet", "i reckon", "i figure", "i assume", "i just need",
               "i need", "i feel like", "in my opinion", "if you ask me", "i would say", "i know it is", "my guess", "nobody", "just me")


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; one that is over is no, one that comes and goes these days is yes."""
    asked = utterance.asks(FACT)
    topics = [each for each in utterance.topics("headache") if asked or not utterance.asks(CAUSE, "headache_cause_who")]
    value, mention = polar(utterance, asked, topics)
    stance = utterance.stance
    if asked and value in (None, UNSURE) and (stance is None or stance.value != NOT_SURE) and _now(utterance):
        value = YES
    if asked and value is None and _over(utterance):
        value = NO
    if value == PAST:
        value = YES if _recurs(utterance) and not _over(utterance) else NO
    if value == YES and _over(utterance) and not _recurs(utterance):
        value = NO
    if value == YES and topics and topics[-1].has(NEGATED):
        value = NO
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def read_cause(utterance: Utterance) -> Outcome:
    """Lupus, unrelated or unsure: only what a doctor, or another clinician who treats the patient, has said counts."""
    asked = utterance.asks(CAUSE, "headache_cause_who")
    if not asked and not (utterance.asks(FACT) or utterance.topics("headache") or utterance.known.get(FACT) == YES):
        return NOTHING
    if not asked and not utterance.has_detail("doctor_said", "no_doctor", "doctor_unsure"):
        return NOTHING
    cause = _cause(utterance, asked)
    stance = utterance.stance
    if cause is None and utterance.asks(CAUSE) and stance is not None and stance.sign == NO:
        return Outcome(ask_back="headache_cause_who")
    return answered(utterance.said(CAUSE, cause)) if cause else NOTHING


def _cause(utterance: Utterance, asked: bool) -> Optional[str]:
    """What a doctor said; two doctors who disagree, a friend's or one's own opinion leave it unsure."""
    if utterance.has_detail("no_doctor", "doctor_unsure"):
        return UNSURE
    stance = utterance.stance
    if stance is not None and stance.value == NOT_SURE:
        return UNSURE
    said = utterance.has_detail("doctor_said")
    unrelated = utterance.has_detail("not_from_lupus") or bool(_another_cause(utterance))
    named = asked and any(not each.has(NEGATED) for each in utterance.topics("lupus"))
    lupus = utterance.has_detail("from_lupus") or named and not utterance.has_detail("not_from_lupus")
    if named and unrelated and not utterance.has_detail("from_lupus", "not_from_lupus"):
        return UNSURE
    if utterance.asks("headache_cause_who"):
        return _who(utterance, said, lupus)
    if lupus and utterance.has_detail("not_from_lupus") or said and lupus and stance is not None and stance.sign == NO:
        return UNSURE
    if not said and (_own_opinion(utterance) or utterance.reading.has("person")):
        return UNSURE if lupus or unrelated else None
    if lupus:
        return LUPUS
    return UNRELATED if unrelated else None


def _who(utterance: Utterance, said: bool, lupus: bool) -> Optional[str]:
    """After a bare no: did a doctor say so, or has no doctor said?"""
    stance = utterance.stance
    if lupus and said and not utterance.has_detail("not_from_lupus"):
        return LUPUS
    if said or utterance.reading.has("clinician") or utterance.has_detail("not_from_lupus"):
        return UNRELATED
    if _own_opinion(utterance) or stance is not None and stance.sign == NO:
        return UNSURE
    return UNRELATED if stance is not None and stance.sign == YES else None


def _own_opinion(utterance: Utterance) -> bool:
    plain = f" {utterance.reading.plain} "
    return any(f" {cue} " in plain for cue in OWN_OPINION)


def _another_cause(utterance: Utterance) -> List[object]:
    return [each for each in utterance.of("detail", "other_cause") if not each.has(NEGATED)]


def _now(utterance: Utterance) -> bool:
    """Whether a headache is there without a plain yes: "on and off", "just a little one", "a dull one"."""
    if _over(utterance):
        return False
    return _recurs(utterance) or utterance.has_detail("mild", "severe") or any(
        not each.has(NEGATED, GONE) for each in utterance.topics("headache"))


def _recurs(utterance: Utterance) -> bool:
    plain = f" {utterance.reading.plain} "
    return any(f" {cue} " in plain for cue in RECURRING) and "never" not in plain


def _over(utterance: Utterance) -> bool:
    over = last(utterance.reading.of("when", "over"))
    return over is not None and not over.has(NEGATED) or utterance.reading.has("when", "past") and not _recurs(utterance) \
        and any(each.has(GONE) for each in utterance.topics("headache"))
