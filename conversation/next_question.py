"""From the answers so far to the next question: read-backs, the next fact, contact, hand-off."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from conversation.medicines import MEDICINES
from conversation.talk import Talk
from prescreen.agenda import Ask, Finished, ReadBack, next_step, questions_left
from prescreen.assessment import Disposition

CONTACT_DETAILS = ("contact_name", "contact_phone", "contact_time")
WAITING = ("stopping", "go_on", "reference", "reference_age")
ALMOST_DONE = 2


def upcoming(talk: Talk) -> Tuple[str, Optional[str]]:
    """The next question and its item, without changing anything."""
    state = talk.state
    if talk.question in WAITING:
        return state.asked.question, state.asked.item
    if state.doubtful:
        return "confirm_medicine", state.doubtful[0]["name"]
    step = next_step(talk.protocol, _settled_answers(talk), state.confirmed)
    if isinstance(step, ReadBack):
        return "confirm", step.fact
    if isinstance(step, Finished):
        return _after_the_last_fact(talk, step.assessment.disposition), None
    return _way_to_ask(talk, step)


def proceed(talk: Talk) -> None:
    """Make the next question the one that waits, with what has to be said before it."""
    question, item = upcoming(talk)
    if question == "confirm":
        _read_back(talk, item)
    elif question == "confirm_medicine":
        talk.say("utter_read_back_medicine", item=item, names=_other_name(item))
    elif question != talk.question:
        _sum_up(talk)
    if question in ("contact_permission", "hand_off"):
        talk.state.disposition = _disposition(talk).value
    talk.state.ask(question, item)


def _way_to_ask(talk: Talk, step: Ask) -> Tuple[str, Optional[str]]:
    """The question for a fact, or the one that asks back about it."""
    state = talk.state
    ask_back = talk.protocol.questions.get(state.ask_back or "")
    if ask_back and ask_back.fact == step.question:
        return ask_back.name, None
    if step.question == MEDICINES and state.ledger_open:
        return "more_medicines", None
    return step.question, step.item


def _after_the_last_fact(talk: Talk, disposition: Disposition) -> str:
    """Contact details, only where the study team may want them and with permission; then the hand-off."""
    answers = talk.state.answers
    if not disposition.may_go_on or answers.get("contact_permission") == "no":
        return "hand_off"
    if answers.get("contact_permission") is None:
        return "contact_permission"
    return next((detail for detail in CONTACT_DETAILS if answers.get(detail) is None), "hand_off")


def _settled_answers(talk: Talk) -> Dict[str, Any]:
    """The answers without a medicine list that is still open: it counts once "any others?" is answered."""
    answers = dict(talk.state.answers)
    if talk.state.ledger_open:
        answers.pop(MEDICINES, None)
    return answers


def _disposition(talk: Talk) -> Disposition:
    step = next_step(talk.protocol, talk.state.answers, talk.state.confirmed)
    assert isinstance(step, Finished)
    return step.assessment.disposition


def _read_back(talk: Talk, fact: str) -> None:
    value = talk.state.answers.get(fact)
    medicines = talk.phrases.medicines(value) if fact == MEDICINES else ""
    talk.say(f"utter_read_back_{fact}", value=talk.phrases.value(value), medicines=medicines)


def _other_name(generic: str) -> str:
    from prescreen.medicines import medicine_list

    names = medicine_list().names(generic)
    return names[0] if names else generic


def _sum_up(talk: Talk) -> None:
    """A short recap on the way, and a word when the end is near: attention is scarce."""
    state = talk.state
    due = [fact.name for fact in talk.protocol.facts if fact.recap_after and fact.name not in state.recapped]
    for name in due:
        if not _is_behind(talk, name):
            continue
        state.recapped.append(name)
        if name == MEDICINES:
            if isinstance(state.answers.get(name), list):
                talk.say("utter_ledger", medicines=talk.phrases.medicines(state.answers[name]))
        else:
            recent = [fact for fact in state.history if fact != MEDICINES][-4:]
            talk.say("utter_recap", answers=talk.phrases.answers(talk.protocol, state.answers, only=recent))
    if questions_left(talk.protocol, state.answers) == ALMOST_DONE and "almost_done" not in state.recapped:
        state.recapped.append("almost_done")
        talk.say("utter_almost_done")


def _is_behind(talk: Talk, name: str) -> bool:
    """Whether the questions have gone past a fact, whether or not it had to be asked."""
    question, _ = upcoming(talk)
    definition = talk.protocol.questions[question]
    order = [fact.name for fact in talk.protocol.facts]
    if definition.name == "treatment_length" or definition.fact not in order:
        return False
    return order.index(definition.fact) > order.index(name)
