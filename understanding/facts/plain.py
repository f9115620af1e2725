"""A fact that has no reader of its own: yes, no or not sure, as it is answered when asked."""

from __future__ import annotations

from prescreen.answers import PAST, UNSURE
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.utterance import Utterance

EXPECTS = "yes_no_unsure"


def read(utterance: Utterance) -> Outcome:
    """The answer to the question asked; "long ago" is not sure, because only the fact's own reader could judge it."""
    question = utterance.question
    if question.expects != EXPECTS or question.fact is None or question.name != question.fact:
        return NOTHING
    value, mention = polar(utterance, True, [])
    return answered(utterance.said(question.fact, UNSURE if value == PAST else value, mention)) if value else NOTHING
