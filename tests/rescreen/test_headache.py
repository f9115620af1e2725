"""A headache deemed unrelated to lupus: re-screened by telephone when it is gone (E1, CONTRACT section 5)."""

from __future__ import annotations

import pytest

from prescreen.reference import spoken
from tests.rescreen.patients import TIME_CHANGES, asked_to_the_end, back, left_at, screened
from tests.telephony.spoken import Office

CHANNELS = [(first, second) for first in ("web", "rest") for second in ("rest", "web")]


@pytest.fixture
def office():
    return Office()


@pytest.mark.parametrize(("first", "second"), CHANNELS)
def test_gone_it_leads_to_a_new_attempt_that_is_linked_to_the_first(office, first, second):
    code = screened(office, first)
    call = back(office, code, channel=second)
    assert call.said == ["utter_rescreen_intro", "utter_ask_headache"]
    assert asked_to_the_end(call) == [*TIME_CHANGES, "contact_permission"]
    assert call.custom["disposition"] == "potentially_eligible"
    new, old = office.log.records()
    assert (new.reference, new.attempt, new.previous_reference, new.channel) == \
        (call.custom["reference"], 2, code, second)
    assert (old.reference, old.attempt, old.disposition) == (code, 1, "rescreen_by_phone")


def test_what_was_kept_keeps_its_date_and_what_was_asked_again_has_a_new_one(office):
    code = screened(office)
    office.clock.pass_days(20)
    call = back(office, code)
    asked_to_the_end(call)
    new, old = office.log.records()
    for fact in ("age", "sle_diagnosis", "immunosuppressants", "autoantibodies"):
        assert new.facts[fact]["at"] == old.facts[fact]["at"], fact
        assert new.facts[fact]["value"] == old.facts[fact]["value"], fact
    for fact in TIME_CHANGES:
        assert new.facts[fact]["at"][:10] == "2026-12-14", fact


@pytest.mark.parametrize("words", ["gone", "no", "2", "no headache anymore", "it went away last week",
                                   "I haven't had one for a week", "it's over now"])
def test_many_ways_to_say_that_it_is_gone(office, words):
    call = back(office, screened(office)).say(words)
    assert call.state.answers["headache"] == "no"
    assert call.asked == "active_symptoms"


@pytest.mark.parametrize("words", ["yes", "1", "still have it", "yes, it's still there", "it comes and goes",
                                   "I woke up with one today"])
def test_still_there_ends_kindly_and_the_reference_stays_good(office, words):
    code = screened(office)
    call = back(office, code).say(words)
    assert call.said == ["utter_headache_still", "utter_ask_anything_else"]
    assert (call.custom["done"], call.custom["disposition"], call.custom["reference"]) == \
        (True, "rescreen_by_phone", code)
    assert call.text.count(spoken(code)) == 2
    assert len(office.log.records()) == 1
    assert back(office, code, sender="call-9").asked == "headache"


def test_now_said_to_be_from_lupus_it_is_read_back_and_excludes(office):
    call = back(office, screened(office)).say("yes, and my doctor says it is from lupus")
    assert call.custom["item"] == "headache_cause"
    asked_to_the_end(call)
    assert call.custom["disposition"] == "not_eligible"


def test_not_sure_of_it_the_study_team_settles_it(office):
    call = back(office, screened(office)).say("3")
    asked_to_the_end(call)
    assert call.custom["disposition"] == "needs_review"


def test_what_has_changed_meanwhile_counts(office):
    call = back(office, screened(office))
    asked_to_the_end(call, pregnant_or_lactating="yes, I am pregnant")
    assert call.custom["disposition"] == "not_eligible"


def test_sixty_days_later_the_code_is_good_and_a_day_later_it_is_too_old(office):
    code = screened(office)
    office.clock.pass_days(60)
    assert back(office, code, sender="call-60").asked == "headache"
    office.clock.pass_days(1)
    call = back(office, code, sender="call-61")
    assert call.said == ["utter_rescreen_expired", "utter_ask_consent"]
    assert "age" not in call.state.answers
    asked_to_the_end(call)
    assert call.custom["disposition"] == "potentially_eligible"
    assert office.log.records()[0].previous_reference == code


def test_under_an_amended_protocol_everything_is_asked_anew_and_why_is_said(office):
    code = screened(office)
    office.amend_protocol()
    call = back(office, code)
    assert call.said == ["utter_amended", "utter_ask_consent"]
    assert asked_to_the_end(call)[:3] == ["consent", "age", "sle_diagnosis"]
    assert call.custom["disposition"] == "potentially_eligible"


def test_a_rescreen_that_breaks_off_can_be_gone_on_with(office):
    code = screened(office)
    call = back(office, code).say("it is gone").say("yes").tell("hangup")
    assert office.log.records()[0].disposition is None
    again = back(office, office.log.records()[0].reference, sender="call-9")
    assert again.asked == "severe_nephritis"
    assert call.state.attempt.number + 1 == again.state.attempt.number


@pytest.mark.parametrize(("first", "second"), CHANNELS)
@pytest.mark.parametrize("how", ["silence", "keep"])
def test_an_unfinished_screening_goes_on_where_it_was_left(office, first, second, how):
    code = left_at(office, "severe_nephritis", first, how)
    call = back(office, code, channel=second)
    assert call.said == ["utter_resumed", "utter_ask_severe_nephritis"]
    assert "question 7 of 16" in call.text
    asked = asked_to_the_end(call)
    assert asked[0] == "severe_nephritis"
    assert not {"age", "sle_diagnosis", "immunosuppressants"} & set(asked)
    assert call.custom["disposition"] == "potentially_eligible"


def test_a_caller_who_hung_up_shows_as_incomplete_and_the_same_call_goes_on(office):
    assert left_at(office, "seizures", "rest", "hangup") is None
    record, = office.log.records()
    assert (record.disposition, record.last_question) == (None, "seizures")
    assert office.log.records(disposition="incomplete") == [record]


def test_nothing_is_kept_of_a_caller_who_hangs_up_before_consent(office):
    office.call().tell("start").tell("hangup")
    assert office.log.records() == []
