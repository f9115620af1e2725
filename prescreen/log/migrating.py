"""Bringing the tables to what this version of the program expects, before anything else is done with them."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log import sealing, tally
from prescreen.log.engine import UNLOCKED
from prescreen.log.failures import LogUnavailable
from prescreen.log.guard import unlocked
from prescreen.log.keys import MARK
from prescreen.log.models import Screening, Version

TABLE = "screening_schema"
NEWEST = "0004"
SEALED_FROM = "0002"
TALLIED_FROM = "0004"
FOLDER = Path(__file__).resolve().parent / "migrations"
PREPARING = 7_048_847_437  # any number, the same in all processes: who holds it makes the tables


def migrate(connection: sa.engine.Connection) -> None:
    """Take the steps that are missing, inside the transaction of the connection.

    Raises:
        LogUnavailable: the tables are of a newer program, or what stands in them was written with another key.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(PREPARING)))
    found = _version(connection)
    if found > NEWEST:
        raise LogUnavailable("The tables of the log were made by a newer version of this program; use that one.")
    if found < NEWEST:
        _upgrade(connection, found)
    _ensure_key(connection)


def _version(connection: sa.engine.Connection) -> str:
    """The last step taken; empty for a database without a log."""
    tables = sa.inspect(connection)
    if tables.has_table(TABLE):
        steps = sa.table(TABLE, sa.column("version_num"))
        return connection.execute(sa.select(steps.c.version_num)).scalar() or ""
    return "0001" if tables.has_table(Screening.__tablename__) else ""


def _upgrade(connection: sa.engine.Connection, found: str) -> None:
    from alembic import command
    from alembic.config import Config
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    if found == "0001" and not sa.inspect(connection).has_table(TABLE):
        command.stamp(settings, found)
    command.upgrade(settings, "head")
    with Session(connection, future=True) as session:
        if found and found < SEALED_FROM:
            _seal_all(session)
        if found < TALLIED_FROM:
            _tally_all(session)
    connection.info[UNLOCKED] = False


def _seal_all(session: Session) -> None:
    with unlocked(session):
        for screening in session.execute(sa.select(Screening)).scalars().all():
            sealing.seal_again(session, screening)
        sealing.seal_audit_again(session)


def _tally_all(session: Session) -> None:
    with unlocked(session):
        sealing.seal_counts_again(session)
    tally.count_anew(session)


def _ensure_key(connection: sa.engine.Connection) -> None:
    """A machine without the right key must not write with one of its own."""
    payload = sa.type_coerce(Version.payload, sa.Text)
    last = connection.execute(
        sa.select(payload).order_by(Version.screening_id.desc(), Version.number.desc()).limit(1)).scalar()
    if last and last.split(":")[0] == MARK and last.split(":")[1] not in connection.dialect.keyring.ids:
        raise LogUnavailable("The key that the log was written with is not here: put it into LOG_KEYS or into the key "
                             f"file (its id is {last.split(':')[1]}).")
