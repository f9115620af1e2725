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


@pytest.mark.parametrize("utterance", ["a lady never tells", "None of your business", "I don't give that out"])
def test_who_will_not_say_is_asked_whether_they_are_grown_up(utterance: str) -> None:
    assert heard("age", utterance).ask_back == "age_adult"
