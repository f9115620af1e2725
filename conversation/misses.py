"""Answers that could not be used, and silence: other words each time, never more than three tries, never a loop."""

from __future__ import annotations

from conversation import endings
from conversation.medicines import MEDICINES
from conversation.next_question import proceed
from conversation.talk import Talk
from prescreen.answers import NO, UNSURE, Medicine

LAST_TRY = 3


def missed(talk: Talk, quietly: bool = False) -> None:
    """An unusable answer: the same question in other words; at the third it is noted as not sure.

    Args:
        quietly: something else was understood, so "I did not understand" would be untrue.
    """
    asked = talk.state.asked
    asked.tries += 1
    asked.silences = 0
    if asked.tries >= LAST_TRY:
        leave_open(talk)
        return
    if not quietly:
        talk.say(f"utter_not_understood_{asked.tries}")
    proceed(talk)


def silence(talk: Talk) -> None:
    """Nothing was said: ask again in other words; at the third in a row a code to go on later is given."""
    asked = talk.state.asked
    asked.silences += 1
    if talk.state.done:
        talk.say("utter_ask_anything_else")
    elif asked.silences >= LAST_TRY:
        endings.leave_in_silence(talk)
    else:
        talk.say(f"utter_silence_{asked.silences}")
        asked.tries = max(asked.tries, asked.silences)
        proceed(talk)


def leave_open(talk: Talk) -> None:
    """After three tries, or "skip": consent is never assumed, everything else is noted as not sure or left out."""
    question, state = talk.question, talk.state
    if question == "consent":
        endings.decline(talk)
        return
    if question in ("stopping", "go_on"):
        endings.keep(talk)
        return
    if question in ("reference", "reference_age"):
        state.returning = None
        talk.say("utter_reference_unknown")
        state.asked.question = None
    elif question == "contact_permission":
        state.answers[question] = NO
    elif question in ("contact_name", "contact_phone", "contact_time"):
        state.answers[question] = ""
    elif question == "confirm":
        note_unsure(talk, state.asked.item)
    elif question == "confirm_medicine":
        leave_unnamed(talk)
    else:
        note_unsure(talk, talk.asked_fact.name if talk.asked_fact else None)
    proceed(talk)


def note_unsure(talk: Talk, fact: str) -> None:
    """Note "not sure" for what was asked; of one medicine only the length is unsure."""
    state = talk.state
    state.ask_back = None
    if talk.question == "treatment_length":
        ledger = [Medicine.from_dict(entry) for entry in state.answers[MEDICINES]]
        state.answers[MEDICINES] = [
            (medicine.with_weeks(UNSURE) if medicine.weeks is None and medicine.name == state.asked.item
             else medicine).to_dict() for medicine in ledger]
    elif talk.question == "more_medicines":
        state.ledger_open = False
        _add_unnamed(talk, "")
    elif fact:
        state.ledger_open = False if fact == MEDICINES else state.ledger_open
        state.set(fact, UNSURE, talk.heard.text if talk.heard.event is None else "", talk.now)
    talk.say("utter_noted_unsure")


def leave_unnamed(talk: Talk) -> None:
    """A doubtful name that is not settled: the medicine stays in the ledger without a name."""
    entry = talk.state.doubtful.pop(0)
    _add_unnamed(talk, entry.get("words", ""), entry.get("weeks"))


def _add_unnamed(talk: Talk, words: str, weeks: object = UNSURE) -> None:
    state = talk.state
    ledger = state.answers.get(MEDICINES)
    entry = Medicine(None, None, weeks, None, words).to_dict()
    state.set(MEDICINES, (ledger if isinstance(ledger, list) else []) + [entry], words, talk.now)
