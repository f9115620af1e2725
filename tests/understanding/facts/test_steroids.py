"""Steroids: what is said, and what the times said tell of the last 24 months."""

from __future__ import annotations

import pytest

from tests.understanding.facts.hearing import hear, value
from tests.understanding.heard import facts

FACT = "glucocorticoids"
YES = [
    "yes on and off for years",
    "no steroids since March",
    "I haven't taken any in six months",
    "I stopped prednisone six months ago",
    "been off prednisone for a year now",
    "I took prednisone for three years and stopped last month",
    "not since last summer",
    "just a medrol pack last spring",
    "cortisone shot in my shoulder and prednisone pills",
    "I'm tapering",
    "5 mg every morning",
    "not now but last year yes",
    "steroid free since January",
    "is dexamethasone a steroid? I had that",
    "I have an inhaler and prednisone",
    "she takes prednisone every day",
    "I dey take prednisolone small small",
    "Wysolone 10 mg daily I am taking since 2 years",
    "si, prednisona",
    "only for a week in 2025",
    "yes until June",
    "not right now but last summer I had some",
]
NO = [
    "not in the last three years",
    "I stopped prednisone three years ago",
    "off steroids for four years",
    "I was on prednisone in 2019",
    "not since 2020",
    "only when I was a kid",
    "they offered but I refused",
    "my doctor wants me to take prednisone but I won't",
    "mi use to tek it but mi stop two year now more than three years",
    "never, thank god",
    "I've been steroid free for three years",
    "yes but that was five years ago",
    "no, last time was 2021",
    "prednisone, but more than two years ago",
    "I refuse to take steroids",
    "yes, but not for the last three years",
    "yes until 2022",
    "no, I've never been on them but I have been on methotrexate for a year",
]
UNSURE = [
    "just cream",
    "nasal spray, Flonase",
    "one injection in my knee",
    "i don't know if it's a steroid",
    "maybe",
    "not in the last six months",
    "I used to take prednisone",
    "not anymore",
    "two years ago",
    "not at the moment",
    "for my lupus no, but for a rash I had pills",
    "Just eye drops with prednisolone",
    "hydrocortisone cream",
]
OPEN = ["my mother takes prednisone", "methotrexate", "I need to charge my tablet", "the Yankees are playing tonight"]


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        *((say, "yes") for say in YES),
        *((say, "no") for say in NO),
        *((say, "unsure") for say in UNSURE),
        *((say, None) for say in OPEN),
    ],
)
def test_an_answer_about_steroids(say, wanted):
    assert value(hear(FACT, say), FACT) == wanted


@pytest.mark.parametrize(
    ("question", "say", "wanted"),
    [
        ("immunosuppressants", "CellCept for about 8 months, plus prednisone", "yes"),
        ("immunosuppressants", "prednisone until 2020, now only imuran", "no"),
        ("immunosuppressants", "HCQS 200 and wysolone", "yes"),
        ("sle_diagnosis", "yes and I take prednisone", "yes"),
        ("sle_diagnosis", "yes, my mother takes prednisone", None),
        ("age", "44", None),
    ],
)
def test_steroids_volunteered(question, say, wanted):
    assert value(hear(question, say), FACT) == wanted


@pytest.mark.parametrize(("say", "told"), [
    ("I just started them Monday", "yes"), ("they give me a shot of it back in the summer", "yes"),
    ("he's never been on those", "no"), ("I managed to avoid them altogether", "no"),
])
def test_steroids_told_of_without_a_name(say: str, told: str) -> None:
    assert value(hear(FACT, say), FACT) == told


@pytest.mark.parametrize(("say", "wanted"), [
    ("just ibuprofen", "no"), ("only my thyroid pills", "no"), ("just the methotrexate", "no"),
    ("they started me on fifty, then thirty, now I'm down to seven and hope to get off it", "yes"),
    ("in 2012 I had to take prednisone, but I have stayed off it", "no"),
    ("I thought prednisone was for asthma but yeah I take it", "yes"),
    ("steroid shot in the butt for a flare in june", "yes"), ("the moon face tablets", "yes"),
    ("not in ages", "no"), ("never needed any of those", "no"), ("I have never been on them in my whole life", "no"),
    ("haven't needed them for many years", "no"),
])
def test_steroids_are_told_by_what_else_is_taken_by_a_dose_or_a_shot(say, wanted):
    assert value(hear(FACT, say), FACT) == wanted


def test_the_year_of_the_diagnosis_is_no_time_of_steroids():
    assert value(hear("sle_diagnosis", "yes, diagnosed 2011, on the prednisone they've got me on"), FACT) == "yes"


@pytest.mark.parametrize(("say", "wanted"), [
    ("yes, but only on my face", "unsure"),
    ("it's three years since my last dose", "no"),
    ("four months since I took any", "yes"),
])
def test_where_steroids_go_and_how_long_since_the_last(say, wanted):
    assert facts("glucocorticoids", say) == {"glucocorticoids": wanted}
