"""An utterance in the context of its question: alarms first, refusals never a no, each fact in its place."""

from __future__ import annotations

import pytest

from tests.understanding.heard import PROTOCOL, facts, heard

ASKED = sorted(name for name in PROTOCOL.questions if PROTOCOL.questions[name].expects != "none")
YES_NO = [fact.name for fact in PROTOCOL.facts if {"yes", "no"} <= set(fact.values.get("one_of", ()))]


@pytest.mark.parametrize("question", ASKED)
def test_an_alarm_comes_before_every_answer(question):
    meaning = heard(question, "yes and I can't breathe, my chest is crushing me right now")
    assert meaning.alarm == "emergency"
    assert meaning.answers == ()


@pytest.mark.parametrize("fact", YES_NO)
@pytest.mark.parametrize("words", ["I'd rather not say", "I'd rather not", "I don't want to answer that"])
def test_who_would_rather_not_answer_has_not_said_no(fact, words):
    meaning = heard(fact, words)
    assert meaning.request == "skip"
    assert meaning.reply is None
    assert [said.value for said in meaning.answers if said.fact == fact] in ([], ["unsure"])


@pytest.mark.parametrize("question", ["consent", "contact_permission"])
def test_where_a_choice_is_asked_for_rather_not_is_a_no(question):
    assert heard(question, "I'd rather not").reply == "no"


def test_who_will_not_say_the_age_is_asked_whether_they_are_an_adult():
    assert heard("age", "I'd rather not say").ask_back == "age_adult"
    assert heard("age_adult", "I'd rather not say either").reply is None


@pytest.mark.parametrize(("known", "words", "mended"), [
    ({"seizures": "yes"}, "no, that was years ago", "past"),
    ({"seizures": "yes"}, "no, it was a high fever", "no"),
    ({"seizures": "yes"}, "I never had a seizure", "no"),
    ({"headache_cause": "lupus"}, "no, the doctor said it's not from lupus", "unrelated"),
    ({"age": 16}, "no, sixty", 60),
    ({"sle_diagnosis": "no"}, "no, I do have systemic lupus", "yes"),
])
def test_a_read_back_is_corrected_in_the_same_breath(known, words, mended):
    (fact, _), = known.items()
    said = heard("confirm", words, item=fact, known=known).answer_to(fact)
    assert said is not None
    assert said.value == mended


@pytest.mark.parametrize("fact", ["seizures", "psychosis", "pregnant_or_lactating", "severe_nephritis"])
def test_a_read_back_that_is_confirmed_changes_nothing(fact):
    meaning = heard("confirm", "yes, that's right", item=fact, known={fact: "yes"})
    assert meaning.reply == "yes"
    assert meaning.answers == ()


@pytest.mark.parametrize(("words", "age"), [
    ("no, and actually I'm only seventeen", 17), ("no... to be honest I'm 17, not 25", 17),
    ("wait, I meant 43 not 25", 43), ("no. sorry, my real age is 17", 17), ("I said 25 but it's 17", 17)])
def test_an_age_is_corrected_at_any_question(words, age):
    said = heard("seizures", words, known={"age": 25}).answer_to("age")
    assert said is not None
    assert said.value == age


def test_several_facts_in_one_breath_each_go_to_their_place():
    told = facts("sle_diagnosis", "Yes, SLE. I take prednisone, methotrexate and Benlysta, and I never had a seizure.")
    assert told == {"sle_diagnosis": "yes", "glucocorticoids": "yes", "seizures": "no",
                    "immunosuppressants": ["belimumab", "methotrexate"]}


def test_another_persons_illness_is_not_the_patients():
    assert facts("headache", "my mother has seizures") == {}
