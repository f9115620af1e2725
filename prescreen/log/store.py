"""The pre-screening log in a database. Everything that is done to it is done here, each thing in one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, Callable, Dict, List, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log import (
    conversations,
    erasure,
    handling,
    migrating,
    retention,
    rotation,
    sealing,
    tally,
    tries,
    writing,
)
from prescreen.log.engine import engine_for
from prescreen.log.funnel import Funnel
from prescreen.log.handling import Handling
from prescreen.log.keys import Keyring, keyring
from prescreen.log.models import AuditEntry, Screening
from prescreen.log.outbox import Outbox
from prescreen.log.reading import conditions, counted, counted_all, stored
from prescreen.log.records import AttemptKey, AttemptRecord, Erased, Recorded, StoredScreening
from prescreen.log.transactions import Transactions, told
from prescreen.log.watching import Watch, unwatched
from prescreen.reference import new_reference

# A turn of a conversation gives up after five seconds; a statement has to be told about before that.
PATIENCE_SECONDS = 2.0


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(timezone.utc)


class ScreeningLog:
    """The pre-screening log. Every method raises LogUnavailable when the database cannot be used."""

    def __init__(self, url: str, *, patience: float = PATIENCE_SECONDS, clock: Callable[[], datetime] = utc_now,
                 references: Callable[[], str] = new_reference, keys: Optional[Keyring] = None) -> None:
        """A log in the database at `url`, which is not called yet.

        Args:
            url: the database.
            patience: seconds to wait for a connection, a lock, a statement.
            clock: tells the time, with its zone.
            references: makes references.
            keys: of what is personal; the deployment's own, if left out.
        """
        self._engine = engine_for(url, patience, keys or keyring())
        transactions = Transactions(self._engine)
        self._write, self._read, self._transactions = transactions.write, transactions.read, transactions
        self._now = clock
        self._new_reference = references
        self.outbox = Outbox(self._write, self._read, clock)

    def prepare(self) -> None:
        """Bring the tables to this version. Safe to call again, and in several processes at once."""
        with told(), self._engine.begin() as connection:
            migrating.migrate(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def record(self, attempt: AttemptRecord, known_at: Optional[datetime] = None) -> Recorded:
        """Write a screening as it stands.

        The same attempt always leads to the same reference; what is already written is not written again, and what
        has changed becomes a new version.

        Args:
            attempt: how it stands.
            known_at: when it stood so, if that is not now: what was written since stays as it is.

        Raises:
            AttemptErased: its data were deleted before.
        """
        return self._write(lambda session: writing.write(session, attempt, self._now(), self._new_reference, known_at))

    def count_declined(self, key: AttemptKey, channel: str, previous_reference: Optional[str] = None) -> None:
        """Delete what an attempt has left and count it as declined; calling it again counts nothing.

        Args:
            key: which attempt it is.
            channel: `rest` or `web`.
            previous_reference: an earlier screening that is to be deleted with it; None keeps that one.
        """
        self._write(lambda session: erasure.decline(session, key, channel, previous_reference, self._now()))

    def erase(self, reference: str) -> Optional[Erased]:
        """Delete a person's data; an anonymous count stays. None when there is no such reference."""
        erased = self._write(lambda session: erasure.erase(session, reference, self._now()))
        if erased:
            self._transactions.leave_no_traces()
        return erased

    def due(self, times: retention.Times) -> retention.Due:
        """What has been kept long enough."""
        with self._read() as session:
            return retention.due(session, times, self._now())

    def carry_out_retention(self, who: str, times: retention.Times, watch: Watch[Any] = unwatched) -> retention.Due:
        """Delete what has been kept long enough; that people's screenings went is noted in the audit."""
        now, found = self._now(), self.due(times)
        since = now - min(times.over, times.left)
        said = tuple(sender for sender in watch(found.conversations, len(found.conversations)) if self._write(
            partial(conversations.delete_quiet, sender=sender, since=since)))
        people = tuple(person for person in watch(found.people, len(found.people)) if self._write(
            partial(retention.delete_person, references=person, times=times, now=now)))
        if people:
            self.note_access(who, f"retention ({len(people)})")
        if people or said:
            self._transactions.leave_no_traces()
        return retention.Due(people, said)

    def left(self, quiet: timedelta) -> List[conversations.Left]:
        """The conversations that were left half-way, in which nothing was said for so long."""
        with self._read() as session:
            return list(conversations.left(session, self._now() - quiet))

    def find(self, reference: str) -> Optional[StoredScreening]:
        """The latest version of a screening, or None."""
        with self._read() as session:
            return next(stored(session, Screening.reference == reference), None)

    def records(self, *, disposition: Optional[str] = None, since: Optional[datetime] = None,
                until: Optional[datetime] = None, channel: Optional[str] = None,
                state: Optional[str] = None, limit: Optional[int] = None,
                watch: Watch[StoredScreening] = unwatched) -> List[StoredScreening]:
        """Screenings in their latest versions, the last begun first.

        Args:
            disposition: only this one; `incomplete` for those that came to nothing yet.
            since: only those begun then or later.
            until: only those begun before.
            channel: only those of one channel.
            state: only those that are open, claimed or closed.
            limit: no more than this many.
            watch: is told of each.
        """
        wanted = conditions(disposition, since, until, channel, state)
        with self._read() as session:
            number = 0 if watch is unwatched else counted_all(session, wanted)
            return list(watch(stored(session, *wanted, limit=limit), min(number, limit or number)))

    def count(self, *, disposition: Optional[str] = None, since: Optional[datetime] = None,
              until: Optional[datetime] = None, channel: Optional[str] = None, state: Optional[str] = None) -> int:
        """How many screenings `records` would find without a limit."""
        wanted = conditions(disposition, since, until, channel, state)
        with self._read() as session:
            return counted_all(session, wanted)

    def funnel(self) -> Funnel:
        """How many people were screened, and what became of them."""
        with self._read() as session:
            return counted(session)

    def handle(self, reference: str, who: str, state: str, result: Optional[str] = None, *,
               take_over: bool = False) -> Optional[Handling]:
        """Claim, release or close a screening, and note it in the audit.

        Args:
            reference: which screening.
            who: who does it.
            state: `claimed`, `open` or `closed`.
            result: what it is closed with (`handling.RESULTS`).
            take_over: even when somebody else has claimed it, or it is closed.

        Returns where it stood before, or None when there is no such screening.

        Raises:
            AlreadyHandled: it is somebody else's or closed, and is not to be taken over.
        """
        wanted = Handling(state, who if state != handling.OPEN else None, result)
        return self._write(lambda session: self._handle(session, reference, who, wanted, take_over))

    def _handle(self, session: Session, reference: str, who: str, wanted: Handling,
                take_over: bool) -> Optional[Handling]:
        before = handling.handle(session, reference, wanted, take_over)
        if before is not None:
            what = f"{wanted.state} ({wanted.result})" if wanted.result else wanted.state
            self._note(session, who, f"{before.state} to {what}", reference)
        return before

    def check(self, watch: Watch[int] = unwatched) -> List[str]:
        """What in the log is not as it was written, one sentence each; empty when all is well."""
        with self._transactions.read_one_moment() as session:
            return list(sealing.problems(session, watch))

    def sizes(self) -> Dict[str, int]:
        """Of each tallied table, how many rows it has."""
        with self._read() as session:
            return tally.sizes(session)

    @property
    def current_key(self) -> str:
        """The id of the key that writes."""
        return self._engine.dialect.keyring.current

    def keys_used(self) -> Dict[str, int]:
        """The id of each key, to the versions written with it."""
        with self._read() as session:
            return rotation.keys_used(session)

    def write_anew(self, who: str, watch: Watch[int] = unwatched) -> int:
        """Write everything anew with the current key, and note it in the audit; returns the number of versions."""
        def work(session: Session) -> int:
            number = rotation.write_anew(session, watch)
            self._note(session, who, "keys rotate", None)
            return number
        return self._write(work)

    def trail(self, reference: str) -> List[AuditEntry]:
        """Who looked at, took out or changed a screening, the first first."""
        with self._read() as session:
            return list(session.execute(sa.select(AuditEntry).where(AuditEntry.reference == reference)
                                        .order_by(AuditEntry.id)).scalars())

    def note_access(self, who: str, what: str, reference: Optional[str] = None) -> None:
        """Note who looked at, took out or erased what; called before it is done."""
        self._write(lambda session: self._note(session, who, what, reference))

    def _note(self, session: Session, who: str, what: str, reference: Optional[str]) -> None:
        entry = AuditEntry(at=self._now(), who=who, what=what, reference=reference)
        sealing.seal_entry(session, entry)
        session.add(entry)

    def allow_try(self, caller: str, origin: str = "", now: Optional[datetime] = None) -> bool:
        """Whether a caller may try a reference: five in a quarter of an hour, and 300 of all callers in an hour.

        Args:
            caller: the conversation's id.
            origin: the channel's mark of where it comes from, which has five tries too; empty when that is not known.
            now: the time, if not the clock's.
        """
        with self._read() as session:
            return tries.is_allowed(session, tries.names_of(caller, origin), now or self._now())

    def note_try(self, caller: str, origin: str = "", now: Optional[datetime] = None) -> None:
        """Count a try."""
        self._write(lambda session: tries.note(session, tries.names_of(caller, origin), now or self._now()))

    def take_back_try(self, caller: str, origin: str = "") -> None:
        """Count the last try no more: it was right."""
        self._write(lambda session: tries.take_back(session, tries.names_of(caller, origin)))
