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


@pytest.mark.parametrize("words", ["yes but I'm so tired", "ok. exhausted today, go ahead", "yeah I have no energy"])
def test_being_tired_is_no_symptom_of_lupus_before_it_was_asked_for(words: str) -> None:
    assert "active_symptoms" not in facts("consent", words)


def test_what_hurts_now_is_noted_before_it_was_asked_for() -> None:
    assert facts("consent", "yes and my hands are swollen again")["active_symptoms"] == "yes"


@pytest.mark.parametrize("utterance", [
    "knees are screaming today", "mi hand dem a pain mi", "my wrists keep burning", "the joints are awful"])
def test_a_part_of_the_body_that_complains_is_a_symptom(utterance: str) -> None:
    assert facts("active_symptoms", utterance)["active_symptoms"] == "yes"


def test_aches_that_may_be_of_something_else_are_not_sure():
    assert facts("active_symptoms", "sore and worn out, but it might be my hormones")["active_symptoms"] == "unsure"


def test_sores_in_the_mouth_are_a_symptom_and_no_other_illness():
    assert facts("active_symptoms", "yes, sores on my gums") == {"active_symptoms": "yes"}
