"""Answers that could not be used, and silence: other words each time, never more than three tries, never a loop."""

from __future__ import annotations

from typing import Optional

from conversation import endings, returning
from conversation.medicines import MEDICINES, add_unnamed, leave_length_open, leave_name_open
from conversation.next_question import proceed
from conversation.talk import Talk
from prescreen.answers import NO, UNSURE
from prescreen.protocol import Fact

LAST_TRY = 3
NEVER_LEFT_OUT = ("consent", "go_on", "stopping")


def missed(talk: Talk, quietly: bool = False) -> None:
    """An unusable answer: the same question in other words; at the third it is noted as not sure.

    Args:
        talk: the turn.
        quietly: something was understood, so "I did not understand" would be untrue.
    """
    asked = talk.state.asked
    asked.tries += 1
    asked.silences = 0
    if asked.tries >= LAST_TRY:
        _give_up(talk)
        return
    if not quietly:
        talk.say(f"utter_not_understood_{asked.tries}")
    proceed(talk)


def silence(talk: Talk) -> None:
    """Nothing was said: ask again in other words; at the third in a row a code to go on later is given."""
    asked = talk.state.asked
    asked.silences += 1
    if asked.silences >= LAST_TRY:
        endings.leave_in_silence(talk)
        return
    talk.say(f"utter_silence_{asked.silences}")
    proceed(talk)


def skip(talk: Talk) -> None:
    """The patient would rather not answer: noted as not sure; who will not say an age may say "18 or older"."""
    if talk.question in NEVER_LEFT_OUT:
        missed(talk, quietly=True)
        return
    if talk.question == "age":
        talk.state.ask_back = "age_adult"
        proceed(talk)
        return
    _leave_open(talk)


def note_unsure(talk: Talk, fact: Optional[Fact], words: str = "") -> None:
    """Note "not sure" for what was asked: of one medicine only the length, of "any others?" only the rest."""
    state = talk.state
    if talk.question == "treatment_length":
        leave_length_open(talk, state.asked.item)
    elif talk.question == "more_medicines":
        state.ledger_open = False
        add_unnamed(talk, words)
    elif fact:
        state.ask_back = None
        if fact.name == MEDICINES:
            state.ledger_open = False
        state.set(fact.name, UNSURE, words, talk.now)
        state.forget_what_hangs_on(fact.name, talk.protocol)
    talk.say("utter_noted_unsure")


def _give_up(talk: Talk) -> None:
    """The third try in vain: consent is never assumed, and who does not say whether to keep the answers keeps them."""
    if talk.question == "consent":
        endings.decline(talk)
    elif talk.question in NEVER_LEFT_OUT:
        endings.keep(talk)
    else:
        _leave_open(talk)


def _leave_open(talk: Talk) -> None:
    question, state = talk.question, talk.state
    if question in returning.QUESTIONS:
        returning.give_up(talk)
    elif question == "contact_permission":
        state.answers[question] = NO
    elif question in ("contact_name", "contact_phone", "contact_time"):
        state.answers[question] = ""
    elif question == "confirm":
        note_unsure(talk, talk.protocol.fact(state.asked.item or ""))
    elif question == "confirm_medicine":
        leave_name_open(talk)
    else:
        note_unsure(talk, talk.asked_fact)
    proceed(talk)
