"""Transactions with the database: each thing that is done to the log is done whole or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import Callable, Iterator, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from prescreen.log import tally
from prescreen.log.engine import READS
from prescreen.log.failures import LogUnavailable
from prescreen.log.keys import Tampered

TRIES_TO_WRITE = 8
DEADLOCK = "40P01"

Result = TypeVar("Result")


class Transactions:
    """The transactions of one log. All of them raise LogUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine) -> None:
        """With the engine of the log."""
        self._engine = engine
        self._reading_engine = engine.execution_options(**{READS: True})

    def write(self, work: Callable[[Session], Result]) -> Result:
        """One transaction, begun again when another writer came first."""
        with told():
            for _ in range(TRIES_TO_WRITE):
                try:
                    return self._write_once(work)
                except DBAPIError as error:  # noqa: PERF203 (each try is a transaction)
                    if not _another_came_first(error):
                        raise
        raise LogUnavailable("The pre-screening log could not be written after several tries; please try again.")

    def _write_once(self, work: Callable[[Session], Result]) -> Result:
        with Session(self._engine, future=True) as session, session.begin():
            result = work(session)
            tally.settle(session)
            return result

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads."""
        with told(), Session(self._reading_engine, future=True) as session:
            yield session

    @contextlib.contextmanager
    def read_one_moment(self) -> Iterator[Session]:
        """A session that sees everything as it stood at one moment, however long it reads."""
        with self.read() as session:
            if self._engine.dialect.name == "postgresql":
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    def leave_no_traces(self) -> None:
        """Write SQLite's file anew after something was deleted.

        What was deleted is overwritten (`secure_delete`), but copies that SQLite made when it moved rows from page to
        page are not, and the write-ahead file keeps all of it. PostgreSQL has its own VACUUM for that.
        """
        if self._engine.dialect.name != "sqlite":
            return
        try:
            with told(), contextlib.closing(self._engine.raw_connection()) as connection:
                connection.execute("PRAGMA temp_store=MEMORY")
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:
            raise LogUnavailable("It is deleted, but the database's file could not be written anew: traces of it may "
                                 "stand in the file until something is deleted the next time.") from None


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Tell any failure of the database in one sentence that quotes nothing."""
    try:
        yield
    except Tampered:
        raise LogUnavailable("An answer in the log cannot be opened: it was changed, or its key is not here; "
                             "`prescreen check` says which.") from None
    except SQLAlchemyError as error:
        raise LogUnavailable("The pre-screening log cannot be used: the database does not answer as it should "
                             f"({type(error).__name__}); check DATABASE_URL and that the database runs.") from None


def _another_came_first(error: DBAPIError) -> bool:
    """Whether a unique key was taken meanwhile, or two writers waited for one another."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "pgcode", None) == DEADLOCK
