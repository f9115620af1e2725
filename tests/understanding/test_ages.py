"""The patient's age in what was said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import List, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.said import TODAY, said
from understanding.ages import ages, bare_age


def values(utterance: str) -> List[object]:
    return [found.value for found in ages(said(utterance), TODAY)]


@pytest.mark.parametrize(("utterance", "age"), [
    ("I'm 34", 34), ("I\u2019m thirty-four.", 34), ("im 34", 34), ("i am thirty four years old", 34), ("34 yo", 34),
    ("34yo female", 34), ("34F", 34), ("34/F", 34), ("a 52 year old woman", 52), ("I'm a 52-year-old woman", 52),
    ("age 61", 61), ("aged 61", 61), ("my age is 61", 61), ("I turned 50 last week", 50), ("I turned 50 in 2020", 55),
    ("I'm 18 next week", 17), ("I turn 40 in two weeks", 39), ("my 18th birthday is next month", 17),
    ("I just had my 18th birthday", 18), ("born in December 2008", 17), ("my dob is 11/24/2008", 18),

    ("turning 18 next month", 17), ("I'm turning 18 next month", 17), ("I'll be 18 in March", 17),
    ("I'll turn 18 in 2030", 14), ("I'm 17 and a half", 17), ("I'm almost 18", 17), ("I am nearly 40", 39),
    ("I just turned 18", 18), ("born in 1990", 35), ("I was born in 1990", 35), ("born 03/12/1985", 41),
    ("I was born on the fifth of May 1971", 55), ("dob 1985-03-12", 41), ("my date of birth is March 12, 1985", 41),
    ("my birthday is May 5 1971", 55), ("I was born in '85", 40), ("I was born in 85", 40),
    ("born nineteen ninety", 35), ("I'm 34, no wait, 44", 44), ("I'm 43, I mean 44", 44), ("I'm not 43 but 44", 44),
    ("I am thirty, no, thirty one", 31), ("yes I'm 34 and I have lupus", 34),
    ("I'm 34 I have lupus and I take 20 mg", 34), ("I am 70 years young", 70), ("the patient is 34 years old", 34),
    ("hi, I'm Anna, 34, with lupus", 34), ("I am 34 years", 34), ("hi I am anna 34 years old", 34),
    ("I am not yet 18", 17), ("I'm 34 and my son is 3", 34),
])
def test_an_age_told_without_being_asked_for_is_read(utterance: str, age: int) -> None:
    assert values(utterance) == [age]


@pytest.mark.parametrize("utterance", [
    "I'm 34 weeks pregnant", "I'm 5 feet", "I'm 5 feet 4", "diagnosed at 25", "I was diagnosed at the age of 25",
    "when I was 19", "I was 34 when it began", "my son is 3", "my mother is 70", "I have a 5 year old",
    "my 5 year old son", "my daughter is 3 years old", "for 30 years", "I have taken it for 30 years", "I'm 100 % sure",
    "I'm on 20 mg", "I'm 12 years into this", "I'm 2 of 4", "I'm 30 minutes away", "I'm 50 50 on that", "34", "2015",
    "my son was born in 2019", "since my daughter was born in 2019", "since I turned 18", "I'm around 40", "I'm 40ish",
    "I'm in my thirties", "I'm 34 or 35", "yes", "I'm 8 months in", "over the age of 18", "I was born in March",
])
def test_what_is_no_age_of_the_patient_is_left_alone(utterance: str) -> None:
    assert values(utterance) == []


def test_a_birth_year_that_leaves_17_and_18_open_says_so() -> None:
    (found,) = ages(said("I was born in 2008"), TODAY)
    assert found.value == 17
    assert found.detail == {"open": True, "low": 17, "high": 18}


@pytest.mark.parametrize(("utterance", "age"), [
    ("34", 34), ("thirty four", 34), ("1990", 35), ("'88", 37), ("88", 88), ("4 3", 43), ("four three", 43),
    ("43, no wait, 44", 44), ("not 43 but 44", 44), ("I'm 34", 34), ("34 years", 34), ("it's 34", 34),
    ("thirty for", 34), ("for tea three", 43), ("almost 18", 17), ("may 5 1971", 55), ("05/05/1971", 55),
    ("17 and a half", 17), ("34#", 34), ("eighteen", 18), ("one hundred and two", 102), ("im fourty", 40),
    ("nineteen eighty four", 41), ("I was born in 1962", 63), ("sixty-six", 66), ("34 please", 34), ("yeah, 34", 34),
    ("1979 is when I was born", 46), ("I just turned 50", 50), ("um 34 I think", 34), ("I'm 34 and my son is 3", 34),
])
def test_the_answer_to_the_question_for_the_age_is_read(utterance: str, age: int) -> None:
    found = bare_age(said(utterance), TODAY)
    assert found is not None
    assert found.value == age


@pytest.mark.parametrize("utterance", [
    "150", "-3", "3.7 weeks", "12 weeks", "20 mg", "I take 3 medicines", "0", "yes", "no", "I'd rather not say", "1880",
    "2030", "born in the eighties", "", "five feet", "when I was 34", "three of them",
])
def test_nonsense_is_no_age(utterance: str) -> None:
    assert bare_age(said(utterance), TODAY) is None


@pytest.mark.parametrize(("utterance", "low", "high"), [
    ("early forties", 40, 43), ("I'm in my late 30s", 37, 39), ("in my thirties", 30, 39), ("around 40", 37, 43),
    ("I'm about 40", 37, 43), ("40ish", 37, 43), ("over 18", 18, 120), ("I'm over 18", 18, 120), ("under 18", 0, 17),
    ("I'm not 18 yet", 0, 17), ("18 or older", 18, 120), ("34 or 35", 34, 35),
])
def test_a_rough_age_has_bounds_and_no_value(utterance: str, low: int, high: int) -> None:
    found = bare_age(said(utterance), TODAY)
    assert found is not None
    assert found.value is None
    assert found.detail == {"vague": True, "low": low, "high": high}


@given(st.dates(date(1920, 1, 1), TODAY - timedelta(days=1)))
def test_a_birthday_gives_the_whole_years_of_life(born: date) -> None:
    (found,) = ages(said(f"I was born on {born:%B} {born.day}, {born.year}"), TODAY)
    assert found.value == TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))


@given(st.integers(1, 120))
def test_every_bare_age_is_read_back(age: int) -> None:
    found = bare_age(said(str(age)), TODAY)
    assert found is not None
    assert found.value == age


@given(st.text(max_size=80))
def test_nothing_said_breaks_it(utterance: str) -> None:
    words = said(utterance)
    answer: Optional[object] = bare_age(words, TODAY)
    assert answer is None or answer.kind == "age"  # type: ignore[attr-defined]
    assert all(0 <= found.value <= 120 for found in ages(words, TODAY))
