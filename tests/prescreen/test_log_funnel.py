"""The funnel counts people, and its outcomes add up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from prescreen.log import Funnel, ScreeningLog
from tests.prescreen.logs import Clock, attempt, excluded, half_way, log, other_key, url  # noqa: F401

ENDINGS = st.sampled_from(["fits", "review", "rescreen", "excluded", "left", "declined", "erased"])


def total(funnel: Funnel) -> int:
    return (funnel.declined + funnel.incomplete + funnel.not_eligible + funnel.rescreen_by_phone
            + funnel.needs_review + funnel.potentially_eligible)


def test_an_empty_log_has_an_empty_funnel(log):
    assert log.funnel() == Funnel(0, 0, 0, 0, 0, 0, 0)


def test_every_outcome_is_counted_with_its_criterion_or_its_question(log):
    log.record(attempt(key=other_key(1)))
    log.record(attempt(key=other_key(2), headache="unsure"))
    log.record(attempt(key=other_key(3), headache="yes", headache_cause="unrelated"))
    log.record(excluded(other_key(4)))
    log.record(attempt(["seizures"], other_key(5), seizures="yes"))
    log.record(half_way("psychosis", other_key(6)))
    log.record(half_way("psychosis", other_key(7)))
    log.record(half_way("age", other_key(8)))
    log.count_declined(other_key(9), "rest")
    assert log.funnel() == Funnel(
        screened=9, declined=1, incomplete=3, not_eligible=2, rescreen_by_phone=1, needs_review=1,
        potentially_eligible=1, excluded_by={"I1": 1, "E1": 1}, incomplete_at={"psychosis": 2, "age": 1})


def test_a_re_screen_counts_once_as_what_it_came_to_last(log):
    first = log.record(attempt(headache="yes", headache_cause="unrelated")).reference
    second = log.record(replace(attempt(key=other_key(1)), previous_reference=first)).reference
    assert log.funnel() == Funnel(1, 0, 0, 0, 0, 0, potentially_eligible=1)
    log.record(replace(half_way(key=other_key(2)), previous_reference=second))
    assert log.funnel() == Funnel(1, 0, 0, 0, 0, 0, potentially_eligible=1)


def test_a_screening_gone_on_with_is_no_longer_incomplete(log):
    first = log.record(half_way()).reference
    log.record(replace(attempt(key=other_key(1)), previous_reference=first))
    assert log.funnel() == Funnel(1, 0, 0, 0, 0, 0, potentially_eligible=1)


def test_erasing_does_not_change_how_many_were_screened(log):
    first = log.record(attempt(headache="yes", headache_cause="unrelated")).reference
    log.record(replace(attempt(key=other_key(1)), previous_reference=first))
    before = log.funnel()
    log.erase(first)
    assert log.funnel() == before


@settings(max_examples=30)
@given(st.lists(ENDINGS, max_size=8))
def test_everybody_is_counted_exactly_once(endings):
    log = ScreeningLog("sqlite://", clock=Clock())
    log.prepare()
    for number, ending in enumerate(endings):
        key = other_key(number)
        if ending == "declined":
            log.count_declined(key, "rest")
            continue
        reference = log.record({"review": attempt(key=key, headache="unsure"), "excluded": excluded(key),
                                "rescreen": attempt(key=key, headache="yes", headache_cause="unrelated"),
                                "left": half_way(key=key)}.get(ending, attempt(key=key))).reference
        if ending == "erased":
            log.erase(reference)
    funnel = log.funnel()
    assert funnel.screened == total(funnel) == len(endings)
    assert funnel.declined == endings.count("declined")
    log.close()
