"""Migrations: a log of any age comes to the tables of today, with everything that stood in it."""

from __future__ import annotations

import importlib
import json
import logging

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from prescreen.log import LogUnavailable, ScreeningLog, migrating
from prescreen.log.models import Base
from tests.prescreen.logs import Clock, attempt, half_way, log, other_key, sql, url  # noqa: F401


@pytest.fixture
def old(url):
    """A database with a log from before there were migrations: an excluded person and one who left."""
    fresh = ScreeningLog(url)  # makes the folder of the file
    fresh.close()
    engine = sa.create_engine(url, future=True)
    first = importlib.import_module("prescreen.log.migrations.versions.0001_log")
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        first.upgrade()
        for number, given in enumerate((attempt(["age"], age=17), half_way("seizures", other_key(1))), 1):
            connection.execute(sa.text(
                "INSERT INTO screenings (id, reference, trial, conversation, attempt_id, attempt, channel, started_at, "
                "protocol_version, wording_version, disposition, first_disposition, safety_text_given, latest_version) "
                "VALUES (:id, :reference, :trial, :conversation, :attempt_id, 1, 'rest', '2026-03-02 12:00:00', "
                ":protocol, 'w1', :disposition, :disposition, :safety, 1)"), {
                    "id": number, "reference": f"10000000{number}", "trial": given.key.trial, "safety": False,
                    "conversation": given.key.conversation, "attempt_id": given.key.attempt_id,
                    "protocol": given.key.protocol_version, "disposition": given.disposition})
            connection.execute(sa.text(
                "INSERT INTO screening_versions VALUES (:id, 1, '2026-03-02 12:05:00', :payload)"),
                {"id": number, "payload": json.dumps(given.payload())})
        connection.execute(sa.text(
            "INSERT INTO screening_audit VALUES (1, '2026-03-02 13:00:00', 'ann', 'show', NULL)"))
    engine.dispose()
    return url


def test_a_log_from_before_there_were_migrations_is_brought_along(old):
    log = ScreeningLog(old, clock=Clock())
    log.prepare()
    left, out = log.records()
    assert (left.disposition, left.last_question, left.answers["age"]) == (None, "seizures", 34)
    assert left.facts["age"]["words"] == "my age"
    assert out.disposition == "not_eligible"
    funnel = log.funnel()
    assert (funnel.excluded_by, funnel.incomplete_at) == ({"I1": 1}, {"seizures": 1})
    assert log.check() == []
    with log._engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT payload FROM screening_versions")).scalars().all()
    assert all(payload.startswith("aes256gcm:") for payload in kept)
    log.close()


def test_a_log_that_was_brought_along_is_append_only(old):
    log = ScreeningLog(old, clock=Clock())
    log.prepare()
    with pytest.raises(sa.exc.DBAPIError), log._engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM screening_audit"))
    log.close()


def test_the_steps_lead_to_the_tables_of_the_program(log):
    def of_the_log(_object, name, kind, *_):
        return kind != "table" or name in Base.metadata.tables

    with log._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": of_the_log,
                                                               "version_table": migrating.TABLE})
        differences = compare_metadata(context, Base.metadata)
    assert [each for each in differences if each[0] != "modify_default"] == []


def test_the_newest_step_is_the_one_that_the_program_knows():
    settings = Config()
    settings.set_main_option("script_location", str(migrating.FOLDER))
    assert ScriptDirectory.from_config(settings).get_current_head() == migrating.NEWEST


def test_a_log_of_a_newer_program_is_left_alone(log, sql, url):
    sql(f"UPDATE {migrating.TABLE} SET version_num = '9999'")
    with pytest.raises(LogUnavailable, match="newer version"):
        log.prepare()


def test_a_step_that_fails_leaves_the_log_as_it_was(old, monkeypatch):
    from prescreen.log import guard
    monkeypatch.setattr(guard, "statements", lambda dialect: ["SELECT nothing FROM nowhere"])
    with pytest.raises(LogUnavailable):
        ScreeningLog(old).prepare()
    monkeypatch.undo()
    log = ScreeningLog(old)
    log.prepare()
    assert len(log.records()) == 2
    log.close()


def test_steps_are_not_told_to_people(old, caplog, capsys):
    caplog.set_level(logging.INFO)
    log = ScreeningLog(old)
    log.prepare()
    log.close()
    assert not caplog.records
    assert capsys.readouterr() == ("", "")
