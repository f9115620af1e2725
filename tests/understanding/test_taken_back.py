"""What a patient says later against an earlier answer is never passed over."""

from __future__ import annotations

import pytest

from tests.understanding.heard import heard

KNOWN = {"sle_diagnosis": "yes", "severe_nephritis": "no", "severe_cns_lupus": "no", "seizures": "no",
         "psychosis": "no", "organic_brain_syndrome": "no", "headache": "no", "pregnant_or_lactating": "no"}


def told(question, words, **known):
    facts = {name: value for name, value in {**KNOWN, **known}.items() if name != question}
    return {said.fact: said.value for said in heard(question, words, known=facts).answers}


@pytest.mark.parametrize(("question", "words", "fact", "value"), [
    ("headache", "oh and I had a seizure three weeks ago", "seizures", "yes"),
    ("chronic_illness", "actually I hallucinated last week", "psychosis", "yes"),
    ("contact_permission", "I forgot, I had a seizure in November", "seizures", "yes"),
    ("chronic_illness", "wait, I do have a headache right now", "headache", "yes"),
    ("contact_permission", "hold on, I'm pregnant", "pregnant_or_lactating", "yes"),
    ("chronic_illness", "I did have lupus in the brain in October", "severe_cns_lupus", "yes"),
    ("headache", "sorry, it's only discoid lupus actually", "sle_diagnosis", "no"),
    ("headache", "wait, mine is just the skin kind", "sle_diagnosis", "no"),
])
def test_a_no_or_a_yes_is_taken_back_at_a_later_question(question, words, fact, value):
    assert told(question, words)[fact] == value


def test_a_sign_told_before_its_question_waits_for_it():
    assert "seizures" not in told("age", "I had a seizure three weeks ago", seizures=None)


@pytest.mark.parametrize("words", ["they check my kidneys every month", "I take CellCept for my kidneys",
                                   "I'm confused by this question", "my neurologist checks my brain every year"])
def test_what_only_touches_an_earlier_answer_leaves_it(words):
    assert not {"severe_nephritis", "severe_cns_lupus", "organic_brain_syndrome"} & set(told("chronic_illness", words))


@pytest.mark.parametrize("words", ["my neurologist says migraine, nothing to do with lupus",
                                   "it's a migraine, not from lupus"])
def test_a_headache_that_is_not_from_lupus_answers_for_the_headache_only(words):
    assert set(told("psychosis", words)) <= {"headache", "headache_cause"}
