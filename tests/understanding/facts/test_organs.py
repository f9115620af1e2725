"""Severe lupus of the kidneys, and of the brain or nerves."""

from __future__ import annotations

import pytest

from tests.understanding.facts.signs_told import heard, rows
from tests.understanding.heard import facts

NEPHRITIS, CNS = "severe_nephritis", "severe_cns_lupus"


@pytest.mark.parametrize(("question", "fact", "values", "say"), rows("organs"))
def test_what_patients_say_of_kidneys_and_brain(question: str, fact: str, values: str, say: str) -> None:
    assert heard(question, fact, say) in values.split("/")


@pytest.mark.parametrize(
    "say",
    [
        "mild nephritis",
        "I have nephritis but it's stable",
        "it's active but not severe",
        "I have lupus nephritis but I don't know how severe it is",
    ],
)
def test_a_mild_or_stable_one_or_one_of_unknown_severity_is_unsure(say: str) -> None:
    assert heard(NEPHRITIS, NEPHRITIS, say) == "unsure"


@pytest.mark.parametrize("say", ["foamy pee sometimes", "I have protein in my urine", "a bit of proteinuria"])
def test_foamy_urine_or_protein_alone_is_never_a_yes(say: str) -> None:
    assert heard(NEPHRITIS, NEPHRITIS, say) in ("no", "unsure")


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        ("three weeks ago", "yes"),
        ("91 days ago", "yes"),
        ("92 days ago", "past"),
        ("in 2015", "past"),
        ("last summer", "unsure"),
    ],
)
def test_lately_is_three_months(ago: str, told: str) -> None:
    assert heard(NEPHRITIS, NEPHRITIS, f"I had severe lupus nephritis {ago}") == told
    assert heard(CNS, CNS, f"I had severe CNS lupus {ago}") == told


@pytest.mark.parametrize("say", ["my kidneys are fine now", "kidney beans are on sale", "my mother is on dialysis"])
def test_what_leaves_the_kidneys_open_is_asked_again(say: str) -> None:
    assert heard(NEPHRITIS, NEPHRITIS, say) in ("-", "past")


def test_an_illness_named_in_passing_is_still_asked_about() -> None:
    assert heard("immunosuppressants", NEPHRITIS, "CellCept for my lupus nephritis") == "-"
    assert heard("active_symptoms", CNS, "neuropathy and brain fog") == "-"


def test_a_yes_to_what_was_and_a_no_to_these_days_is_past():
    assert facts("severe_nephritis", "at the start yes, not these days") == {"severe_nephritis": "past"}
