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
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


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
    assert Times(365 * DAY, 90 * DAY, 7 * DAY, HOUR) == TIMES


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
    assert later.carry_out_retention("ann", TIMES) == Due(((gone,),))
    assert [each.reference for each in later.records()] == [stays]
    assert sql("SELECT disposition FROM screening_counts") == [("not_eligible",)]
    assert sql("SELECT who, what FROM screening_audit") == [("ann", "retention (1)")]
    assert later.due(TIMES) == Due()
    assert later.funnel().screened == 2
    assert later.check() == []
    assert gone not in " ".join(str(row) for name in TABLES for row in sql(f"SELECT * FROM {name}"))


def said(sql, *conversations, prompt=None):
    """Rasa's table of events, with what was asked and said an hour after noon in each conversation."""
    sql("CREATE TABLE IF NOT EXISTS events (id INTEGER, sender_id VARCHAR(255), type_name VARCHAR(255), "
        "timestamp FLOAT, action_name VARCHAR(255), data TEXT)")
    at = (NOON + HOUR).timestamp()
    for sender in conversations:
        for number, (kind, name, value) in enumerate((
                ("slot", "prompt", {"fact": "consent", "done": False}), ("user", None, "words"),
                ("slot", "prompt", prompt or {"fact": "headache", "done": False}), ("slot", "tries", 1))):
            sql("INSERT INTO events VALUES (:id, :sender, :kind, :time, :name, :data)", id=number, sender=sender,
                kind=kind, time=at, name=name, data=json.dumps({"event": kind, "name": name, "value": value}))


def conversations_left(sql):
    return [sender for sender, in sql("SELECT DISTINCT sender_id FROM events ORDER BY sender_id")]


def test_a_conversation_that_was_left_half_way_goes_when_nothing_was_said_for_a_week(log, after, sql):
    said(sql, KEY.conversation, "never-finished")
    log.record(half_way())
    assert after(6).due(TIMES) == Due()
    assert after(8).carry_out_retention("ann", TIMES) == Due((), (KEY.conversation, "never-finished"))
    assert conversations_left(sql) == []
    assert len(log.records()) == 1


@pytest.mark.parametrize("prompt", [
    {"fact": None, "done": True, "disposition": "potentially_eligible"}, {"fact": None, "done": True},
    {"fact": None, "done": True, "disposition": "declined"}, {"fact": "consent", "done": False}])
def test_a_conversation_that_is_over_or_without_consent_goes_an_hour_after_its_last_word(log, after, sql, prompt):
    said(sql, "over", prompt=prompt)
    said(sql, "half-way")
    assert after(1.9 / 24).due(TIMES) == Due()
    assert after(2.1 / 24).carry_out_retention("ann", TIMES) == Due((), ("over",))
    assert conversations_left(sql) == ["half-way"]
    assert sql("SELECT count(*) FROM screening_audit") == [(0,)]


@pytest.mark.parametrize("data", [None, "null", '{"value": null}', '{"value": "done"}', '{"value": {"done": "yes"}}'])
def test_a_conversation_that_does_not_say_where_it_is_counts_as_left_half_way(log, after, sql, data):
    said(sql, "odd")
    sql("UPDATE events SET data = :data WHERE action_name = 'prompt'", data=data)
    assert after(6).due(TIMES) == Due()
    assert after(8).due(TIMES).conversations == ("odd",)


def test_a_conversation_that_is_still_going_on_stays_whole(log, after, sql):
    said(sql, KEY.conversation, prompt={"done": True})
    sql("UPDATE events SET timestamp = :now WHERE id = 3", now=(NOON + 7 * DAY).timestamp())
    assert after(7).carry_out_retention("ann", TIMES) == Due()
    assert sql("SELECT count(*) FROM events") == [(4,)]


def test_a_conversation_that_goes_on_while_it_is_being_deleted_stays_whole(log, after, sql, monkeypatch):
    from prescreen.log import store
    said(sql, "over", prompt={"done": True})

    def goes_on(session, times, now):
        sql("UPDATE events SET timestamp = :now WHERE id = 3", now=now.timestamp())
        return Due((), ("over",))

    monkeypatch.setattr(store.retention, "due", goes_on)
    assert after(1).carry_out_retention("ann", TIMES) == Due()
    assert sql("SELECT count(*) FROM events") == [(4,)]


def test_a_person_who_comes_back_while_the_old_screening_is_being_deleted_keeps_it(log, after, monkeypatch):
    from prescreen.log import store
    first = log.record(excluded()).reference

    def comes_back(session, times, now):
        log.record(replace(attempt(key=other_key(1)), started_at=now, finished_at=now, previous_reference=first))
        return Due(((first,),))

    monkeypatch.setattr(store.retention, "due", comes_back)
    assert after(91).carry_out_retention("ann", TIMES) == Due()
    assert log.find(first)


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
