"""The role that docs/data-protection.md gives on PostgreSQL: all that the log does, and nothing that it must not."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from prescreen.log import LogUnavailable, ScreeningLog
from prescreen.log.handling import CLAIMED
from prescreen.log.keys import Keyring, keys_in
from prescreen.log.location import key_file
from prescreen.log.retention import Times
from tests.prescreen.logs import POSTGRESQL, Clock, attempt, excluded, half_way, other_key, postgresql_schema
from tests.prescreen.people import PROTOCOL

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "data-protection.md"
REFUSED = [
    "UPDATE screening_audit SET who = 'x'", "DELETE FROM screening_audit", "UPDATE screening_counts SET channel = 'x'",
    "DELETE FROM screening_counts", "UPDATE screening_versions SET payload = 'x'", "DELETE FROM screening_versions",
    "DELETE FROM screenings", "UPDATE screenings SET reference = '1'", "TRUNCATE screening_versions CASCADE",
    "TRUNCATE screening_audit", "DROP TABLE screening_audit", "ALTER TABLE screening_versions DISABLE TRIGGER ALL",
    "DROP TRIGGER screening_versions_append_only ON screening_versions", "DROP FUNCTION screening_refuse() CASCADE",
    "UPDATE screening_schema SET version_num = '0001'", "SET session_replication_role = 'replica'"]
UNLOCKED = ["UPDATE screening_audit SET who = 'x'", "DELETE FROM screening_audit", "DELETE FROM screening_counts"]


@pytest.fixture
def as_role():
    """The URL of a log that somebody else owns, for the role of the document."""
    name = f"prescreening_app_{os.getpid()}"
    for url in postgresql_schema():
        schema = url.rpartition("%3D")[2]
        owner = ScreeningLog(url, clock=Clock())
        owner.prepare()
        owner.close()
        block = re.search(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL).group(1)
        grants = block.replace("prescreening_app", name).replace("SCHEMA public", f"SCHEMA {schema}")
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in filter(str.strip, grants.split(";")):
                connection.execute(sa.text(statement))
        yield f"{POSTGRESQL}?options={quote(f'-csearch_path={schema} -crole={name}')}"
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP OWNED BY {name}"))
            connection.execute(sa.text(f"DROP ROLE {name}"))
        engine.dispose()


@pytest.fixture
def log(as_role):
    log = ScreeningLog(as_role, clock=Clock())
    log.prepare()
    yield log
    log.close()


@contextmanager
def role(url):
    """A transaction of somebody who has the role, and speaks to the database himself."""
    engine = sa.create_engine(url, future=True)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_role_can_do_all_that_the_assistant_and_the_command_do(log):
    reference = log.record(half_way()).reference
    log.record(attempt())
    log.handle(reference, "ann", CLAIMED)
    log.record(half_way("seizures", other_key(1), age=17))
    log.record(excluded(other_key(1)))
    log.count_declined(other_key(2), "web")
    log.note_try("call-9")
    log.outbox.failed(log.outbox.take().event_id, "HTTP 500")
    log.erase(log.record(attempt(key=other_key(3))).reference)
    log.record(replace(attempt(key=other_key(4)), started_at=Clock().time.replace(year=2020),
                       finished_at=Clock().time.replace(year=2020)))
    assert len(log.carry_out_retention("ann", Times.of(PROTOCOL.settings)).people) == 1
    assert log.funnel().screened == 5
    assert log.check() == []


@pytest.mark.parametrize("statement", REFUSED)
def test_the_role_is_refused_everything_else(log, as_role, statement):
    log.count_declined(other_key(2), "web")
    log.note_access("ann", "show", log.record(attempt()).reference)
    with role(as_role) as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM screening_versions")).scalar() == 1
        with pytest.raises(sa.exc.DBAPIError) as raised:
            connection.execute(sa.text(statement))
    assert raised.value.orig.pgcode == "42501"
    assert log.check() == []


@pytest.mark.parametrize("statement", UNLOCKED)
def test_audit_and_counts_stay_closed_even_when_the_setting_is_known(log, as_role, statement):
    log.count_declined(other_key(2), "web")
    log.note_access("ann", "show")
    with role(as_role) as connection:
        connection.execute(sa.text("SELECT set_config('prescreen.unlocked', 'on', true)"))
        with pytest.raises(sa.exc.DBAPIError, match="permission denied"):
            connection.execute(sa.text(statement))


def test_writing_anew_with_another_key_needs_the_owner(log, as_role):
    log.note_access("ann", "show", log.record(attempt()).reference)
    other = ScreeningLog(as_role, clock=Clock(), keys=Keyring([b"n" * 32, *keys_in(key_file())]))
    with pytest.raises(LogUnavailable):
        other.write_anew("ann")
    other.close()
    assert log.check() == []
