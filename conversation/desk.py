"""What the conversation needs of the pre-screening log. `actions` brings the real one; tests bring one in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional
from typing import Protocol as Interface

from conversation.state import State


@dataclass(frozen=True)
class Kept:
    """An earlier screening that a reference and the second fact lead to.

    Attributes:
        reference: its code.
        answers: fact to value.
        evidence: fact to words, confirmed and time.
        disposition: what it came to; None when it was left half-way.
        protocol_version: the protocol that it was asked under.
        attempt: its number.
        age_days: whole days since its last change.
    """

    reference: str
    answers: Dict[str, Any] = field(default_factory=dict)
    evidence: Dict[str, Dict[str, Any]] = field(default_factory=dict)
    disposition: Optional[str] = None
    protocol_version: str = ""
    attempt: int = 1
    age_days: int = 0


class Desk(Interface):
    """The pre-screening log as the conversation sees it. Any failure is raised, so that nothing is said to be done."""

    def record(self, state: State, channel: str, conversation: str) -> str:
        """Write the screening as it stands, once for each attempt; returns its reference."""

    def forget(self, state: State, channel: str, conversation: str) -> None:
        """Delete what is kept of this screening and of the one it takes up; only an anonymous count stays."""

    def find(self, reference: str, age: Any, caller: str, origin: str = "") -> Optional[Kept]:
        """The earlier screening of a reference and the age given then.

        Wrong ones are counted for the caller (the conversation, or the one who the front end says calls), and for
        where it comes from, if that is known.

        None when there is none, when the age is another one, and when no number was given then: the same answer in
        the same time, so that nobody learns which references there are. Raises TooManyTries.
        """


class TooManyTries(Exception):
    """Too many wrong codes from this caller; nothing is looked up for a while."""
