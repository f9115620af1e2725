"""What a criterion comes to, and how the verdicts of its parts combine (CONTRACT section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Iterable, Tuple

from prescreen.truth import Truth


class Verdict(str, Enum):
    """The four verdicts, from the best to the one that outranks all others."""

    SATISFIED = "satisfied"
    UNDETERMINED = "undetermined"
    RESCREEN = "rescreen"
    VIOLATED = "violated"

    @property
    def rank(self) -> int:
        """Place in the order above: violated outranks rescreen, rescreen outranks undetermined."""
        return list(Verdict).index(self)


@dataclass(frozen=True)
class Finding:
    """A verdict and the facts that it rests on.

    Attributes:
        verdict: what the criterion, or a part of it, comes to.
        because: the facts that lead to the verdict; empty when it is satisfied.
        also_open: facts that are undetermined beside a verdict that outranks them.
    """

    verdict: Verdict
    because: Tuple[str, ...] = ()
    also_open: Tuple[str, ...] = ()


def finding(truth: Truth, fact: str) -> Finding:
    """The finding of a requirement: met, not met, or not known to be met."""
    if truth is Truth.TRUE:
        return Finding(Verdict.SATISFIED)
    return Finding(Verdict.UNDETERMINED if truth is Truth.UNKNOWN else Verdict.VIOLATED, (fact,))


def worst(findings: Iterable[Finding]) -> Finding:
    """All parts together: the verdict that outranks the others, with what is undetermined beside it."""
    parts = list(findings)
    verdict = max((part.verdict for part in parts), key=lambda each: each.rank)
    if verdict is Verdict.SATISFIED:
        return Finding(verdict)
    because = tuple(fact for part in parts if part.verdict is verdict for fact in part.because)
    still_open = tuple(
        fact for part in parts if part.verdict is Verdict.UNDETERMINED is not verdict for fact in part.because)
    return Finding(verdict, because, still_open)
