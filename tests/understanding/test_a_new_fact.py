"""A fact that an amendment brings is understood before anybody writes a reader for it."""

from __future__ import annotations

from datetime import date

import pytest

from understanding.context import READERS, understand
from understanding.meaning import Question
from understanding.reader import Reader

TODAY = date(2026, 3, 2)
READER = Reader()
NEW = Question("other_trial", "other_trial", None, "yes_no_unsure", {"1": "yes", "2": "no", "3": "not sure"})


def answers(words, question=NEW):
    """Fact to value of everything that was understood."""
    return {said.fact: said.value for said in understand(question, READER.read(words, TODAY), {}, TODAY).answers}


@pytest.mark.parametrize(("words", "value"), [
    ("yes", "yes"), ("1", "yes"), ("yes, I was in one last month", "yes"), ("no, never", "no"), ("2", "no"),
    ("not sure", "unsure"), ("3", "unsure"), ("I don't know", "unsure"), ("yes, but that was ten years ago", "unsure")])
def test_it_is_understood_when_it_is_asked(words, value):
    assert "other_trial" not in READERS
    assert answers(words) == {"other_trial": value}


@pytest.mark.parametrize("words", ["banana", "why do you ask?", "what?", "qwerty"])
def test_nothing_is_made_up(words):
    assert answers(words) == {}


@pytest.mark.parametrize("question", ["consent", "contact_permission", "confirm"])
def test_questions_that_are_no_facts_of_the_study_are_not_answered_this_way(question):
    assert answers("yes", Question(question, question, None, "yes_no")) == {}
