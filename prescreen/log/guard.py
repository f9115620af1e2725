"""What holds the log append-only: triggers that refuse UPDATE and DELETE, but while the log itself has unlocked them.

On SQLite a trigger asks a function that only this program's connections have, so that another program is refused too.
On PostgreSQL it asks a setting of the transaction. Who owns the tables can take triggers away; the seals (`sealing`)
find what was done then.
"""

from __future__ import annotations

import contextlib
from typing import Iterator, List

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log.engine import UNLOCKED

REFUSED = "the pre-screening log is append-only"
NEVER_CHANGED = ("screening_versions", "screening_audit", "screening_counts")
FIXED = ("reference", "trial", "conversation", "attempt_id", "attempt", "channel", "protocol_version",
         "wording_version", "started_at", "previous_reference")

_FUNCTION = f"""
CREATE FUNCTION screening_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('prescreen.unlocked', true), '') <> 'on' THEN
    RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$"""


@contextlib.contextmanager
def unlocked(session: Session) -> Iterator[None]:
    """Let this transaction change and delete what stands in the log: for erasing, retention and new keys."""
    session.flush()
    connection = session.connection()
    _set(connection, True)
    try:
        yield
        session.flush()
    finally:
        if connection.in_transaction() and session.is_active:
            _set(connection, False)
        connection.info[UNLOCKED] = False


def statements(dialect: str) -> List[str]:
    """What makes the triggers, for the migration."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def _set(connection: sa.engine.Connection, on: bool) -> None:
    connection.info[UNLOCKED] = on
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT set_config('prescreen.unlocked', :on, true)"), {"on": "on" if on else "off"})


def _sqlite() -> List[str]:
    made = [_sqlite_trigger(table, event, event) for table in NEVER_CHANGED for event in ("UPDATE", "DELETE")]
    return [*made, _sqlite_trigger("screenings", f"UPDATE OF {', '.join(FIXED)}", "UPDATE"),
            _sqlite_trigger("screenings", "DELETE", "DELETE")]


def _sqlite_trigger(table: str, event: str, name: str) -> str:
    return (f"CREATE TRIGGER {table}_no_{name.lower()} BEFORE {event} ON {table} WHEN screening_unlocked() = 0 "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")


def _postgresql() -> List[str]:
    made = [f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION screening_refuse()" for table in NEVER_CHANGED]
    heads = (f"CREATE TRIGGER screenings_append_only BEFORE DELETE OR UPDATE OF {', '.join(FIXED)} ON screenings "
             "FOR EACH ROW EXECUTE FUNCTION screening_refuse()")
    return [_FUNCTION, *made, heads]
