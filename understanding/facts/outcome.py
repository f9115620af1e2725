"""What the reader of a fact found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from understanding.meaning import Said


@dataclass(frozen=True)
class Outcome:
    """Answers, medicines whose names want a read-back, or the question that asks back about an ambiguous answer."""

    answers: Tuple[Said, ...] = ()
    doubtful: Tuple[Dict[str, Any], ...] = ()
    ask_back: Optional[str] = None


NOTHING = Outcome()


def answered(*said: Said) -> Outcome:
    """Answers only."""
    return Outcome(answers=said)
