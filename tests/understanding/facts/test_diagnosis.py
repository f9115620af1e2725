"""Systemic lupus, asked for and volunteered among other facts."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from tests.understanding.heard import facts


@pytest.mark.parametrize(
    ("utterance", "answer"),
    [
        ("They thought so at first but it turned out to be something else", "no"),
        ("it's only on my skin, discoid", "no"),
        ("It was the hydralazine, went away when I quit taking it", "no"),
        ("still getting tested for it", "unsure"),
        ("I have all the signs but nobody's ever put a name to it", "unsure"),
        ("She called it probable lupus", "unsure"),
        ("I have the systemic kind, not just the skin one", "yes"),
        ("According to my rheumatologist, yep", "yes"),
        ("He hasn't committed to a diagnosis", "unsure"),
        ("nobody's ever said lupus to me", "no"),
    ],
)
def test_a_diagnosis_is_told_in_other_words(utterance: str, answer: str) -> None:
    assert facts("sle_diagnosis", utterance)["sle_diagnosis"] == answer


@pytest.mark.parametrize(
    ("question", "utterance", "told"),
    [
        ("age", "45, diagnosed with systemic lupus in 2010", {"age": 45, "sle_diagnosis": "yes"}),
        (
            "age",
            "29, lupus for six years and still flaring",
            {"age": 29, "sle_diagnosis": "yes", "active_symptoms": "yes"},
        ),
        ("age", "37 and five months pregnant", {"age": 37, "pregnant_or_lactating": "yes"}),
        (
            "consent",
            "Yes. I'm 36 with lupus, on prednisone and methotrexate, no seizures or anything",
            {
                "age": 36,
                "sle_diagnosis": "yes",
                "glucocorticoids": "yes",
                "immunosuppressants": ["methotrexate"],
                "seizures": "no",
            },
        ),
        ("sle_diagnosis", "yes but it's in remission now", {"sle_diagnosis": "yes", "active_symptoms": "no"}),
        ("active_symptoms", "joints and rash yes, headaches no", {"active_symptoms": "yes", "headache": "no"}),
    ],
)
def test_several_facts_in_one_utterance_find_their_places(question: str, utterance: str, told: Dict[str, Any]) -> None:
    assert facts(question, utterance) == told


@pytest.mark.parametrize(("utterance", "answer"), [
    ("two different rheumatologists agree", "yes"), ("cystemic lupus", "yes"), ("sister mick lupus", "yes"),
    ("an overlap, it's lupus and myositis", "yes"), ("an overlap syndrome", "unsure"),
    ("the internet says it's lupus but no doctor has said it", "unsure"), ("I don't have an official diagnosis", "no"),
    ("no formal diagnosis", "no"), ("Yes. Two thousand nine, in Boston.", "yes"),
    ("they confirmed it in 2011 at the Mayo Clinic", "yes"),
    ("everyone on facebook tells me it is lupus but no doctor has told me", "unsure"),
])
def test_who_said_it_decides(utterance: str, answer: str) -> None:
    assert facts("sle_diagnosis", utterance)["sle_diagnosis"] == answer


def test_whether_it_is_systemic_too_is_still_being_looked_at():
    say = "mine is on the skin, and they are finding out if it's systemic as well"
    assert facts("sle_diagnosis", say)["sle_diagnosis"] != "yes"
