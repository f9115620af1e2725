"""The database: private where it is a file, told of in one sentence where it is away."""

from __future__ import annotations

import os
import stat
import threading
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from prescreen.log import LogUnavailable, ScreeningLog
from tests.prescreen.logs import Clock, attempt, log, sql, url  # noqa: F401


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept" / "log.sqlite"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_and_its_folder_are_for_their_owner_alone(file):
    old = os.umask(0)
    try:
        log = ScreeningLog(f"sqlite:///{file}")
        log.prepare()
        log.record(attempt())
    finally:
        os.umask(old)
    assert mode(file.parent) == 0o700
    assert {mode(each) for each in file.parent.iterdir()} == {0o600}


def test_a_file_that_others_could_read_is_closed_to_them(file):
    file.parent.mkdir()
    file.touch(0o644)
    ScreeningLog(f"sqlite:///{file}").prepare()
    assert mode(file) == 0o600


def test_nothing_of_an_erased_screening_is_left_in_the_files(file):
    log = ScreeningLog(f"sqlite:///{file}", clock=Clock())
    log.prepare()
    words = "a very particular sentence"
    reference = log.record(replace(attempt(), facts={"age": {"value": 34, "words": words}})).reference
    with log._engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT payload FROM screening_versions")).scalar()

    def is_somewhere(text):
        return any(text.encode() in each.read_bytes() for each in file.parent.iterdir())

    assert is_somewhere(kept) and is_somewhere(reference)
    assert not is_somewhere(words)
    log.erase(reference)
    assert not is_somewhere(kept) and not is_somewhere(reference)


def test_sqlite_writes_ahead_waits_and_holds_foreign_keys(file):
    log = ScreeningLog(f"sqlite:///{file}", patience=3)
    log.prepare()
    with log._read() as session:
        assert [session.execute(sa.text(f"PRAGMA {name}")).scalar() for name in (
            "journal_mode", "busy_timeout", "foreign_keys", "secure_delete")] == ["wal", 3000, 1, 1]


def test_preparing_again_or_at_the_same_time_does_no_harm(url):
    failed = []

    def prepare():
        try:
            ScreeningLog(url, patience=20).prepare()
        except LogUnavailable as error:
            failed.append(error)

    threads = [threading.Thread(target=prepare) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    log = ScreeningLog(url)
    log.prepare()
    assert log.records() == []
    log.close()


@pytest.mark.parametrize("away", ["postgresql://root:secret@127.0.0.1:1/prescreen", "postgres://root:secret@127.0.0.1:1/x"])
def test_a_database_that_is_away_is_told_of_without_its_password(away):
    with pytest.raises(LogUnavailable) as raised:
        ScreeningLog(away).prepare()
    assert "database does not answer" in str(raised.value)
    assert "secret" not in "".join(traceback.format_exception(None, raised.value, None))


@pytest.mark.parametrize("wrong", ["", "prescreen", "oracle://x/y", "nothing-known://x/y", "postgresql+nodriver://x/y"])
def test_a_url_that_cannot_be_used_is_told_of(wrong):
    with pytest.raises(LogUnavailable, match="DATABASE_URL"):
        ScreeningLog(wrong)


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LogUnavailable, match="file of the pre-screening log"):
        ScreeningLog(f"sqlite:///{tmp_path / 'file' / 'log.sqlite'}")


def test_a_failing_write_leaves_nothing_half_written_and_quotes_no_words(log, sql):
    sql("DROP TABLE screening_outbox")
    with pytest.raises(LogUnavailable) as raised:
        log.record(attempt())
    assert "my age" not in "".join(traceback.format_exception(None, raised.value, None))
    assert sql("SELECT count(*) FROM screenings") == [(0,)]


def test_another_writer_is_waited_for_no_longer_than_the_patience(file):
    log = ScreeningLog(f"sqlite:///{file}", patience=0.1)
    log.prepare()
    with log._engine.begin():
        with pytest.raises(LogUnavailable):
            log.record(attempt())
        assert log.records() == []
    assert log.record(attempt()).version == 1
