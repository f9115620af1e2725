"""What patients want of the assistant: answered, and then the same question again."""

from __future__ import annotations

import pytest

from conversation.requests import HANDLERS
from tests.conversation.calls import NO, NOTHING, YES, DeskInMemory, at, begun, consented, said
from understanding.meaning import Meaning

ANSWERED = ["on_behalf", "faq_clinical_trial", "faq_take_part", "faq_duration", "faq_compensation",
            "faq_trial_safety", "robot", "privacy", "help", "medical_advice", "trial_what", "trial_sponsor",
            "trial_where", "trial_recruiting", "trial_safe", "trial_cost", "trial_steps", "greeting", "thanks",
            "frustrated", "out_of_scope"]
EVERYWHERE = ["consent", "age", "immunosuppressants", "treatment_length", "headache", "contact_permission"]


def reach(question):
    if question == "consent":
        return begun()
    if question == "contact_permission":
        return at("pregnant_or_lactating").answer(pregnant_or_lactating="no")
    if question == "treatment_length":
        return at("immunosuppressants").answer(immunosuppressants=[
            {"name": "methotrexate", "class": "conventional"}, {"name": "belimumab", "class": "biologic"}])
    return at(question)


@pytest.mark.parametrize("request_name", ANSWERED)
def test_a_general_question_is_answered_and_the_same_question_asked_again(request_name):
    call = at("seizures").request(request_name)
    assert call.said == [f"utter_{request_name}"]
    assert call.asked == "seizures"
    assert call.state.asked.tries == 0


@pytest.mark.parametrize("question", EVERYWHERE)
@pytest.mark.parametrize("request_name", ["why", "explain", "repeat", "person", "how_long_now", "recap", "my_data"])
def test_everywhere_a_request_leaves_the_question_and_the_answers_as_they_were(question, request_name):
    call = reach(question)
    before, item = dict(call.answers), call.item
    call.request(request_name)
    assert (call.asked, call.item, call.answers) == (question, item, before)
    assert not call.state.done


def test_why_is_answered_for_the_fact_in_question():
    assert at("seizures").request("why").said == ["utter_why_seizures"]
    assert reach("treatment_length").request("why").said == ["utter_why_treatment_length"]
    read_back = at("sle_diagnosis").answer(sle_diagnosis="no").request("why")
    assert read_back.said == ["utter_why_sle_diagnosis", "utter_read_back_sle_diagnosis"]
    assert at("seizures").request("why", about="age").said == ["utter_why_age"]
    assert at("seizures").request("why", about="nowhere").said == ["utter_why_general"]


def test_a_term_is_explained_by_name_or_else_the_one_in_question():
    assert at("seizures").request("explain", about="flare").said == ["utter_term_flare"]
    assert at("sle_diagnosis").request("explain").said == ["utter_term_sle_diagnosis"]
    assert at("seizures").request("explain", about="nowhere").said == ["utter_term_unknown"]


def test_the_keys_for_repeat_and_a_person_work_at_every_question():
    for question in EVERYWHERE:
        assert reach(question).press("*").asked == question
        assert reach(question).press("0").said[0] == "utter_person_no_contact"
        assert reach(question).press("0#").said[0] == "utter_person_no_contact"


def test_a_person_is_named_where_the_deployment_has_a_contact_line():
    assert begun(contact="555-0100").request("person").said == ["utter_person"]


def test_repeating_a_read_back_says_it_again():
    call = at("sle_diagnosis").answer(sle_diagnosis="no").press("*")
    assert call.said == ["utter_read_back_sle_diagnosis"]
    assert call.asked == "confirm"


def test_how_long_counts_the_questions_left():
    call = at("pregnant_or_lactating").request("how_long_now")
    assert call.argument("utter_how_long_now", "left") == 1


def test_going_back_asks_the_last_answer_again():
    call = at("seizures").request("go_back")
    assert call.asked == "severe_cns_lupus"
    assert "severe_cns_lupus" not in call.answers
    call.request("go_back")
    assert call.asked == "severe_nephritis"


def test_going_back_from_a_read_back_asks_the_fact_that_was_read_back():
    call = at("seizures").answer(seizures="yes").request("go_back")
    assert call.asked == "seizures"


