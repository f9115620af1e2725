"""Reading screenings out of the database in their latest versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Iterator, List, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log.funnel import Funnel, Screened, funnel_of
from prescreen.log.handling import handling_of
from prescreen.log.models import Count, Screening, Version
from prescreen.log.records import INCOMPLETE, AttemptKey, StoredScreening


def conditions(disposition: Optional[str], since: Optional[datetime], until: Optional[datetime],
               channel: Optional[str], state: Optional[str]) -> List[Any]:
    """What `ScreeningLog.records` was asked for, as conditions on the table."""
    wanted: List[Any] = []
    if disposition:
        wanted.append(Screening.disposition == (None if disposition == INCOMPLETE else disposition))
    if since:
        wanted.append(Screening.started_at >= since)
    if until:
        wanted.append(Screening.started_at < until)
    if channel:
        wanted.append(Screening.channel == channel)
    if state:
        wanted.append(Screening.state == state)
    return wanted


def stored(session: Session, *wanted: Any, limit: Optional[int] = None) -> Iterator[StoredScreening]:
    """The screenings that meet the conditions, the last begun first."""
    query = sa.select(Screening, Version).join(Version, sa.and_(
        Version.screening_id == Screening.id, Version.number == Screening.latest_version)).where(*wanted)
    for row, version in session.execute(query.order_by(Screening.started_at.desc(), Screening.id.desc()).limit(limit)):
        payload = version.payload
        yield StoredScreening(
            reference=row.reference, attempt=row.attempt, channel=row.channel, wording_version=row.wording_version,
            key=AttemptKey(row.trial, row.conversation, row.attempt_id, row.protocol_version),
            started_at=row.started_at, finished_at=row.finished_at, disposition=row.disposition,
            first_disposition=row.first_disposition, safety_text_given=row.safety_text_given,
            previous_reference=row.previous_reference, version=version.number, written_at=version.written_at,
            facts=payload["facts"], criteria=tuple(payload["criteria"]), contact=payload["contact"],
            last_question=payload["last_question"], handling=handling_of(row))


def counted_all(session: Session, wanted: Sequence[Any]) -> int:
    """How many screenings meet the conditions."""
    return session.execute(sa.select(sa.func.count()).select_from(Screening).where(*wanted)).scalar_one()


def counted(session: Session) -> Funnel:
    """The funnel. Only screenings that are linked are read one by one; the database counts the others."""
    followed = sa.select(Screening.previous_reference).where(Screening.previous_reference.is_not(None))
    is_linked = sa.or_(Screening.previous_reference.is_not(None), Screening.reference.in_(followed))
    linked = session.execute(sa.select(*(getattr(Screening, name) for name in Screened._fields)).where(is_linked)
                             .order_by(Screening.started_at, Screening.id))
    kind = (Screening.disposition, Screening.last_question, Screening.excluded_by)
    alone = session.execute(sa.select(*kind, sa.func.count()).where(sa.not_(is_linked)).group_by(*kind))
    kept = session.execute(sa.select(Count.disposition, sa.func.count()).group_by(Count.disposition))
    return funnel_of(map(Screened._make, linked.all()),
                     [(Screened("", None, *row[:-1]), row[-1]) for row in alone], dict(map(tuple, kept)))
