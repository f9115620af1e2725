"""A screening begun anew."""

from __future__ import annotations

from typing import Optional
from uuid import uuid4

from conversation.state import Attempt, State
from conversation.talk import Talk


def begin_attempt(talk: Talk, number: int = 1, previous: Optional[str] = None) -> None:
    """Start a screening anew: nothing of an earlier one is left in the state; the question is the one for consent.

    Args:
        talk: the turn.
        number: 1 for the first screening of a patient.
        previous: the reference of the screening that this one takes up.
    """
    opened = talk.state.opened and not talk.state.done
    talk.state = State(opened=opened, attempt=Attempt(
        uuid4().hex, number, talk.now, talk.protocol.version, talk.setting.wording.version, previous))
    talk.state.ask("consent")


def begin_again(talk: Talk) -> None:
    """Start over; the screening before, where the log has it, is linked, so that deleting deletes both."""
    state = talk.state
    begin_attempt(talk, state.attempt.number + 1, state.reference or state.attempt.previous_reference)
