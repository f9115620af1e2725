"""References cannot be guessed by trying: five tries a caller and quarter of an hour, 300 of all in an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prescreen.log import same_fact
from tests.prescreen.logs import NOON, log, sql, url  # noqa: F401

MINUTE = timedelta(minutes=1)


def test_the_sixth_try_in_a_quarter_of_an_hour_is_not_allowed(log):
    for number in range(5):
        assert log.allow_try("call-1", NOON + number * MINUTE)
        log.note_try("call-1", NOON + number * MINUTE)
    assert not log.allow_try("call-1", NOON + 5 * MINUTE)
    assert log.allow_try("call-2", NOON + 5 * MINUTE)
    assert not log.allow_try("call-1", NOON + 14 * MINUTE)
    assert log.allow_try("call-1", NOON + 15 * MINUTE)


def test_all_callers_together_have_300_tries_an_hour(log):
    for number in range(300):
        log.note_try(f"call-{number}", NOON)
    assert not log.allow_try("call-301", NOON + 59 * MINUTE)
    assert log.allow_try("call-301", NOON + 60 * MINUTE)


def test_tries_are_forgotten_after_an_hour(log, sql):
    log.note_try("call-1", NOON)
    log.note_try("call-2", NOON + 61 * MINUTE)
    assert sql("SELECT caller FROM reference_tries") == [("call-2",)]


@pytest.mark.parametrize("kept, said, same", [(34, 34, True), (34, "34", True), (34, 35, False), ("adult", 34, False),
                                              (None, 34, False), ("é", "e", False)])
def test_the_second_fact_is_compared_as_it_is_written(kept, said, same):
    assert same_fact(kept, said) is same


def test_who_hangs_up_and_rings_again_is_the_same_caller(log):
    for number in range(5):
        log.note_try(f"call-{number}.from-0123456789abcdef", NOON)
    assert not log.allow_try("call-9.from-0123456789abcdef", NOON)
    assert log.allow_try("call-9.from-fedcba9876543210", NOON)
