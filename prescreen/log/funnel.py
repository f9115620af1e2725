"""The funnel: how many people were screened, and what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Optional, Tuple

from prescreen.assessment import Disposition
from prescreen.log.records import INCOMPLETE

NO_QUESTION = "not known"


class Screened(NamedTuple):
    """Of a screening, what counting needs. `excluded_by` holds criteria, separated by blanks."""

    reference: str
    previous_reference: Optional[str]
    disposition: Optional[str]
    last_question: Optional[str]
    excluded_by: str

    @property
    def outcome(self) -> str:
        """The disposition, or `incomplete`."""
        return self.disposition or INCOMPLETE


@dataclass(frozen=True)
class Funnel:
    """Counts of people. A re-screen or a screening gone on with counts once, as what it came to last.

    Attributes:
        screened: everybody; the sum of the six outcomes below.
        declined: did not agree to go on, or stopped and had everything deleted.
        incomplete: left before the end.
        not_eligible: excluded by a confirmed answer.
        rescreen_by_phone: may ring again when the headache is gone.
        needs_review: something is left for the study team or a doctor to settle.
        potentially_eligible: may be a fit.
        excluded_by: criterion to people whom it excludes; erased records no longer say which.
        incomplete_at: the question that waited when somebody left, to people.
    """

    screened: int
    declined: int
    incomplete: int
    not_eligible: int
    rescreen_by_phone: int
    needs_review: int
    potentially_eligible: int
    excluded_by: Dict[str, int] = field(default_factory=dict)
    incomplete_at: Dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> Dict[str, Any]:
        """The counts, ready for JSON."""
        return asdict(self)


def funnel_of(linked: Iterable[Screened], alone: Iterable[Tuple[Screened, int]], counts: Mapping[str, int]) -> Funnel:
    """Count people.

    Args:
        linked: screenings that a person went on with, or that went on from another, in the order begun.
        alone: those of people with one screening, each kind once, with how many there are.
        counts: outcome to people of whom only a count is kept.
    """
    people = [*((person, 1) for person in last_of_each_person(linked)), *alone]
    outcomes: "Counter[str]" = Counter(counts)
    excluded: "Counter[str]" = Counter()
    left: "Counter[str]" = Counter()
    for person, number in people:
        outcomes[person.outcome] += number
        if person.outcome == Disposition.NOT_ELIGIBLE.value:
            excluded.update(dict.fromkeys(person.excluded_by.split(), number))
        elif person.outcome == INCOMPLETE:
            left[person.last_question or NO_QUESTION] += number
    return Funnel(sum(outcomes.values()), *(outcomes[name] for name in (
        Disposition.DECLINED.value, INCOMPLETE, Disposition.NOT_ELIGIBLE.value, Disposition.RESCREEN_BY_PHONE.value,
        Disposition.NEEDS_REVIEW.value, Disposition.POTENTIALLY_ELIGIBLE.value)),
        excluded_by=dict(sorted(excluded.items())), incomplete_at=dict(_most_first(left)))


def last_of_each_person(screenings: Iterable[Screened]) -> List[Screened]:
    """Of the screenings that a person went on with, the last that came to something, or else the last."""
    first_reference: Dict[str, str] = {}
    last: Dict[str, Screened] = {}
    for screening in screenings:
        person = first_reference.get(screening.previous_reference or "", screening.reference)
        first_reference[screening.reference] = person
        before = last.get(person)
        if before is None or screening.disposition or not before.disposition:
            last[person] = screening
    return list(last.values())


def _most_first(counts: "Counter[str]") -> List[Tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