def test_going_back_at_the_first_question_has_nowhere_to_go():
    call = consented().request("go_back")
    assert call.said == ["utter_nothing_to_go_back"]
    assert call.asked == "age"
    assert call.state.consented


@pytest.mark.parametrize("away", ["stop", "pause", "reference"])
def test_going_back_leads_out_of_a_side_question(away):
    assert at("seizures").request(away).request("go_back").asked == "seizures"


def test_going_back_from_a_contact_detail_asks_the_one_before():
    call = reach("contact_permission").say(YES).say(Meaning(reply="Ann")).request("go_back")
    assert call.asked == "contact_name"
    assert "contact_name" not in call.answers
    assert call.request("go_back").asked == "contact_permission"


def test_contact_can_be_taken_back_after_the_end():
    call = consented().finish(contact=YES).request("change_answer", about="contact_permission")
    assert call.asked == "contact_permission"
    call.say(NO)
    assert call.prompt["done"]
    assert "my contact_phone" not in str(call.log[-1])


def test_a_contact_detail_can_be_changed_after_the_end():
    call = consented().finish(contact=YES).request("change_answer", about="contact_phone").say(Meaning(reply="5550199"))
    assert call.prompt["done"]
    assert call.log[-1].answers["contact_phone"] == "5550199"


def test_who_kept_the_answers_can_go_on_after_all():
    call = at("seizures").request("stop").say(Meaning(reply="keep")).say(Meaning(reply="go_on"))
    assert call.asked == "seizures"
    assert not call.prompt["done"]


def test_an_answer_can_be_changed_by_name():
    call = at("seizures").request("change_answer", about="age")
    assert call.said == ["utter_go_back"]
    assert call.asked == "age"
    assert "age" not in call.answers
    assert call.answer(age=43).asked == "seizures"


def test_a_later_answer_that_is_to_be_changed_is_asked_at_once():
    call = consented().answer(headache="no").request("change_answer", about="headache")
    assert call.asked == "headache"
    assert call.answer(headache="unsure").asked == "age"


def test_the_answer_that_is_asked_for_now_needs_no_change():
    call = at("seizures").request("change_answer", about="seizures")
    assert call.said == []
    assert call.asked == "seizures"


def test_an_answer_can_be_changed_in_the_same_breath():
    call = at("seizures").request("change_answer", about="age", age=43)
    assert call.answers["age"] == 43
    assert call.asked == "seizures"


def test_changing_asks_which_when_that_is_not_said():
    assert at("seizures").request("change_answer").said == ["utter_change_which"]


def test_a_recap_names_the_answers_and_my_data_the_contact_too():
    assert "short_age(34)" in at("seizures").request("recap").argument("utter_recap", "answers")
    call = reach("contact_permission").say(YES).say(Meaning(reply="Ann"))
    assert "short_contact_name(Ann)" in call.request("my_data").argument("utter_my_data", "answers")
    assert begun().request("my_data").said == ["utter_my_data_nothing"]


def test_starting_over_begins_a_new_attempt_with_nothing_kept():
    call = at("seizures")
    first = call.state.attempt.id
    call.request("start_over")
    assert call.said == ["utter_start_over"]
    assert call.asked == "consent"
    assert call.answers == {}
    assert call.state.attempt.number == 2
    assert call.state.attempt.id != first


def test_starting_over_after_the_end_says_the_opening_again():
    assert consented().finish().request("start_over").said == ["utter_start_over", "utter_opening"]


@pytest.mark.parametrize("request_name", ["faq_duration", "robot", "person", "my_data", "recap"])
def test_after_the_end_questions_are_answered_and_it_stays_the_end(request_name):
    call = consented().finish().request(request_name)
    assert call.said
    assert call.prompt["done"]
    assert call.prompt["disposition"] == "potentially_eligible"


def test_after_the_end_repeat_says_the_outcome_and_the_code_that_was_given():
    call = consented().finish().press("*")
    assert call.said == ["utter_outcome_potentially_eligible", "utter_reference"]
    call = consented().answer(age=15).say(YES).press("*")
    assert call.said == ["utter_outcome_not_eligible"]


