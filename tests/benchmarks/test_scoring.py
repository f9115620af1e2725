"""Scoring: what is right, what is left out, what is taken besides, what is turned round."""

from __future__ import annotations

import pytest

from benchmarks.questions import question_of
from benchmarks.samples import Answer
from benchmarks.scoring import same_value, same_weeks, score
from prescreen.protocol import load
from understanding.meaning import Meaning, Said

PROTOCOL = load()


def scored(question, expect, meaning, item=None):
    answer = Answer("a-1", question, "words", "typed", expect, item)
    return score(answer, question_of(PROTOCOL, question, item), meaning)


def test_a_bare_reply_is_the_answer_to_the_question_asked():
    assert scored("seizures", {"seizures": "no"}, Meaning(reply="no")).right
    assert scored("seizures", {"reply": "no"}, Meaning(answers=(Said("seizures", "no"),))).right


def test_an_answer_left_out_is_wrong():
    result = scored("age", {"age": 36, "sle_diagnosis": "yes"}, Meaning(answers=(Said("age", 36),)))
    assert not result.right
    assert result.facts == [("age", True), ("sle_diagnosis", False)]


def test_an_answer_taken_besides_is_wrong():
    said = (Said("headache", "no"), Said("seizures", "no"))
    assert not scored("headache", {"headache": "no"}, Meaning(answers=said)).right


def test_a_request_nobody_made_is_wrong():
    assert not scored("headache", {"headache": "no"}, Meaning(answers=(Said("headache", "no"),), request="stop")).right


def test_an_alarm_nobody_gave_is_wrong():
    assert not scored("headache", {"headache": "yes"}, Meaning(alarm="emergency")).right


@pytest.mark.parametrize(("fact", "wanted", "got"), [
    ("seizures", "yes", "no"), ("headache_cause", "lupus", "unrelated"),
    ("autoantibodies", ["anti-Sm"], "all_negative"), ("immunosuppressants", [{"name": "methotrexate"}], "none")])
def test_an_answer_turned_round_is_a_flip(fact, wanted, got):
    assert scored(fact, {fact: wanted}, Meaning(answers=(Said(fact, got),))).flips == [fact]


def test_unsure_taken_for_yes_is_no_flip_but_an_exclusion_nobody_said():
    result = scored("seizures", {"seizures": "unsure"}, Meaning(answers=(Said("seizures", "yes"),)))
    assert (result.flips, result.exclusions) == ([], ["seizures"])


def test_either_of_two_right_outcomes_is_right():
    expect = {"or": [{"autoantibodies": "unsure"}, {"ask_back": "autoantibodies_which"}]}
    assert scored("autoantibodies", expect, Meaning(ask_back="autoantibodies_which")).right
    assert scored("autoantibodies", expect, Meaning(reply="unsure")).right
    assert not scored("autoantibodies", expect, Meaning(answers=(Said("autoantibodies", "all_negative"),))).right


def test_a_read_back_is_right_only_for_a_doubtful_name():
    meaning = Meaning(doubtful=({"name": "mycophenolate", "weeks": None},))
    named = {"immunosuppressants": [{"name": "mycophenolate"}]}
    doubtful = {"immunosuppressants": [{"name": "mycophenolate", "doubtful": True}]}
    assert scored("immunosuppressants", doubtful, meaning).right
    assert not scored("immunosuppressants", named, meaning).right


def test_a_length_counts_for_the_medicine_asked_about():
    said = Said("immunosuppressants", [{"name": "tacrolimus", "weeks": 27}])
    assert scored("treatment_length", {"treatment_length": 26}, Meaning(answers=(said,)), "tacrolimus").right
    assert not scored("treatment_length", {"treatment_length": 26}, Meaning(answers=(said,)), "rituximab").right
    assert scored("treatment_length", {"treatment_length": "unsure"}, Meaning(reply="unsure"), "tacrolimus").right


def test_a_medicine_taken_out_is_not_a_medicine_named():
    removed = Said("immunosuppressants", [{"name": "methotrexate"}], removes=True)
    expect = {"immunosuppressants": [{"name": "methotrexate", "removed": True}]}
    assert scored("chronic_illness", expect, Meaning(answers=(removed,))).right
    named = Said("immunosuppressants", [{"name": "methotrexate"}])
    assert not scored("chronic_illness", expect, Meaning(answers=(named,))).right


def test_nothing_expected_is_right_when_nothing_is_taken():
    assert scored("age", {"nothing": True}, Meaning()).right
    assert scored("age", {"nothing": True}, Meaning(request="repeat")).right
    assert not scored("age", {"nothing": True}, Meaning(answers=(Said("age", 12),))).right


def test_an_adult_without_a_number_is_the_same_as_yes():
    assert scored("age_adult", {"reply": "yes"}, Meaning(answers=(Said("age", "adult"),))).right
    assert scored("age_adult", {"age": 24}, Meaning(answers=(Said("age", 24),))).right


def test_weeks_may_be_one_off_and_unknown_is_unknown():
    assert same_weeks(26, 27)
    assert not same_weeks(26, 28)
    assert same_weeks(None, "unsure")
    assert not same_weeks(None, 12)


def test_telephone_numbers_are_compared_by_their_digits():
    assert same_value("(617) 555-0188", "6175550188")
    assert not same_value("6175550188", "6175550189")
