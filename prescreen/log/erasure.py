"""Deleting a person's data: what is left is a count that leads to nobody."""

from __future__ import annotations

from datetime import datetime
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.assessment import Disposition
from prescreen.log import conversations, sealing
from prescreen.log.guard import unlocked
from prescreen.log.models import Count, ErasedAttempt, OutboxEvent, Screening, Version
from prescreen.log.records import INCOMPLETE, AttemptKey, Erased
from prescreen.log.writing import ERASED, announce, screening_of


def erase(session: Session, reference: str, now: datetime) -> Optional[Erased]:
    """Delete the screening of a reference and those linked to it by re-screens, with their conversations.

    Returns None when there is no such screening.
    """
    found = by_reference(session, reference)
    return erase_person(session, linked(session, found), now) if found else None


def erase_person(session: Session, person: List[Screening], now: datetime) -> Erased:
    """Delete all screenings of a person, with their conversations; one count stays."""
    outcome = next((each.disposition for each in reversed(person) if each.disposition), INCOMPLETE)
    _count(session, outcome, person[-1].channel, now)
    events = conversations.delete(session, {each.conversation for each in person})
    references = tuple(each.reference for each in person)
    _delete(session, person, now)
    return Erased(references, events)


def decline(session: Session, key: AttemptKey, channel: str, previous_reference: Optional[str], now: datetime) -> None:
    """Delete what an attempt has left in the log, and the earlier screenings it takes up; count it as declined, once.

    The conversation itself is running and is left to those who run it.
    """
    found = screening_of(session, key) or (by_reference(session, previous_reference) if previous_reference else None)
    counted = session.get(ErasedAttempt, key.fingerprint) is not None
    if not counted:
        _count(session, Disposition.DECLINED.value, channel, now)
    if found is not None:
        _delete(session, linked(session, found), now)
    if session.get(ErasedAttempt, key.fingerprint) is None:
        session.add(ErasedAttempt(fingerprint=key.fingerprint))


def linked(session: Session, screening: Screening, lock: bool = True) -> List[Screening]:
    """All screenings of one person as far as re-screens link them, in the order begun; held against other writers."""
    person, waiting = {screening.id: screening}, [screening]
    while waiting:
        each = waiting.pop()
        query = sa.select(Screening).where(sa.or_(
            Screening.previous_reference == each.reference, Screening.reference == each.previous_reference))
        for neighbour in session.execute(query.with_for_update() if lock else query).scalars():
            if neighbour.id not in person:
                person[neighbour.id] = neighbour
                waiting.append(neighbour)
    return [person[key] for key in sorted(person)]


def by_reference(session: Session, reference: str) -> Optional[Screening]:
    """The screening of a reference, held against other writers, or None."""
    return session.execute(
        sa.select(Screening).where(Screening.reference == reference).with_for_update()).scalar_one_or_none()


def _delete(session: Session, person: List[Screening], now: datetime) -> None:
    """Delete rows and versions; who was told of a screening is told that it is gone."""
    with unlocked(session):
        _delete_rows(session, person, now)


def _delete_rows(session: Session, person: List[Screening], now: datetime) -> None:
    for screening in person:
        events = sa.select(OutboxEvent.id).where(OutboxEvent.reference == screening.reference)
        if session.execute(events.where(OutboxEvent.sent_at.is_not(None))).first():
            announce(session, screening, ERASED, now)
        session.execute(sa.delete(OutboxEvent).where(
            OutboxEvent.reference == screening.reference, OutboxEvent.sent_at.is_(None),
            OutboxEvent.kind != ERASED).execution_options(synchronize_session=False))
        session.execute(sa.delete(Version).where(
            Version.screening_id == screening.id).execution_options(synchronize_session=False))
        session.add(ErasedAttempt(fingerprint=_key(screening).fingerprint))
        sealing.forget(session, screening)
        session.delete(screening)
    session.flush()


def _key(screening: Screening) -> AttemptKey:
    return AttemptKey(screening.trial, screening.conversation, screening.attempt_id, screening.protocol_version)


def _count(session: Session, disposition: str, channel: str, now: datetime) -> None:
    count = Count(day=now.date(), disposition=disposition, channel=channel)
    sealing.seal_count(session, count)
    session.add(count)
