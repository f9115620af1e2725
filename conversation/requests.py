"""What patients want of the assistant in the middle of a question: answered, and the same question is asked again."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Dict, Optional

from conversation import answering, endings, hand_off, returning
from conversation.attempts import begin_again
from conversation.medicines import MEDICINES
from conversation.misses import skip
from conversation.next_question import WAITING, come_back, proceed
from conversation.state import CONTACT
from conversation.talk import Talk
from prescreen.agenda import questions_left
from prescreen.answers import UNSURE
from prescreen.assessment import Disposition
from understanding.meaning import Meaning, Said

GREETINGS = ("greeting",)
INSTEAD_OF_AN_ANSWER = ("skip",)
TERM_OF_FACT = {
    "sle_diagnosis": "sle", "active_symptoms": "flare", "glucocorticoids": "steroid",
    "immunosuppressants": "immunosuppressant", "treatment_length": "immunosuppressant",
    "autoantibodies": "autoantibodies", "severe_nephritis": "nephritis", "severe_cns_lupus": "cns_lupus",
    "seizures": "seizure", "psychosis": "psychosis", "organic_brain_syndrome": "organic_brain_syndrome",
    "chronic_illness": "chronic_illness", "chronic_illness_managed": "chronic_illness",
    "pregnant_or_lactating": "lactating", "consent": "screening", "contact_permission": "study_team",
}


def answer(talk: Talk, meaning: Meaning) -> bool:
    """Answer a request; returns whether it led somewhere else, so that the question is not asked again."""
    handler = HANDLERS.get(meaning.request)
    if handler is None:
        talk.say(f"utter_{meaning.request}")
        return False
    return bool(handler(talk, meaning))


def wants_nothing_else(talk: Talk, meaning: Meaning) -> bool:
    """Whether what was said is neither a request, but for a greeting, nor a code."""
    return meaning.request in (None, *GREETINGS) and not returning.names_code(talk)


def after_the_end(talk: Talk, meaning: Meaning) -> None:
    """After the last reply: a correction opens the screening again, questions are answered, the rest is heard."""
    state = talk.state
    same_protocol = state.attempt.protocol_version == talk.protocol.version
    if state.consented and same_protocol and any(_corrects(talk, said) for said in meaning.answers):
        doubts = tuple(replace(said, correction=said.correction or said.value == UNSURE) for said in meaning.answers)
        reopen(talk)
        answering.take_facts(talk, replace(meaning, answers=doubts))
        proceed(talk)
    elif meaning.request:
        answer(talk, meaning)
    elif returning.names_code(talk):
        returning.ask_for_reference(talk)
    elif state.consented and state.disposition is None and talk.understood("stopping").reply == "go_on":
        reopen(talk)
        proceed(talk)


def _corrects(talk: Talk, said: Said) -> bool:
    """Whether an answer is another one than the screening ended with; after an exclusion a mere doubt is one too."""
    known = talk.state.answers.get(said.fact)
    if known is None or not talk.protocol.fact(said.fact):
        return False
    if said.fact == MEDICINES:
        return said.correction or said.removes or isinstance(said.value, list)
    excluded = talk.state.disposition == Disposition.NOT_ELIGIBLE.value
    return said.value != known and (said.correction or said.value != UNSURE or excluded)


def reopen(talk: Talk) -> None:
    """The screening is open again; it is assessed and written anew once nothing is left to ask."""
    state = talk.state
    state.done, state.disposition, state.announced = False, None, False
    state.asked.question = None


def _fact_in_question(talk: Talk) -> Optional[str]:
    if talk.question == "confirm":
        return talk.state.asked.item
    return talk.definition.fact if talk.definition else None


def _why(talk: Talk, meaning: Meaning) -> None:
    """Why a thing is asked; after the end, why it came to this."""
    if talk.state.done and meaning.about is None and hand_off.explain(talk):
        return
    name = f"utter_why_{meaning.about or _fact_in_question(talk)}"
    talk.say(name if talk.setting.wording.has(name) else "utter_why_general")


def _explain(talk: Talk, meaning: Meaning) -> None:
    asked_about = meaning.about or _fact_in_question(talk) or ""
    for term in (asked_about, TERM_OF_FACT.get(asked_about)):
        if term and talk.setting.wording.has(f"utter_term_{term}"):
            talk.say(f"utter_term_{term}")
            return
    talk.say("utter_term_unknown")


def _repeat(talk: Talk, _: Meaning) -> None:
    """The question comes again by itself; after the end, what the screening came to and the code."""
    state = talk.state
    if not state.done:
        return
    if state.disposition:
        talk.say(f"utter_outcome_{state.disposition}")
    if state.code_given and state.reference:
        talk.say("utter_reference", reference_spoken=talk.phrases.code(state.reference))


def _person(talk: Talk, _: Meaning) -> None:
    talk.say("utter_person" if talk.setting.study_contact else "utter_person_no_contact")


def _how_long(talk: Talk, _: Meaning) -> None:
    talk.say("utter_how_long_now", left=questions_left(talk.protocol, talk.state.answers))


def _stop(talk: Talk, _: Meaning) -> bool:
    if talk.state.done:
        talk.say("utter_goodbye")
    else:
        endings.ask_to_stop(talk)
    return True


def _delete(talk: Talk, _: Meaning) -> bool:
    endings.delete(talk)
    return True


def _pause(talk: Talk, _: Meaning) -> bool:
    if not talk.state.done:
        endings.pause(talk)
    return talk.state.pause_reason is not None


def _start_over(talk: Talk, _: Meaning) -> bool:
    """A new attempt; what the log has of the earlier one stays there."""
    begin_again(talk)
    talk.say("utter_start_over")
    proceed(talk)
    return True


def _go_back(talk: Talk, _: Meaning) -> bool:
    """The last answer is asked again, after the end too; from "stop?" or a pause it is the question before."""
    state = talk.state
    if talk.question in WAITING and not state.done:
        state.interrupted = None
        come_back(talk)
        proceed(talk)
        return True
    last = _answered_last(talk)
    if last is None:
        talk.say("utter_nothing_to_go_back")
        return False
    _ask_again(talk, last)
    return True


def _answered_last(talk: Talk) -> Optional[str]:
    """What was answered last: what is being read back, the contact detail before this one, or the fact before."""
    if talk.question == "confirm":
        return talk.state.asked.item
    if talk.question in CONTACT[1:]:
        return CONTACT[CONTACT.index(talk.question) - 1]
    facts = [fact for fact in talk.state.history if talk.protocol.fact(fact)]
    return facts[-1] if facts else None


def _change(talk: Talk, meaning: Meaning) -> bool:
    """The answer is taken already when it was said in the same breath; otherwise its question is asked again."""
    if meaning.answers and not talk.state.done:
        return False
    if meaning.about is not None and meaning.about == _fact_in_question(talk):
        return False
    known = meaning.about in talk.state.answers
    if known and (talk.protocol.fact(meaning.about) or meaning.about in CONTACT):
        _ask_again(talk, meaning.about)
        return True
    talk.say("utter_change_which")
    return False


def _ask_again(talk: Talk, fact: str) -> None:
    state = talk.state
    if fact == MEDICINES and isinstance(state.answers.get(fact), list):
        _look_at_ledger(talk)
        return
    talk.say("utter_go_back")
    for gone in CONTACT if fact == "contact_permission" else (fact,):
        state.clear(gone)
    state.ask_again, state.ask_back, state.ledger_open, state.doubtful = fact, None, False, []
    reopen(talk)
    proceed(talk)


def _look_at_ledger(talk: Talk) -> None:
    """Going back to the medicines loses none of them: the ledger is shown, to be added to or corrected."""
    state = talk.state
    talk.say("utter_ledger", medicines=talk.phrases.medicines(state.answers[MEDICINES]))
    state.ask_back, state.ledger_open = None, True
    reopen(talk)
    state.asked.question = None
    proceed(talk)


def _recap(talk: Talk, _: Meaning) -> None:
    _say_answers(talk, "utter_recap", talk.phrases.answers(talk.protocol, talk.state.answers))


def _my_data(talk: Talk, _: Meaning) -> None:
    known = [talk.phrases.answers(talk.protocol, talk.state.answers), talk.phrases.contact(talk.state.answers)]
    _say_answers(talk, "utter_my_data", "; ".join(filter(None, known)))


def _say_answers(talk: Talk, name: str, answers: str) -> None:
    if answers:
        talk.say(name, answers=answers)
    else:
        talk.say("utter_my_data_nothing")


def _skip(talk: Talk, _: Meaning) -> bool:
    if talk.state.done:
        return False
    skip(talk)
    return True


def _reference(talk: Talk, _: Meaning) -> bool:
    """Come back with a code; who has just been given one and names none wants to hear it again."""
    state = talk.state
    if state.done and state.code_given and not returning.names_code(talk):
        talk.say("utter_reference", reference_spoken=talk.phrases.code(state.reference))
    else:
        returning.ask_for_reference(talk)
    return True


HANDLERS: Dict[str, Callable[[Talk, Meaning], Optional[bool]]] = {
    "why": _why, "explain": _explain, "repeat": _repeat, "person": _person, "how_long_now": _how_long, "stop": _stop,
    "goodbye": _stop, "stop_delete": _delete, "pause": _pause, "start_over": _start_over, "go_back": _go_back,
    "change_answer": _change, "recap": _recap, "my_data": _my_data, "skip": _skip, "reference": _reference,
}
