"""Seizures, psychosis and sudden confusion: when, and what a doctor linked them to."""

from __future__ import annotations

import pytest

from tests.understanding.facts.signs_told import heard, rows

SIGNS = [
    ("seizures", "I had a seizure"),
    ("psychosis", "I had a psychotic episode"),
    ("organic_brain_syndrome", "I was delirious"),
]


@pytest.mark.parametrize(("question", "fact", "values", "say"), rows("mind"))
def test_what_patients_say_of_seizures_and_mind(question: str, fact: str, values: str, say: str) -> None:
    assert heard(question, fact, say) in values.split("/")


@pytest.mark.parametrize(("fact", "sign"), SIGNS)
@pytest.mark.parametrize(
    ("ago", "told"),
    [
        ("two weeks ago", "yes"),
        ("91 days ago", "yes"),
        ("92 days ago", "past"),
        ("in 2015", "past"),
        ("last summer", "unsure"),
    ],
)
def test_lately_is_three_months(fact: str, sign: str, ago: str, told: str) -> None:
    assert heard(fact, fact, f"{sign} {ago}, the doctor said it was from lupus") == told


@pytest.mark.parametrize(("fact", "sign"), SIGNS)
@pytest.mark.parametrize(
    "cause", ["low blood sugar", "a high fever", "the morphine", "my steroids", "alcohol withdrawal"]
)
@pytest.mark.parametrize("ago", ["last month", "in 2015"])
def test_a_sign_that_a_doctor_linked_to_something_else_is_no(fact: str, sign: str, cause: str, ago: str) -> None:
    assert heard(fact, fact, f"{sign} {ago}, the doctor said it was from {cause}") == "no"


@pytest.mark.parametrize(("fact", "sign"), SIGNS)
@pytest.mark.parametrize(
    "doubt",
    [
        "nobody knows why",
        "I never told my doctor",
        "they are still running tests",
        "the doctor doesn't know what caused it",
        "I think it was stress",
        "it could be lupus or the steroids",
    ],
)
def test_a_sign_that_no_doctor_has_explained_is_unsure(fact: str, sign: str, doubt: str) -> None:
    assert heard(fact, fact, f"{sign} last month, {doubt}") == "unsure"


@pytest.mark.parametrize(
    "say", ["I'm fit and healthy", "would I fit the criteria", "am I a good fit for this study", "my knee seized up"]
)
def test_a_fit_that_is_none_is_no_seizure(say: str) -> None:
    assert heard("seizures", "seizures", say) == "-"


@pytest.mark.parametrize("say", ["just brain fog", "yes, brain fog every day", "I'm forgetful, that's all"])
def test_brain_fog_is_no_organic_brain_syndrome(say: str) -> None:
    assert heard("organic_brain_syndrome", "organic_brain_syndrome", say) == "no"


@pytest.mark.parametrize(
    "say", ["I'm confused by the question", "you're confusing me", "what do you mean by confusion"]
)
def test_confusion_over_the_question_is_no_answer(say: str) -> None:
    assert heard("organic_brain_syndrome", "organic_brain_syndrome", say) == "-"


def test_what_is_told_at_another_question_counts_only_when_clear() -> None:
    assert heard("active_symptoms", "seizures", "yes and I get seizures") == "-"
    assert heard("active_symptoms", "seizures", "yes and I had a lupus seizure in 2012") == "past"
    assert heard("active_symptoms", "seizures", "yes, and no seizures") == "no"
