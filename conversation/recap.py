"""Summing up on the way: a recap every few questions, and a word when the end is near, because attention is scarce."""

from __future__ import annotations

from conversation.medicines import MEDICINES
from conversation.talk import Talk
from prescreen.agenda import questions_left

ALMOST_DONE = 2
LAST_ANSWERS = 4


def sum_up(talk: Talk, question: str) -> None:
    """Say what is due before a question is asked, each thing once.

    Args:
        talk: the turn.
        question: the question that comes next.
    """
    state = talk.state
    for fact in talk.protocol.facts:
        if fact.recap_after and fact.name not in state.recapped and _is_behind(talk, question, fact.name):
            state.recapped.append(fact.name)
            _recap(talk, fact.name)
    left = questions_left(talk.protocol, state.answers)
    if 0 < left <= ALMOST_DONE and "almost_done" not in state.recapped:
        state.recapped.append("almost_done")
        talk.say("utter_almost_done")


def _recap(talk: Talk, fact: str) -> None:
    answers = talk.state.answers
    if fact != MEDICINES:
        recent = [name for name in talk.state.history if name != MEDICINES][-LAST_ANSWERS:]
        talk.say("utter_recap", answers=talk.phrases.answers(talk.protocol, answers, only=recent))
    elif isinstance(answers.get(fact), list):
        talk.say("utter_ledger", medicines=talk.phrases.medicines(answers[fact]))


def _is_behind(talk: Talk, question: str, name: str) -> bool:
    """Whether the questions have gone past a fact, whether or not it had to be asked."""
    definition = talk.protocol.questions[question]
    order = [fact.name for fact in talk.protocol.facts]
    return definition.fact in order and order.index(definition.fact) > order.index(name)
