"""Taking answers: consent, facts, read-backs and contact, the one asked for and every other one in the same breath."""

from __future__ import annotations

from typing import Optional

from conversation import endings
from conversation.medicines import MEDICINES, take_doubtful, take_medicines, take_more_medicines
from conversation.misses import leave_unnamed, note_unsure
from conversation.talk import Talk
from prescreen.answers import ADULT, NO, UNSURE, YES
from understanding.meaning import Meaning, Said

MINOR = "minor"
DENIALS = 2


def take(talk: Talk, meaning: Meaning) -> bool:
    """Take everything that was answered; returns whether anything was."""
    if talk.question == "consent":
        return _take_consent(talk, meaning)
    if talk.question == "stopping":
        return endings.take_stopping(talk, meaning)
    if talk.question == "go_on":
        return endings.take_go_on(talk, meaning)
    if talk.question in ("contact_permission", "contact_name", "contact_phone", "contact_time"):
        took = _take_contact(talk, meaning)
        return _take_facts(talk, meaning) or took
    if talk.question == "confirm":
        return _take_read_back(talk, meaning)
    if talk.question == "confirm_medicine":
        return _take_medicine_name(talk, meaning)
    return _take_facts(talk, meaning)


def _take_consent(talk: Talk, meaning: Meaning) -> bool:
    """Only a yes opens the screening; what is said in the same breath is taken, what was said before is not."""
    reply = reply_to(meaning, "consent")
    if reply == YES:
        talk.state.set("consent", YES, "", talk.now)
        _take_facts(talk, meaning)
    elif reply == NO:
        endings.decline(talk)
    return reply in (YES, NO)


def _take_read_back(talk: Talk, meaning: Meaning) -> bool:
    """Yes confirms; a correction in the same breath is taken; a bare no asks again; anything unsure stays open."""
    state, fact = talk.state, talk.state.asked.item
    before = state.answers.get(fact)
    took = _take_facts(talk, meaning)
    if state.answers.get(fact) != before:
        return True
    reply = reply_to(meaning, "confirm")
    if reply == YES:
        state.evidence[fact]["confirmed"] = True
    elif reply == NO:
        _deny(talk, fact)
    elif reply == UNSURE:
        note_unsure(talk, fact)
    return took or reply is not None


def _deny(talk: Talk, fact: str) -> None:
    """The read-back was wrong: ask again, but not for ever."""
    state = talk.state
    state.denied[fact] = state.denied.get(fact, 0) + 1
    if state.denied[fact] >= DENIALS:
        note_unsure(talk, fact)
    elif fact == MEDICINES:
        state.ledger_open = True
    else:
        state.clear(fact)


def _take_medicine_name(talk: Talk, meaning: Meaning) -> bool:
    """Yes takes the medicine under its name; no leaves room for the right one; unsure leaves it without a name."""
    state, reply = talk.state, reply_to(meaning, "confirm")
    named = any(said.fact == MEDICINES and isinstance(said.value, list) for said in meaning.answers)
    if reply == YES:
        take_medicines(talk, Said(MEDICINES, [state.doubtful.pop(0)]))
    elif named or meaning.doubtful:
        state.doubtful.pop(0)
    elif reply == NO:
        state.doubtful.pop(0)
        state.ledger_open = isinstance(state.answers.get(MEDICINES), list)
    elif reply == UNSURE:
        leave_unnamed(talk)
    return _take_facts(talk, meaning) or reply is not None


def _take_facts(talk: Talk, meaning: Meaning) -> bool:
    """Every fact that was answered, in its place; returns whether there was one."""
    took = False
    if meaning.doubtful:
        took = take_doubtful(talk, meaning.doubtful) or took
    for said in meaning.answers:
        if said.fact == MEDICINES:
            took = take_medicines(talk, said) or took
        elif talk.protocol.fact(said.fact):
            took = _take_fact(talk, said) or took
    if meaning.ask_back and _asks_about_open_fact(talk, meaning.ask_back):
        talk.state.ask_back = meaning.ask_back
        took = True
    if meaning.reply and not took:
        took = _take_reply(talk, meaning.reply)
    return took


def _take_fact(talk: Talk, said: Said) -> bool:
    state, old = talk.state, talk.state.answers.get(said.fact)
    asked = talk.asked_fact is not None and talk.asked_fact.name == said.fact
    if said.value == UNSURE and old not in (None, UNSURE) and not asked and not said.correction:
        return False
    if old == said.value:
        return asked or said.correction
    state.set(said.fact, said.value, said.words or talk.heard.text, talk.now)
    if asked:
        state.ask_back = None
    if old is not None:
        talk.say("utter_changed", what=talk.phrases.short(said.fact, said.value))
    if said.fact in state.history:
        state.history.remove(said.fact)
    state.history.append(said.fact)
    _forget_what_hangs_on(talk, said.fact)
    return True


def _forget_what_hangs_on(talk: Talk, changed: str) -> None:
    """An answer that was only needed because of another one goes when that one changes."""
    for fact in talk.protocol.facts:
        if changed in fact.only_after and talk.state.answers.get(changed) != fact.only_after[changed]:
            talk.state.clear(fact.name)


def _take_reply(talk: Talk, reply: str) -> bool:
    """A yes, no or unsure to a question whose answer is not itself the value of a fact."""
    if talk.question == "age_adult":
        value = {YES: ADULT, NO: MINOR, UNSURE: UNSURE}.get(reply)
    elif talk.question == "age_birthday":
        value = {YES: 18, NO: 17, UNSURE: UNSURE}.get(reply)
    elif talk.question in ("more_medicines", MEDICINES):
        return take_more_medicines(talk, reply)
    elif talk.question == "treatment_length" and reply == UNSURE:
        note_unsure(talk, MEDICINES)
        return True
    else:
        value = reply if talk.asked_fact and talk.asked_fact.allows(reply) else None
    return value is not None and _take_fact(talk, Said(talk.asked_fact.name, value, talk.heard.text))


def _asks_about_open_fact(talk: Talk, question: str) -> bool:
    """Whether an ask-back is about a fact that still has no answer."""
    definition = talk.protocol.questions.get(question)
    return definition is not None and talk.state.answers.get(definition.fact) is None


def _take_contact(talk: Talk, meaning: Meaning) -> bool:
    """Contact details, asked only after permission; "no" to one of them leaves it out."""
    question = talk.question
    value: Optional[str] = reply_to(meaning, question)
    if value is None:
        return False
    if question == "contact_permission":
        value = value if value == YES else NO
    elif value in (NO, UNSURE):
        value = ""
    talk.state.answers[question] = value
    return True


def reply_to(meaning: Meaning, fact: str) -> Optional[str]:
    """What was replied to a question: the answer to its fact, or the bare reply."""
    said = meaning.answer_to(fact)
    return said.value if said else meaning.reply
