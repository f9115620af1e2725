"""What a key, or its number said aloud, stands for in the question asked."""

from __future__ import annotations

import pytest

from tests.understanding.heard import PROTOCOL, heard

KEYED = [(name, key) for name, question in PROTOCOL.questions.items() for key in question.keys]


@pytest.mark.parametrize(("question", "key"), KEYED)
@pytest.mark.parametrize("form", ["{}", "{}#", " {} ", "press {}"])
def test_every_key_of_every_question_means_something(question, key, form):
    meaning = heard(question, form.format(key), item="seizures", known={"seizures": "yes"})
    assert meaning.answers or meaning.reply or meaning.ask_back
    assert not (meaning.alarm or meaning.request)


@pytest.mark.parametrize(("question", "key"), KEYED)
def test_a_key_said_aloud_means_the_same(question, key):
    spoken = {"1": "one", "2": "two", "3": "three", "4": "four"}[key]
    pressed, said = heard(question, key), heard(question, spoken)
    assert [each.value for each in pressed.answers] == [each.value for each in said.answers]
    assert (pressed.reply, pressed.ask_back) == (said.reply, said.ask_back)


@pytest.mark.parametrize(("question", "key", "value"), [
    ("seizures", "1", "yes"), ("seizures", "2", "no"), ("seizures", "3", "unsure"), ("headache_cause", "1", "lupus"),
    ("headache_cause", "2", "unrelated"), ("headache_cause", "3", "unsure"), ("autoantibodies", "2", "all_negative"),
    ("immunosuppressants", "2", "none"), ("immunosuppressants", "3", "unsure")])
def test_a_key_stands_for_its_value(question, key, value):
    said, = heard(question, key).answers
    assert said.value == value


def test_several_antibodies_may_be_keyed():
    said, = heard("autoantibodies_which", "1 and 3").answers
    assert said.value == ["anti-dsDNA", "anti-histone"]


def test_a_key_that_the_question_does_not_have_is_no_answer():
    meaning = heard("seizures", "7")
    assert not (meaning.answers or meaning.reply)


def test_digits_of_a_number_question_are_the_number():
    assert heard("age", "34#").answer_to("age").value == 34
    assert heard("treatment_length", "20#", item="methotrexate").answers[0].value[0]["weeks"] == 20
