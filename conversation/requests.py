"""What patients want of the assistant in the middle of a question: answered, and the same question is asked again."""

from __future__ import annotations

from typing import Callable, Dict

from conversation import endings, returning
from conversation.attempts import begin_attempt
from conversation.misses import leave_open
from conversation.next_question import proceed
from conversation.talk import Talk
from prescreen.agenda import questions_left
from understanding.meaning import Meaning

TERM_OF_FACT = {
    "sle_diagnosis": "sle", "active_symptoms": "flare", "glucocorticoids": "steroid",
    "immunosuppressants": "immunosuppressant", "treatment_length": "immunosuppressant",
    "autoantibodies": "autoantibodies", "severe_nephritis": "nephritis", "severe_cns_lupus": "cns_lupus",
    "seizures": "seizure", "psychosis": "psychosis", "organic_brain_syndrome": "organic_brain_syndrome",
    "chronic_illness": "chronic_illness", "chronic_illness_managed": "chronic_illness",
    "pregnant_or_lactating": "lactating", "consent": "screening", "contact_permission": "study_team",
}
CANNOT_BE_SKIPPED = ("consent", "go_on", "stopping", "confirm", "anything_else")


def answer(talk: Talk, meaning: Meaning) -> bool:
    """Answer a request; returns whether it led somewhere else, so that the question is not asked again."""
    handler = HANDLERS.get(meaning.request)
    if handler is None:
        talk.say(f"utter_{meaning.request}")
        return False
    before = (talk.question, talk.state.done, talk.state.attempt.id)
    handler(talk, meaning)
    return (talk.question, talk.state.done, talk.state.attempt.id) != before


def after_the_end(talk: Talk, meaning: Meaning) -> None:
    """After the hand-off: questions are answered, a correction opens the screening again, everything else is heard."""
    state = talk.state
    if meaning.request == "repeat" and state.reference:
        talk.say("utter_reference", reference_spoken=talk.phrases.code(state.reference))
    elif meaning.request:
        answer(talk, meaning)
    elif state.consented and _corrects(talk, meaning):
        _reopen(talk, meaning)


def _corrects(talk: Talk, meaning: Meaning) -> bool:
    known = talk.state.answers
    return any(talk.protocol.fact(said.fact) and known.get(said.fact) not in (None, said.value) and said.value != "unsure"
               for said in meaning.answers if said.fact != "immunosuppressants") or any(
        said.fact == "immunosuppressants" and said.correction for said in meaning.answers)


def _reopen(talk: Talk, meaning: Meaning) -> None:
    from conversation import answering

    talk.state.done, talk.state.disposition = False, None
    answering.take(talk, meaning)
    proceed(talk)


def _why(talk: Talk, meaning: Meaning) -> None:
    fact = talk.state.asked.item if talk.question == "confirm" else talk.definition and talk.definition.fact
    name = f"utter_why_{fact}"
    talk.say(name if talk.setting.wording.has(name) else "utter_why_general")


def _explain(talk: Talk, meaning: Meaning) -> None:
    fact = talk.state.asked.item if talk.question == "confirm" else talk.definition and talk.definition.fact
    for term in (meaning.about, TERM_OF_FACT.get(meaning.about or ""), not meaning.about and TERM_OF_FACT.get(fact or "")):
        if term and talk.setting.wording.has(f"utter_term_{term}"):
            talk.say(f"utter_term_{term}")
            return
    talk.say("utter_term_unknown")


def _repeat(talk: Talk, meaning: Meaning) -> None:
    """Nothing to say before the question comes again."""


def _person(talk: Talk, meaning: Meaning) -> None:
    talk.say("utter_person" if talk.setting.study_contact else "utter_person_no_contact")


def _how_long(talk: Talk, meaning: Meaning) -> None:
    talk.say("utter_how_long_now", left=questions_left(talk.protocol, talk.state.answers))


def _stop(talk: Talk, meaning: Meaning) -> None:
    if not talk.state.done:
        endings.ask_to_stop(talk)
    else:
        talk.say("utter_goodbye")


def _goodbye(talk: Talk, meaning: Meaning) -> None:
    talk.say("utter_goodbye")
    if not talk.state.done:
        endings.ask_to_stop(talk)


def _delete(talk: Talk, meaning: Meaning) -> None:
    endings.delete(talk)


def _pause(talk: Talk, meaning: Meaning) -> None:
    if not talk.state.done:
        endings.pause(talk)


def _start_over(talk: Talk, meaning: Meaning) -> None:
    """A new attempt; what the log has of the earlier one stays there."""
    begin_attempt(talk, talk.state.attempt.number + 1)
    talk.say("utter_start_over")


def _go_back(talk: Talk, meaning: Meaning) -> None:
    """The last answer is asked again."""
    state = talk.state
    last = state.asked.item if talk.question == "confirm" else (state.history[-1] if state.history else None)
    if last is None or state.done:
        talk.say("utter_nothing_to_go_back")
        return
    talk.say("utter_go_back")
    _ask_again(talk, last)


def _change(talk: Talk, meaning: Meaning) -> None:
    if meaning.answers:
        return
    if meaning.about in talk.state.answers and talk.protocol.fact(meaning.about):
        talk.state.done, talk.state.disposition = False, None
        talk.say("utter_go_back")
        _ask_again(talk, meaning.about)
    else:
        talk.say("utter_change_which")


def _ask_again(talk: Talk, fact: str) -> None:
    state = talk.state
    state.clear(fact)
    state.ask_back, state.ledger_open, state.doubtful = None, False, []
    if fact in state.history:
        state.history.remove(fact)
    proceed(talk)


def _recap(talk: Talk, meaning: Meaning) -> None:
    _my_answers(talk, "utter_recap")


def _my_data(talk: Talk, meaning: Meaning) -> None:
    _my_answers(talk, "utter_my_data")


def _my_answers(talk: Talk, name: str) -> None:
    answers = talk.phrases.answers(talk.protocol, talk.state.answers)
    if answers:
        talk.say(name, answers=answers)
    else:
        talk.say("utter_my_data_nothing")


def _skip(talk: Talk, meaning: Meaning) -> None:
    if talk.question in CANNOT_BE_SKIPPED:
        return
    leave_open(talk)


def _reference(talk: Talk, meaning: Meaning) -> None:
    returning.ask_for_reference(talk, meaning)


HANDLERS: Dict[str, Callable[[Talk, Meaning], None]] = {
    "why": _why, "explain": _explain, "repeat": _repeat, "person": _person, "how_long_now": _how_long, "stop": _stop,
    "goodbye": _goodbye, "stop_delete": _delete, "pause": _pause, "start_over": _start_over, "go_back": _go_back,
    "change_answer": _change, "recap": _recap, "my_data": _my_data, "skip": _skip, "reference": _reference,
}
