"""Headaches, other illnesses, pregnancy, the severe signs: in sentences labelled before they were first run."""

from __future__ import annotations

import pytest

from tests.understanding.facts.signs_told import heard, rows


@pytest.mark.parametrize(("question", "fact", "values", "say"), rows("present_health"))
def test_what_patients_say_of_their_health_now(question: str, fact: str, values: str, say: str) -> None:
    assert heard(question, fact, say) in values.split("/")
