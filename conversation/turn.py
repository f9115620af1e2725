"""One turn, read from the top down: what was heard, what it changes, and which question comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple

from conversation import answering, endings, requests, returning
from conversation.attempts import begin_again, begin_attempt
from conversation.misses import missed, silence
from conversation.next_question import proceed, upcoming
from conversation.state import State
from conversation.talk import Heard, Say, Setting, Talk
from understanding.meaning import Meaning


@dataclass(frozen=True)
class Turn:
    """What a turn came to: the next state, with its question in `state.asked`, and what to say before it."""

    state: State
    says: Tuple[Say, ...]


def take_turn(setting: Setting, state: State, heard: Heard) -> Turn:
    """Take one delivery.

    A question waits in every state that comes back, so that there is always something to say. The state given is left
    as it was; a failing log raises before anything is said.
    """
    talk = Talk(setting, state.copy(), heard)
    if heard.event == "hangup":
        endings.hang_up(talk)
    elif talk.question is None or (talk.state.hung_up and not talk.state.opened):
        _open(talk)
    elif talk.state.done and not talk.state.hung_up:
        _listen_after_the_end(talk)
    elif talk.state.attempt.protocol_version != talk.protocol.version:
        _begin_under_the_new_protocol(talk)
    else:
        talk.state.done = False
        _go_on(talk)
    return Turn(talk.state, tuple(talk.says))


def _go_on(talk: Talk) -> None:
    if talk.heard.event == "start":
        _greet_again(talk)
    elif talk.heard.event == "no_input":
        silence(talk)
    elif talk.heard.event == "no_match":
        _listen_to_a_murmur(talk)
    else:
        _listen(talk)


def _open(talk: Talk) -> None:
    """The opening statement and the question for consent; of the first words only a request or an alarm counts."""
    begin_attempt(talk, talk.state.attempt.number + 1 if talk.state.attempt.id else 1)
    meaning = _meaning(talk) if talk.heard.event is None else Meaning()
    if meaning.alarm:
        _sound_alarm(talk, meaning)
        return
    proceed(talk)
    if meaning.request and meaning.request not in requests.GREETINGS:
        requests.answer(talk, meaning)
    elif talk.heard.event is None and returning.names_code(talk):
        returning.ask_for_reference(talk)


def _begin_under_the_new_protocol(talk: Talk) -> None:
    """The study was amended while this screening was under way: it is begun anew, and the patient hears why."""
    meaning = _meaning(talk) if talk.heard.event is None else Meaning()
    begin_again(talk)
    talk.say("utter_amended")
    proceed(talk)
    if meaning.alarm:
        _sound_alarm(talk, meaning)


def _greet_again(talk: Talk) -> None:
    """A start in the middle, after a reload for instance: the same question again, before consent all of it."""
    talk.state.asked.silences = 0
    if talk.question == "consent":
        talk.state.opened = False
    else:
        talk.say("utter_welcome_back")
    proceed(talk)


def _listen(talk: Talk) -> None:
    meaning = _meaning(talk)
    talk.state.asked.silences = 0
    if meaning.alarm:
        _sound_alarm(talk, meaning)
    elif talk.question == "consent" and returning.names_code(talk):
        returning.ask_for_reference(talk)
    elif meaning.usable:
        _respond(talk, meaning)
    else:
        missed(talk)


def _listen_to_a_murmur(talk: Talk) -> None:
    """Words that a recogniser was not sure of are no answer, but an alarm in them is heard."""
    meaning = talk.understood() if talk.heard.text else Meaning()
    if meaning.alarm:
        _sound_alarm(talk, meaning)
    else:
        missed(talk)


def _respond(talk: Talk, meaning: Meaning) -> None:
    """Answers first, then what was asked of the assistant, then the next question."""
    waiting, answers = (talk.question, talk.state.asked.item), dict(talk.state.answers)
    came_back = returning.take(talk, meaning)
    took = came_back or answering.take(talk, meaning)
    if talk.state.done or returning.still_there(talk):
        return
    settled = came_back or (took and meaning.request in requests.INSTEAD_OF_AN_ANSWER)
    if meaning.request and not settled and requests.answer(talk, meaning):
        return
    learned = talk.state.answers != answers
    if not meaning.request and not learned and (not took or upcoming(talk) == waiting):
        missed(talk, quietly=took)
        return
    if learned:
        talk.state.asked.tries = 0
    proceed(talk)


def _listen_after_the_end(talk: Talk) -> None:
    """After the last reply: an alarm and questions are answered, a correction opens the screening again."""
    meaning = _meaning(talk) if talk.heard.event is None else Meaning()
    if meaning.alarm:
        _sound_alarm(talk, meaning)
    elif talk.question == "farewell" and talk.heard.text and requests.wants_nothing_else(talk, meaning):
        _go_on_after_silence(talk)
    elif talk.heard.event == "start" or meaning.request in requests.GREETINGS:
        _open(talk)
    else:
        requests.after_the_end(talk, meaning)


def _go_on_after_silence(talk: Talk) -> None:
    """Somebody is there after all: on where the silence began, or from the beginning where nothing was agreed to."""
    if talk.state.consented:
        requests.reopen(talk)
        talk.say("utter_welcome_back")
        proceed(talk)
    else:
        _open(talk)


def _meaning(talk: Talk) -> Meaning:
    """What was meant; the keys for "repeat" and "a person" are understood before anything else."""
    return talk.understood() if talk.key is None else Meaning(request=talk.key)


def _sound_alarm(talk: Talk, meaning: Meaning) -> None:
    """The emergency text before everything else; the words are not kept, only that the text was given."""
    talk.state.safety_given = True
    talk.says = []
    talk.say(f"utter_safety_{meaning.alarm}")
    if not talk.state.done:
        endings.wait(talk, "safety")
