"""Symptoms of lupus now, in spite of treatment (I3)."""

from __future__ import annotations

from prescreen.answers import NO, PAST, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import NEGATED
from understanding.mentions import PAST as GONE
from understanding.utterance import Utterance, last

FACT = "active_symptoms"


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure."""
    asked = utterance.asks(FACT)
    active = [each for each in utterance.topics("symptoms", "still_active") if not each.has(NEGATED, GONE)]
    if not asked:
        gone = [each for each in utterance.topics("quiet") if "remission" in each.words.lower() and not each.has(NEGATED)
                and utterance.about_patient(each)]
        if gone:
            return answered(utterance.said(FACT, NO, last(gone)))
        named = [each for each in active if _of_lupus(utterance, each.clause) and utterance.about_patient(each)]
        return answered(utterance.said(FACT, YES, last(named))) if named else NOTHING
    quiet = [each for each in utterance.topics("quiet") if not each.has(NEGATED)]
    stance = utterance.stance
    if quiet and not active and (stance is None or stance.value != "unsure"):
        return answered(utterance.said(FACT, NO, quiet[-1]))
    value, mention = polar(utterance, True, utterance.topics("symptoms", "still_active"), passing=YES)
    if value is None and active:
        value, mention = YES, active[-1]
    if value == NO and stance is None and active:
        value, mention = YES, active[-1]
    return answered(utterance.said(FACT, NO if value == PAST else value, mention)) if value else NOTHING


def _of_lupus(utterance: Utterance, clause: int) -> bool:
    """Volunteered symptoms count when they are called symptoms or a flare and are there now, in spite of treatment."""
    words = set(utterance.plain_words(clause))
    named = words & {"flare", "flares", "flaring", "symptoms", "lupus"}
    return bool(named) and bool(words & {"still", "despite", "now", "currently", "active", "flaring", "keep", "spite"})
