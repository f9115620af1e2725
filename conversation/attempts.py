"""A screening begun anew."""

from __future__ import annotations

from typing import Optional
from uuid import uuid4

from conversation.state import Attempt, State
from conversation.talk import Talk


def begin_attempt(talk: Talk, number: int = 1, previous: Optional[str] = None) -> None:
    """Start a screening anew: nothing of an earlier one is left in the state; the question is the one for consent."""
    talk.state = State(attempt=Attempt(uuid4().hex, number, talk.now, talk.protocol.version,
                                       talk.setting.wording.version, previous))
    talk.state.ask("consent")
