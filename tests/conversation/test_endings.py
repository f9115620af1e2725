"""Stopping, pausing, keeping and deleting."""

from __future__ import annotations

import pytest

from tests.conversation.calls import NO, NOTHING, YES, at, begun, consented
from understanding.meaning import Meaning

KEEP, DELETE, GO_ON = Meaning(reply="keep"), Meaning(reply="delete"), Meaning(reply="go_on")


@pytest.mark.parametrize("word", ["stop", "goodbye"])
def test_stop_asks_once_whether_to_keep_or_delete(word):
    call = at("seizures").request(word)
    assert call.asked == "stopping"
    assert call.prompt["fact"] == "stopping"
    assert call.prompt["dtmf"]["1"] == "keep"
    assert call.prompt["dtmf"]["2"] == "delete"
    assert call.desk.written == {}
    assert not call.prompt["done"]


def test_keep_gives_a_code_and_no_disposition():
    call = at("seizures").request("stop").say(KEEP)
    assert call.said == ["utter_kept"]
    assert call.prompt["done"]
    assert call.prompt["disposition"] is None
    assert call.prompt["reference"] == call.desk.codes[call.state.attempt.id]
    assert call.log[-1].disposition is None
    assert call.log[-1].answers["age"] == 34


def test_delete_leaves_nothing_but_a_count():
    call = at("seizures").request("pause").say(YES)
    assert call.log
    call.request("stop").say(DELETE)
    assert call.said == ["utter_deleted", "utter_outcome_declined"]
    assert call.prompt["done"]
    assert call.prompt["disposition"] == "declined"
    assert call.prompt["reference"] is None
    assert call.desk.written == {}
    assert len(call.desk.declined) == 1
    assert call.answers == {}
    assert call.state.evidence == {}
    assert call.state.history == []


def test_stop_and_forget_it_deletes_at_once():
    assert at("seizures").request("stop_delete").prompt["disposition"] == "declined"


def test_no_to_stopping_goes_on_with_the_same_question():
    call = at("seizures").request("stop").say(GO_ON)
    assert call.asked == "seizures"
    assert not call.prompt["done"]


def test_stop_said_twice_keeps_the_answers():
    call = at("seizures").request("stop").request("stop")
    assert call.said == ["utter_kept"]
    assert call.prompt["done"]


def test_stop_before_consent_ends_at_once():
    call = begun().request("stop")
    assert call.prompt["disposition"] == "declined"
    assert call.desk.written == {}


def test_a_pause_gives_a_code_and_waits_for_the_patient():
    call = at("seizures").request("pause")
    assert call.said == ["utter_pause"]
    assert call.asked == "go_on"
    assert call.state.pause_reason == "pause"
    assert call.log[-1].disposition is None
    call.say(NO)
    assert call.asked == "go_on"
    assert not call.prompt["done"]
    call.say(YES)
    assert call.asked == "seizures"
    assert call.state.pause_reason is None


def test_a_pause_before_consent_keeps_nothing():
    call = begun().request("pause")
    assert call.said == ["utter_pause_before_consent"]
    assert call.asked == "consent"
    assert call.desk.written == {}


def test_after_a_pause_a_read_back_is_said_once_and_again():
    call = at("sle_diagnosis").answer(sle_diagnosis="no").request("pause").say(YES)
    assert call.said == ["utter_read_back_sle_diagnosis"]
    assert call.asked == "confirm"


def test_a_stop_in_the_middle_of_a_pause_asks_keep_or_delete():
    call = at("seizures").request("pause").request("stop")
    assert call.asked == "stopping"
    assert call.state.pause_reason is None


def test_after_a_pause_during_a_code_the_code_is_asked_for_again():
    call = begun().request("reference").say(Meaning(alarm="emergency")).say(YES)
    assert call.asked == "reference"


def test_the_code_stays_the_same_from_a_pause_to_the_hand_off():
    call = at("seizures").request("pause")
    code = call.state.reference
    assert call.say(YES).finish().prompt["reference"] == code


def test_stopping_after_the_outcome_keeps_the_outcome():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no").request("stop").say(KEEP)
    assert call.prompt["done"]
    assert call.prompt["disposition"] == "potentially_eligible"
    assert call.log[-1].disposition == "potentially_eligible"


def test_delete_after_the_hand_off_deletes_what_was_handed_off():
    call = consented().finish().request("stop_delete")
    assert call.prompt["disposition"] == "declined"
    assert call.desk.written == {}


def test_nothing_is_written_again_after_a_deletion():
    call = at("seizures").request("stop_delete")
    for meaning in (YES, NOTHING, Meaning(request="pause"), Meaning(request="stop"), Meaning(request="recap")):
        call.say(meaning)
    assert call.desk.written == {}
    assert call.prompt["done"]


def test_starting_over_after_a_pause_deletes_both_when_asked_to():
    call = at("seizures").request("pause").request("start_over")
    call.say(YES).request("stop_delete")
    assert call.desk.declined[-1][1] == call.desk.codes[next(iter(call.desk.codes))]


def test_no_consent_to_a_screening_begun_anew_leaves_the_earlier_one_alone():
    call = at("seizures").request("pause").request("start_over").say(NO)
    assert call.prompt["disposition"] == "declined"
    assert call.desk.declined[-1][1] is None


def test_who_rests_may_keep_the_answers_and_leave():
    call = at("headache")
    call.request("pause").say(KEEP)
    assert call.prompt["done"] and call.prompt["disposition"] is None
    assert "utter_kept" in call.said
