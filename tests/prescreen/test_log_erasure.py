"""Deleted is deleted: what stays is a count that leads to nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prescreen.log import AttemptErased
from tests.prescreen.logs import KEY, TABLES, attempt, excluded, half_way, log, other_key, sql, url  # noqa: F401


def everything(sql):
    return " ".join(str(row) for name in TABLES for row in sql(f"SELECT * FROM {name}"))


def test_an_erased_screening_leaves_a_day_a_disposition_and_a_channel(log, sql):
    contact = {"name": "Ann", "phone": "555", "time": "noon"}
    log.record(half_way())
    reference = log.record(replace(attempt(), contact=contact)).reference
    assert log.erase(reference).references == (reference,)
    assert log.find(reference) is None
    (day, disposition, channel), = sql("SELECT day, disposition, channel FROM screening_counts")
    assert (str(day), disposition, channel) == ("2026-03-02", "potentially_eligible", "rest")
    left = everything(sql)
    for personal in ("Ann", "555", "noon", "my age", reference, KEY.conversation, KEY.attempt_id):
        assert personal not in left


def test_an_incomplete_screening_is_counted_as_incomplete(log, sql):
    log.erase(log.record(half_way()).reference)
    assert sql("SELECT disposition FROM screening_counts") == [("incomplete",)]


def test_an_unknown_reference_erases_nothing(log, sql):
    log.record(attempt())
    assert log.erase("482913068") is None
    assert sql("SELECT count(*) FROM screenings") == [(1,)]


def test_all_screenings_of_a_person_are_erased_and_counted_once(log, sql):
    stranger = log.record(attempt(key=other_key(9))).reference
    first = log.record(attempt(headache="yes", headache_cause="unrelated")).reference
    second = log.record(replace(half_way(key=other_key(1)), previous_reference=first)).reference
    third = log.record(replace(attempt(key=other_key(2)), previous_reference=second)).reference
    assert log.erase(second).references == (first, second, third)
    assert sql("SELECT disposition FROM screening_counts") == [("potentially_eligible",)]
    assert [each.reference for each in log.records()] == [stranger]


def test_a_late_retry_does_not_bring_an_erased_screening_back(log, sql):
    log.erase(log.record(attempt()).reference)
    with pytest.raises(AttemptErased):
        log.record(attempt())
    assert sql("SELECT count(*) FROM screenings") == [(0,)]


def test_a_conversation_in_the_same_database_is_erased_too(log, sql):
    sql("CREATE TABLE events (id INTEGER, sender_id VARCHAR(255), data TEXT)")
    for number, sender in enumerate((KEY.conversation, KEY.conversation, "call-8")):
        sql("INSERT INTO events VALUES (:number, :sender, 'words')", number=number, sender=sender)
    assert log.erase(log.record(attempt()).reference).conversation_events == 2
    assert sql("SELECT sender_id FROM events") == [("call-8",)]


def test_who_was_told_of_a_screening_is_told_that_it_is_gone(log, sql):
    reference = log.record(attempt()).reference
    sql("UPDATE screening_outbox SET sent_at = written_at")
    log.erase(reference)
    assert sql("SELECT kind FROM screening_outbox ORDER BY id") == [("disposition_set",), ("erased",)]
    log.erase(log.record(attempt(key=other_key(1))).reference)
    assert sql("SELECT count(*) FROM screening_outbox") == [(2,)]


def test_who_declines_is_counted_once_and_nothing_else_is_kept(log, sql):
    for _ in range(3):
        log.count_declined(KEY, "web")
    assert sql("SELECT disposition, channel FROM screening_counts") == [("declined", "web")]
    assert KEY.conversation not in everything(sql) and KEY.attempt_id not in everything(sql)


def test_who_stops_for_good_half_way_leaves_a_count_only(log, sql):
    reference = log.record(half_way()).reference
    log.count_declined(KEY, "rest")
    assert log.find(reference) is None
    assert sql("SELECT disposition FROM screening_counts") == [("declined",)]
    with pytest.raises(AttemptErased):
        log.record(half_way())


def test_declining_deletes_an_earlier_screening_only_when_asked_to(log, sql):
    first = log.record(attempt(headache="yes", headache_cause="unrelated")).reference
    log.count_declined(other_key(1), "rest")
    assert log.find(first) is not None
    log.count_declined(other_key(2), "rest", previous_reference=first)
    assert log.find(first) is None
    assert sql("SELECT disposition FROM screening_counts") == [("declined",), ("declined",)]


def test_access_is_noted_with_who_what_and_when(log, sql):
    log.note_access("ann", "show", "482913068")
    assert sql("SELECT who, what, reference FROM screening_audit") == [("ann", "show", "482913068")]


def test_who_does_not_fit_is_counted_so(log, sql):
    log.erase(log.record(excluded()).reference)
    assert sql("SELECT disposition FROM screening_counts") == [("not_eligible",)]
