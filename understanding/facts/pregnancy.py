"""Pregnant, breastfeeding or pumping (E3). Asked of everyone in the same way; "does not apply to me" is no."""

from __future__ import annotations

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, UNCERTAIN
from understanding.utterance import Utterance, last, value_of

FACT = "pregnant_or_lactating"
PAST_CHILDBEARING = 58


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure."""
    asked = utterance.asks(FACT)
    state = utterance.topics("pregnant", "nursing")
    open_question = [each for each in utterance.reading.of("topic", "maybe_pregnant") if not each.has(OTHER_PERSON)]
    if open_question and (asked or utterance.about_patient(open_question[-1])):
        return answered(utterance.said(FACT, UNSURE, open_question[-1]))
    stated = [each for each in state if not each.has(NEGATED, UNCERTAIN)]
    if stated and (asked or utterance.about_patient(stated[-1])) and (value_of(stated[-1]) == YES
                                                                                      or stated[-1].words.lower().startswith("due")):
        if not (asked and utterance.stance and utterance.stance.sign == NO):
            return answered(utterance.said(FACT, YES, stated[-1]))
    settled = [each for each in utterance.reading.of("topic", "cannot_be_pregnant", "trying") if not each.has(OTHER_PERSON)
               or asked and each.has(HYPOTHETICAL)]
    if asked and settled:
        return answered(utterance.said(FACT, NO, settled[-1]))
    if asked and not state and any(each.value >= PAST_CHILDBEARING for each in utterance.of("age")):
        return answered(utterance.said(FACT, NO))
    value, mention = polar(utterance, asked, state)
    if value == PAST:
        value = NO if asked else None
    return answered(utterance.said(FACT, value, mention or last(state))) if value else NOTHING
