"""Coming back with a code: the re-screen, going on half-way, and what nobody may learn."""

from __future__ import annotations

import pytest

from tests.conversation.calls import CODES, MAY_FIT, NO, NOTHING, PROTOCOL, UNSURE, YES, Call, DeskInMemory, said
from understanding.meaning import Meaning

CODE = CODES[4]
WITH_HEADACHE = {"consent": "yes", **MAY_FIT, "headache": "yes", "headache_cause": "unrelated"}
TIME_CHANGES = ["active_symptoms", "severe_nephritis", "severe_cns_lupus", "seizures", "psychosis",
                "organic_brain_syndrome", "chronic_illness", "pregnant_or_lactating"]


def desk(disposition="rescreen_by_phone", answers=WITH_HEADACHE, **details):
    kept = DeskInMemory()
    kept.keep(CODE, disposition, answers, **details)
    return kept


def back(age=34, code=CODE, **options):
    """Somebody who rings with a code and an age."""
    call = Call(desk=options.pop("desk", None) or desk(**options))
    call.say(Meaning(request="reference", reply=code))
    assert call.said == ["utter_opening"]
    assert call.asked == "reference_age"
    assert call.prompt["fact"] == "age"
    return call.answer(age=age)


def test_the_headache_is_asked_first():
    call = back()
    assert call.said == ["utter_rescreen_intro"]
    assert call.asked == "headache"
    assert call.state.attempt.number == 2
    assert call.state.attempt.previous_reference == CODE


def test_a_headache_that_is_still_there_leaves_the_reference_good():
    call = back().answer(headache="yes")
    assert call.said == ["utter_headache_still"]
    assert call.prompt["done"]
    assert call.prompt["disposition"] == "rescreen_by_phone"
    assert call.prompt["reference"] == CODE
    assert call.desk.written == {}
    assert CODE in call.desk.kept


def test_once_it_is_gone_only_what_time_can_change_is_asked_again():
    call, asked = back().answer(headache="no"), []
    while call.asked != "contact_permission":
        asked.append(call.asked)
        call.answer(**{call.asked: MAY_FIT[call.asked]})
    assert asked == TIME_CHANGES
    call.say(NO)
    assert call.prompt["disposition"] == "potentially_eligible"
    assert call.prompt["reference"] == CODES[0]
    assert call.log[-1].attempt.previous_reference == CODE
    assert call.answers["age"] == 34


def test_what_is_said_beside_the_headache_is_not_asked_again():
    call = back().answer(headache="no", pregnant_or_lactating="no", active_symptoms="yes")
    assert call.asked == "severe_nephritis"
    assert call.answers["pregnant_or_lactating"] == "no"


def test_something_new_excludes_in_a_rescreen_too():
    call = back().answer(headache="no", active_symptoms="yes", severe_nephritis="yes").say(YES)
    assert call.prompt["disposition"] == "not_eligible"
    assert call.prompt["reference"] is None


def test_not_sure_about_the_headache_is_for_the_study_team():
    call = back().answer(headache="unsure")
    assert call.asked == "active_symptoms"
    assert call.finish(headache="unsure").prompt["disposition"] == "needs_review"


def test_a_headache_that_a_doctor_now_lays_to_lupus_is_read_back():
    call = back().answer(headache="yes", headache_cause="lupus")
    assert (call.asked, call.item) == ("confirm", "headache_cause")


def test_the_headache_that_went_away_after_the_end_reopens_the_rescreen():
    call = back().answer(headache="yes").say(said(correction=True, headache="no"))
    assert call.asked == "active_symptoms"
    assert not call.prompt["done"]
    assert call.finish().prompt["disposition"] == "potentially_eligible"


def test_an_expired_reference_is_screened_anew_and_says_why():
    call = back(age_days=PROTOCOL.settings["reference_valid_days"] + 1)
    assert call.said == ["utter_rescreen_expired"]
    assert call.asked == "consent"
    assert call.answers == {}
    assert call.state.attempt.number == 2
    assert call.state.attempt.previous_reference == CODE
    assert back(age_days=PROTOCOL.settings["reference_valid_days"]).said == ["utter_rescreen_intro"]


def test_after_an_amendment_the_screening_is_begun_anew_and_says_why():
    call = back(protocol_version="an older one")
    assert call.said == ["utter_amended"]
    assert call.asked == "consent"
    assert call.answers == {}


def test_who_stopped_half_way_goes_on_at_the_same_question():
    half = {"consent": "yes", "age": 34, "sle_diagnosis": "yes", "active_symptoms": "yes", "glucocorticoids": "yes",
            "immunosuppressants": MAY_FIT["immunosuppressants"], "autoantibodies": ["anti-Sm"]}
    call = back(disposition=None, answers=half)
    assert call.said == ["utter_resumed"]
    assert call.asked == "severe_nephritis"
    assert call.argument("utter_resumed", "number") == 7
    assert call.argument("utter_resumed", "total") == len(PROTOCOL.facts)
    assert call.finish().prompt["disposition"] == "potentially_eligible"


def test_who_comes_back_after_a_finished_screening_is_asked_what_can_have_changed():
    call = back(disposition="potentially_eligible", answers={"consent": "yes", **MAY_FIT})
    assert call.said == ["utter_update_intro"]
    assert call.asked == "active_symptoms"
    call.answer(**{fact: MAY_FIT[fact] for fact in TIME_CHANGES})
    assert call.asked == "headache"


