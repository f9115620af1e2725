"""Bare answers, as people give them on the telephone."""

from __future__ import annotations

import pytest

from tests.understanding.heard import facts, heard

FACT = "sle_diagnosis"


@pytest.mark.parametrize(
    ("utterance", "answer"),
    [
        ("uh-huh", "yes"),
        ("well, I guess so, yeah", "yes"),
        ("I'd have to say yes", "yes"),
        ("that I have", "yes"),
        ("I'm afraid so", "yes"),
        ("hello yes my doctor said so", "yes"),
        ("yea for 4 yrs", "yes"),
        ("no, huh-uh", "no"),
        ("Oh, heavens no", "no"),
        ("not as of yet", "no"),
        ("I mean no", "no"),
        ("yeah no", "no"),
        ("I've never been told that", "no"),
        ("nobody's told me that", "no"),
        ("they never told me that", "no"),
        ("I really couldn't say", "unsure"),
        ("I haven't the slightest idea", "unsure"),
        ("I'm not positive", "unsure"),
        ("nobody knows", "unsure"),
        ("yes and no", "unsure"),
        ("yeah, a little bit", "yes"),
        ("well, yes, in a way", "yes"),
        ("more or less, yeah", "yes"),
        ("me too", "yes"),
        ("I have, many times", "yes"),
        ("no, unfortunately", "no"),
        ("no, definitely", "no"),
        ("no, I didn't know that", "no"),
        ("unfortunately not", "no"),
        ("not very often", "no"),
        ("me neither", "no"),
        ("not with me personally", "no"),
        ("not that I know of, uh-huh", "no"),
        ("I've never heard of it", "no"),
        ("quite a bit", "yes"),
        ("we haven't heard that", "no"),
        ("I've often wondered", "unsure"),
        ("I haven't thought about it", "unsure"),
        ("I didn't know that", "unsure"),
    ],
)
def test_a_bare_answer_is_heard(utterance: str, answer: str) -> None:
    assert facts(FACT, utterance).get(FACT) == answer


@pytest.mark.parametrize(
    "utterance",
    [
        "no honey the other drawer",
        "okay Google set a timer for ten minutes",
        "the yes campaign lost the vote",
        "I have two dogs and a parrot",
        "turn that television down",
        "lorem ipsum dolor sit amet",
    ],
)
def test_talk_to_somebody_else_is_no_answer(utterance: str) -> None:
    assert FACT not in facts(FACT, utterance)


@pytest.mark.parametrize(
    "utterance",
    [
        "Yes since 2011, mostly my joints and skin, never my kidneys.",
        "yes I do, no, I'm not on steroids",
        "Yes I do but I've never had a seizure",
    ],
)
def test_a_no_to_another_fact_leaves_the_yes_standing(utterance: str) -> None:
    assert facts(FACT, utterance)[FACT] == "yes"


@pytest.mark.parametrize("fact", ["seizures", "severe_nephritis", "chronic_illness"])
@pytest.mark.parametrize("utterance", ["not always", "not much", "hardly at all", "very little", "I guess I haven't"])
def test_a_weak_no_does_not_let_a_patient_pass(utterance: str, fact: str) -> None:
    assert facts(fact, utterance)[fact] == "unsure"


READY = ("go ahead", "good", "why not", "sounds good", "no problem", "ready when you are", "ugh fine", "perfect")


@pytest.mark.parametrize("utterance", READY)
@pytest.mark.parametrize("fact", ["sle_diagnosis", "glucocorticoids", "seizures", "headache", "pregnant_or_lactating"])
def test_being_ready_is_no_answer_to_a_question_about_health(fact: str, utterance: str) -> None:
    assert facts(fact, utterance) == {}


@pytest.mark.parametrize("utterance", READY)
def test_being_ready_is_a_yes_to_going_on(utterance: str) -> None:
    assert heard("consent", utterance).reply == "yes"


@pytest.mark.parametrize(("utterance", "answer"), [("fine yes", "yes"), ("ugh fine no", "no"), ("yes go on", "yes")])
def test_a_word_of_impatience_leaves_the_answer_standing(utterance: str, answer: str) -> None:
    assert facts(FACT, utterance) == {FACT: answer}
    assert heard("consent", utterance).reply == answer
