"""How a conversation begins, is interrupted by an alarm or a hang-up, and begins again."""

from __future__ import annotations

import pytest

from prescreen.agenda import next_step
from tests.conversation.calls import MAY_FIT, NO, NOTHING, PROTOCOL, UNSURE, YES, Call, at, begun, consented, said
from understanding.meaning import Meaning


@pytest.mark.parametrize("first", [
    {"event": "start"}, {"event": "no_input"}, {"event": "no_match"}, {"meaning": NOTHING}, {"meaning": YES},
    {"meaning": said(age=34)}, {"meaning": Meaning(request="greeting")}])
def test_whatever_comes_first_the_opening_is_said_and_consent_is_asked(first):
    call = Call().say(**first)
    assert (call.said, call.asked, call.answers) == (["utter_opening"], "consent", {})


def test_a_request_in_the_first_words_is_answered_after_the_opening():
    assert Call().request("robot").said == ["utter_opening", "utter_robot"]


def test_what_is_said_before_consent_is_not_kept():
    call = begun().answer(age=34)
    assert call.answers == {}
    assert call.asked == "consent"
    call.say(YES)
    assert call.answers == {"consent": "yes"}
    assert call.asked == "age"


def test_what_is_said_in_the_same_breath_as_the_yes_is_taken():
    call = begun().say(Meaning(reply="yes", answers=said(age=34, headache="no").answers))
    assert call.answers == {"consent": "yes", "age": 34, "headache": "no"}
    assert call.asked == "sle_diagnosis"


def test_without_consent_the_conversation_ends_and_only_a_count_stays():
    call = begun().say(NO)
    assert call.said == ["utter_outcome_declined"]
    assert call.prompt["disposition"] == "declined"
    assert call.prompt["done"]
    assert call.desk.written == {}
    assert call.desk.declined == [(call.state.attempt.id, None)]


def test_not_sure_is_no_consent_and_is_asked_again():
    call = begun().say(UNSURE)
    assert call.asked == "consent"
    assert not call.state.consented
    assert call.state.asked.tries == 1


def test_a_question_during_consent_is_no_consent():
    call = begun().request("privacy")
    assert call.asked == "consent"
    assert call.answers == {}
    assert call.said == ["utter_privacy"]


@pytest.mark.parametrize("kind", ["emergency", "suicide"])
@pytest.mark.parametrize("question", ["consent", "age", "seizures"])
def test_an_alarm_comes_before_everything_and_waits_until_the_patient_goes_on(kind, question):
    call = begun() if question == "consent" else at(question)
    call.say(Meaning(alarm=kind, answers=said(seizures="yes").answers, request="stop"))
    assert call.said == [f"utter_safety_{kind}"]
    assert call.asked == "go_on"
    assert call.state.pause_reason == "safety"
    assert call.answers.get("seizures") is None
    assert call.prompt["fact"] is None
    call.say(NO)
    assert call.asked == "go_on"
    call.say(YES)
    assert call.asked == question
    assert call.state.pause_reason is None


def test_after_an_alarm_in_the_first_words_the_opening_is_not_left_out():
    call = Call().say(Meaning(alarm="emergency"))
    assert call.said == ["utter_safety_emergency"]
    call.say(YES)
    assert call.said == ["utter_opening"]
    assert call.asked == "consent"


def test_the_log_knows_that_a_safety_text_was_given_but_not_the_words():
    call = at("seizures").say(Meaning(alarm="emergency"), "my chest hurts").say(YES).finish()
    assert call.log[-1].safety_given
    assert "chest" not in str(call.log[-1])


def test_an_alarm_after_the_end_is_answered_too():
    call = consented().finish().say(Meaning(alarm="suicide"))
    assert call.said == ["utter_safety_suicide"]
    assert call.state.done


def test_a_start_in_the_middle_asks_the_same_question_again():
    call = at("seizures").hear("start")
    assert call.said == ["utter_welcome_back"]
    assert call.asked == "seizures"
    assert call.answers["age"] == 34


def test_a_start_before_consent_says_the_opening_again():
    assert begun().hear("start").said == ["utter_opening"]


@pytest.mark.parametrize("turn", [{"meaning": YES}, {"event": "start"}, {"event": "no_input"}])
def test_a_screening_that_an_amendment_overtakes_is_begun_anew_and_says_why(turn):
    call = at("seizures")
    call.state.attempt.protocol_version = "an older one"
    first = call.state.attempt.id
    call.say(**turn)
    assert call.said == ["utter_amended"]
    assert call.asked == "consent"
    assert call.answers == {}
    assert call.state.attempt.id != first
    assert call.state.attempt.protocol_version == PROTOCOL.version