def test_a_code_on_the_other_channel_works_the_same():
    call = Call(channel="web", desk=desk()).say(Meaning(request="reference")).say(Meaning(reply=CODE)).answer(age=34)
    assert call.asked == "headache"


def adult(number):
    return desk(answers={**WITH_HEADACHE, "age": number})


@pytest.mark.parametrize(("kept", "code", "age"), [
    (desk(), CODES[3], 34), (desk(), CODE, 35), (adult("adult"), CODE, 34), (adult("unsure"), CODE, 34)],
    ids=["no such code", "another age", "18 or older without a number", "no age at all"])
def test_whatever_is_wrong_the_reply_is_the_same(kept, code, age):
    call = back(desk=kept, code=code, age=age)
    assert call.said == ["utter_reference_unknown"]
    assert call.asked == "reference"
    assert call.answers == {}
    assert call.state.attempt.previous_reference is None
    call.say(Meaning(reply=code))
    assert call.said == []
    assert call.asked == "reference_age"
    call.answer(age=age)
    assert call.said == ["utter_reference_unknown", "utter_reference_given_up"]
    assert call.asked == "consent"
    assert call.answers == {}
    assert call.state.attempt.previous_reference is None


@pytest.mark.parametrize("kept", [desk(), adult("adult"), DeskInMemory()], ids=["number", "no number", "no code"])
@pytest.mark.parametrize("refusal", [Meaning(ask_back="age_adult"), said(age="adult"), said(age="unsure"), UNSURE, YES])
def test_without_the_second_fact_everything_is_asked_anew_whether_or_not_the_code_exists(kept, refusal):
    call = Call(desk=kept).say(Meaning(request="reference", reply=CODE)).say(refusal)
    assert call.said == ["utter_reference_given_up"]
    assert call.asked == "consent"
    assert call.desk.lookups == kept.lookups
    assert call.answers == {}


def test_after_too_many_tries_nothing_is_looked_up():
    kept = desk()
    kept.patience = 0
    call = back(desk=kept)
    assert call.said == ["utter_reference_locked", "utter_reference_given_up"]
    assert call.asked == "consent"


def test_a_mistyped_second_try_can_still_succeed():
    call = back(age=43).say(Meaning(reply=CODE)).answer(age=34)
    assert call.asked == "headache"


def test_facts_that_are_told_before_the_second_fact_are_not_kept():
    call = Call(desk=desk()).say(Meaning(request="reference")).answer(seizures="yes", age=34)
    assert call.answers == {}
    assert call.asked == "reference"


@pytest.mark.parametrize("reply", [NO, UNSURE, Meaning(request="skip")])
def test_who_has_no_code_after_all_is_screened(reply):
    call = Call(desk=desk()).say(Meaning(request="reference")).say(reply)
    assert call.said == ["utter_reference_given_up"]
    assert call.asked == "consent"


def test_asking_for_a_code_in_the_middle_loses_nothing():
    call = Call(desk=desk()).say(NOTHING).say(YES).answer(age=50, sle_diagnosis="yes")
    call.request("reference").say(NO)
    assert call.asked == "active_symptoms"
    assert call.answers["age"] == 50


def test_a_code_after_the_end_begins_anew():
    call = Call(desk=desk()).say(NOTHING).say(NO)
    assert call.state.done
    call.say(Meaning(request="reference", reply=CODE)).answer(age=34)
    assert call.asked == "headache"
    assert not call.prompt["done"]


def test_a_bare_code_after_the_end_begins_anew_too():
    call = Call(desk=desk()).say(NOTHING).say(NO).say(Meaning(reply=CODE))
    assert call.asked == "reference_age"


def test_who_asks_for_the_code_after_the_end_hears_it_again():
    call = Call(desk=desk()).say(NOTHING).say(YES).finish()
    code = call.prompt["reference"]
    call.request("reference")
    assert call.said == ["utter_reference"]
    assert call.prompt["done"]
    assert call.prompt["reference"] == code


def test_deleting_after_coming_back_deletes_the_earlier_screening_too():
    call = back().request("stop").say(Meaning(reply="delete"))
    assert call.desk.declined == [(call.state.attempt.id, CODE)]
    assert call.prompt["disposition"] == "declined"


def test_a_hang_up_in_a_rescreen_can_be_gone_on_with():
    call = back().hear("hangup")
    assert call.log[-1].attempt.previous_reference == CODE
    assert call.log[-1].disposition is None


def test_contact_is_asked_anew_after_a_rescreen():
    call = back(answers={**WITH_HEADACHE, "contact_permission": "yes"}).answer(headache="no")
    call.answer(**{fact: MAY_FIT[fact] for fact in TIME_CHANGES})
    assert call.asked == "contact_permission"


def test_a_code_keyed_at_the_first_question_comes_back():
    call = Call(desk=desk()).say(NOTHING).say(Meaning(reply=CODE))
    assert call.asked == "reference_age"
    assert call.answer(age=34).asked == "headache"


def test_a_code_as_the_first_words_comes_back():
    call = Call(desk=desk()).say(Meaning(reply=CODE))
    assert call.said == ["utter_opening"]
    assert call.asked == "reference_age"
