"""The log is append-only: whoever changes or deletes what stands in it is refused, and found where he was not."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
import sqlalchemy as sa

from prescreen.log import ScreeningLog
from tests.prescreen.logs import Clock, attempt, excluded, half_way, log, other_key, sql, url  # noqa: F401

FORBIDDEN = [
    "UPDATE screening_versions SET payload = 'x'", "UPDATE screening_versions SET written_at = '2020-01-01 00:00:00'",
    "DELETE FROM screening_versions", "UPDATE screening_audit SET who = 'somebody'", "DELETE FROM screening_audit",
    "UPDATE screening_counts SET disposition = 'declined'", "DELETE FROM screening_counts", "DELETE FROM screenings",
    "UPDATE screenings SET reference = '482913068'", "UPDATE screenings SET started_at = '2020-01-01 00:00:00'"]
TAMPERINGS = {
    "UPDATE screening_versions SET payload = 'aes256gcm:00000000:AAAA' WHERE number = 2": "an answer was changed",
    "UPDATE screening_versions SET payload = (SELECT payload FROM screening_versions AS first WHERE first.number = 1 "
    "AND first.screening_id = screening_versions.screening_id) WHERE number = 2": "version 2",
    "UPDATE screening_versions SET written_at = '2020-01-01 00:00:00' WHERE number = 1": "version 1",
    "DELETE FROM screening_versions WHERE number = 1": "missing",
    "DELETE FROM screening_versions WHERE number = 2": "missing",
    "UPDATE screenings SET disposition = 'needs_review'": "its entry in the list",
    "UPDATE screenings SET state = 'closed'": "its entry in the list",
    "UPDATE screenings SET started_at = '2020-01-01 00:00:00'": "its entry in the list",
    "UPDATE screenings SET seal = NULL": "its entry in the list",
    "UPDATE screening_audit SET who = 'somebody' WHERE id = 1": "audit entry 1",
    "DELETE FROM screening_audit WHERE id = 1": "audit entry 2"}


@pytest.fixture
def written(log):
    """A log with a screening in two versions, a count, and two entries in the audit."""
    log.count_declined(other_key(9), "web")
    log.record(half_way())
    reference = log.record(attempt()).reference
    log.note_access("ann", "show", reference)
    log.note_access("ann", "list --json")
    return log


def owner(url):
    """Whoever owns the tables and takes the triggers away."""
    engine = sa.create_engine(url, future=True)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name, in connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(sa.text("DROP FUNCTION IF EXISTS screening_refuse CASCADE"))
    return engine


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_what_stands_in_the_log_can_be_neither_changed_nor_deleted(written, sql, statement):
    with pytest.raises(sa.exc.DBAPIError):
        sql(statement)
    assert written.check() == []


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_not_even_through_the_connection_of_this_program(written, statement):
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), written._engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_after_an_erasure_the_log_is_locked_again(written, sql):
    reference = written.record(attempt(key=other_key(1))).reference
    written.erase(reference)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), written._engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM screening_versions"))


def test_a_failed_erasure_leaves_the_log_locked(written, monkeypatch):
    from prescreen.log import erasure
    reference = written.record(attempt(key=other_key(1))).reference

    def fails(*_):
        raise sqlite3.OperationalError

    monkeypatch.setattr(erasure, "_delete_rows", fails)
    with pytest.raises(sqlite3.OperationalError):
        written.erase(reference)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), written._engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM screening_versions"))


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_a_tampered_row_is_found(url, written, statement):
    with owner(url).begin() as connection:
        connection.execute(sa.text(statement))
    found = written.check()
    assert any(TAMPERINGS[statement] in problem for problem in found), found


def test_a_log_of_any_length_is_checked_to_its_end(log):
    references = [log.record(attempt(key=other_key(number))).reference for number in range(5)]
    assert log.check() == []
    with log._engine.begin() as connection:
        connection.execute(sa.text("UPDATE screenings SET state = 'closed' WHERE reference = :last"),
                           {"last": references[-1]})
    assert log.check() == [f"screening {references[-1]}: its entry in the list was changed"]


def test_everything_that_the_log_does_itself_is_found_to_be_well(written, url):
    from prescreen.log.handling import CLAIMED, CLOSED
    reference = written.record(replace(attempt(key=other_key(1)), safety_text_given=False)).reference
    written.record(replace(attempt(key=other_key(1)), safety_text_given=True))
    written.record(attempt(key=other_key(1), headache="unsure"))
    written.handle(reference, "ann", CLAIMED)
    written.handle(reference, "ann", CLOSED, "not_reached")
    written.record(half_way("seizures", other_key(2), age=17))
    written.record(excluded(other_key(2)))
    written.erase(written.record(attempt(key=other_key(3))).reference)
    assert written.check() == []
    again = ScreeningLog(url, clock=Clock())
    again.prepare()
    assert again.check() == []
    again.close()
