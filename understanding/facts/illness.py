"""Another major long-term illness, in the patient's own eyes, and whether it is well managed (E2)."""

from __future__ import annotations

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import NEGATED, OTHER_PERSON, UNCERTAIN
from understanding.utterance import Utterance

FACT, MANAGED = "chronic_illness", "chronic_illness_managed"
JUST_LUPUS = ("just lupus", "only lupus", "just the lupus", "only the lupus", "just my lupus", "apart from lupus",
              "other than lupus", "besides lupus", "aside from lupus", "only my lupus", "lupus is enough", "lupus only")


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; beside it, whether it is well managed when that was said too."""
    asked = utterance.asks(FACT)
    value, mention = polar(utterance, asked, utterance.topics("illness"))
    if asked and any(cue in utterance.reading.plain for cue in JUST_LUPUS) and not _illnesses(utterance):
        value = NO
    if value == PAST and asked:
        value = NO if utterance.stance and utterance.stance.sign == NO else UNSURE
    elif value == PAST:
        value = None
    if value is None:
        return NOTHING
    answers = [utterance.said(FACT, value, mention)]
    if value == YES:
        managed = _managed(utterance)
        if managed:
            answers.append(utterance.said(MANAGED, managed))
    return answered(*answers)


def read_managed(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; of several illnesses one that is not managed decides."""
    if not utterance.asks(MANAGED):
        return NOTHING
    managed = _managed(utterance)
    stance = utterance.stance
    if managed == NO or managed and (stance is None or stance.sign == managed):
        return answered(utterance.said(MANAGED, managed))
    if managed == YES and stance is not None and stance.sign == NO:
        return NOTHING
    value, _ = polar(utterance, True, [], passing=YES)
    value = managed if value is None else value
    return answered(utterance.said(MANAGED, NO if value == PAST else value)) if value else NOTHING


def _managed(utterance: Utterance) -> str:
    if any(not each.has(NEGATED) for each in utterance.topics("not_managed")):
        return NO
    managed = utterance.topics("well_managed")
    if not managed:
        return ""
    if any(each.has(NEGATED) for each in managed):
        return NO
    return UNSURE if any(each.has(UNCERTAIN) for each in managed) else YES


def _illnesses(utterance: Utterance) -> bool:
    return any(not each.has(NEGATED, OTHER_PERSON) for each in utterance.topics("illness"))
