"""How long a medicine was taken, in weeks inside the last 24 months (contract, `treatment_length`)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import List, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.said import TODAY, said
from understanding.durations import MOST_WEEKS, UNSURE, bare_weeks, durations

PIECES = tuple(
    "for 3 months since 2020 from March to July last year until a few weeks ago stopped started in two years and "
    "half or every infusions 6 4 I not was 30 spring Christmas my son born , about over now still the on 0".split())


def values(utterance: str, age: Optional[int] = 34, today: date = TODAY) -> List[object]:
    return [found.value for found in durations(said(utterance), today, age)]


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("about three months", 13), ("84 days", 12), ("83 days", 11), ("100 days", 14), ("twelve weeks", 12),
    ("10 wks", 10), ("3 mos", 13), ("3mos", 13), ("a fortnight", 2), ("one month", 4), ("two months", 8),
    ("half a year", 26), ("a year", 52), ("a year and a half", 78), ("one and a half years", 78), ("18 months", 78),
    ("two years", 104), ("24 months", 104), ("ten years", 104), ("one year and three months", 65),
    ("a couple of months", 8), ("a day", 0), ("for 12 weeks or so", 12), ("a good six months", 26),
    ("three full months", 13), ("like 3 months", 13), ("for the last 6 months", 26),
    ("I have been on it 8 months", 34), ("it was 5 months", 21), ("off and on for a year", 52),
    ("monthly infusions for six months", 26), ("I stopped after two weeks because of side effects", 2),
    ("x 6 months", 26), ("three quarters of a year", 39), ("a year and a quarter", 65), ("four or so months", 17),
    ("since one and half years", 78), ("a year in November", 52),
    ("maybe two months, maybe four", UNSURE),
    ("I was on it for two months, then stopped", 8), ("in the last two years I took cellcept for 5 months", 21),
])
def test_a_plain_length_counts_in_whole_weeks(utterance: str, weeks: object) -> None:
    assert values(utterance) == [weeks]


@pytest.mark.parametrize("utterance", [
    "two or three months", "a few months", "several months", "a while", "quite a while", "not long", "not very long",
    "a long time", "some time", "almost three months", "nearly twelve weeks", "ten to fourteen weeks", "a few weeks",
    "less than a year", "since my son was born", "until January", "I stopped last month", "since the fall",
    "from last November until this February", "I started methotrexate in June and stopped in September",
    "since September", "from 2022 to 2025",
])
def test_what_could_be_twelve_weeks_or_less_is_unsure(utterance: str) -> None:
    assert values(utterance) == [UNSURE]


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("6 months to a year", 26), ("between 3 and 6 months", 13), ("3-4 months", 13), ("about 3 to 4 months", 13),
    ("a year or two", 52), ("more than three months", 13), ("at least 3 months", 13), ("three months or more", 13),
    ("over a year", 52), ("a month or two", 8), ("eight or nine weeks", 9), ("less than two months", 8),
    ("less than 12 weeks", 11),
    ("not even a month", 4), ("at most 2 months", 8), ("six weeks tops", 6), ("almost a year", 44),
])
def test_a_range_counts_by_the_end_that_decides(utterance: str, weeks: int) -> None:
    assert values(utterance) == [weeks]


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("since 2020", 104), ("since 2025", 46), ("since last spring", 25), ("since march of last year", 86),
    ("since Christmas", 47), ("since August", 12), ("since October", 7), ("since yesterday", 0),
    ("ever since covid", 104), ("since I was 30", 104), ("since childhood", 104),
    ("since I was diagnosed in 2019", 104), ("since 6 months ago", 26), ("since my son was born, he is 3", 104),
    ("since my daughter was born and she's now 8 months old", 34), ("started in June", 21),
    ("two years ago I started it", 104), ("my first dose was 2 months ago", 8),
    ("I started ages ago", 104), ("I began two months ago", 8), ("I went on it in May", 25),
    ("every month since January", 42), ("on it since the beginning of the year", 29),
    ("five years, on and off since 2020", 104), ("it's been 2 years since I started", 104),
])
def test_what_goes_on_counts_to_today(utterance: str, weeks: int) -> None:
    (found,) = durations(said(utterance), TODAY, 34)
    assert found.value == weeks
    assert found.detail["ongoing"] is True


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("from spring to Christmas", 36), ("from March to July last year", 17), ("January to June 2025", 21),
    ("from November to March", 17), ("between March and July", 17), ("Jan-Jun 2025", 21),
    ("from 03/2025 to 08/2025", 21), ("from March 2025 to July", 17),
    ("from March 3rd to May 12th", 10), ("from 2019 to 2021", 0), ("2019-2021", 0), ("from 2010 to 2015", 0),
    ("from January 2025 until now", 94), ("from June to now", 21),
    ("first infusion was in March and the last one in September", 26), ("from the summer through Christmas", 23),
    ("first infusion Feb 10 2026, last one July 7 2026, every 3 weeks", 24),
])
def test_a_stretch_counts_from_its_beginning_to_its_end(utterance: str, weeks: int) -> None:
    (found,) = durations(said(utterance), TODAY)
    assert found.value == weeks
    assert found.detail["kind"] == "range"


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("stopped 3 years ago", 0), ("I quit it in 2023", 0), ("until 2022", 0), ("I haven't taken it since 2020", 0),
    ("not since 2019", 0), ("I haven't taken it in 3 years", 0), ("it's been 3 years since I stopped", 0),
    ("I took it for 6 months but stopped three years ago", 0), ("for three months in 2015", 0),
    ("three years ago for six months", 0), ("six infusions every four weeks in 2019", 0),
    ("took it for three months starting in March 2024", 0), ("for two years until about a year ago", 52),
    ("for three months in 2025", 13), ("I took it for four months and stopped about 6 months ago", 17),
    ("for about a year, I stopped in August", 52), ("I started in March and took it for three months", 13),
    ("I started two years ago and stopped six months later", 26), ("for 5 months back in 2021", 0),
    ("I stopped in March after about five months", 21), ("I took it until June, for about half a year", 26),
    ("half of 2025", 23), ("all of last year", 52), ("all summer", 13),
])
def test_only_what_lies_inside_the_24_months_counts(utterance: str, weeks: int) -> None:
    assert values(utterance) == [weeks]


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("six infusions every four weeks", 24), ("6 infusions, 4 weeks apart", 24), ("two infusions two weeks apart", 4),
    ("one infusion in March and one in September", 22), ("infusions in March and again in September", 22),
    ("6 monthly infusions", 26),
    ("two infusions, one in January and the second in June, still getting them", 42),
])
def test_infusions_count_from_the_first_to_the_last_and_the_interval(utterance: str, weeks: int) -> None:
    (found,) = durations(said(utterance), TODAY)
    assert found.value == weeks
    assert found.detail["kind"] == "infusions"


@pytest.mark.parametrize("utterance", [
    "forever", "for years", "many years", "my whole life", "for ages", "since forever", "a few years", "the whole time",
    "for years and years", "I've been on it for many years",
])
def test_years_without_a_number_fill_the_24_months(utterance: str) -> None:
    (found,) = durations(said(utterance), TODAY)
    assert found.value == MOST_WEEKS
    assert found.detail["vague"] is True


@pytest.mark.parametrize("utterance", [
    "two years ago", "I take 5 mg a day", "twice a week", "every 4 weeks", "once a month", "I'm 34 years old",
    "yes", "", "34 weeks pregnant", "I took it in 2015", "ages ago", "in the past year", "within the 24 months",
    "3 infusions", "I took it last year", "a 52 year old woman", "in two weeks", "a 3 month supply",
    "the labs are from last spring",
    "I went through the change years ago", "the plague of my life", "5 mg once a day",
    "I always take it at night",
])
def test_what_is_no_length_of_treatment_is_left_alone(utterance: str) -> None:
    assert values(utterance) == []


def test_two_medicines_have_two_lengths() -> None:
    assert values("methotrexate for two years and imuran since March") == [104, 34]


def test_a_correction_comes_second() -> None:
    assert values("two months, no, three months") == [8, 13]


def test_a_stop_that_is_said_makes_it_over() -> None:
    (found,) = durations(said("I was on it for two months, then stopped"), TODAY)
    assert found.detail["ongoing"] is False


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("12", 12), ("12#", 12), ("12 #", 12), ("twelve", 12), ("0", 0), ("200", 104),
])
def test_a_bare_number_is_weeks(utterance: str, weeks: int) -> None:
    found = bare_weeks(said(utterance))
    assert found is not None
    assert found.value == weeks


@pytest.mark.parametrize("utterance", ["", "yes", "12 months", "two point five", "2020", "-3", "1 or 2"])
def test_only_a_bare_number_is_weeks(utterance: str) -> None:
    assert bare_weeks(said(utterance)) is None


@given(st.integers(0, 1500), st.integers(0, 1500))
def test_more_days_are_never_fewer_weeks(days: int, more: int) -> None:
    (fewer,), (longer,) = values(f"{days} days"), values(f"{days + more} days")
    assert fewer <= longer <= MOST_WEEKS  # type: ignore[operator]


@given(st.integers(0, 1500), st.integers(0, 60))
def test_a_treatment_begun_earlier_is_never_shorter(ago: int, earlier: int) -> None:
    shorter, longer = (TODAY - timedelta(days=days) for days in (ago, ago + earlier))
    (fewer,), (more,) = (values(f"since {day:%B} {day.day}, {day.year}") for day in (shorter, longer))
    assert fewer <= more <= MOST_WEEKS  # type: ignore[operator]


@given(st.integers(0, 1500), st.integers(0, 400))
def test_a_window_that_moves_on_never_finds_more_of_a_treatment_that_is_over(since: int, passed: int) -> None:
    utterance = "from March 3, 2024 to March 3, 2025"
    first = date(2025, 3, 3) + timedelta(days=since)
    (before,), (behind,) = values(utterance, today=first), values(utterance, today=first + timedelta(days=passed))
    assert behind <= before  # type: ignore[operator]


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_range_never_says_more_than_its_upper_end(low: int, more: int) -> None:
    (value,) = values(f"{low} to {low + more} weeks")
    assert value == UNSURE if low < 12 <= low + more else value == (low if low >= 12 else low + more)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.dates(date(2024, 2, 29), date(2032, 2, 29)))
def test_whatever_is_said_weeks_stay_inside_the_24_months(utterance: str, today: date) -> None:
    found = durations(said(utterance), today, 34)
    assert all(each.value == UNSURE or 0 <= each.value <= MOST_WEEKS for each in found)
    assert all(one.last <= other.first for one, other in pairwise(found))


@pytest.mark.parametrize(("utterance", "weeks"), [
    ("1 yr 2 mo", 60), ("2+ yrs", 104), ("~ 40 wks", 40), ("18mos", 78), ("3y", 104), ("10 wk", 10), ("1/2 yr", 26),
    ("going on seven months", 30), ("from six months back", 26), ("since the eighties", 104),
    ("since last October", "unsure"),
    ("since last October, so just over a year", 52), ("from January", 42), ("since Labor Day", 11),
    ("since Thanksgiving last year", 51), ("since the first week of June", 24), ("it don reach nine months", 39),
    ("since the baby came and she turns one this week", 52), ("when my son was born, he is four now", 104),
])
def test_lengths_are_cut_short_and_told_by_what_happened(utterance: str, weeks: int) -> None:
    (found,) = durations(said(utterance), TODAY, 34)
    assert found.value == weeks
