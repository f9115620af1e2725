"""Who left without a word is in the log as incomplete, once, and never over anything newer."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from actions.desk import LogDesk
from actions.left import record_left
from actions.slots import MEMORY, answer_slots
from conversation.talk import prompt
from prescreen.log import ScreeningLog
from tests.conversation.calls import NO, NOON, PROTOCOL, YES, begun, consented
from tests.prescreen.logs import Clock, url  # noqa: F401

HOUR = timedelta(hours=1)
SENDER = "call-7"


@pytest.fixture
def log(url):
    kept = ScreeningLog(url, clock=Clock(NOON + 2 * HOUR))
    kept.prepare()
    with kept._engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (id INTEGER, sender_id VARCHAR(255), type_name VARCHAR(255), "
                                   "timestamp FLOAT, action_name VARCHAR(255), data TEXT)")
    yield kept
    kept.close()


def keep(log, call, sender=SENDER, at=NOON):
    """The events that Rasa keeps of a conversation."""
    slots = {**{name: call.state.answers.get(name) for name in answer_slots(PROTOCOL)}, MEMORY: call.state.memory(),
             "prompt": prompt(PROTOCOL, call.state)}
    events = [("session_started", None, {}), ("slot", "age", {"name": "age", "value": 99}),
              ("session_started", None, {}), ("user", None, {"text": "words", "input_channel": call.channel}),
              *(("slot", name, {"name": name, "value": value}) for name, value in slots.items())]
    with log._engine.begin() as connection:
        for number, (kind, name, data) in enumerate(events):
            connection.execute(sa.text("INSERT INTO events VALUES (:id, :sender, :kind, :at, :name, :data)"), {
                "id": number, "sender": sender, "kind": kind, "at": at.timestamp(), "name": name,
                "data": json.dumps(data)})


def left(log):
    record_left(log, PROTOCOL, HOUR)
    return log.records()


@pytest.mark.parametrize("channel", ["web", "rest"])
def test_a_conversation_that_was_left_half_way_is_in_the_log_once(log, channel):
    call = consented(channel=channel).answer(age=34)
    keep(log, call)
    left(log)
    record, = left(log)
    assert (record.outcome, record.channel, record.version) == ("incomplete", channel, 1)
    assert record.answers == {"consent": "yes", "age": 34}
    assert (record.key.conversation, record.key.attempt_id) == (SENDER, call.state.attempt.id)
    assert record.last_question == call.asked
    assert log.funnel().incomplete_at == {call.asked: 1}
    assert log.outbox.waiting() == []


def test_who_comes_back_goes_on_in_the_same_record(log):
    call = consented(desk=LogDesk(log, PROTOCOL, clock=Clock()))
    keep(log, call.answer(age=34))
    first, = left(log)
    call.finish(contact=NO)
    record, = log.records()
    assert (record.reference, record.outcome) == (first.reference, "potentially_eligible")


def test_nobody_is_written_who_has_not_agreed_who_is_through_or_who_is_just_talking(log):
    keep(log, begun(), "not-agreed")
    keep(log, consented().finish(contact=NO), "through")
    keep(log, consented().answer(age=34), "just-talking", NOON + 2 * HOUR)
    assert left(log) == []


def test_who_was_asked_whether_to_keep_it_and_said_nothing_more_is_written(log):
    keep(log, consented().answer(age=34).request("stop"))
    record, = left(log)
    assert (record.outcome, record.last_question) == ("incomplete", "sle_diagnosis")


def test_what_was_written_since_is_not_written_over(log):
    call = consented(desk=LogDesk(log, PROTOCOL, clock=Clock()))
    keep(log, call.answer(age=34))
    call.answer(sle_diagnosis="yes").request("pause")
    before, = log.records()
    assert left(log) == [before]
    assert before.answers["sle_diagnosis"] == "yes"


def test_what_was_answered_after_a_pause_is_a_new_version(log):
    call = consented(desk=LogDesk(log, PROTOCOL, clock=Clock())).answer(age=34)
    call.request("pause")
    log._now.time = NOON + 5 * HOUR
    call.say(YES).answer(sle_diagnosis="yes")
    keep(log, call, at=NOON + 3 * HOUR)
    record, = left(log)
    assert (record.version, record.answers["sle_diagnosis"]) == (2, "yes")


def test_what_was_erased_does_not_come_back(log):
    keep(log, consented().answer(age=34))
    record, = left(log)
    with log._engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE events RENAME TO kept_events")
    log.erase(record.reference)
    with log._engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE kept_events RENAME TO events")
    assert left(log) == []


def test_one_that_was_asked_under_an_older_protocol_is_passed_over(log):
    call = consented().answer(age=34)
    call.state.attempt.protocol_version = "older"
    keep(log, call)
    assert left(log) == []


def test_one_that_cannot_be_read_keeps_no_other_out_and_is_told_of_without_its_words(log, caplog):
    broken = consented().answer(age=34)
    broken.state.answers["immunosuppressants"] = ["a word"]
    keep(log, broken, "broken", NOON - HOUR)
    keep(log, consented().answer(age=34), "sound")
    assert [each.key.conversation for each in left(log)] == ["sound"]
    assert "could not be written" in caplog.text and "a word" not in caplog.text
