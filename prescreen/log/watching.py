"""Long work tells whoever watches it of each step; nobody does, unless somebody is given."""

from __future__ import annotations

from typing import Callable, Iterable, TypeVar

Step = TypeVar("Step")

# Given the steps and their number, gives the same steps back, one by one.
Watch = Callable[[Iterable[Step], int], Iterable[Step]]


def unwatched(steps: Iterable[Step], _number: int) -> Iterable[Step]:
    """Nobody watches."""
    return steps
