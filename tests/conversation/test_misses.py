"""Unusable answers and silence: other words each time, never more than three tries, never a loop, never a dead end."""

from __future__ import annotations

import pytest

from tests.conversation.calls import NOTHING, PROTOCOL, YES, at, begun, consented
from understanding.meaning import Meaning

FACTS = ["age", "sle_diagnosis", "immunosuppressants", "autoantibodies", "seizures", "headache", "chronic_illness",
         "pregnant_or_lactating"]


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("event", [None, "no_match"])
def test_the_third_unusable_answer_is_noted_as_not_sure_and_the_next_question_comes(fact, event):
    call = at(fact)
    call.say(NOTHING, event=event)
    assert call.said == ["utter_not_understood_1"]
    assert call.asked == fact
    assert call.state.asked.wording == 1
    call.say(NOTHING, event=event)
    assert call.said == ["utter_not_understood_2"]
    assert call.asked == fact
    assert call.state.asked.wording == 2
    call.say(NOTHING, event=event)
    assert call.said[0] == "utter_noted_unsure"
    assert call.answers[fact] == "unsure"
    assert call.asked != fact


def test_without_a_usable_answer_to_the_consent_the_conversation_ends_kindly():
    call = begun().say().say()
    assert call.asked == "consent"
    call.say()
    assert call.prompt["done"]
    assert call.prompt["disposition"] == "declined"
    assert call.desk.written == {}


def test_the_third_silence_in_a_row_gives_a_code_and_ends():
    call = at("seizures").hear("no_input")
    assert call.said == ["utter_silence_1"]
    assert call.asked == "seizures"
    assert call.state.asked.wording == 1
    call.hear("no_input")
    assert call.said == ["utter_silence_2"]
    assert call.asked == "seizures"
    assert call.state.asked.wording == 2
    call.hear("no_input")
    assert call.said == ["utter_silence_end"]
    assert call.prompt["done"]
    assert call.prompt["disposition"] is None
    assert call.prompt["reference"] == call.state.reference
    assert call.log[-1].disposition is None


def test_after_silence_the_last_words_are_a_farewell_until_somebody_speaks():
    call = at("seizures").hear("no_input").hear("no_input").hear("no_input")
    assert call.asked == "farewell"
    assert call.hear("no_input").asked == "farewell"
    assert call.request("repeat").said == ["utter_reference"]
    assert call.asked == "farewell"
    assert call.prompt["done"]
    assert call.say(YES).asked == "seizures"


@pytest.mark.parametrize("say", [
    lambda call: call.request("greeting"), lambda call: call.say(YES), lambda call: call.say(NOTHING, event="no_match"),
    lambda call: call.press("1")], ids=["hello", "yes", "a murmur", "a key"])
def test_whoever_speaks_after_the_end_by_silence_goes_on_at_the_same_question(say):
    call = say(at("seizures").hear("no_input").hear("no_input").hear("no_input"))
    assert call.said == ["utter_welcome_back"]
    assert call.asked == "seizures"
    assert not call.prompt["done"]
    assert call.state.asked.tries == call.state.asked.silences == 0


def test_whoever_speaks_after_silence_at_the_opening_hears_it_again():
    call = begun().hear("no_input").hear("no_input").hear("no_input").say(YES)
    assert call.said == ["utter_opening"]
    assert call.asked == "consent"
    assert not call.state.consented


def test_whoever_wants_something_else_after_the_end_by_silence_gets_it():
    call = at("seizures").hear("no_input").hear("no_input").hear("no_input")
    assert call.request("stop").said == ["utter_goodbye"]
    assert call.prompt["done"]


def test_silence_before_consent_ends_without_a_code():
    call = begun()
    for _ in range(3):
        call.hear("no_input")
    assert call.said == ["utter_silence_end_no_code"]
    assert call.prompt["done"]
    assert call.prompt["reference"] is None
    assert call.desk.written == {}


def test_only_silences_in_a_row_count():
    call = at("seizures")
    for _ in range(2):
        call.hear("no_input").hear("no_input").say(NOTHING)
    assert call.asked == "seizures"
    assert call.state.asked.tries == 2
    call.hear("no_input").hear("no_input")
    assert not call.prompt["done"]
    call.say(NOTHING)
    assert call.answers["seizures"] == "unsure"


