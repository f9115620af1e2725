"""The hand-off: written first, said afterwards, with reasons, and contact only where it may be asked."""

from __future__ import annotations

import pytest

from conversation.hand_off import Unfinished, close, weeks_until_tried
from conversation.talk import Heard, Talk
from tests.conversation.calls import NO, NOON, PROTOCOL, YES, at, consented, medicine, said
from understanding.meaning import Meaning

OUTCOMES = [
    ("potentially_eligible", {}),
    ("needs_review", {"autoantibodies": "unsure"}),
    ("rescreen_by_phone", {"headache": "yes", "headache_cause": "unrelated"})]


@pytest.mark.parametrize(("disposition", "answers"), OUTCOMES)
def test_who_may_go_on_hears_the_outcome_is_asked_for_contact_and_gets_a_reference(disposition, answers):
    call = consented().finish(contact=YES, **answers)
    assert call.said[0] == f"utter_outcome_{disposition}"
    assert f"utter_next_{disposition}" in call.said
    assert "utter_contact_kept" in call.said
    assert "utter_reference" in call.said
    assert call.prompt["done"]
    assert call.prompt["disposition"] == disposition
    assert call.prompt["reference"] == call.desk.codes[call.state.attempt.id]
    assert call.log[-1].answers["contact_phone"] == "my contact_phone"


@pytest.mark.parametrize(("disposition", "answers"), OUTCOMES)
def test_without_permission_no_contact_detail_is_asked(disposition, answers):
    call = consented().finish(contact=NO, **answers)
    assert call.prompt["disposition"] == disposition
    assert "utter_contact_not_kept" in call.said
    assert "contact_name" not in call.answers
    assert call.prompt["reference"] is not None


def test_the_outcome_is_written_and_said_before_contact_is_asked():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no")
    assert call.asked == "contact_permission"
    assert call.said[-1] == "utter_short_outcome_potentially_eligible"
    assert call.log[-1].disposition == "potentially_eligible"
    assert not call.prompt["done"]
    call.say()
    assert "utter_short_outcome_potentially_eligible" not in call.said


def test_not_sure_about_contact_is_no_permission():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no").say(Meaning(reply="unsure"))
    assert call.answers["contact_permission"] == "no"
    assert call.prompt["done"]


def test_a_contact_detail_can_be_left_out():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no").say(YES).say(NO)
    assert call.answers["contact_name"] == ""
    assert call.asked == "contact_phone"


def test_who_does_not_fit_hears_why_and_is_asked_for_no_contact():
    call = at("sle_diagnosis").answer(sle_diagnosis="no").say(YES)
    assert call.said == ["utter_outcome_not_eligible", "utter_reason_sle_diagnosis_violated",
                         "utter_next_not_eligible", "utter_study_team_decides"]
    assert call.prompt["reference"] is None
    assert not [each for each in call.answers if each.startswith("contact")]
    assert call.log[-1].disposition == "not_eligible"


def test_no_further_question_is_asked_after_a_confirmed_exclusion():
    call = at("sle_diagnosis").answer(sle_diagnosis="no").say(YES)
    assert call.asked == "anything_else"
    assert call.prompt["fact"] is None
    assert call.prompt["dtmf"] == {}


def test_who_may_fit_hears_every_criterion():
    reasons = [each for each in consented().finish().said if each.startswith("utter_reason")]
    assert reasons == [f"utter_reason_{criterion.id}_satisfied" for criterion in PROTOCOL.criteria]


def test_what_has_to_be_settled_is_said_for_each_fact():
    said_texts = consented().finish(seizures="past", autoantibodies="unsure").said
    assert "utter_reason_seizures_undetermined" in said_texts
    assert "utter_reason_autoantibodies_undetermined" in said_texts


def test_what_is_open_beside_a_rescreen_is_said_too():
    said_texts = consented().finish(headache="yes", headache_cause="unrelated", seizures="past").said
    assert "utter_reason_headache_rescreen" in said_texts
    assert "utter_reason_seizures_undetermined" in said_texts
    assert "utter_rescreen_how" in said_texts


OPEN = {"autoantibodies": "unsure", "seizures": "past", "psychosis": "past", "severe_nephritis": "unsure"}


def test_many_open_points_are_only_named_to_a_caller_who_hears_the_rest_on_asking_why():
    call = consented().finish(**OPEN)
    assert call.argument("utter_points_open", "points").count("short_") == len(OPEN)
    assert not [each for each in call.said if each.startswith("utter_reason")]
    for ask in (lambda: call.request("why"), lambda: call.press("1"), lambda: call.press("1#")):
        assert sorted(ask().said) == sorted(f"utter_reason_{fact}_undetermined" for fact in OPEN)


