"""When something was: lately, further back, still to come."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import List, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.said import TODAY, said
from understanding.dates import whens

ORDER = {"future": 0, "recent": 1, "unsure": 2, "past": 3}


def values(utterance: str, today: date = TODAY, age: Optional[int] = 34) -> List[object]:
    return [found.value for found in whens(said(utterance), today, age)]


@pytest.mark.parametrize(("utterance", "value"), [
    ("last week", "recent"), ("this morning", "recent"), ("yesterday", "recent"), ("ten days ago", "recent"),
    ("three months ago", "recent"), ("13 weeks ago", "recent"), ("91 days ago", "recent"),
    ("a few weeks ago", "recent"), ("the other day", "recent"), ("on Monday", "recent"),
    ("two or three months ago", "recent"), ("in October", "recent"), ("in the last 3 months", "recent"),
    ("in the past two weeks", "recent"), ("5 minutes ago", "recent"), ("a couple of months ago", "recent"),
    ("on the 3rd of October", "recent"), ("last month", "recent"), ("92 days ago", "past"), ("in 2015", "past"),
    ("two years ago", "past"), ("back in 2019", "past"), ("on the 3rd of May", "past"), ("last year", "past"),
    ("when I was 12", "past"), ("years ago", "past"), ("a long time ago", "past"), ("as a child", "past"),
    ("in my childhood", "past"), ("at age 12", "past"), ("I had a seizure in 2015", "past"),
    ("the seizures stopped in 2019", "past"), ("over a year ago", "past"), ("in March 2026", "past"),
    ("last spring", "past"), ("in the spring", "past"), ("summer of 2020", "past"), ("Christmas", "past"),
    ("during covid", "past"), ("until 2019", "past"), ("03/12/2020", "past"), ("this year", "unsure"),
    ("in August", "unsure"), ("a few months ago", "unsure"), ("in the last year", "unsure"),
    ("last summer", "unsure"), ("a while ago", "unsure"), ("next week", "future"), ("tomorrow", "future"),
    ("I'm due in two weeks", "future"), ("next March", "future"), ("two weeks from now", "future"),
])
def test_a_time_is_recent_past_future_or_open(utterance: str, value: str) -> None:
    assert values(utterance) == [value]


@pytest.mark.parametrize("utterance", [
    "since 2015", "since last spring", "it may be", "march on", "I was born in 1990", "I had 2 seizures in two weeks",
    "my birthday is May 5 1971", "I had a fall", "for two years", "2000 mg", "I spring out of bed", "yes", "",
    "I had covid", "we are trying for a baby", "I'm 34 years old", "a 52 year old woman", "my doctor august",
])
def test_what_is_no_point_in_time_is_left_alone(utterance: str) -> None:
    assert values(utterance) == []


def test_a_day_tells_how_long_ago_it_was() -> None:
    (found,) = whens(said("two weeks ago"), TODAY)
    assert found.detail == {"from": "2026-11-10", "to": "2026-11-10", "days_ago": 14}


def test_an_age_is_a_time_only_where_the_age_is_known_or_it_was_childhood() -> None:
    assert values("when I was 33", age=34) == ["unsure"]
    assert values("when I was 30", age=34) == ["past"]
    assert values("when I was 30", age=None) == []
    assert values("when I was 12", age=None) == ["past"]


@given(st.integers(0, 2000))
def test_the_limit_is_a_day(days: int) -> None:
    (found,) = whens(said(f"{days} days ago"), TODAY)
    assert found.value == ("recent" if days <= 91 else "past")


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_longer_limit_never_makes_a_time_older(shorter: int, more: int) -> None:
    words = said("in August")
    (before,), (behind,) = (whens(words, TODAY, lately_days=days) for days in (shorter, shorter + more))
    assert ORDER[behind.value] <= ORDER[before.value]


@given(st.text(max_size=80), st.dates(date(2024, 2, 29), date(2032, 2, 29)))
def test_nothing_said_breaks_it(utterance: str, today: date) -> None:
    found = whens(said(utterance), today)
    assert all(one.last <= other.first for one, other in pairwise(found))
