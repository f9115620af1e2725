"""From the answers so far to the next question: read-backs, the next fact, contact, hand-off."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from conversation.medicines import MEDICINES
from conversation.phrases import MINOR
from conversation.recap import sum_up
from conversation.state import Asked, State
from conversation.talk import Talk
from prescreen.agenda import Ask, Finished, ReadBack, Step, is_due, next_step
from prescreen.assessment import Disposition
from prescreen.medicines import medicine_list
from prescreen.protocol import Protocol

CONTACT_DETAILS = ("contact_name", "contact_phone", "contact_time")
ABOUT_A_CODE = ("reference", "reference_age")
WAITING = ("stopping", "go_on", *ABOUT_A_CODE)


def step_of(protocol: Protocol, state: State) -> Step:
    """The next step of the agenda; a medicine list counts once "any others?" is answered."""
    answers: Dict[str, Any] = dict(state.answers)
    if state.ledger_open:
        answers.pop(MEDICINES, None)
    return next_step(protocol, answers, state.confirmed)


def upcoming(talk: Talk) -> Tuple[str, Optional[str]]:
    """The next question and its item, without changing anything."""
    state = talk.state
    if talk.question in WAITING:
        return talk.question, state.asked.item
    if state.doubtful:
        return "confirm_medicine", state.doubtful[0]["name"]
    step = step_of(talk.protocol, state)
    if isinstance(step, ReadBack):
        return "confirm", step.fact
    again = talk.protocol.fact(state.ask_again or "")
    if again and is_due(again, state.answers):
        return _way_to_ask(talk, Ask(again.name))
    if state.rescreening and state.answers.get("headache") is None:
        return "headache", None
    if isinstance(step, Finished):
        return _after_the_last_fact(state, step.assessment.disposition), None
    return _way_to_ask(talk, step)


def proceed(talk: Talk) -> None:
    """Make the next question the one that waits, with what has to be said before it."""
    state = talk.state
    question, item = upcoming(talk)
    if question == "consent" and not state.opened:
        talk.say("utter_opening")
        state.opened = True
    elif question == "confirm":
        _read_back(talk, item)
    elif question == "confirm_medicine":
        talk.say("utter_read_back_medicine", item=item, names=_other_name(item))
    elif question != talk.question:
        sum_up(talk, question)
    _note_disposition(talk, question)
    state.ask(question, item)


def come_back(talk: Talk) -> None:
    """From a pause, a safety text or "stop?" back to where the questions were; what comes next is asked next."""
    state = talk.state
    state.pause_reason = None
    state.asked = Asked(state.interrupted)
    state.interrupted = None


def _note_disposition(talk: Talk, question: str) -> None:
    """A screening has a disposition once nothing is left to ask; a correction may take it away again."""
    state = talk.state
    if question in WAITING:
        return
    step = step_of(talk.protocol, state)
    settled = isinstance(step, Finished) and question in ("hand_off", "contact_permission", *CONTACT_DETAILS)
    disposition = step.assessment.disposition.value if settled else None
    if disposition != state.disposition:
        state.disposition, state.announced = disposition, False


def _way_to_ask(talk: Talk, step: Ask) -> Tuple[str, Optional[str]]:
    """The question for a fact, or the one that asks back about it."""
    state = talk.state
    ask_back = talk.protocol.questions.get(state.ask_back or "")
    if ask_back and ask_back.fact == step.question:
        return ask_back.name, None
    if step.question == MEDICINES and state.ledger_open and isinstance(state.answers.get(MEDICINES), list):
        return "more_medicines", None
    return step.question, step.item


def _after_the_last_fact(state: State, disposition: Disposition) -> str:
    """Contact details, only where the study team may want them and with permission; then the hand-off."""
    if not disposition.may_go_on or state.answers.get("contact_permission") == "no":
        return "hand_off"
    if state.answers.get("contact_permission") is None:
        return "contact_permission"
    return next((detail for detail in CONTACT_DETAILS if state.answers.get(detail) is None), "hand_off")


def _read_back(talk: Talk, fact: str) -> None:
    value = talk.state.answers.get(fact)
    if talk.state.evidence[fact].get("without_number"):
        value = MINOR
    medicines = talk.phrases.medicines(value) if fact == MEDICINES else ""
    talk.say(f"utter_read_back_{fact}", value=talk.phrases.value(value), medicines=medicines)


def _other_name(generic: str) -> str:
    return next(iter(medicine_list().names(generic)), generic)
