"""While the assistant runs, who left is written down and what was kept long enough goes; no failure stops it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa

from launch import housekeeping
from launch.housekeeping import Housekeeping
from launch.settings import ROOT

SECONDS_TO_WAIT = 60


@pytest.fixture
def conversations(tmp_path):
    """Rasa's table with a conversation that was over long ago and one that goes on; gives URL and those left."""
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    engine = sa.create_engine(url, future=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (id INTEGER, sender_id TEXT, type_name TEXT, "
                                   "timestamp FLOAT, action_name TEXT, data TEXT)")
        for sender, at in (("over", time.time() - 7200), ("going-on", time.time())):
            data = json.dumps({"event": "slot", "name": "prompt", "value": {"done": True}})
            connection.exec_driver_sql("INSERT INTO events VALUES (1, ?, 'slot', ?, 'prompt', ?)", (sender, at, data))

    def left():
        with engine.begin() as connection:
            return sorted(connection.exec_driver_sql("SELECT sender_id FROM events").scalars())

    yield url, left
    engine.dispose()


def wait_until(true):
    end = time.monotonic() + SECONDS_TO_WAIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_is_due_goes_by_itself_and_the_rest_stays(conversations):
    url, left = conversations
    with Housekeeping(url):
        wait_until(lambda: left() == ["going-on"])
    assert left() == ["going-on"]


def test_a_database_that_is_away_is_told_of_and_tried_again(conversations, monkeypatch, capsys):
    url, left = conversations
    tried = []
    real = housekeeping.ScreeningLog.prepare

    def away_once(log):
        tried.append(log)
        if len(tried) == 1:
            raise housekeeping.LogUnavailable("The database is away.")
        real(log)

    monkeypatch.setattr(housekeeping.ScreeningLog, "prepare", away_once)
    with Housekeeping(url, seconds_between=0.01):
        wait_until(lambda: left() == ["going-on"])
    assert capsys.readouterr().err.startswith(
        "The log could not be put in order; this is tried again later. The database is away.\n")


def test_what_nobody_has_thought_of_is_told_by_its_type_and_stops_nothing(conversations, monkeypatch, capsys):
    url, left = conversations

    def fails(*_):
        raise KeyError("what a patient said")

    monkeypatch.setattr(housekeeping, "record_left", fails)
    with Housekeeping(url, seconds_between=0.01):
        wait_until(lambda: left() == ["going-on"])
    told = capsys.readouterr().err
    assert "KeyError." in told and "patient" not in told


def test_it_is_over_when_the_assistant_is_stopped(conversations):
    with Housekeeping(conversations[0], seconds_between=600) as keeping:
        pass
    assert not keeping._thread.is_alive()


def test_it_can_be_a_process_of_its_own_that_ends_when_asked(conversations):
    url, left = conversations
    process = subprocess.Popen([sys.executable, "-m", "launch.housekeeping"], cwd=ROOT,
                               env={**os.environ, "DATABASE_URL": url})
    try:
        wait_until(lambda: left() == ["going-on"])
        process.terminate()
        assert process.wait(SECONDS_TO_WAIT) == 0
    finally:
        process.kill()
        process.wait()
