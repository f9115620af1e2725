"""Three-valued logic (Kleene's strong logic of indeterminacy): an unknown stays unknown until an answer settles it."""

from __future__ import annotations

from enum import Enum
from typing import Iterable


class Truth(Enum):
    """False, unknown or true, in this order."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __and__(self, other: "Truth") -> "Truth":
        return min(self, other, key=lambda truth: truth.value)

    def __or__(self, other: "Truth") -> "Truth":
        return max(self, other, key=lambda truth: truth.value)

    def __invert__(self) -> "Truth":
        return Truth(2 - self.value)


def at_least(number: int, truths: Iterable[Truth]) -> Truth:
    """Whether at least `number` of the statements hold, every unknown counted both ways."""
    given = list(truths)
    if given.count(Truth.TRUE) >= number:
        return Truth.TRUE
    if given.count(Truth.TRUE) + given.count(Truth.UNKNOWN) < number:
        return Truth.FALSE
    return Truth.UNKNOWN
