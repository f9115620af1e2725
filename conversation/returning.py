"""Coming back with a reference: the re-screen after a headache, and going on with what was left half-way.

The reference comes first, then the age given before as a second fact. The reply to a wrong code, to a wrong age and to
a screening without a number for an age is the same, so that nobody learns whether a code exists. (E1; CONTRACT section
5, the re-screen.)
"""

from __future__ import annotations

from conversation.attempts import begin_attempt
from conversation.desk import Kept, TooManyTries
from conversation.medicines import MEDICINES
from conversation.next_question import ABOUT_A_CODE, upcoming
from conversation.state import CONTACT
from conversation.talk import Talk
from prescreen.answers import LUPUS, NO, UNSURE, YES
from prescreen.assessment import Disposition
from prescreen.reference import nine_digits, normalise
from understanding.meaning import Meaning

QUESTIONS = ABOUT_A_CODE
MOST_LOOKUPS = 2


def names_code(talk: Talk) -> bool:
    """Whether nine digits were said, in words or figures."""
    return nine_digits(talk.understood("reference").reply or "") is not None


def ask_for_reference(talk: Talk) -> None:
    """Ask for the code, or take it at once when it was said in the same breath."""
    if talk.state.done:
        begin_attempt(talk)
    talk.state.ask("reference")
    _take_code(talk, talk.understood())


def take(talk: Talk, meaning: Meaning) -> bool:
    """Take the code, then the second fact; returns whether one was given."""
    if talk.question == "reference":
        return _take_code(talk, meaning) or _has_none(talk, meaning)
    if talk.question == "reference_age":
        return _take_second_fact(talk, meaning)
    return False


def give_up(talk: Talk) -> None:
    """Without a code, or without an age to go with it: on with the screening that is running, or a new one."""
    state = talk.state
    state.returning, state.lookups = None, 0
    state.asked.question = None
    talk.say("utter_reference_given_up")


def still_there(talk: Talk) -> bool:
    """In a re-screen: whether the headache has not gone; then the reference stays good and the call ends kindly."""
    state = talk.state
    headache = state.answers.get("headache")
    if not state.rescreening or headache is None:
        return False
    if headache != YES or state.answers.get("headache_cause") == LUPUS:
        state.rescreening = False
        return False
    state.disposition = Disposition.RESCREEN_BY_PHONE.value
    state.reference, state.code_given = state.attempt.previous_reference, True
    talk.say("utter_headache_still", reference_spoken=talk.phrases.code(state.reference))
    state.done = True
    state.ask("anything_else")
    return True


def _take_code(talk: Talk, meaning: Meaning) -> bool:
    said = nine_digits(meaning.reply or "")
    if said is None:
        return False
    code = normalise(said)
    if code:
        talk.state.returning = code
        talk.state.ask("reference_age")
    else:
        talk.say("utter_reference_mistyped")
    return True


def _has_none(talk: Talk, meaning: Meaning) -> bool:
    """Who has no code after all."""
    if meaning.reply not in (NO, UNSURE):
        return False
    give_up(talk)
    return True


def _take_second_fact(talk: Talk, meaning: Meaning) -> bool:
    said = meaning.answer_to("age")
    if said is not None and isinstance(said.value, int):
        _look_up(talk, said.value)
    elif said is not None or meaning.ask_back == "age_adult" or meaning.reply in (YES, NO, UNSURE):
        give_up(talk)
    else:
        return False
    return True


def _look_up(talk: Talk, age: int) -> None:
    state = talk.state
    try:
        kept = talk.setting.desk.find(state.returning, age, talk.heard.conversation, talk.heard.origin)
    except TooManyTries:
        talk.say("utter_reference_locked")
        state.lookups = MOST_LOOKUPS
        kept = None
    else:
        state.lookups += 1
        if kept is None:
            talk.say("utter_reference_unknown")
    if kept is not None:
        _welcome(talk, kept)
    elif state.lookups >= MOST_LOOKUPS:
        give_up(talk)
    else:
        state.returning = None
        state.ask("reference")


def _welcome(talk: Talk, kept: Kept) -> None:
    """What the reference is good for: screened anew, re-screened, or going on where it was left."""
    if kept.age_days > talk.protocol.settings["reference_valid_days"]:
        begin_attempt(talk, kept.attempt + 1, kept.reference)
        talk.say("utter_rescreen_expired")
    elif kept.protocol_version != talk.protocol.version:
        begin_attempt(talk, kept.attempt + 1, kept.reference)
        talk.say("utter_amended")
    elif kept.disposition is None:
        _take_up(talk, kept)
        _say_where_we_were(talk)
    else:
        _take_up(talk, kept)
        _ask_what_can_have_changed(talk)
        talk.state.rescreening = kept.disposition == Disposition.RESCREEN_BY_PHONE.value
        talk.say("utter_rescreen_intro" if talk.state.rescreening else "utter_update_intro")


def _take_up(talk: Talk, kept: Kept) -> None:
    """The kept answers, in a new attempt that is linked to the first."""
    begin_attempt(talk, kept.attempt + 1, kept.reference)
    state = talk.state
    state.answers = {fact: value for fact, value in kept.answers.items() if fact not in CONTACT}
    state.evidence = {fact: dict(evidence) for fact, evidence in kept.evidence.items() if fact in state.answers}
    state.history = list(state.answers)
    state.recapped = [fact.name for fact in talk.protocol.facts if fact.recap_after and fact.name in state.answers]
    state.answers["consent"] = YES
    state.asked.question = None


def _ask_what_can_have_changed(talk: Talk) -> None:
    """The answers that time can change are asked again: headache, pregnancy, symptoms and the others (E1)."""
    for fact in talk.protocol.facts:
        if fact.changes_with_time:
            talk.state.clear(fact.name)


def _say_where_we_were(talk: Talk) -> None:
    """Which question comes now: "we were at question 7 of 16"."""
    facts = [fact.name for fact in talk.protocol.facts]
    question, item = upcoming(talk)
    fact = item if question == "confirm" else talk.protocol.questions[question].fact
    fact = MEDICINES if question in ("treatment_length", "confirm_medicine") else fact
    number = facts.index(fact) + 1 if fact in facts else len(facts)
    talk.say("utter_resumed", number=number, total=len(facts))
