"""Nothing is kept longer than the protocol allows, and nothing goes sooner."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from prescreen.cli import main
from prescreen.log import ScreeningLog
from prescreen.log.retention import Due, Times
from tests.prescreen.logs import KEY, NOON, TABLES, Clock, attempt, excluded, half_way, log, other_key, sql, url  # noqa: F401
from tests.prescreen.people import PROTOCOL

TIMES = Times.of(PROTOCOL.settings)
DAY = timedelta(days=1)


@pytest.fixture
def after(url, log):
    """The same log, some days after noon of the day on which everything was written."""
    opened = []

    def at(days):
        later = ScreeningLog(url, clock=Clock(NOON + days * DAY))
        opened.append(later)
        return later

    yield at
    for each in opened:
        each.close()


def test_the_times_are_those_of_the_protocol():
    assert Times(365 * DAY, 90 * DAY, 7 * DAY) == TIMES


def test_each_record_is_due_when_its_time_is_over_and_not_a_day_sooner(log, after):
    fits = log.record(attempt()).reference
    out = log.record(excluded(other_key(1))).reference
    left = log.record(half_way(key=other_key(2))).reference
    assert after(89).due(TIMES).people == ()
    assert after(91).due(TIMES).people == ((out,),)
    assert after(364).due(TIMES).people == ((out,),)
    assert after(366).due(TIMES).people == ((fits,), (out,), (left,))


def test_who_came_back_is_due_after_the_last_time(log, after):
    first = log.record(excluded()).reference
    second = log.record(replace(attempt(key=other_key(1)), started_at=NOON + 80 * DAY, finished_at=NOON + 80 * DAY,
                                previous_reference=first)).reference
    assert after(400).due(TIMES).people == ()
    assert after(446).due(TIMES).people == ((first, second),)


def test_what_is_due_is_deleted_and_a_count_of_each_person_stays(log, after, sql):
    gone = log.record(excluded()).reference
    stays = log.record(attempt(key=other_key(1))).reference
    later = after(91)
    assert later.carry_out_retention("ann", TIMES) == Due(((gone,),), 0)
    assert [each.reference for each in later.records()] == [stays]
    assert sql("SELECT disposition FROM screening_counts") == [("not_eligible",)]
    assert sql("SELECT who, what FROM screening_audit") == [("ann", "retention (1, 0)")]
    assert later.due(TIMES) == Due((), 0)
    assert later.funnel().screened == 2
    assert later.check() == []
    assert gone not in " ".join(str(row) for name in TABLES for row in sql(f"SELECT * FROM {name}"))


def said(sql, *conversations):
    """Rasa's table of events, with one event an hour after noon in each conversation."""
    sql("CREATE TABLE events (id INTEGER, sender_id VARCHAR(255), timestamp FLOAT, data TEXT)")
    for sender in conversations:
        sql("INSERT INTO events VALUES (1, :sender, :time, 'words')", sender=sender,
            time=(NOON + timedelta(hours=1)).timestamp())


def test_a_conversation_goes_when_nothing_was_said_for_a_week(log, after, sql):
    said(sql, KEY.conversation, "never-finished")
    log.record(attempt())
    assert after(6).due(TIMES) == Due((), 0)
    assert after(8).carry_out_retention("ann", TIMES) == Due((), 2)
    assert sql("SELECT count(*) FROM events") == [(0,)]
    assert len(log.records()) == 1


def test_a_conversation_that_is_still_going_on_stays_whole(log, after, sql):
    said(sql, KEY.conversation, KEY.conversation)
    sql("UPDATE events SET timestamp = :now, id = 2 WHERE id = 1", now=(NOON + 7 * DAY).timestamp())
    assert after(8).carry_out_retention("ann", TIMES).conversations == 0
    assert sql("SELECT count(*) FROM events") == [(2,)]


def test_the_words_of_who_does_not_fit_go_after_a_day(log, after, sql):
    said(sql, KEY.conversation, other_key(1).conversation)
    log.record(excluded())
    log.record(attempt(key=other_key(1)))
    assert after(1).due(TIMES).conversations == 0
    assert after(2).carry_out_retention("ann", TIMES).conversations == 1
    assert sql("SELECT sender_id FROM events") == [(other_key(1).conversation,)]


def test_the_command_says_what_is_due_and_deletes_it_when_told_to(tmp_path, monkeypatch, capsys):
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    log.record(replace(attempt(key=other_key(1)), started_at=NOON + 10_000 * DAY, finished_at=NOON + 10_000 * DAY))

    def run(*words):
        assert main(["retention", *words]) == 0
        return capsys.readouterr().out

    assert run() == "Nothing is due.\n"
    long_ago = NOON - 1000 * DAY
    old = log.record(replace(attempt(), started_at=long_ago, finished_at=long_ago)).reference
    assert run() == (f"Due: the screenings of 1 person, and 0 conversations word for word.\n  {old}\n"
                     "Nothing is deleted yet: add --carry-out.\n")
    assert log.find(old)
    assert json.loads(run("--json")) == {"people": [[old]], "conversations": 0}
    assert run("--carry-out").startswith("Deleted: the screenings of 1 person")
    assert log.find(old) is None
    assert len(log.records()) == 1
