"""Writing a screening exactly once: the same attempt leads to the same row, and a change to a new version.

The functions work inside a transaction that their caller begins and, when a unique key is hit by a writer that came
first, begins again.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Callable, Dict, Optional
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.assessment import Disposition
from prescreen.log import sealing
from prescreen.log.failures import AttemptErased
from prescreen.log.guard import unlocked
from prescreen.log.models import ErasedAttempt, OutboxEvent, Screening, Version
from prescreen.log.records import AttemptKey, AttemptRecord, Recorded, without_person
from prescreen.verdict import Verdict

logger = logging.getLogger(__name__)

DISPOSITION_SET = "disposition_set"
DISPOSITION_CHANGED = "disposition_changed"
ERASED = "erased"


def write(session: Session, attempt: AttemptRecord, now: datetime, new_reference: Callable[[], str],
          known_at: Optional[datetime] = None) -> Recorded:
    """Insert the screening or find it, and add a version when something in it is new.

    What was written after `known_at` is newer than the attempt, and stays.

    Raises:
        AttemptErased: its data were deleted before.
        IntegrityError: another writer was first, or the reference is taken; to be tried again from the start.
    """
    screening = screening_of(session, attempt.key)
    created = screening is None
    if screening is None:
        if session.get(ErasedAttempt, attempt.key.fingerprint):
            raise AttemptErased
        screening = _insert(session, attempt, new_reference())
    elif known_at and session.get(Version, (screening.id, screening.latest_version)).written_at > known_at:
        return Recorded(screening.reference, screening.latest_version, False)
    more_safety = attempt.safety_text_given and not screening.safety_text_given
    screening.safety_text_given = screening.safety_text_given or attempt.safety_text_given
    payload = attempt.payload()
    if payload != _latest_payload(session, screening):
        _add_version(session, screening, payload, now)
        _set_disposition(session, screening, attempt, now)
        sealing.seal(session, screening)
    elif more_safety:
        sealing.seal(session, screening)
    return Recorded(screening.reference, screening.latest_version, created)


def screening_of(session: Session, key: AttemptKey) -> Optional[Screening]:
    """The row of an attempt, held against other writers until the transaction ends."""
    return session.execute(sa.select(Screening).where(
        Screening.trial == key.trial, Screening.conversation == key.conversation,
        Screening.attempt_id == key.attempt_id, Screening.protocol_version == key.protocol_version,
    ).with_for_update()).scalar_one_or_none()


def _insert(session: Session, attempt: AttemptRecord, reference: str) -> Screening:
    key = attempt.key
    screening = Screening(
        reference=reference, trial=key.trial, conversation=key.conversation, attempt_id=key.attempt_id,
        protocol_version=key.protocol_version, attempt=attempt.attempt, channel=attempt.channel,
        wording_version=attempt.wording_version, started_at=attempt.started_at,
        previous_reference=attempt.previous_reference, safety_text_given=False, latest_version=0, excluded_by="",
        state="open")
    session.add(screening)
    session.flush()
    return screening


def _latest_payload(session: Session, screening: Screening) -> Optional[Dict[str, Any]]:
    latest = session.get(Version, (screening.id, screening.latest_version))
    return latest.payload if latest else None


def _add_version(session: Session, screening: Screening, payload: Dict[str, Any], now: datetime) -> None:
    screening.latest_version += 1
    screening.last_question = payload["last_question"]
    screening.excluded_by = " ".join(
        each["id"] for each in payload["criteria"] if each["verdict"] == Verdict.VIOLATED.value)
    version = Version(screening_id=screening.id, number=screening.latest_version, written_at=now, payload=payload)
    sealing.seal_version(session, screening, version)
    session.add(version)


def _set_disposition(session: Session, screening: Screening, attempt: AttemptRecord, now: datetime) -> None:
    """Keep what the screening came to first; tell the outbox when it is set and when a correction changes it."""
    before, screening.disposition = screening.disposition, attempt.disposition
    if attempt.disposition is None:
        screening.finished_at = None
    elif screening.finished_at is None:
        screening.finished_at = attempt.finished_at or now
    if attempt.disposition and screening.first_disposition is None:
        screening.first_disposition = attempt.disposition
        announce(session, screening, DISPOSITION_SET, now)
    elif attempt.disposition != before:
        logger.warning("the disposition of screening %s was changed by a correction", screening.reference)
        announce(session, screening, DISPOSITION_CHANGED, now)
    if attempt.disposition == Disposition.NOT_ELIGIBLE.value:
        _drop_person(session, screening)


def announce(session: Session, screening: Screening, kind: str, now: datetime) -> None:
    """Put an event into the outbox."""
    session.add(OutboxEvent(event_id=uuid4().hex, reference=screening.reference, kind=kind, written_at=now))


def _drop_person(session: Session, screening: Screening) -> None:
    """Take words and contact out of the earlier versions of somebody who does not fit (DOMAIN section 1)."""
    with unlocked(session):
        for version in session.execute(sa.select(Version).where(Version.screening_id == screening.id)).scalars():
            version.payload = without_person(version.payload)
        sealing.seal_again(session, screening)
