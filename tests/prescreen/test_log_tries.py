"""References cannot be guessed by trying: five tries a caller and quarter of an hour, 300 of all in an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prescreen.log import same_fact
from tests.prescreen.logs import NOON, log, sql, url  # noqa: F401

MINUTE = timedelta(minutes=1)


def test_the_sixth_try_in_a_quarter_of_an_hour_is_not_allowed(log):
    for number in range(5):
        assert log.allow_try("call-1", now=NOON + number * MINUTE)
        log.note_try("call-1", now=NOON + number * MINUTE)
    assert not log.allow_try("call-1", now=NOON + 5 * MINUTE)
    assert log.allow_try("call-2", now=NOON + 5 * MINUTE)
    assert not log.allow_try("call-1", now=NOON + 14 * MINUTE)
    assert log.allow_try("call-1", now=NOON + 15 * MINUTE)


def test_all_callers_together_have_300_tries_an_hour(log):
    for number in range(300):
        log.note_try(f"call-{number}", now=NOON)
    assert not log.allow_try("call-301", now=NOON + 59 * MINUTE)
    assert log.allow_try("call-301", now=NOON + 60 * MINUTE)


def test_tries_are_forgotten_after_an_hour(log, sql):
    log.note_try("call-1", now=NOON)
    log.note_try("call-2", now=NOON + 61 * MINUTE)
    assert sql("SELECT caller FROM reference_tries") == [("call-2",)]


@pytest.mark.parametrize("kept, said, same", [(34, 34, True), (34, "34", True), (34, 35, False), ("adult", 34, False),
                                              (None, 34, False), ("é", "e", False)])
def test_the_second_fact_is_compared_as_it_is_written(kept, said, same):
    assert same_fact(kept, said) is same


def test_who_hangs_up_and_rings_again_is_the_same_caller(log):
    for number in range(5):
        log.note_try(f"call-{number}.from-0123456789abcdef", now=NOON)
    assert not log.allow_try("call-9.from-0123456789abcdef", now=NOON)
    assert log.allow_try("call-9.from-fedcba9876543210", now=NOON)


def test_who_begins_again_from_the_same_place_has_no_fresh_tries(log):
    for number in range(5):
        log.note_try(f"web-{number}", "0123456789abcdef", NOON)
    assert not log.allow_try("web-9", "0123456789abcdef", NOON)
    assert log.allow_try("web-9", "fedcba9876543210", NOON)
    assert log.allow_try("web-9", now=NOON)


def test_who_moves_on_to_another_place_has_no_fresh_tries_in_the_same_conversation(log):
    for number in range(5):
        log.note_try("web-1", f"{number:016x}", NOON)
    assert not log.allow_try("web-1", "fedcba9876543210", NOON)


def test_a_try_counts_once_among_all_tries_wherever_it_comes_from(log):
    for number in range(299):
        log.note_try(f"web-{number}", f"{number:016x}", NOON)
    assert log.allow_try("web-301", "fedcba9876543210", NOON)
    log.note_try("web-300", "0123456789abcdef", NOON)
    assert not log.allow_try("web-301", "fedcba9876543210", NOON)


def test_a_right_try_is_taken_back_and_the_wrong_ones_before_it_stay(log):
    for number in range(5):
        log.note_try("web-1", "0123456789abcdef", NOON + number * MINUTE)
    log.take_back_try("web-1", "0123456789abcdef")
    assert log.allow_try("web-1", "0123456789abcdef", NOON + 5 * MINUTE)
    log.note_try("web-1", "0123456789abcdef", NOON + 5 * MINUTE)
    assert not log.allow_try("web-1", "0123456789abcdef", NOON + 6 * MINUTE)
