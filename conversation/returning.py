"""Coming back with a reference: the re-screen after a headache, and going on with what was left half-way.

The reference comes first, then the age given before as a second fact. The reply to a wrong code and to a wrong age is
the same, so that nobody learns whether a code exists. (E1; CONTRACT section 5, the re-screen.)
"""

from __future__ import annotations

from conversation.attempts import begin_attempt
from conversation.desk import Kept, TooManyTries
from conversation.next_question import proceed, upcoming
from conversation.talk import Talk
from prescreen.answers import NO, YES
from prescreen.assessment import Disposition
from prescreen.reference import normalise
from understanding.meaning import Meaning


def ask_for_reference(talk: Talk, meaning: Meaning) -> None:
    """Ask for the code, or take it at once when it was said in the same breath."""
    if not talk.state.attempt.id:
        begin_attempt(talk)
    talk.state.done = False
    talk.state.ask("reference")
    _take_code(talk, meaning)


def take(talk: Talk, meaning: Meaning) -> bool:
    """Take the code, then the second fact; returns whether one was given."""
    if talk.question == "reference":
        return _take_code(talk, meaning)
    if talk.question == "reference_age":
        return _take_second_fact(talk, meaning)
    return False


def still_there(talk: Talk) -> bool:
    """In a re-screen: whether the headache has not gone; then the reference stays good and the call ends kindly."""
    state = talk.state
    if not state.rescreening:
        return False
    if state.answers.get("headache") == YES:
        state.disposition = Disposition.RESCREEN_BY_PHONE.value
        state.reference = state.attempt.previous_reference
        talk.say("utter_headache_still", reference_spoken=talk.phrases.code(state.reference))
        state.done = True
        state.ask("anything_else")
        return True
    if state.answers.get("headache") == NO:
        state.rescreening = False
        _ask_what_can_have_changed(talk)
    return False


def _take_code(talk: Talk, meaning: Meaning) -> bool:
    code = normalise(meaning.reply or "")
    if code is None:
        return False
    talk.state.returning = code
    talk.state.ask("reference_age")
    return True


def _take_second_fact(talk: Talk, meaning: Meaning) -> bool:
    said = meaning.answer_to("age")
    if said is None:
        return False
    try:
        kept = talk.setting.desk.find(talk.state.returning, talk.heard.conversation)
    except TooManyTries:
        talk.say("utter_reference_locked")
        begin_attempt(talk)
        return True
    if kept is None or isinstance(kept.answers.get("age"), int) and kept.answers["age"] != said.value:
        talk.say("utter_reference_unknown")
        talk.state.returning = None
        talk.state.asked.tries = 0
        talk.state.ask("reference")
    else:
        _welcome(talk, kept)
    return True


def _welcome(talk: Talk, kept: Kept) -> None:
    """What the reference is good for: screened anew, re-screened, or going on where it was left."""
    if kept.age_days > talk.protocol.settings["reference_valid_days"] or not isinstance(kept.answers.get("age"), int):
        begin_attempt(talk, kept.attempt + 1, kept.reference)
        talk.say("utter_rescreen_expired")
    elif kept.protocol_version != talk.protocol.version:
        begin_attempt(talk, kept.attempt + 1, kept.reference)
        talk.say("utter_amended")
    elif kept.disposition == Disposition.RESCREEN_BY_PHONE.value:
        _take_up(talk, kept)
        talk.state.rescreening = True
        for fact in ("headache", "headache_cause"):
            talk.state.clear(fact)
        talk.say("utter_rescreen_intro")
    else:
        _go_on(talk, kept)


def _go_on(talk: Talk, kept: Kept) -> None:
    _take_up(talk, kept)
    if kept.disposition is not None:
        _ask_what_can_have_changed(talk)
    facts = [fact.name for fact in talk.protocol.facts]
    talk.state.asked.question = None
    question, _ = upcoming(talk)
    fact = talk.protocol.questions[question].fact
    fact = "immunosuppressants" if fact == "treatment_length" else fact
    number = facts.index(fact) + 1 if fact in facts else len(facts)
    talk.say("utter_resumed", number=number, total=len(facts))


def _take_up(talk: Talk, kept: Kept) -> None:
    """The kept answers, in a new attempt that is linked to the first."""
    begin_attempt(talk, kept.attempt + 1, kept.reference)
    talk.state.answers = dict(kept.answers)
    talk.state.evidence = {fact: dict(evidence) for fact, evidence in kept.evidence.items()}
    talk.state.answers["consent"] = YES
    talk.state.asked.question = None


def _ask_what_can_have_changed(talk: Talk) -> None:
    for fact in talk.protocol.facts:
        if fact.changes_with_time and fact.name not in ("headache", "headache_cause"):
            talk.state.clear(fact.name)
