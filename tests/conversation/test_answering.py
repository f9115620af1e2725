"""Answers, corrections, ask-backs and read-backs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conversation.calls import MAY_FIT, NO, NOTHING, UNSURE, YES, at, consented, said
from understanding.meaning import Meaning

EXCLUDING = {
    "age": 17, "sle_diagnosis": "no", "active_symptoms": "no", "glucocorticoids": "no", "immunosuppressants": "none",
    "autoantibodies": "all_negative", "severe_nephritis": "yes", "severe_cns_lupus": "yes", "seizures": "yes",
    "psychosis": "yes", "organic_brain_syndrome": "yes", "pregnant_or_lactating": "yes"}


@pytest.mark.parametrize(("fact", "value"), EXCLUDING.items())
def test_an_excluding_answer_is_read_back_and_excludes_once_confirmed(fact, value):
    call = at(fact).answer(**{fact: value})
    assert call.said[-1] == f"utter_read_back_{fact}"
    assert (call.asked, call.item, call.prompt["fact"], call.prompt["item"]) == ("confirm", fact, "confirm", fact)
    assert call.desk.written == {}
    call.say(YES)
    assert call.prompt["disposition"] == "not_eligible"
    assert call.prompt["done"]


@pytest.mark.parametrize(("fact", "value"), EXCLUDING.items())
def test_an_exclusion_volunteered_early_is_read_back_at_once(fact, value):
    call = consented().answer(**{fact: value})
    if fact == "immunosuppressants":
        assert call.asked == "confirm"
    assert (call.asked, call.item) == ("confirm", fact)


@pytest.mark.parametrize(("fact", "value"), EXCLUDING.items())
def test_a_read_back_that_is_not_certain_is_noted_as_not_sure_and_excludes_nobody(fact, value):
    call = at(fact).answer(**{fact: value}).say(UNSURE)
    assert call.answers[fact] == "unsure"
    assert call.asked not in ("confirm", fact)
    assert call.finish().prompt["disposition"] == "needs_review"


@pytest.mark.parametrize(("fact", "value"), EXCLUDING.items())
def test_a_denied_read_back_asks_the_fact_again(fact, value):
    call = at(fact).answer(**{fact: value}).say(NO)
    assert call.prompt["fact"] == fact
    assert fact not in call.answers
    assert call.answer(**{fact: MAY_FIT[fact]}).asked != "confirm"


@pytest.mark.parametrize(("fact", "value"), EXCLUDING.items())
def test_what_was_volunteered_and_denied_is_asked_again_at_once(fact, value):
    call = consented().answer(**{fact: value}).say(NO)
    assert call.asked == fact
    call.answer(**{fact: MAY_FIT[fact]})
    assert call.asked == ("sle_diagnosis" if fact == "age" else "age")


def test_read_backs_denied_again_and_again_end_as_not_sure():
    call = at("sle_diagnosis")
    for _ in range(2):
        call.answer(sle_diagnosis="no").say(NO)
        assert call.asked == "sle_diagnosis"
    call.answer(sle_diagnosis="no").say(NO)
    assert call.answers["sle_diagnosis"] == "unsure"
    assert call.asked == "active_symptoms"


def test_three_unusable_answers_to_a_read_back_are_not_sure():
    call = at("sle_diagnosis").answer(sle_diagnosis="no").say().say()
    assert call.asked == "confirm"
    assert "utter_read_back_sle_diagnosis" in call.said
    call.say()
    assert call.answers["sle_diagnosis"] == "unsure"
    assert call.asked == "active_symptoms"


def test_a_correction_in_the_breath_of_the_no_is_taken():
    call = at("age").answer(age=16).say(Meaning(reply="no", answers=said(age=61).answers))
    assert call.answers["age"] == 61
    assert call.asked == "sle_diagnosis"
    assert call.said == ["utter_changed"]


def test_a_correction_that_excludes_too_is_read_back_again():
    call = at("age").answer(age=16).say(Meaning(reply="no", answers=said(age=17).answers))
    assert (call.asked, call.item) == ("confirm", "age")
    assert not call.state.confirmed
    assert call.say(YES).prompt["disposition"] == "not_eligible"


def test_saying_the_same_again_confirms_it():
    assert at("age").answer(age=16).answer(age=16).prompt["disposition"] == "not_eligible"


def test_being_unsure_of_the_fact_itself_confirms_nothing():
    call = at("sle_diagnosis").answer(sle_diagnosis="no").answer(sle_diagnosis="unsure")
    assert call.answers["sle_diagnosis"] == "unsure"
    assert call.asked == "active_symptoms"


def test_other_facts_in_the_breath_of_a_confirmation_are_taken():
    call = at("age").answer(age=16).say(Meaning(reply="no", answers=said(headache="no").answers))
    assert call.asked == "age"
    assert call.answers["headache"] == "no"


def test_nothing_more_is_asked_of_somebody_under_18():
    call = at("age").answer(age=15, headache="no").say(YES)
    assert call.prompt["done"]
    assert call.prompt["fact"] is None
    assert call.prompt["reference"] is None
    assert "utter_ask_again_after_birthday" in call.said


def test_who_will_not_say_the_age_is_asked_for_18_or_older():
    call = at("age").say(Meaning(ask_back="age_adult"))
    assert call.asked == "age_adult"
    assert call.prompt["fact"] == "age"
    assert call.state.asked.tries == 0
    assert call.say(YES).answers["age"] == "adult"
    assert call.asked == "sle_diagnosis"


@pytest.mark.parametrize("refusal", [UNSURE, Meaning(ask_back="age_adult"), Meaning(request="skip")])
def test_who_will_not_say_that_either_is_noted_as_not_sure(refusal):
    call = at("age").request("skip")
    assert call.asked == "age_adult"
    call.say(refusal)
    assert call.answers["age"] == "unsure"
    assert call.asked == "sle_diagnosis"


@pytest.mark.parametrize("meaning", [NO, said(age="minor")])
def test_under_18_without_a_number_excludes_once_confirmed(meaning):
    call = at("age").say(Meaning(ask_back="age_adult")).say(meaning)
    assert (call.asked, call.item) == ("confirm", "age")
    assert call.argument("utter_read_back_age", "value") == "value_minor"
    assert call.answers["age"] == 17
    assert call.say(YES).prompt["disposition"] == "not_eligible"


def test_a_number_after_all_is_taken():
    call = at("age").say(Meaning(ask_back="age_adult")).say(Meaning(reply="yes", answers=said(age=34).answers))
    assert call.answers["age"] == 34


@pytest.mark.parametrize(("reply", "age"), [("yes", 18), ("unsure", "unsure")])
def test_a_birth_year_that_leaves_17_and_18_open_is_asked_back(reply, age):
    call = at("age").say(Meaning(ask_back="age_birthday"))
    assert call.asked == "age_birthday"
    assert call.prompt["fact"] == "age"
    assert call.say(Meaning(reply=reply)).answers["age"] == age
    assert call.asked == "sle_diagnosis"


def test_without_the_birthday_the_patient_is_17():
    call = at("age").say(Meaning(ask_back="age_birthday")).say(NO)
    assert call.answers["age"] == 17
    assert call.asked == "confirm"


def test_an_ask_back_in_the_breath_of_a_no_settles_what_was_read_back():
    call = at("age").answer(age=17).say(Meaning(reply="no", ask_back="age_birthday"))
    assert call.asked == "age_birthday"


def test_an_age_that_nobody_has_is_not_taken():
    call = at("age").answer(age=340)
    assert call.asked == "age"
    assert call.state.asked.tries == 1


@pytest.mark.parametrize(("fact", "ask_back"), [
    ("autoantibodies", "autoantibodies_negative"), ("autoantibodies", "autoantibodies_which"),
    ("headache_cause", "headache_cause_who")])
def test_an_ask_back_keeps_the_fact_and_its_answer_settles_it(fact, ask_back):
    call = at(fact, headache="yes").say(Meaning(ask_back=ask_back))
    assert call.asked == ask_back
    assert call.prompt["fact"] == fact
    call.answer(**{fact: "unsure"})
    assert call.answers[fact] == "unsure"
    assert call.state.ask_back is None
    assert call.prompt["fact"] != fact


def test_an_ask_back_that_is_answered_as_before_is_not_asked_for_ever():
    call = at("autoantibodies").say(Meaning(ask_back="autoantibodies_negative"))
    for _ in range(3):
        assert call.asked == "autoantibodies_negative"
        call.say(Meaning(ask_back="autoantibodies_negative"))
    assert call.answers["autoantibodies"] == "unsure"
    assert call.asked == "severe_nephritis"


def test_an_ask_back_about_a_fact_to_come_waits_for_its_turn():
    call = consented().say(Meaning(ask_back="autoantibodies_negative"))
    assert call.asked == "age"
    while call.answers.get("immunosuppressants") is None:
        call.answer(**{call.asked: MAY_FIT[call.asked]})
    assert call.asked == "autoantibodies_negative"


def test_an_ask_back_about_what_is_known_is_passed_over():
    call = at("seizures").say(Meaning(ask_back="autoantibodies_which"))
    assert call.asked == "seizures"
    assert call.answers["autoantibodies"] == ["anti-dsDNA"]


def test_an_earlier_answer_can_be_corrected_and_the_patient_hears_it():
    call = at("seizures").say(said(correction=True, age=43))
    assert call.answers["age"] == 43
    assert call.said == ["utter_changed"]
    assert call.asked == "seizures"
    assert call.state.asked.tries == 0


def test_a_correction_that_excludes_is_read_back():
    call = at("seizures").say(said(correction=True, sle_diagnosis="no"))
    assert (call.asked, call.item) == ("confirm", "sle_diagnosis")
    assert "utter_changed" in call.said
    assert call.say(YES).prompt["disposition"] == "not_eligible"


def test_a_correction_takes_a_confirmation_back():
    call = at("seizures").answer(seizures="yes").say(YES)
    assert call.prompt["disposition"] == "not_eligible"
    call.say(said(correction=True, seizures="past"))
    assert "seizures" not in call.state.confirmed
    assert call.asked == "psychosis"
    assert not call.prompt["done"]


def test_not_sure_about_something_else_takes_no_earlier_answer_away():
    call = at("seizures").answer(age="unsure", seizures="no")
    assert call.answers["age"] == 34
    assert call.asked == "psychosis"


def test_a_correction_to_not_sure_counts():
    assert at("seizures").say(said(correction=True, age="unsure")).answers["age"] == "unsure"


def test_the_cause_of_a_headache_goes_with_the_headache():
    call = at("headache_cause", headache="yes").answer(headache_cause="unrelated")
    assert call.asked == "chronic_illness"
    call.say(said(correction=True, headache="no"))
    assert "headache_cause" not in call.answers
    assert call.asked == "chronic_illness"
    call.say(said(correction=True, headache="yes"))
    assert call.asked == "headache_cause"


def test_an_illness_that_is_taken_back_takes_its_management_along():
    call = at("chronic_illness").answer(chronic_illness="yes").answer(chronic_illness_managed="no")
    call.say(said(correction=True, chronic_illness="no"))
    assert "chronic_illness_managed" not in call.answers


def test_a_cause_without_a_headache_is_not_kept():
    call = at("chronic_illness").answer(headache_cause="lupus", chronic_illness="no")
    assert "headache_cause" not in call.answers
    assert call.asked == "pregnant_or_lactating"


def test_a_headache_and_its_cause_in_one_breath_are_both_taken_whatever_comes_first():
    call = at("chronic_illness").answer(headache_cause="unrelated", headache="yes")
    assert call.answers["headache"] == "yes"
    assert call.answers["headache_cause"] == "unrelated"


def test_another_positive_blood_test_joins_those_known():
    call = at("seizures").answer(autoantibodies=["anti-Sm"])
    assert call.answers["autoantibodies"] == ["anti-dsDNA", "anti-Sm"]
    call.say(said(correction=True, autoantibodies=["anti-Sm"]))
    assert call.answers["autoantibodies"] == ["anti-Sm"]


def test_a_value_that_a_fact_does_not_have_is_not_taken():
    call = at("headache").answer(headache="past")
    assert "headache" not in call.answers
    assert call.asked == "headache"


def test_a_plain_yes_or_no_is_the_answer_to_the_fact_asked_for():
    assert at("sle_diagnosis").say(YES).answers["sle_diagnosis"] == "yes"
    assert at("seizures").say(UNSURE).answers["seizures"] == "unsure"


def test_the_answer_and_a_question_in_one_breath_are_both_heard():
    call = at("sle_diagnosis").request("why", sle_diagnosis="yes")
    assert call.answers["sle_diagnosis"] == "yes"
    assert call.said == ["utter_why_sle_diagnosis"]
    assert call.asked == "active_symptoms"


def test_answers_that_are_no_answer_to_the_question_do_not_count_as_tries():
    call = at("sle_diagnosis")
    for fact in ("headache", "seizures", "psychosis", "chronic_illness"):
        call.answer(**{fact: "no"})
        assert call.asked == "sle_diagnosis"
        assert call.state.asked.tries == 0
        assert call.said == []


def test_the_words_that_an_answer_rests_on_are_kept_and_those_of_a_miss_are_not():
    call = at("sle_diagnosis").say(said(sle_diagnosis="yes"), "yes I do")
    assert call.state.evidence["sle_diagnosis"]["words"] == "sle_diagnosis yes"
    for _ in range(3):
        call.say(NOTHING, "my neighbour Ann")
    assert call.answers["active_symptoms"] == "unsure"
    assert call.state.evidence["active_symptoms"]["words"] == ""


def test_an_answer_bears_the_time_at_which_it_was_given():
    assert at("sle_diagnosis").state.evidence["age"]["at"] == "2026-03-02T12:01:00Z"


def test_an_earlier_answer_that_is_put_in_question_is_asked_again_and_this_answer_is_kept():
    call = at("psychosis").say(replace(said(psychosis="no"), reopens="seizures"))
    assert (call.asked, call.answers.get("psychosis"), call.answers.get("seizures")) == ("seizures", "no", None)
    assert call.answer(seizures="past").asked == "organic_brain_syndrome"


def test_medicines_that_are_put_in_question_stay_and_are_asked_about():
    call = at("psychosis").say(replace(said(psychosis="no"), reopens="immunosuppressants"))
    assert (call.asked, bool(call.answers["immunosuppressants"])) == ("more_medicines", True)