@pytest.mark.parametrize("meaning", [said(age=35), said(correction=True, age=35),
                                     Meaning(request="change_answer", answers=said(age=35).answers)])
def test_a_correction_after_the_end_is_assessed_and_written_anew_in_the_same_attempt(meaning):
    call = consented().finish()
    attempt, code = call.state.attempt.id, call.state.reference
    call.say(meaning)
    assert call.prompt["done"]
    assert call.answers["age"] == 35
    assert (call.state.attempt.id, call.state.reference) == (attempt, code)
    assert call.log[-1].answers["age"] == 35
    assert call.log[-1].disposition == "potentially_eligible"


def test_a_correction_after_the_end_that_excludes_is_read_back_first():
    call = consented().finish(contact=YES).say(said(correction=True, sle_diagnosis="no"))
    assert call.asked == "confirm"
    assert not call.prompt["done"]
    assert call.prompt["disposition"] is None
    call.say(YES)
    assert call.prompt["disposition"] == "not_eligible"
    assert call.prompt["reference"] is None
    assert "contact_phone" not in call.log[-1].answers


def test_a_correction_after_an_exclusion_goes_on_with_the_questions():
    call = consented().answer(age=15).say(YES).answer(age=51)
    assert call.asked == "sle_diagnosis"
    assert not call.prompt["done"]
    assert call.finish(contact=YES, age=51).prompt["disposition"] == "potentially_eligible"


def test_a_doubt_after_an_exclusion_takes_it_away():
    call = at("glucocorticoids").answer(glucocorticoids="no").say(YES)
    assert call.prompt["disposition"] == "not_eligible"
    call.answer(glucocorticoids="unsure")
    assert call.answers["glucocorticoids"] == "unsure"
    assert call.asked == "immunosuppressants"


def test_going_back_after_an_exclusion_asks_it_again():
    call = at("glucocorticoids").answer(glucocorticoids="no").say(YES).request("go_back")
    assert call.said == ["utter_go_back"]
    assert call.asked == "glucocorticoids"
    assert not call.prompt["done"]


def test_going_back_after_everything_was_deleted_has_nowhere_to_go():
    assert at("seizures").request("stop_delete").request("go_back").said == ["utter_nothing_to_go_back"]


def test_the_same_answer_after_the_end_changes_nothing():
    call = consented().finish()
    for meaning in (said(age=34), said(age="unsure"), YES, NOTHING, said(weather="fine")):
        assert call.say(meaning).prompt["done"]
    assert len(call.log) == 2


def test_another_medicine_after_the_end_opens_the_screening():
    call = consented().finish().answer(immunosuppressants=[
        {"name": "azathioprine", "class": "conventional", "weeks": 3}])
    assert call.prompt["done"]
    assert len(call.log[-1].answers["immunosuppressants"]) == 3


def test_changing_an_answer_by_name_after_the_end_asks_it_again():
    call = consented().finish().request("change_answer", about="headache")
    assert call.asked == "headache"
    assert not call.prompt["done"]
    assert call.finish(headache="unsure").prompt["disposition"] == "needs_review"


def test_stop_after_the_end_is_a_goodbye():
    for word in ("stop", "goodbye"):
        call = consented().finish().request(word)
        assert call.said == ["utter_goodbye"]
        assert call.prompt["disposition"] == "potentially_eligible"


@pytest.mark.parametrize("request_name", [*HANDLERS, *ANSWERED])
@pytest.mark.parametrize("question", [*EVERYWHERE, "confirm", "stopping", "go_on", "reference", "anything_else"])
def test_every_request_at_every_question_leaves_something_to_say(request_name, question):
    ways = {"confirm": lambda: at("sle_diagnosis").answer(sle_diagnosis="no"),
            "stopping": lambda: at("seizures").request("stop"), "go_on": lambda: at("seizures").request("pause"),
            "reference": lambda: begun(desk=DeskInMemory()).request("reference"),
            "anything_else": lambda: consented().finish()}
    call = ways[question]() if question in ways else reach(question)
    call.request(request_name)
    assert call.said or call.asked
