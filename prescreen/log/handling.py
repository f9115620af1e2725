"""What the study team makes of a screening: open, claimed by somebody, closed with a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log import sealing
from prescreen.log.models import Screening

OPEN, CLAIMED, CLOSED = "open", "claimed", "closed"
STATES = (OPEN, CLAIMED, CLOSED)
RESULTS = {
    "screening_visit": "goes on to the study's own screening",
    "not_a_fit": "the study team found that the study is not a fit",
    "not_reached": "could not be reached",
    "not_interested": "does not want to go on",
    "duplicate": "the same person has another screening",
    "nothing_to_do": "needs nothing from the study team",
}


@dataclass(frozen=True)
class Handling:
    """Where a screening stands with the study team.

    Attributes:
        state: open, claimed or closed.
        who: who has claimed or closed it.
        result: what it was closed with, one of RESULTS.
    """

    state: str = OPEN
    who: Optional[str] = None
    result: Optional[str] = None


class AlreadyHandled(Exception):
    """Somebody else has claimed it, or it is closed."""

    def __init__(self, handling: Handling) -> None:
        """With how it stands."""
        super().__init__(handling.state)
        self.handling = handling


def handle(session: Session, reference: str, wanted: Handling, take_over: bool) -> Optional[Handling]:
    """Change where a screening stands; returns where it stood, or None when there is none.

    Raises:
        AlreadyHandled: it is somebody else's or closed, and is not to be taken over.
    """
    screening = session.execute(
        sa.select(Screening).where(Screening.reference == reference).with_for_update()).scalar_one_or_none()
    if screening is None:
        return None
    before = handling_of(screening)
    if before.state != OPEN and (before.state == CLOSED or before.who != wanted.who) and not take_over:
        raise AlreadyHandled(before)
    screening.state, screening.handled_by, screening.result = wanted.state, wanted.who, wanted.result
    sealing.seal(session, screening)
    return before


def handling_of(screening: Screening) -> Handling:
    """Where a screening stands."""
    return Handling(screening.state, screening.handled_by, screening.result)
