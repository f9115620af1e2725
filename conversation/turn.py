"""One turn, read from the top down: what was heard, what it changes, and which question comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple

from conversation import answering, endings, requests, returning
from conversation.attempts import begin_attempt
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
    """Take one delivery. The state given is left as it was; a failing log raises before anything is said."""
    talk = Talk(setting, state.copy(), heard)
    if heard.event == "hangup":
        endings.hang_up(talk)
    elif talk.question is None:
        _open(talk)
    elif heard.event == "start":
        _greet_again(talk)
    elif heard.event == "no_input":
        silence(talk)
    elif heard.event == "no_match":
        missed(talk)
    else:
        _listen(talk)
    return Turn(talk.state, tuple(talk.says))


def _open(talk: Talk) -> None:
    """The opening statement and the question for consent; of the first words only a request or an alarm counts."""
    begin_attempt(talk)
    meaning = Meaning() if talk.heard.event == "start" else talk.understood()
    if meaning.alarm:
        _sound_alarm(talk, meaning)
        return
    talk.say("utter_opening")
    if meaning.request:
        requests.answer(talk, meaning)


def _greet_again(talk: Talk) -> None:
    """A start in the middle of a conversation, after a reload for instance: the same question again."""
    if not talk.state.done:
        talk.say("utter_welcome_back")
        proceed(talk)


def _listen(talk: Talk) -> None:
    meaning = talk.understood() if talk.key is None else Meaning(request=talk.key)
    talk.state.asked.silences = 0
    if meaning.alarm:
        _sound_alarm(talk, meaning)
    elif talk.state.done:
        requests.after_the_end(talk, meaning)
    elif not meaning.usable:
        missed(talk)
    else:
        _respond(talk, meaning)


def _respond(talk: Talk, meaning: Meaning) -> None:
    """Answers first, then what was asked of the assistant, then the next question."""
    waiting = (talk.question, talk.state.asked.item)
    took = returning.take(talk, meaning) or answering.take(talk, meaning)
    if talk.state.done or returning.still_there(talk):
        return
    if meaning.request and requests.answer(talk, meaning):
        return
    if not meaning.request and (not took or upcoming(talk) == waiting):
        missed(talk, quietly=took)
        return
    proceed(talk)


def _sound_alarm(talk: Talk, meaning: Meaning) -> None:
    """The emergency text before everything else; the words are not kept, only that the text was given."""
    talk.state.safety_given = True
    talk.says = []
    talk.say(f"utter_safety_{meaning.alarm}")
    if not talk.state.done:
        endings.wait(talk, "safety")
