"""Numbers as patients say and type them."""

from __future__ import annotations

from itertools import pairwise
from typing import List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.said import said
from understanding.numbers import numbers

UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
         "seventeen eighteen nineteen").split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    """A number in American words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{UNITS[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    return f"{spelled(number // 1000)} thousand" + (f" {spelled(number % 1000)}" if number % 1000 else "")


def values(utterance: str) -> List[object]:
    return [found.value for found in numbers(said(utterance))]


@pytest.mark.parametrize(("utterance", "value"), [
    ("34", 34), ("thirty four", 34), ("forty-three", 43), ("a hundred and five", 105), ("one hundred five", 105),
    ("nineteen eighty four", 1984), ("nineteen ninety", 1990), ("twenty twenty three", 2023), ("twenty oh eight", 2008),
    ("nineteen oh five", 1905), ("two thousand and five", 2005), ("two thousand twenty", 2020), ("2 thousand", 2000),
    ("2.5", 2.5), ("two point five", 2.5), ("two and a half", 2.5), ("two-and-a-half", 2.5), ("2 1/2", 2.5),
    ("2½", 2.5), ("a couple", 2), ("a couple of weeks", 2), ("half a dozen", 6), ("a dozen", 12), ("5,000", 5000),
    ("-3", -3), ("for tea three", 43), ("thirty for", 34), ("thirty-fore", 34), ("fourty", 40), ("34yo", 34),
    ("3mos", 3), ("thirty seven", 37), ("nineteen", 19), ("twenty one", 21), ("one of them", 1), ("I take 20mg", 20),
])
def test_a_number_is_read(utterance: str, value: object) -> None:
    assert values(utterance) == [value]


@pytest.mark.parametrize(("utterance", "digits"), [
    ("four eight two nine one three zero six eight", "482913068"),
    ("four eight two, nine one three, zero six eight", "482913068"),
    ("482 913 068", "482913068"), ("482-913-068", "482913068"),
    ("four eight two nine one three oh six eight", "482913068"), ("double five one", "551"),
    ("my code is four eight two nine one three double zero eight", "482913008"),
    ("four eighty two nine thirteen oh six eight", "482913068"), ("four three", "43"), ("4 3", "43"),
    ("(617) 555-1212", "6175551212"), ("617-555-1212", "6175551212"), ("555 1212", "5551212"), ("068", "068"),
    ("six one seven five five five one two one two", "6175551212"), ("482913068", "482913068"),
])
def test_figures_told_one_by_one_or_in_groups_are_one_code(utterance: str, digits: str) -> None:
    (found,) = numbers(said(utterance))
    assert found.detail["digits"] == digits
    assert found.value == int(digits)


@pytest.mark.parametrize("utterance", [
    "the third of them", "21st", "twenty first", "this one", "no one told me", "the other one", "a few", "several",
    "I came for tea today", "in my 40s", "yes", "", "what for", "oh no", "for a while", "a", "half of it",
])
def test_what_is_no_number_is_left_alone(utterance: str) -> None:
    assert values(utterance) == []


@pytest.mark.parametrize(("utterance", "expected"), [
    ("20 or 30", [20, 30]), ("3-4 months", [3, 4]), ("I have two one year old kids", [2, 1]),
    ("in 2015 and 2016", [2015, 2016]), ("May 5 1971", [5, 1971]), ("two, not three", [2, 3]),
    ("twelve twelve nineteen eighty five", [12, 12, 1985]), ("I am 34 and take 20 mg", [34, 20]),
])
def test_numbers_that_are_several_stay_several(utterance: str, expected: List[object]) -> None:
    assert values(utterance) == expected


def test_a_number_knows_its_words() -> None:
    words = said("I am thirty four years old")
    (found,) = numbers(words)
    assert [word.plain for word in words[found.first:found.last]] == ["thirty", "four"]


@given(st.integers(0, 999_999))
def test_every_number_spelled_is_read_back(number: int) -> None:
    assert values(spelled(number)) == [number]


@given(st.integers(0, 999_999))
def test_every_number_in_figures_is_read_back(number: int) -> None:
    assert values(f"{number:,}") == [number]


@given(st.integers(1910, 2039))
def test_every_year_said_in_pairs_is_read_back(year: int) -> None:
    century, rest = spelled(year // 100), year % 100
    utterance = f"{century} hundred" if not rest else f"{century} {'oh ' if rest < 10 else ''}{spelled(rest)}"
    assert values(utterance) == [year]


@given(st.text(alphabet=st.sampled_from("0123456789"), min_size=3, max_size=10))
def test_every_code_said_figure_by_figure_is_read_back(code: str) -> None:
    (found,) = numbers(said(" ".join(UNITS[int(figure)] for figure in code)))
    assert found.detail["digits"] == code


@given(st.text(max_size=80))
def test_nothing_said_breaks_it(utterance: str) -> None:
    words = said(utterance)
    found = numbers(words)
    assert all(one.last <= other.first for one, other in pairwise(found))
    assert all(0 <= one.first < one.last <= len(words) for one in found)
