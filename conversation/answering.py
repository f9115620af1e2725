"""Taking answers: consent, facts, read-backs and contact, the one asked for and every other one in the same breath."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence

from conversation import endings
from conversation.medicines import (
    ASKED_FOR_A_LIST,
    MEDICINES,
    leave_name_open,
    take_bare_reply,
    take_doubtful,
    take_medicines,
)
from conversation.misses import note_unsure
from conversation.phrases import MINOR
from conversation.state import CONTACT
from conversation.talk import Talk
from prescreen.answers import ADULT, NO, UNSURE, YES
from understanding.meaning import Meaning, Said

# Under 18 without a number is kept as the highest age that this can be: the protocol's ages are numbers.
OLDEST_MINOR = 17
MOST_DENIALS = 3


def take(talk: Talk, meaning: Meaning) -> bool:
    """Take everything that was answered; returns whether anything was. Before consent only the consent itself is."""
    if talk.question == "consent":
        return _take_consent(talk, meaning)
    if talk.question == "stopping":
        return endings.take_stopping(talk, meaning)
    if talk.question == "go_on":
        return endings.take_go_on(talk, meaning)
    if not talk.state.consented:
        return False
    if talk.question == "confirm":
        return _take_read_back(talk, meaning)
    if talk.question == "confirm_medicine":
        return _take_medicine_name(talk, meaning)
    if talk.question in CONTACT:
        took = _take_contact(talk, meaning)
        return take_facts(talk, meaning) or took
    return take_facts(talk, meaning)


def take_facts(talk: Talk, meaning: Meaning) -> bool:
    """Every fact that was answered, in the order of the protocol; returns whether there was one."""
    took = bool(meaning.doubtful) and take_doubtful(talk, meaning.doubtful)
    for said in _in_order(talk, meaning):
        take_one = take_medicines if said.fact == MEDICINES else _take_fact
        took = take_one(talk, said) or took
    if talk.asked_fact and meaning.answer_to(talk.asked_fact.name) is None:
        took = _take_bare_answer(talk, meaning) or took
    _reopen(talk, meaning.reopens)
    return _take_ask_back(talk, meaning) or took


def _reopen(talk: Talk, fact: Optional[str]) -> None:
    """An earlier answer put in question, and not said anew, is asked for again. Medicines that were named stay."""
    if talk.protocol.fact(fact or "") is None or fact not in talk.state.answers:
        return
    if fact == MEDICINES and isinstance(talk.state.answers[fact], list):
        talk.state.ledger_open = True
        return
    talk.say("utter_go_back")
    talk.state.clear(fact)
    talk.state.forget_what_hangs_on(fact, talk.protocol)
    talk.state.ask_again = fact


def _in_order(talk: Talk, meaning: Meaning) -> List[Said]:
    """The answers to facts of the study; one that hangs on another comes after it."""
    order = [fact.name for fact in talk.protocol.facts]
    return sorted((said for said in meaning.answers if said.fact in order), key=lambda said: order.index(said.fact))


def _take_consent(talk: Talk, meaning: Meaning) -> bool:
    """Only a yes opens the screening; what is said in the same breath is taken, what was said before is not."""
    reply = _reply_to(meaning, "consent")
    if reply == YES:
        talk.state.set("consent", YES, talk.heard.text, talk.now)
        take_facts(talk, meaning)
    elif reply == NO:
        endings.decline(talk)
    return reply in (YES, NO)


def _take_read_back(talk: Talk, meaning: Meaning) -> bool:
    """Yes confirms; a correction in the same breath is taken; a bare no asks again; "not sure" is noted as such."""
    state, fact = talk.state, talk.state.asked.item
    before = state.answers.get(fact)
    took = take_facts(talk, meaning)
    if state.answers.get(fact) != before:
        return True
    reply = _reply_to(meaning, "confirm") or _restated(meaning, fact, before)
    if reply == YES:
        state.evidence[fact]["confirmed"] = True
    elif reply == NO:
        _deny(talk, fact)
        _take_ask_back(talk, meaning)
    elif reply == UNSURE:
        note_unsure(talk, talk.protocol.fact(fact), talk.heard.text)
    return took or reply is not None


def _restated(meaning: Meaning, fact: str, before: Any) -> Optional[str]:
    """Saying the same again confirms it; being unsure of it now does not."""
    said = meaning.answer_to(fact)
    if said is None:
        return None
    if said.value == before:
        return YES
    return UNSURE if said.value == UNSURE else None


def _deny(talk: Talk, fact: str) -> None:
    """The read-back was wrong: ask again, but not for ever. Medicines that were named stay; others are asked for."""
    state = talk.state
    state.denied[fact] = state.denied.get(fact, 0) + 1
    if state.denied[fact] >= MOST_DENIALS:
        note_unsure(talk, talk.protocol.fact(fact), talk.heard.text)
    elif fact == MEDICINES and isinstance(state.answers.get(fact), list):
        state.ledger_open = True
    else:
        state.clear(fact)
        state.ask_again = fact


def _take_medicine_name(talk: Talk, meaning: Meaning) -> bool:
    """Yes takes the medicine under its name; no leaves room for the right one; unsure leaves it without a name."""
    state, reply = talk.state, _reply_to(meaning, "confirm")
    lists = [said for said in meaning.answers if said.fact == MEDICINES and isinstance(said.value, list)]
    named = any(not said.removes for said in lists)
    if reply is None and any(said.removes for said in lists):
        reply = NO
    if reply == YES:
        entry = state.doubtful.pop(0)
        take_medicines(talk, Said(MEDICINES, [entry], entry.get("words") or ""))
    elif named or meaning.doubtful:
        state.doubtful.pop(0)
    elif reply == NO:
        state.doubtful.pop(0)
        state.ledger_open = state.ledger_open or isinstance(state.answers.get(MEDICINES), list)
    elif reply == UNSURE:
        leave_name_open(talk)
    return take_facts(talk, meaning) or reply is not None


def _take_fact(talk: Talk, said: Said) -> bool:
    """One fact other than the medicines; an answer that would change another one is told."""
    state, old = talk.state, talk.state.answers.get(said.fact)
    value = _joined(said, old)
    asked = talk.asked_fact is not None and talk.asked_fact.name == said.fact
    if not _is_possible(talk, said.fact, value):
        return False
    if value == UNSURE and old not in (None, UNSURE) and not asked and not said.correction:
        return False
    if old == value:
        return asked or said.correction
    state.set(said.fact, value, said.words or talk.heard.text, talk.now)
    if said.value == MINOR:
        state.evidence[said.fact]["without_number"] = True
    if old is not None:
        talk.say("utter_changed", what=talk.phrases.short(said.fact, value))
    if _fact_of(talk, state.ask_back) == said.fact:
        state.ask_back = None
    state.forget_what_hangs_on(said.fact, talk.protocol)
    return True


def _joined(said: Said, old: Any) -> Any:
    """The value to keep: under 18 as a number, and more positive blood tests beside those known."""
    if said.value == MINOR:
        return OLDEST_MINOR
    if isinstance(said.value, list) and isinstance(old, list) and not said.correction:
        return [*old, *(each for each in said.value if each not in old)]
    return said.value


def _is_possible(talk: Talk, name: str, value: Any) -> bool:
    """Whether a fact can have this value now: one of its own, and not behind an answer that rules it out."""
    fact, answers = talk.protocol.fact(name), talk.state.answers
    if "one_of" in fact.values and not fact.allows(value):
        return False
    if "years" in fact.values and value not in (ADULT, UNSURE) and not _is_in(value, fact.values["years"]):
        return False
    return all(answers.get(other) in (None, wanted) for other, wanted in fact.only_after.items())


def _is_in(value: Any, limits: Sequence[int]) -> bool:
    return isinstance(value, int) and limits[0] <= value <= limits[1]


def _take_bare_answer(talk: Talk, meaning: Meaning) -> bool:
    """A yes, no or "not sure" to a question whose answer is not itself the value of a fact."""
    reply, question = meaning.reply, talk.question
    if question == "age_adult":
        refused = reply is None and meaning.ask_back == "age_adult"
        value: Any = UNSURE if refused else {YES: ADULT, NO: MINOR, UNSURE: UNSURE}.get(reply or "")
    elif question == "age_birthday":
        value = {YES: 18, NO: OLDEST_MINOR, UNSURE: UNSURE}.get(reply or "")
    elif reply is None:
        return False
    elif question in ASKED_FOR_A_LIST:
        return take_bare_reply(talk, reply)
    elif question == "treatment_length" and reply == UNSURE:
        note_unsure(talk, None, talk.heard.text)
        return True
    else:
        value = reply if talk.asked_fact.allows(reply) else None
    return value is not None and _take_fact(talk, Said(talk.asked_fact.name, value, talk.heard.text))


def _take_ask_back(talk: Talk, meaning: Meaning) -> bool:
    """An ambiguous answer to a fact that still has none: its question is put in the way that settles it."""
    fact = _fact_of(talk, meaning.ask_back)
    if fact is None or talk.state.answers.get(fact) is not None:
        return False
    talk.state.ask_back = meaning.ask_back
    return True


def _fact_of(talk: Talk, question: Optional[str]) -> Optional[str]:
    definition = talk.protocol.questions.get(question or "")
    return definition.fact if definition else None


def _take_contact(talk: Talk, meaning: Meaning) -> bool:
    """Contact details, asked only after permission, which only a yes gives; "no" to one of them leaves it out."""
    question = talk.question
    value = _reply_to(meaning, question)
    if value is None or (value == YES and question != "contact_permission"):
        return False
    if question == "contact_permission":
        value = value if value == YES else NO
    elif value in (NO, UNSURE):
        value = ""
    talk.state.answers[question] = value
    return True


def _reply_to(meaning: Meaning, fact: str) -> Optional[str]:
    """What was replied to a question: the answer to its fact, or the bare reply."""
    said = meaning.answer_to(fact)
    return said.value if said else meaning.reply
