"""The tracker store: Rasa's SQL store, made to lose nothing and to tell its failures.

What differs from Rasa's store, and why:

- a failure is a `StoreFailure`, which Rasa's fail-safe wrapper lets pass; its own store turns any ValueError into the
  end of the process, and the wrapper turns any other error into an empty conversation;
- the server starts while the database is away, and goes on when it is back;
- a session is cut by row, not by time: a clock that steps back hides no answer;
- a conversation that somebody else went on with in the meantime is not written over;
- the database is called in a thread, so that one slow answer does not hold up every patient.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Query, Session, sessionmaker
from sqlalchemy.pool import QueuePool

from channels import limits
from channels.failures import StoreFailure, name_of
from prescreen.log.location import DEFAULT_URL

Result = TypeVar("Result")


class ConversationStore(SQLTrackerStore):
    """Conversations in the database that `DATABASE_URL` names: a SQLite file, or PostgreSQL."""

    def __init__(self, domain: Optional[Domain] = None, host: Optional[str] = None,
                 event_broker: Optional[EventBroker] = None, **kwargs: Any) -> None:
        """Make the store, without calling the database.

        Args:
            domain: the model's domain; Rasa sets it when the model is loaded.
            host: the database's URL from endpoints.yml, where `DATABASE_URL` is not set.
            event_broker: Rasa's event broker, if any.
            **kwargs: what Rasa's own stores take besides.
        """
        TrackerStore.__init__(self, domain, event_broker, **kwargs)
        self.engine = engine_for(os.environ.get("DATABASE_URL") or host or DEFAULT_URL)
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._has_tables = False
        self._making_tables = threading.Lock()

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation since its last session start, or None when there is none.

        Raises:
            StoreFailure: the database cannot be read.
        """
        return await self._in_thread(self._read, sender_id, False)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """The whole conversation.

        Raises:
            StoreFailure: the database cannot be read.
        """
        return await self._in_thread(self._read, conversation_id, True)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are new, all of them or none.

        Raises:
            StoreFailure: the database cannot be written, or the conversation went on elsewhere since it was read.
        """
        await self.stream_events(tracker)
        await self._in_thread(self._write, tracker)

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations.

        Raises:
            StoreFailure: the database cannot be read.
        """
        return await self._in_thread(self._read_keys)

    async def ping(self) -> None:
        """Ask the database for nothing.

        Raises:
            StoreFailure: it does not answer.
        """
        await self._in_thread(self._ask)

    @contextlib.contextmanager
    def session_scope(self) -> Iterator[Session]:
        """A session that is closed in the end and whose errors are told as a StoreFailure.

        Raises:
            StoreFailure: whatever went wrong inside.
        """
        session = self.sessionmaker()
        try:
            self._make_tables()
            yield session
        except Exception as error:  # noqa: BLE001 (Rasa would go on after anything else)
            raise StoreFailure(name_of(error)) from None
        finally:
            session.close()

    def _make_tables(self) -> None:
        """Make the tables before the first use; two who do it at once would stand in each other's way."""
        with self._making_tables:
            if not self._has_tables:
                with self.engine.begin() as connection:
                    self._hold(connection, "tables")
                    self.Base.metadata.create_all(connection)
                self._has_tables = True

    def _hold(self, transaction: Any, what: str) -> None:
        """Keep other servers from the same until the transaction ends; SQLite is for one server."""
        if self.engine.dialect.name == "postgresql":
            key = int.from_bytes(hashlib.sha256(what.encode("utf-8", "replace")).digest()[:8], "big", signed=True)
            transaction.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))

    async def _in_thread(self, work: Callable[..., Result], *args: Any) -> Result:
        return await asyncio.get_running_loop().run_in_executor(None, work, *args)

    def _read(self, sender_id: str, whole: bool) -> Optional[DialogueStateTracker]:
        with self.session_scope() as session:
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=whole).all()
            if not rows:
                return None
            tracker = DialogueStateTracker.from_dict(sender_id, [json.loads(row.data) for row in rows],
                                                     self.domain.slots)
            _remember(tracker, rows[-1].id)
            return tracker

    def _event_query(self, session: Session, sender_id: str, fetch_events_from_all_sessions: bool) -> Query:
        """The events of a conversation in the order written; by default from its last session start on."""
        event = self.SQLEvent
        rows = session.query(event).filter(event.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            last_start = session.query(sa.func.max(event.id)).filter(
                event.sender_id == sender_id, event.type_name == SessionStarted.type_name).scalar()
            rows = rows.filter(event.id >= (last_start or 0))
        return rows.order_by(event.id)

    def _write(self, tracker: DialogueStateTracker) -> None:
        with self.session_scope() as session:
            event = self.SQLEvent
            self._hold(session, tracker.sender_id)
            last_row = session.query(sa.func.max(event.id)).filter(event.sender_id == tracker.sender_id).scalar()
            if last_row != getattr(tracker, "last_row", None):
                raise RuntimeError("the conversation went on elsewhere")
            rows = [self._row(tracker.sender_id, new) for new in _new_events(tracker)]
            session.add_all(rows)
            session.flush()
            last_row = rows[-1].id if rows else last_row
            session.commit()
        _remember(tracker, last_row)

    def _row(self, sender_id: str, event: Event) -> Any:
        data = event.as_dict()
        return self.SQLEvent(sender_id=sender_id, type_name=event.type_name, timestamp=data.get("timestamp"),
                             intent_name=((data.get("parse_data") or {}).get("intent") or {}).get("name"),
                             action_name=data.get("name"), data=json.dumps(data))

    def _ask(self) -> None:
        with self.session_scope() as session:
            session.execute(sa.select(1))

    def _read_keys(self) -> List[str]:
        with self.session_scope() as session:
            return [sender for (sender,) in session.query(self.SQLEvent.sender_id).distinct()]


def engine_for(url: str) -> sa.engine.Engine:
    """An engine whose waits are shorter than a turn, and whose errors do not quote what was written."""
    location = sa.engine.make_url(url.replace("postgres://", "postgresql://", 1))
    if location.get_backend_name() == "sqlite":
        return _sqlite_engine(location)
    return sa.create_engine(location, hide_parameters=True, pool_pre_ping=True, pool_timeout=limits.DATABASE_SECONDS,
                            connect_args=_postgresql_deadlines(location))


def _postgresql_deadlines(location: sa.engine.URL) -> Dict[str, Any]:
    """Deadlines for each connection, beside the options that the URL itself brings."""
    milliseconds = int(limits.DATABASE_SECONDS * 1000)
    deadlines = f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds}"
    return {"connect_timeout": int(limits.DATABASE_SECONDS),
            "options": f"{location.query.get('options', '')} {deadlines}".strip()}


def _sqlite_engine(location: sa.engine.URL) -> sa.engine.Engine:
    if location.database:
        Path(location.database).parent.mkdir(parents=True, exist_ok=True)
    # Kept open: SQLite writes its log back into the file whenever the last connection is closed.
    engine = sa.create_engine(location, hide_parameters=True, poolclass=QueuePool, pool_timeout=limits.DATABASE_SECONDS,
                              connect_args={"timeout": limits.DATABASE_SECONDS, "check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA secure_delete=ON")
        with contextlib.suppress(connection.OperationalError):  # another connection is just switching to it
            connection.execute("PRAGMA journal_mode=WAL")

    return engine


def _remember(tracker: DialogueStateTracker, last_row: Optional[int]) -> None:
    """Note on the tracker how much of it stands in the database."""
    tracker.last_row = last_row
    tracker.events_stored = len(tracker.events)


def _new_events(tracker: DialogueStateTracker) -> List[Event]:
    return list(tracker.events)[getattr(tracker, "events_stored", 0):]
