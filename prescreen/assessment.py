"""From answers to a verdict for each criterion and one disposition (CONTRACT section 5).

Two laws hold for every set of answers: an unknown never excludes, and only an answer that was read back and confirmed
excludes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import AbstractSet, Any, Dict, Mapping, Optional, Tuple

from prescreen.answers import NO
from prescreen.protocol import Criterion, Protocol
from prescreen.verdict import Finding, Verdict


class Disposition(str, Enum):
    """What a screening comes to, in order of precedence."""

    DECLINED = "declined"
    NOT_ELIGIBLE = "not_eligible"
    RESCREEN_BY_PHONE = "rescreen_by_phone"
    NEEDS_REVIEW = "needs_review"
    POTENTIALLY_ELIGIBLE = "potentially_eligible"

    @property
    def may_go_on(self) -> bool:
        """Whether the study team may want to reach the patient."""
        return self in (Disposition.RESCREEN_BY_PHONE, Disposition.NEEDS_REVIEW, Disposition.POTENTIALLY_ELIGIBLE)


BY_WORST_VERDICT = {
    Verdict.VIOLATED: Disposition.NOT_ELIGIBLE,
    Verdict.RESCREEN: Disposition.RESCREEN_BY_PHONE,
    Verdict.UNDETERMINED: Disposition.NEEDS_REVIEW,
    Verdict.SATISFIED: Disposition.POTENTIALLY_ELIGIBLE,
}


@dataclass(frozen=True)
class CriterionResult:
    """What one criterion comes to.

    Attributes:
        id: the criterion.
        verdict: satisfied, undetermined, rescreen or violated.
        because: the facts that the verdict rests on.
        also_open: facts that are undetermined beside it.
        settled_by: who can settle it; None when it is satisfied.
    """

    id: str
    verdict: Verdict
    because: Tuple[str, ...]
    also_open: Tuple[str, ...]
    settled_by: Optional[str]

    def to_dict(self) -> Dict[str, Any]:
        """The shape of a criterion in a record of the pre-screening log (CONTRACT section 6)."""
        return {"id": self.id, "verdict": self.verdict.value, "because": list(self.because),
                "also_open": list(self.also_open), "settled_by": self.settled_by}


@dataclass(frozen=True)
class Assessment:
    """The verdicts of all criteria and the one disposition that they come to."""

    criteria: Tuple[CriterionResult, ...]
    disposition: Disposition


def assess(protocol: Protocol, answers: Mapping[str, Any], confirmed: AbstractSet[str] = frozenset()) -> Assessment:
    """Judge a set of answers.

    Args:
        protocol: the study.
        answers: fact to value; a fact that is missing is unknown.
        confirmed: the facts whose values were read back and confirmed.
    """
    results = tuple(_result(protocol, criterion, answers, confirmed) for criterion in protocol.criteria)
    if answers.get("consent") == NO:
        return Assessment(results, Disposition.DECLINED)
    worst = max((result.verdict for result in results), key=lambda verdict: verdict.rank)
    return Assessment(results, BY_WORST_VERDICT[worst])


def unconfirmed_exclusion(protocol: Protocol, answers: Mapping[str, Any],
                          confirmed: AbstractSet[str]) -> Optional[str]:
    """The first fact whose answer would exclude the patient and has not been read back yet, or None."""
    for criterion in protocol.criteria:
        finding = criterion.rule.judge(answers)
        if finding.verdict is Verdict.VIOLATED:
            for fact in finding.because:
                if fact not in confirmed:
                    return fact
    return None


def _result(protocol: Protocol, criterion: Criterion, answers: Mapping[str, Any],
            confirmed: AbstractSet[str]) -> CriterionResult:
    finding = _only_if_confirmed(criterion.rule.judge(answers), confirmed)
    return CriterionResult(criterion.id, finding.verdict, finding.because, finding.also_open,
                           _settled_by(protocol, finding))


def _only_if_confirmed(finding: Finding, confirmed: AbstractSet[str]) -> Finding:
    """Keep a violation only as far as it was confirmed; an unconfirmed one is still open."""
    if finding.verdict is not Verdict.VIOLATED:
        return finding
    settled = tuple(fact for fact in finding.because if fact in confirmed)
    if settled:
        return Finding(Verdict.VIOLATED, settled, finding.also_open)
    return Finding(Verdict.UNDETERMINED, finding.because + finding.also_open)


def _settled_by(protocol: Protocol, finding: Finding) -> Optional[str]:
    if finding.verdict is Verdict.SATISFIED:
        return None
    if finding.verdict is Verdict.RESCREEN:
        return "patient"
    fact = protocol.fact(finding.because[0])
    return fact.settled_by if fact else None
