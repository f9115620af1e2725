"""Seals: a mark on every row that only who has the key can make, so that a row that was changed is found.

A version's seal holds the seal of the version before it, a screening's that of its latest version, an audit entry's
that of the entry before it: so a row that was taken away between others is found too. What was taken away whole, or at
the end, is found by the tallies (`tally`), which are told here of every seal.
"""

from __future__ import annotations

from typing import Any, Iterator, List, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log import tally
from prescreen.log.keys import Keyring, Tampered
from prescreen.log.models import AuditEntry, Count, Screening, Version
from prescreen.log.watching import Watch, unwatched

HEAD = ("reference", "trial", "conversation", "attempt_id", "attempt", "channel", "protocol_version", "wording_version",
        "disposition", "first_disposition", "previous_reference", "latest_version", "last_question", "excluded_by",
        "state", "handled_by", "result")


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
    before, screening.seal = screening.seal, keys_of(session).seal(_head(screening, latest.seal if latest else None))
    tally.change(session, screening, before, screening.seal)


def forget(session: Session, screening: Screening) -> None:
    """A screening goes, rightly."""
    tally.change(session, screening, screening.seal, None)


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
    tally.change(session, entry, None, entry.seal)


def seal_audit_again(session: Session) -> None:
    """Seal the whole audit: it was written before there were seals, or with another key."""
    before: Optional[str] = None
    for entry in session.execute(sa.select(AuditEntry).order_by(AuditEntry.id)).scalars().all():
        was, entry.seal = entry.seal, keys_of(session).seal(_entry(entry, before))
        tally.change(session, entry, was, entry.seal)
        before = entry.seal


def seal_count(session: Session, count: Count) -> None:
    """Seal an anonymous count that is about to be added."""
    count.seal = keys_of(session).seal(_count(count))
    tally.change(session, count, None, count.seal)


def seal_counts_again(session: Session) -> None:
    """Seal every anonymous count: it was written before there were seals, or with another key."""
    for count in session.execute(sa.select(Count)).scalars().all():
        was, count.seal = count.seal, keys_of(session).seal(_count(count))
        tally.change(session, count, was, count.seal)


def problems(session: Session, watch: Watch[int] = unwatched) -> Iterator[str]:
    """What is not as it was written, one sentence each."""
    rows = session.execute(sa.select(Screening.id).order_by(Screening.id)).scalars().all()
    for row in watch(rows, len(rows)):
        yield from _problems_of(session, session.get(Screening, row))
        session.expunge_all()
    yield from _problems_of_audit(session)
    for count in session.execute(sa.select(Count).order_by(Count.id)).scalars():
        if not keys_of(session).is_sealed(_count(count), count.seal):
            yield f"anonymous count {count.id}: it was changed"
    yield from tally.problems(session)


def _problems_of_audit(session: Session) -> Iterator[str]:
    before: Optional[str] = None
    for entry in session.execute(sa.select(AuditEntry).order_by(AuditEntry.id)).scalars():
        if not keys_of(session).is_sealed(_entry(entry, before), entry.seal):
            yield f"audit entry {entry.id}: it, or the one before it, was changed or taken away"
        before = entry.seal


def _problems_of(session: Session, screening: Screening) -> Iterator[str]:
    keys, seal_before = keys_of(session), None
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


def _count(count: Count) -> List[Any]:
    return ["count", count.day.isoformat(), count.disposition, count.channel]
