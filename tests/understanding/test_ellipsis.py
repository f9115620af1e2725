"""Answers that say the question's verb again and nothing else."""

from __future__ import annotations

import pytest

from tests.understanding.heard import facts
from understanding import ellipsis


@pytest.mark.parametrize(
    ("clause", "answer"),
    [
        ("i do", "yes"),
        ("they certainly have", "yes"),
        ("all of them did", "yes"),
        ("i know i have", "yes"),
        ("i would have to say i have", "yes"),
        ("do i ever", "yes"),
        ("so have i", "yes"),
        ("i have not", "no"),
        ("i never have", "no"),
        ("i have no", "no"),
        ("i do not think we do", "no"),
        ("i know i have not", "no"),
        ("neither do i", "no"),
        ("i guess i have", "leaning"),
        ("i guess i have not", "probably_not"),
        ("i have a dog", None),
        ("do i", None),
        ("", None),
    ],
)
def test_the_verb_alone_answers(clause: str, answer: str) -> None:
    assert ellipsis.answer(clause.split()) == answer


@pytest.mark.parametrize("broken_off", ["No, we're,", "No, I've, uh,", "no, it's"])
def test_a_verb_that_is_broken_off_is_no_answer(broken_off: str) -> None:
    assert facts("sle_diagnosis", broken_off)["sle_diagnosis"] == "no"


def test_what_is_broken_off_behind_a_doubt_leaves_the_doubt() -> None:
    assert facts("sle_diagnosis", "I don't know, it's, uh,")["sle_diagnosis"] == "unsure"
