"""The outbox: what is to be passed on, taken for a while, and marked as sent, to be tried again, or given up.

An event is delivered at least once, always under the same id. What is passed on holds no answer, no words and no
contact: whoever is told looks the screening up by its reference.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Callable, ContextManager, Dict, List, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log.models import OutboxEvent, Screening
from prescreen.log.records import stamp

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 12


@dataclass(frozen=True)
class Event:
    """An event as it is passed on; what it says of the screening is None once that is erased."""

    event_id: str
    kind: str
    reference: str
    written_at: str
    trial: Optional[str]
    disposition: Optional[str]
    channel: Optional[str]
    finished_at: Optional[str]

    def to_dict(self) -> Dict[str, Any]:
        """The event, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Waiting:
    """An event that has not been delivered."""

    event_id: str
    kind: str
    reference: str
    written_at: datetime
    tries: int
    due_at: Optional[datetime]
    trouble: Optional[str]
    given_up: bool


class Outbox:
    """The events of one log."""

    def __init__(self, write: Callable[[Callable[[Session], Any]], Any],
                 read: Callable[[], ContextManager[Session]], clock: Callable[[], datetime]) -> None:
        """With the log's own ways to write in a transaction, to read, and to tell the time."""
        self._write, self._read, self.now = write, read, clock

    def take(self, due_by: Optional[datetime] = None) -> Optional[Event]:
        """The next event that is due (by a time, or now), for the caller alone for a while; None when there is none."""
        now = self.now()
        return self._write(lambda session: _take(session, due_by or now, now))

    def sent(self, event_id: str) -> None:
        """It was delivered."""
        self._write(lambda session: session.execute(sa.update(OutboxEvent).where(
            OutboxEvent.event_id == event_id).values(sent_at=self.now(), due_at=None, trouble=None).execution_options(
            synchronize_session=False)))

    def failed(self, event_id: str, trouble: str) -> None:
        """It was not delivered: it is due again after a wait that doubles each time, and given up in the end."""
        self._write(lambda session: _put_back(session, event_id, trouble, self.now()))

    def try_again(self) -> int:
        """Everything that was given up is due again; returns how many events."""
        return self._write(lambda session: session.execute(sa.update(OutboxEvent).where(
            OutboxEvent.given_up.is_(True)).values(given_up=False, tries=0, due_at=None).execution_options(
            synchronize_session=False)).rowcount)

    def waiting(self) -> List[Waiting]:
        """Every event that has not been delivered, the first written first."""
        with self._read() as session:
            rows = session.execute(
                sa.select(OutboxEvent).where(OutboxEvent.sent_at.is_(None)).order_by(OutboxEvent.id)).scalars()
            return [Waiting(row.event_id, row.kind, row.reference, row.written_at, row.tries, row.due_at, row.trouble,
                            row.given_up) for row in rows]


def _take(session: Session, due_by: datetime, now: datetime) -> Optional[Event]:
    row = session.execute(
        sa.select(OutboxEvent).where(
            OutboxEvent.sent_at.is_(None), OutboxEvent.given_up.is_(False),
            sa.or_(OutboxEvent.due_at.is_(None), OutboxEvent.due_at <= due_by))
        .order_by(OutboxEvent.id).limit(1).with_for_update(skip_locked=True)).scalar_one_or_none()
    if row is None:
        return None
    row.tries, row.due_at = row.tries + 1, now + LEASE
    screening = session.execute(sa.select(Screening).where(Screening.reference == row.reference)).scalar_one_or_none()
    return Event(row.event_id, row.kind, row.reference, str(stamp(row.written_at)),
                 *((screening.trial, screening.disposition, screening.channel, stamp(screening.finished_at))
                   if screening else (None,) * 4))


def _put_back(session: Session, event_id: str, trouble: str, now: datetime) -> None:
    row = session.execute(sa.select(OutboxEvent).where(OutboxEvent.event_id == event_id)).scalar_one_or_none()
    if row is not None:
        row.trouble, row.given_up = trouble, row.tries >= MOST_TRIES
        row.due_at = now + min(FIRST_WAIT * 2 ** (row.tries - 1), LONGEST_WAIT)