def test_silence_takes_no_try_away_from_an_answer():
    call = at("seizures").hear("no_input").hear("no_input").say(NOTHING)
    assert call.asked == "seizures"
    assert "seizures" not in call.answers


def test_a_question_of_the_patient_is_no_try():
    call = at("seizures")
    for request in ("why", "repeat", "help", "explain", "faq_duration"):
        call.request(request)
        assert call.asked == "seizures"
        assert call.state.asked.tries == 0


@pytest.mark.parametrize("fact", [each for each in FACTS if each != "age"])
def test_skipping_notes_not_sure_at_once(fact):
    call = at(fact).request("skip")
    assert call.answers[fact] == "unsure"
    assert call.asked != fact


def test_consent_cannot_be_skipped():
    call = begun().request("skip")
    assert call.asked == "consent"
    assert not call.state.consented
    assert call.request("skip").request("skip").prompt["disposition"] == "declined"


def test_a_read_back_that_is_skipped_is_not_sure():
    call = at("sle_diagnosis").answer(sle_diagnosis="no").request("skip")
    assert call.answers["sle_diagnosis"] == "unsure"
    assert call.asked == "active_symptoms"


def test_any_others_without_a_usable_answer_leaves_room_for_one_without_a_name():
    call = at("age").answer(age=34, sle_diagnosis="yes", active_symptoms="yes", glucocorticoids="yes",
                            immunosuppressants=[{"name": "methotrexate", "class": "conventional", "weeks": 52}])
    assert call.asked == "more_medicines"
    call.say().say().say()
    assert [entry["name"] for entry in call.answers["immunosuppressants"]] == ["methotrexate", None]
    assert call.asked == "autoantibodies"


@pytest.mark.parametrize("question", ["stopping", "go_on"])
def test_who_does_not_say_whether_to_stop_or_go_on_keeps_the_answers(question):
    call = at("seizures").request("stop" if question == "stopping" else "pause")
    assert call.asked == question
    call.say().say()
    assert call.asked == question
    call.say()
    assert call.said == ["utter_kept"]
    assert call.prompt["done"]
    assert call.prompt["reference"] == call.state.reference


def test_contact_is_never_assumed():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no")
    assert call.asked == "contact_permission"
    call.say().say().say()
    assert call.answers["contact_permission"] == "no"
    assert call.prompt["done"]


def test_a_contact_detail_without_a_usable_answer_is_left_out():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no").say(YES)
    for detail in ("contact_name", "contact_phone", "contact_time"):
        assert call.asked == detail
        call.say().say().say()
        assert call.answers[detail] == ""
    assert call.prompt["done"]


def test_nothing_but_unusable_answers_comes_to_an_end():
    call, turns = consented(), 0
    while not call.state.done:
        call.say(NOTHING)
        turns += 1
        assert turns <= 3 * (len(PROTOCOL.facts) + 1)
    assert call.prompt["disposition"] == "needs_review"


def test_a_code_that_cannot_be_understood_leads_back_to_the_screening():
    call = begun().request("reference")
    assert call.asked == "reference"
    call.say().say().say()
    assert call.said[-1] == "utter_reference_given_up"
    assert call.asked == "consent"


def test_a_code_with_a_wrong_digit_is_noticed():
    call = begun().request("reference").say(Meaning(reply="482913067"))
    assert call.said == ["utter_reference_mistyped"]
    assert call.asked == "reference"
    assert call.desk.lookups == 0


def test_an_alarm_is_heard_even_in_words_that_the_recogniser_was_not_sure_of():
    call = at("seizures").say(Meaning(alarm="emergency"), "chest pain", event="no_match")
    assert call.said == ["utter_safety_emergency"]
    assert call.asked == "go_on"


def test_what_else_the_recogniser_was_not_sure_of_is_no_answer():
    call = at("seizures").say(YES, "yes", event="no_match")
    assert call.said == ["utter_not_understood_1"]
    assert "seizures" not in call.answers
