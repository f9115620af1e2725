"""The age, and its refusal."""

from __future__ import annotations

import pytest

from tests.understanding.heard import facts, heard


@pytest.mark.parametrize(
    ("utterance", "age"),
    [
        ("born in 74 so fifty two", 52),
        ("my passport says 47", 47),
        ("My husband says I act 12 but I'm 48", 48),
    ],
)
def test_an_age_is_found_among_other_numbers(utterance: str, age: int) -> None:
    assert facts("age", utterance)["age"] == age


@pytest.mark.parametrize("utterance", [
    "somewhere around seventy", "a lady never tells", "None of your business", "I don't give that out"])
def test_who_will_not_say_is_asked_whether_they_are_grown_up(utterance: str) -> None:
    assert heard("age", utterance).ask_back == "age_adult"


@pytest.mark.parametrize(("utterance", "age"), [
    ("nineteen seventy one i was born", 54), ("62 is when i was born", 63), ("b. 1983", 42),
    ("i am an 88 baby", 37), ("threescore and five", 65),
    ("eighties baby eighty two", 43), ("sixtyone", 61), ("thirdy nine", 39), ("fiddy one", 51),
    ("I celebrated my seventieth last month", 70), ("in January it will be my fiftieth", 49),
    ("I dey 41 years", 41), ("mi a 29", 29), ("completed 44, running 45", 44), ("turned 30 a couple of years back", 31),
    ("thirty one going on sixty", 31), ("16, 17 in March", 16),
    ("1971, which makes me 55", 55),
    ("29 yrs 8 months", 29), ("I am completing 30 next month", 29),
])
def test_an_age_is_told_in_many_ways(utterance: str, age: int) -> None:
    assert facts("age", utterance)["age"] == age


@pytest.mark.parametrize("utterance", [
    "18 in two weeks", "eighteen come december", "18 next month", "I am 18 tomorrow"])
def test_who_is_eighteen_soon_is_seventeen_now(utterance: str) -> None:
    assert facts("age", utterance)["age"] == 17


@pytest.mark.parametrize("utterance", ["two thousand and eight i was born", "2008 was when i was born", "18 in April"])
def test_who_may_be_seventeen_or_eighteen_is_asked_for_the_birthday(utterance: str) -> None:
    assert heard("age", utterance).ask_back == "age_birthday"


@pytest.mark.parametrize(("utterance", "had"), [
    ("december twelfth", "no"), ("it's on the 5th of January", "yes"), ("in may", "yes"), ("no, in december", "no"),
    ("yes, christmas", None),
])
def test_a_birthday_told_by_its_date_is_held_against_today(utterance: str, had: object) -> None:
    assert heard("age_birthday", utterance).reply == had


@pytest.mark.parametrize("utterance", [
    "my car is 12 years old", "the house is about 90 years old", "our dog just turned 11"])
def test_the_age_of_something_else_is_nobodys(utterance: str) -> None:
    assert "age" not in facts("age", utterance)


def test_who_answers_for_a_child_tells_the_childs_facts() -> None:
    assert facts("age", "our daughter just turned 24, she has lupus") == {"age": 24, "sle_diagnosis": "yes"}
