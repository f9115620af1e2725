"""Ways in which a conversation pauses or ends before the last question: stop, pause, hang-up, silence, no consent."""

from __future__ import annotations

from conversation.attempts import begin_attempt
from conversation.next_question import ABOUT_A_CODE, come_back
from conversation.state import State
from conversation.talk import Talk
from prescreen.assessment import Disposition
from understanding.meaning import Meaning


def ask_to_stop(talk: Talk) -> None:
    """Keep the answers under a code, or delete them? Asked once; before consent there is nothing to keep."""
    if not talk.state.consented:
        decline(talk)
    elif talk.question == "stopping":
        keep(talk)
    else:
        talk.state.pause_reason = None
        talk.state.ask("stopping")


def take_stopping(talk: Talk, meaning: Meaning) -> bool:
    """The answer to "keep or delete?"; "no, go on" goes on."""
    if meaning.reply == "keep":
        keep(talk)
    elif meaning.reply == "delete":
        delete(talk)
    elif meaning.reply == "go_on":
        come_back(talk)
    else:
        return False
    return True


def wait(talk: Talk, reason: str) -> None:
    """Wait until the patient says "go on": after a safety text or for a pause."""
    talk.state.pause_reason = reason
    if talk.question in ABOUT_A_CODE:
        talk.state.interrupted = talk.question
    talk.state.ask("go_on")


def take_go_on(talk: Talk, meaning: Meaning) -> bool:
    """Whether the patient wants to go on; "no" waits on, and "keep them, I'll come back another day" ends it."""
    if meaning.reply in ("yes", "go_on"):
        come_back(talk)
        return True
    if meaning.reply == "keep":
        keep(talk)
        return True
    return meaning.reply == "no"


def pause(talk: Talk) -> None:
    """A rest: nothing is lost, and a code lets the patient go on another day."""
    if talk.state.consented:
        talk.say("utter_pause", code_spoken=talk.give_code())
        wait(talk, "pause")
    else:
        talk.say("utter_pause_before_consent")


def keep(talk: Talk) -> None:
    """The end for now: the answers are kept and a code to go on later is given. There is no disposition."""
    if talk.state.consented:
        talk.say("utter_kept", code_spoken=talk.give_code())
    else:
        talk.say("utter_kept_nothing")
    _end(talk)


def leave_in_silence(talk: Talk) -> None:
    """The third silence in a row: the code, a kind word, and the call ends."""
    if talk.state.consented:
        talk.say("utter_silence_end", code_spoken=talk.give_code())
    else:
        talk.say("utter_silence_end_no_code")
    _end(talk, "farewell")


def hang_up(talk: Talk) -> None:
    """The caller is gone: what was consented to is kept; the question waits, should the same call come back."""
    if talk.question is None:
        begin_attempt(talk)
    if talk.state.consented and not talk.state.done:
        talk.record()
    talk.say("utter_hung_up")
    talk.state.done = True


def decline(talk: Talk) -> None:
    """No consent: nothing is kept but an anonymous count; an earlier screening that has its own code stays."""
    talk.state.attempt.previous_reference = None
    _forget(talk)
    talk.say("utter_outcome_declined")


def delete(talk: Talk) -> None:
    """Stopped for good: everything is deleted, and so is what the log had."""
    _forget(talk)
    talk.say("utter_deleted")
    talk.say("utter_outcome_declined")


def _forget(talk: Talk) -> None:
    talk.setting.desk.forget(talk.state, talk.heard.channel, talk.heard.conversation)
    talk.state = State(attempt=talk.state.attempt, disposition=Disposition.DECLINED.value)
    _end(talk)


def _end(talk: Talk, last_words: str = "anything_else") -> None:
    talk.state.done = True
    talk.state.pause_reason = None
    talk.state.ask(last_words)
