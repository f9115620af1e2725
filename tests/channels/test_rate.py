"""Who sends without end is told to wait; everybody else is answered."""

from __future__ import annotations

import pytest

from channels import limits
from channels.rate import RateLimit


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


def test_a_burst_is_taken_and_then_one_at_a_time(clock):
    rate = RateLimit(a_minute=60, burst=3, clock=clock)
    assert [rate.allows("a") for _ in range(4)] == [True, True, True, False]
    clock.seconds += 1
    assert [rate.allows("a") for _ in range(2)] == [True, False]


def test_waiting_long_gives_no_more_than_a_burst(clock):
    rate = RateLimit(a_minute=60, burst=3, clock=clock)
    clock.seconds += 10_000
    assert sum(rate.allows("a") for _ in range(10)) == 3


def test_senders_do_not_use_up_each_others_messages(clock):
    rate = RateLimit(a_minute=60, burst=1, clock=clock)
    assert [rate.allows(sender) for sender in "aabb"] == [True, False, True, False]


def test_there_is_a_limit_for_all_together(clock):
    rate = RateLimit(clock=clock)
    assert sum(rate.allows_any() for _ in range(limits.ALL_BURST + 5)) == limits.ALL_BURST


def test_only_so_many_senders_are_remembered(clock, monkeypatch):
    monkeypatch.setattr(limits, "REMEMBERED_SENDERS", 2)
    rate = RateLimit(a_minute=60, burst=1, clock=clock)
    for sender in "abc":
        assert rate.allows(sender)
    assert len(rate._senders) == 2
    assert not rate.allows("c")


@pytest.mark.parametrize(("setting", "a_minute"), [("0", 0), ("30", 30), ("", limits.SENDER_MESSAGES_A_MINUTE)])
def test_the_setting_says_how_many_a_minute(monkeypatch, setting, a_minute):
    monkeypatch.setenv("RATE_LIMIT", setting)
    rate = RateLimit.from_environment()
    assert rate.a_minute == a_minute
    if not a_minute:
        assert all(rate.allows("a") and rate.allows_any() for _ in range(2_000))
