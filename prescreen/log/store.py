"""The pre-screening log in a database. Everything that is done to it is done here, each thing in one transaction."""

from __future__ import annotations

import contextlib
from datetime import datetime, timezone
from typing import Any, Callable, Iterator, List, Optional, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from prescreen.log import erasure, tries, writing
from prescreen.log.engine import READS, engine_for
from prescreen.log.failures import LogUnavailable
from prescreen.log.funnel import Funnel, funnel_of
from prescreen.log.models import AuditEntry, Base, Count, Screening, Version
from prescreen.log.records import INCOMPLETE, AttemptKey, AttemptRecord, Erased, Recorded, StoredScreening
from prescreen.reference import new_reference

# A turn of a conversation gives up after five seconds; a statement has to be told about before that.
PATIENCE_SECONDS = 2.0
TRIES_TO_WRITE = 8
PREPARING = 7_048_847_437  # any number, the same in all processes: who holds it makes the tables

Result = TypeVar("Result")


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(timezone.utc)


class ScreeningLog:
    """The pre-screening log. Every method raises LogUnavailable when the database cannot be used."""

    def __init__(self, url: str, *, patience: float = PATIENCE_SECONDS, clock: Callable[[], datetime] = utc_now,
                 references: Callable[[], str] = new_reference) -> None:
        """A log in the database at `url`, which is not called yet.

        Args:
            patience: seconds to wait for a connection, a lock, a statement.
            clock: tells the time, with its zone.
            references: makes references.
        """
        self._engine = engine_for(url, patience)
        self._reading_engine = self._engine.execution_options(**{READS: True})
        self._now = clock
        self._new_reference = references

    def prepare(self) -> None:
        """Make the tables that are missing. Safe to call again, and in several processes at once."""
        with _told(), self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(PREPARING)))
            Base.metadata.create_all(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def record(self, attempt: AttemptRecord) -> Recorded:
        """Write a screening as it stands.

        The same attempt always leads to the same reference; what is already written is not written again, and what
        has changed becomes a new version.

        Raises:
            AttemptErased: its data were deleted before.
        """
        return self._write(lambda session: writing.write(session, attempt, self._now(), self._new_reference))

    def count_declined(self, key: AttemptKey, channel: str, previous_reference: Optional[str] = None) -> None:
        """Delete what an attempt has left and count it as declined; calling it again counts nothing.

        Args:
            previous_reference: an earlier screening that is to be deleted with it; None keeps that one.
        """
        self._write(lambda session: erasure.decline(session, key, channel, previous_reference, self._now()))

    def erase(self, reference: str) -> Optional[Erased]:
        """Delete a person's data; an anonymous count stays. None when there is no such reference."""
        erased = self._write(lambda session: erasure.erase(session, reference, self._now()))
        if erased and self._engine.dialect.name == "sqlite":
            self._empty_write_ahead_file()
        return erased

    def find(self, reference: str) -> Optional[StoredScreening]:
        """The latest version of a screening, or None."""
        with self._read() as session:
            return next(_stored(session, Screening.reference == reference), None)

    def records(self, *, disposition: Optional[str] = None, since: Optional[datetime] = None,
                until: Optional[datetime] = None, channel: Optional[str] = None,
                limit: Optional[int] = None) -> List[StoredScreening]:
        """Screenings in their latest versions, the last begun first.

        Args:
            disposition: only this one; `incomplete` for those that came to nothing yet.
            since: only those begun then or later.
            until: only those begun before.
            channel: only those of one channel.
            limit: no more than this many.
        """
        conditions: List[Any] = []
        if disposition:
            conditions.append(Screening.disposition == (None if disposition == INCOMPLETE else disposition))
        if since:
            conditions.append(Screening.started_at >= since)
        if until:
            conditions.append(Screening.started_at < until)
        if channel:
            conditions.append(Screening.channel == channel)
        with self._read() as session:
            return list(_stored(session, *conditions, limit=limit))

    def funnel(self) -> Funnel:
        """How many people were screened, and what became of them."""
        with self._read() as session:
            counts = session.execute(sa.select(Count.disposition, sa.func.count()).group_by(Count.disposition)).all()
            return funnel_of(reversed(list(_stored(session))), dict(map(tuple, counts)))

    def note_access(self, who: str, what: str, reference: Optional[str] = None) -> None:
        """Note who looked at, took out or erased what; called before it is done."""
        self._write(lambda session: session.add(
            AuditEntry(at=self._now(), who=who, what=what, reference=reference)))

    def allow_try(self, caller: str, now: Optional[datetime] = None) -> bool:
        """Whether a caller may try a reference: five in a quarter of an hour, and 300 of all callers in an hour."""
        with self._read() as session:
            return tries.is_allowed(session, caller, now or self._now())

    def note_try(self, caller: str, now: Optional[datetime] = None) -> None:
        """Count a try."""
        self._write(lambda session: tries.note(session, caller, now or self._now()))

    def _write(self, work: Callable[[Session], Result]) -> Result:
        """One transaction, begun again when another writer came first."""
        for _ in range(TRIES_TO_WRITE):
            try:
                with _told(), Session(self._engine, future=True) as session, session.begin():
                    return work(session)
            except IntegrityError:
                continue
        raise LogUnavailable("The pre-screening log could not be written after several tries; please try again.")

    @contextlib.contextmanager
    def _read(self) -> Iterator[Session]:
        with _told(), Session(self._reading_engine, future=True) as session:
            yield session

    def _empty_write_ahead_file(self) -> None:
        """SQLite keeps what was deleted in its write-ahead file until that is emptied."""
        with contextlib.suppress(SQLAlchemyError), contextlib.closing(self._engine.raw_connection()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell any failure of the database in one sentence that quotes nothing."""
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise LogUnavailable("The pre-screening log cannot be used: the database does not answer as it should "
                             f"({type(error).__name__}); check DATABASE_URL and that the database runs.") from None


def _stored(session: Session, *conditions: Any, limit: Optional[int] = None) -> Iterator[StoredScreening]:
    query = sa.select(Screening, Version).join(Version, sa.and_(
        Version.screening_id == Screening.id, Version.number == Screening.latest_version)).where(*conditions)
    for row, version in session.execute(query.order_by(Screening.started_at.desc(), Screening.id.desc()).limit(limit)):
        payload = version.payload
        yield StoredScreening(
            reference=row.reference, attempt=row.attempt, channel=row.channel, wording_version=row.wording_version,
            key=AttemptKey(row.trial, row.conversation, row.attempt_id, row.protocol_version),
            started_at=row.started_at, finished_at=row.finished_at, disposition=row.disposition,
            first_disposition=row.first_disposition, safety_text_given=row.safety_text_given,
            previous_reference=row.previous_reference, version=version.number, written_at=version.written_at,
            facts=payload["facts"], criteria=tuple(payload["criteria"]), contact=payload["contact"],
            last_question=payload["last_question"])
