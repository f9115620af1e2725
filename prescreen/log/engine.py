"""The connection to the database: SQLite in a private file by default, PostgreSQL by URL."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any, Dict

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from prescreen.log.failures import LogUnavailable
from prescreen.log.keys import Keyring

READS = "reads"
UNLOCKED = "unlocked"


def engine_for(url: str, patience: float, keyring: Keyring) -> Engine:
    """An engine whose errors never quote what was written. The database is not called yet.

    Args:
        url: the database; `postgres://` is taken for `postgresql://`.
        patience: seconds to wait for a connection, for a lock, and for one statement.
        keyring: the keys of what is personal.

    Raises:
        LogUnavailable: the URL cannot be used, or the folder of the file cannot be made.
    """
    try:
        location = sa.engine.make_url(url.replace("postgres://", "postgresql://", 1))
        make = _sqlite if location.get_backend_name() == "sqlite" else _postgresql
        engine = make(location, patience)
        engine.dialect.keyring = keyring  # where models.Json finds it
        return engine
    except (SQLAlchemyError, ImportError):
        raise LogUnavailable("DATABASE_URL cannot be used: write sqlite:///a/file or postgresql://user@host/name."
                             ) from None
    except OSError as error:
        raise LogUnavailable(f"The file of the pre-screening log cannot be made ({error.strerror}); "
                             "check the folder and its permissions.") from None


def _postgresql(location: URL, patience: float) -> Engine:
    milliseconds = int(patience * 1000)
    deadlines = f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds}"
    options = f"{location.query.get('options', '')} {deadlines}".strip()
    return sa.create_engine(
        location, future=True, hide_parameters=True, pool_pre_ping=True, pool_timeout=patience,
        connect_args={"connect_timeout": max(2, int(patience)), "options": options})


def _sqlite(location: URL, patience: float) -> Engine:
    arguments: Dict[str, Any] = {"connect_args": {"timeout": patience}}
    if location.database in (None, "", ":memory:"):
        arguments = {"connect_args": {"check_same_thread": False}, "poolclass": StaticPool}
    else:
        _make_private(Path(location.database))
    engine = sa.create_engine(location, future=True, hide_parameters=True, **arguments)
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(file: Path) -> None:
    """The file for its owner alone; SQLite gives its side files the same permissions."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    with contextlib.suppress(PermissionError):
        file.chmod(0o600)


def _set_up_sqlite(connection: Any, record: Any) -> None:
    connection.create_function("screening_unlocked", 0, lambda: int(record.info.get(UNLOCKED, False)))
    connection.isolation_level = None  # this module begins transactions, not the driver
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    with contextlib.suppress(connection.OperationalError):  # another process is just switching to it
        connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: sa.engine.Connection) -> None:
    """A writer takes its lock at once: two that read first and write later would fail instead of waiting."""
    reads = connection.get_execution_options().get(READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
