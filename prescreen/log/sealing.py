"""Seals: a mark on every row that only who has the key can make, so that a row that was changed is found.

A version's seal holds the seal of the version before it, a screening's that of its latest version, an audit entry's
that of the entry before it: so a row that was taken away is found too. A whole screening that was taken away with all
its versions is not found by this; an erasure leaves its count and its audit entry.
"""

from __future__ import annotations

from typing import Any, Iterator, List, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log.keys import Keyring, Tampered
from prescreen.log.models import AuditEntry, Screening, Version

HEAD = ("reference", "trial", "conversation", "attempt_id", "attempt", "channel", "protocol_version", "wording_version",
        "disposition", "first_disposition", "previous_reference", "latest_version", "last_question", "excluded_by",
        "state", "handled_by", "result")
AT_ONCE = 500


def keys_of(session: Session) -> Keyring:
    """The keys that the log was opened with."""
    return session.get_bind().dialect.keyring


def seal_version(session: Session, screening: Screening, version: Version) -> None:
    """Seal a version that is the latest now."""
    before = session.get(Version, (screening.id, version.number - 1))
    version.seal = keys_of(session).seal(_version(screening, version, before.seal if before else None))


def seal(session: Session, screening: Screening) -> None:
    """Seal a screening as it stands; called after every change."""
    session.flush()
    latest = session.get(Version, (screening.id, screening.latest_version))
    screening.seal = keys_of(session).seal(_head(screening, latest.seal if latest else None))


def seal_again(session: Session, screening: Screening) -> None:
    """Seal all versions of a screening and itself: something in them was rightly changed."""
    for version in _versions(session, screening):
        seal_version(session, screening, version)
        session.flush()
    seal(session, screening)


def seal_entry(session: Session, entry: AuditEntry) -> None:
    """Seal an audit entry behind the last one; two that come at the same time wait for one another."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('screening_audit'))"))
    last = session.execute(sa.select(AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)).scalar()
    entry.seal = keys_of(session).seal(_entry(entry, last))


def seal_audit_again(session: Session) -> None:
    """Seal the whole audit: it was written before there were seals, or with another key."""
    before: Optional[str] = None
    for entry in session.execute(sa.select(AuditEntry).order_by(AuditEntry.id)).scalars().all():
        entry.seal = before = keys_of(session).seal(_entry(entry, before))


def problems(session: Session) -> Iterator[str]:
    """What is not as it was written, one sentence each."""
    keys = keys_of(session)
    rows = session.execute(sa.select(Screening.id).order_by(Screening.id)).scalars().all()
    for start in range(0, len(rows), AT_ONCE):
        some = session.execute(sa.select(Screening).where(Screening.id.in_(rows[start:start + AT_ONCE]))
                               .order_by(Screening.id)).scalars().all()
        for screening in some:
            yield from _problems_of(session, keys, screening)
        session.expunge_all()
    before: Optional[str] = None
    for entry in session.execute(sa.select(AuditEntry).order_by(AuditEntry.id)).scalars():
        if not keys.is_sealed(_entry(entry, before), entry.seal):
            yield f"audit entry {entry.id}: it, or the one before it, was changed or taken away"
        before = entry.seal


def _problems_of(session: Session, keys: Keyring, screening: Screening) -> Iterator[str]:
    seal_before: Optional[str] = None
    try:
        versions = _versions(session, screening)
    except Tampered:
        yield f"screening {screening.reference}: an answer was changed, or its key is not here"
        return
    for version in versions:
        if not keys.is_sealed(_version(screening, version, seal_before), version.seal):
            yield f"screening {screening.reference}: version {version.number}, or the one before it, was changed"
        seal_before = version.seal
    if [version.number for version in versions] != list(range(1, screening.latest_version + 1)):
        yield f"screening {screening.reference}: a version is missing, or there is one too many"
    elif not keys.is_sealed(_head(screening, seal_before), screening.seal):
        yield f"screening {screening.reference}: its entry in the list was changed"


def _versions(session: Session, screening: Screening) -> List[Version]:
    return list(session.execute(sa.select(Version).where(Version.screening_id == screening.id)
                                .order_by(Version.number)).scalars())


def _version(screening: Screening, version: Version, before: Optional[str]) -> List[Any]:
    return [screening.reference, version.number, version.written_at.isoformat(), version.payload, before]


def _head(screening: Screening, latest: Optional[str]) -> List[Any]:
    times = [time.isoformat() if time else None for time in (screening.started_at, screening.finished_at)]
    return [*(getattr(screening, name) for name in HEAD), bool(screening.safety_text_given), times, latest]


def _entry(entry: AuditEntry, before: Optional[str]) -> List[Any]:
    return [entry.at.isoformat(), entry.who, entry.what, entry.reference, before]