def test_an_alarm_is_heard_even_then():
    call = at("seizures")
    call.state.attempt.protocol_version = "an older one"
    assert call.say(Meaning(alarm="emergency")).said == ["utter_safety_emergency"]
    assert call.state.safety_given


def test_a_screening_that_ended_before_an_amendment_is_not_assessed_anew():
    call = consented().finish()
    call.state.attempt.protocol_version = "an older one"
    call.say(said(correction=True, age=35))
    assert call.prompt["done"]
    assert call.answers["age"] == 34
    assert len(call.log) == 2


def test_a_hang_up_keeps_what_was_agreed_to_and_gives_no_disposition():
    call = at("seizures").hear("hangup")
    assert call.prompt["done"]
    assert call.prompt["disposition"] is None
    assert call.prompt["reference"] is None
    assert call.log[-1].answers["age"] == 34
    assert call.log[-1].disposition is None


def test_a_hang_up_before_consent_keeps_nothing():
    assert Call().hear("hangup").desk.written == {}
    call = begun().hear("hangup")
    assert call.desk.written == {}
    assert call.prompt["done"]


def test_the_same_call_after_a_hang_up_goes_on_where_it_was():
    call = at("seizures").hear("hangup").hear("start")
    assert call.asked == "seizures"
    assert not call.state.done
    call = at("seizures").hear("hangup").answer(seizures="no")
    assert call.asked == "psychosis"


def test_the_same_call_after_a_hang_up_at_once_is_opened():
    call = Call().hear("hangup").say(YES)
    assert call.said == ["utter_opening"]
    assert call.asked == "consent"


@pytest.mark.parametrize("beginning", [{"event": "start"}, {"meaning": Meaning(request="greeting")}])
def test_a_start_or_a_greeting_after_the_end_begins_a_new_screening(beginning):
    call = consented().finish()
    first = call.state.attempt
    call.say(**beginning)
    assert call.said == ["utter_opening"]
    assert call.asked == "consent"
    assert call.answers == {}
    assert call.state.attempt.id != first.id
    assert call.state.attempt.number == 2
    assert not call.prompt["done"]
    assert call.state.reference is None
    assert call.finish().state.disposition == "potentially_eligible"


@pytest.mark.parametrize("event", ["no_input", "no_match", "hangup"])
def test_events_after_the_end_change_nothing(event):
    call = consented().finish()
    for _ in range(4):
        call.hear(event)
    assert call.prompt["done"]
    assert call.prompt["disposition"] == "potentially_eligible"
    assert len(call.log) == 2


def test_facts_are_asked_in_the_order_of_the_protocol():
    call, asked = consented(), []
    while not call.state.done and call.asked != "contact_permission":
        asked.append(call.asked)
        call.answer(**{call.asked: MAY_FIT[call.asked]})
    assert asked == [fact.name for fact in PROTOCOL.facts if not fact.only_after]


def test_several_facts_in_one_utterance_are_all_taken_and_none_is_asked_twice():
    call = consented().answer(age=34, sle_diagnosis="yes", headache="no", pregnant_or_lactating="no")
    assert call.asked == "active_symptoms"
    asked = set()
    while call.asked != "contact_permission":
        asked.add(call.asked)
        call.answer(**{call.asked: MAY_FIT[call.asked]})
    assert not asked & {"age", "sle_diagnosis", "headache", "pregnant_or_lactating"}


def test_the_question_that_waits_is_the_one_of_the_agenda():
    call = consented().answer(age=34)
    assert next_step(PROTOCOL, call.answers, call.state.confirmed).question == call.asked


def test_what_is_understood_is_understood_in_the_context_of_the_question():
    call = at("treatment_length", immunosuppressants=[
        {"name": "methotrexate", "class": "conventional"}, {"name": "belimumab", "class": "biologic"}])
    call.say(NOTHING)
    question = call.questions[-1]
    assert (question.name, question.fact, question.item, question.expects) == (
        "treatment_length", "treatment_length", "methotrexate", "duration")


def test_when_the_log_fails_the_turn_fails_and_the_state_is_as_before():
    call = at("seizures")
    call.desk.works = False
    before = call.state
    with pytest.raises(ConnectionError):
        call.request("pause")
    assert call.state is before
    assert call.asked == "seizures"
    assert call.state.reference is None
