"""A screening is written exactly once, a change is a new version, and nothing is overwritten (HARDENING)."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prescreen.log import ScreeningLog
from prescreen.log.records import stamp
from tests.prescreen.logs import (  # noqa: F401
    KEY,
    NOON,
    Clock,
    attempt,
    excluded,
    half_way,
    log,
    other_key,
    record_when_all_are_ready,
    sql,
    url,
)
from tests.prescreen.people import medicine

A_FACT = st.fixed_dictionaries({"value": st.one_of(st.integers(0, 120), st.sampled_from(["yes", "no", "unsure"])),
                                "words": st.text(max_size=8), "confirmed": st.booleans()})


def test_the_same_attempt_again_gives_the_same_reference_and_no_new_version(log, sql):
    first, again = log.record(attempt()), log.record(attempt())
    assert (first.version, first.created) == (1, True)
    assert again == replace(first, created=False)
    assert sql("SELECT count(*) FROM screening_versions") == [(1,)]


def test_a_change_is_a_new_version_and_the_earlier_one_stays(log, sql):
    first = log.record(half_way("age", age=34))
    second = log.record(half_way("age", age=43))
    assert (second.reference, second.version) == (first.reference, 2)
    kept = [json.loads(log._engine.dialect.keyring.decrypt(payload))
            for payload, in sql("SELECT payload FROM screening_versions ORDER BY number")]
    assert [payload["facts"]["age"]["value"] for payload in kept] == [34, 43]
    assert log.find(first.reference).answers["age"] == 43


def test_attempts_differ_by_trial_conversation_attempt_and_protocol_version(log):
    keys = [KEY, replace(KEY, trial="NCT0"), replace(KEY, conversation="call-8"), replace(KEY, attempt_id="z"),
            replace(KEY, protocol_version="2")]
    assert len({log.record(attempt(key=key)).reference for key in keys}) == len(keys)


def test_the_outbox_hears_of_a_disposition_once_and_of_its_change(log, sql):
    log.record(half_way())
    assert sql("SELECT kind FROM screening_outbox") == []
    reference = log.record(attempt(headache="unsure")).reference
    log.record(replace(attempt(headache="unsure"), contact={"name": "Ann", "phone": "555", "time": None}))
    assert sql("SELECT kind, reference FROM screening_outbox") == [("disposition_set", reference)]
    log.record(attempt())
    assert sql("SELECT kind FROM screening_outbox ORDER BY id") == [("disposition_set",), ("disposition_changed",)]


def test_a_changed_disposition_is_shown_and_the_first_one_is_kept(log):
    reference = log.record(attempt(headache="unsure")).reference
    finished_first = log.find(reference).finished_at
    log.record(attempt())
    found = log.find(reference)
    assert (found.disposition, found.first_disposition) == ("potentially_eligible", "needs_review")
    assert found.finished_at == finished_first


def test_an_answer_taken_back_leaves_the_screening_incomplete_again(log):
    reference = log.record(excluded()).reference
    log.record(half_way("age", age=None))
    found = log.find(reference)
    assert (found.disposition, found.finished_at, found.first_disposition) == (None, None, "not_eligible")


def test_a_taken_reference_is_drawn_again(url):
    drawn = iter(["482913068", "482913068", "482913068", "100000009"])
    log = ScreeningLog(url, clock=Clock(), references=lambda: next(drawn))
    log.prepare()
    assert log.record(attempt()).reference == "482913068"
    assert log.record(attempt(key=other_key(1))).reference == "100000009"
    log.close()


def test_processes_that_begin_at_once_make_one_row_and_hear_the_same_reference(url):
    spawn = multiprocessing.get_context("spawn")
    ready, told = spawn.Barrier(3), spawn.Queue()
    processes = [spawn.Process(target=record_when_all_are_ready, args=(url, attempt(), ready, told)) for _ in range(3)]
    for process in processes:
        process.start()
    recorded = [told.get(timeout=90) for _ in processes]
    for process in processes:
        process.join(30)
    assert len({reference for reference, _, _ in recorded}) == 1
    assert sorted(created for _, _, created in recorded) == [False, False, True]
    assert {version for _, version, _ in recorded} == {1}


def test_two_writers_that_both_see_no_row_end_with_one(log, url, sql, monkeypatch):
    from prescreen.log import writing
    look, seen = writing.screening_of, []

    def blind_at_first(session, key):
        seen.append(key)
        return None if len(seen) <= 2 else look(session, key)

    monkeypatch.setattr(writing, "screening_of", blind_at_first)
    first, second = log.record(attempt()), log.record(attempt())
    assert second == replace(first, created=False)
    assert sql("SELECT count(*) FROM screenings") == [(1,)]


def test_of_who_does_not_fit_neither_words_nor_contact_are_kept_in_any_version(log, sql):
    ledger = [dict(medicine(), words="that folate thing")]
    log.record(replace(half_way(immunosuppressants=ledger), contact={"name": "Ann", "phone": "555", "time": "noon"}))
    reference = log.record(replace(attempt(["seizures"], seizures="yes", immunosuppressants=ledger),
                                   contact={"name": "Ann", "phone": "555", "time": "noon"})).reference
    kept = "".join(log._engine.dialect.keyring.decrypt(payload)
                   for payload, in sql("SELECT payload FROM screening_versions"))
    assert "methotrexate" in kept
    for personal in ("my ", "folate", "Ann", "555", "noon"):
        assert personal not in kept
    found = log.find(reference)
    assert found.answers["seizures"] == "yes" and found.facts["seizures"]["confirmed"]
    assert found.answers["immunosuppressants"][0]["name"] == "methotrexate"
    assert log.record(replace(attempt(["seizures"], seizures="yes", immunosuppressants=ledger))).version == 2


def test_once_given_a_safety_text_stays_noted(log):
    reference = log.record(replace(half_way(), safety_text_given=True)).reference
    log.record(attempt())
    assert log.find(reference).safety_text_given


def test_a_screening_that_was_declined_cannot_be_recorded():
    with pytest.raises(ValueError, match="declined"):
        replace(attempt(), disposition="declined")


def test_times_come_back_in_utc_wherever_they_were_told(log):
    in_new_york = datetime(2026, 3, 2, 7, 0, tzinfo=timezone(timedelta(hours=-5)))
    found = log.find(log.record(replace(attempt(), started_at=in_new_york)).reference)
    assert found.started_at == NOON
    assert stamp(found.started_at) == "2026-03-02T12:00:00Z"
    assert found.to_record()["finished_at"].endswith("Z")


@pytest.mark.parametrize("words", ["\0 nul", "\ud800 half a pair", "émigré 🙂", "'; DROP TABLE screenings; --"])
def test_any_words_come_back_as_they_were(log, words):
    reference = log.record(replace(attempt(), facts={"age": {"value": 34, "words": words}})).reference
    assert log.find(reference).facts["age"]["words"] == words


def test_a_record_has_the_shape_of_the_contract(log):
    given = attempt(headache="yes", headache_cause="unrelated")
    reference = log.record(replace(given, contact={"name": "Ann"})).reference
    record = log.find(reference).to_record()
    assert list(record) == ["reference", "trial", "protocol_version", "wording_version", "channel", "attempt",
                            "started_at", "finished_at", "disposition", "facts", "criteria", "contact"]
    assert record["facts"]["age"] == {"value": 34, "words": "my age", "confirmed": False}
    assert list(record["facts"])[:3] == ["consent", "age", "sle_diagnosis"]
    assert {"id": "E1", "verdict": "rescreen", "because": ["headache"], "settled_by": "patient"} in record["criteria"]
    assert record["contact"] == {"name": "Ann", "phone": None, "time": None}


def test_an_unknown_reference_finds_nothing(log):
    assert log.find("482913068") is None


def test_records_can_be_chosen_by_disposition_time_channel_and_number(log):
    day = timedelta(days=1)
    log.record(attempt(key=other_key(1)))
    log.record(replace(attempt(key=other_key(2), headache="unsure"), started_at=NOON + day, channel="web"))
    log.record(replace(half_way(key=other_key(3)), started_at=NOON + 2 * day))

    def calls(**options):
        return [each.key.conversation for each in log.records(**options)]

    assert calls() == ["call-103", "call-102", "call-101"]
    assert calls(disposition="needs_review") == ["call-102"]
    assert calls(disposition="incomplete") == ["call-103"]
    assert calls(since=NOON + day) == ["call-103", "call-102"]
    assert calls(until=NOON + day) == ["call-101"]
    assert calls(channel="web") == ["call-102"]
    assert calls(limit=1) == ["call-103"]


@settings(max_examples=40)
@given(st.lists(st.dictionaries(st.sampled_from(["age", "headache", "seizures"]), A_FACT, max_size=2), min_size=1,
                max_size=6))
def test_however_often_it_is_written_there_is_one_reference_and_a_version_for_each_change(written):
    log = ScreeningLog("sqlite://", clock=Clock())
    log.prepare()
    told = [log.record(replace(half_way(), facts=facts)) for facts in written]
    assert len({recorded.reference for recorded in told}) == 1
    assert told[-1].version == len([facts for facts, _ in groupby(written)])
    assert log.find(told[0].reference).facts == written[-1]
    log.close()