def test_beside_a_rescreen_many_open_points_are_named_and_the_headache_is_told():
    said_texts = consented().finish(headache="yes", headache_cause="unrelated", **OPEN).said
    assert said_texts[:3] == ["utter_outcome_rescreen_by_phone", "utter_reason_headache_rescreen", "utter_points_open"]


def test_the_headache_is_told_before_what_is_open_beside_it():
    said_texts = consented().finish(headache="yes", headache_cause="unrelated", autoantibodies="unsure").said
    assert said_texts[1:3] == ["utter_reason_headache_rescreen", "utter_reason_autoantibodies_undetermined"]


def test_on_the_screen_every_open_point_is_told_at_once():
    said_texts = consented(channel="web").finish(**OPEN).said
    assert {f"utter_reason_{fact}_undetermined" for fact in OPEN} <= set(said_texts)


def test_why_after_an_exclusion_tells_it_again_and_without_an_outcome_only_why_one_asks():
    excluded = at("sle_diagnosis").answer(sle_diagnosis="no").say(YES)
    assert excluded.request("why").said == ["utter_reason_sle_diagnosis_violated"]
    assert at("seizures").request("stop").say(Meaning(reply="keep")).request("why").said == ["utter_why_None"]


def test_after_the_headache_rule_an_exclusion_still_outranks_it():
    call = consented()
    call.finish(headache="yes", headache_cause="unrelated", pregnant_or_lactating="yes")
    assert call.prompt["disposition"] == "not_eligible"


def test_a_correction_between_permission_and_details_that_excludes_takes_the_contact_away():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no").say(YES).say(Meaning(reply="Ann"))
    assert call.asked == "contact_phone"
    call.say(said(correction=True, pregnant_or_lactating="yes"))
    assert (call.asked, call.item) == ("confirm", "pregnant_or_lactating")
    assert call.state.disposition is None
    call.say(YES)
    assert call.prompt["disposition"] == "not_eligible"
    assert "Ann" not in str(call.log[-1])


def test_a_hang_up_between_a_correction_and_its_read_back_leaves_no_disposition():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no").say(YES)
    call.say(said(correction=True, sle_diagnosis="no")).hear("hangup")
    assert call.log[-1].disposition is None


def test_a_hang_up_during_the_contact_questions_keeps_the_outcome():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no").say(YES).hear("hangup")
    assert call.log[-1].disposition == "potentially_eligible"


def test_nothing_is_said_to_be_done_when_the_log_fails():
    call = at("pregnant_or_lactating").answer(pregnant_or_lactating="no")
    call.desk.works = False
    with pytest.raises(ConnectionError):
        call.say(NO)
    assert not call.state.done


def test_a_hand_off_with_something_left_to_ask_is_refused():
    call = at("seizures")
    talk = Talk(call.setting, call.state.copy(), Heard(lambda *_: Meaning(), "", None, "rest", "call-7", NOON))
    with pytest.raises(Unfinished):
        close(talk)
    assert talk.says == []
    assert call.desk.written == {}


def test_web_and_telephone_come_to_the_same():
    for disposition, answers in OUTCOMES:
        assert {consented(channel=channel).finish(**answers).prompt["disposition"] for channel in ("rest", "web")} == {
            disposition}


def ongoing(name, klass, weeks, still=True):
    return dict(medicine(name, klass, weeks), ongoing=still)


def test_who_only_has_to_wait_hears_how_many_weeks():
    call = consented().finish(immunosuppressants=[ongoing("methotrexate", "conventional", 8),
                                                  ongoing("belimumab", "biologic", 52)])
    assert call.prompt["disposition"] == "not_eligible"
    assert call.argument("utter_ask_again_after_weeks", "weeks") == 4


@pytest.mark.parametrize(("value", "weeks"), [
    ([ongoing("methotrexate", "conventional", 8), ongoing("belimumab", "biologic", 5)], 7),
    ([ongoing("methotrexate", "conventional", 8)], None),
    ([ongoing("methotrexate", "conventional", 8, still=False), ongoing("belimumab", "biologic", 52)], None),
    ([ongoing("methotrexate", "conventional", 52), ongoing("belimumab", "biologic", 52)], None),
    ("none", None)])
def test_time_alone_helps_only_with_enough_medicines_that_go_on(value, weeks):
    assert weeks_until_tried(PROTOCOL.medicines_rule, value) == weeks
