"""Symptoms now, in everyday words."""

from __future__ import annotations

import pytest

from tests.understanding.heard import facts


@pytest.mark.parametrize(
    ("utterance", "answer"),
    [
        ("My knuckles look like golf balls", "yes"),
        ("not a day goes by without pain", "yes"),
        ("It's never really gone away", "yes"),
        ("I had to quit work because of it", "yes"),
        ("a little bit of joint pain yes", "yes"),
        ("I'm afraid so", "yes"),
        ("Haven't had a flare in two years, touch wood", "no"),
        ("I'm as good as I've ever been", "no"),
        ("knock wood, nothing for months", "no"),
        ("my joints hurt but I'm not sure it's the lupus", "unsure"),
    ],
)
def test_symptoms_are_told_in_everyday_words(utterance: str, answer: str) -> None:
    assert facts("active_symptoms", utterance)["active_symptoms"] == answer
