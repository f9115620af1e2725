"""The desk on a real log: what is written, what is found again, and what nobody can find out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.desk import LogDesk
from conversation.desk import TooManyTries
from prescreen.log import AttemptErased, LogUnavailable, ScreeningLog
from prescreen.reference import is_valid, new_reference
from tests.conversation.calls import CODES, MAY_FIT, NO, PROTOCOL, YES, Call, begun, consented, said
from tests.prescreen.logs import Clock
from understanding.meaning import Meaning


@pytest.fixture
def log(tmp_path):
    kept = ScreeningLog(f"sqlite:///{tmp_path / 'log.sqlite'}", clock=Clock(), references=new_reference)
    kept.prepare()
    yield kept
    kept.close()


@pytest.fixture
def desk(log):
    return LogDesk(log, PROTOCOL, clock=Clock())


def kept_of(log, call):
    return log.find(call.state.reference)


def finished(desk, contact=NO, **answers):
    return consented(desk=desk).finish(contact=contact, **answers)


def test_a_finished_screening_is_one_record_with_all_that_was_said(log, desk):
    call = finished(desk, contact=YES, headache="yes", headache_cause="unrelated")
    kept = kept_of(log, call)
    assert is_valid(kept.reference)
    assert call.prompt["reference"] == kept.reference
    record = kept.to_record()
    assert (record["disposition"], record["attempt"], record["channel"]) == ("rescreen_by_phone", 1, "rest")
    assert (record["protocol_version"], record["wording_version"]) == (PROTOCOL.version, "w1")
    assert record["facts"]["age"] == {"value": 34, "words": "age 34", "confirmed": False}
    assert list(record["facts"])[:2] == ["consent", "age"]
    assert {"id": "E1", "verdict": "rescreen", "because": ["headache"], "settled_by": "patient"} in record["criteria"]
    assert record["contact"] == {"name": "my contact_name", "phone": "my contact_phone", "time": "my contact_time"}
    assert record["started_at"] == "2026-03-02T12:00:20Z"
    assert kept.facts["age"]["at"] == "2026-03-02T12:01:00Z"
    assert len(log.records()) == 1


def test_without_permission_there_is_no_contact(log, desk):
    assert kept_of(log, finished(desk)).contact is None


def test_permission_with_details_left_out_is_written_as_far_as_it_goes(log, desk):
    call = consented(desk=desk)
    while call.asked != "contact_permission":
        call.answer(**{call.asked: MAY_FIT[call.asked]})
    call.say(YES).say(Meaning(reply="Ann")).say(NO).say(NO)
    assert kept_of(log, call).contact == {"name": "Ann", "phone": None, "time": None}


def test_of_who_does_not_fit_neither_contact_nor_words_are_written(log, desk):
    call = finished(desk, contact=YES)
    call.say(said(correction=True, sle_diagnosis="no")).say(YES)
    kept = log.records()[0]
    assert kept.disposition == "not_eligible"
    assert kept.contact is None
    assert kept.facts["sle_diagnosis"]["confirmed"]
    assert {fact["words"] for fact in kept.facts.values()} == {""}


def test_an_unfinished_screening_says_where_it_was_left(log, desk):
    call = consented(desk=desk).answer(age=34)
    call.request("pause")
    kept = kept_of(log, call)
    assert (kept.disposition, kept.last_question, kept.contact) == (None, "sle_diagnosis", None)
    call.say(YES).answer(sle_diagnosis="yes").hear("hangup")
    assert kept_of(log, call).last_question == "active_symptoms"
    call.answer(active_symptoms="no").hear("hangup")
    assert kept_of(log, call).last_question == "confirm"


def test_a_correction_is_a_new_version_under_the_same_reference(log, desk):
    call = finished(desk)
    first = kept_of(log, call)
    call.answer(age=43)
    second = kept_of(log, call)
    assert second.reference == first.reference
    assert second.version == first.version + 1
    assert second.answers["age"] == 43
    assert second.disposition == "potentially_eligible"


def test_a_safety_text_is_noted(log, desk):
    call = consented(desk=desk).say(Meaning(alarm="emergency")).say(YES).finish()
    assert kept_of(log, call).safety_text_given


def test_deleting_leaves_a_count_and_no_record(log, desk):
    consented(desk=desk).answer(age=34).request("pause").request("stop_delete")
    assert log.records() == []
    assert log.funnel().declined == 1


def test_no_consent_is_counted(log, desk):
    begun(desk=desk).say(NO)
    assert log.records() == []
    assert log.funnel().declined == 1


def test_what_was_deleted_cannot_be_written_again(desk):
    call = consented(desk=desk).answer(age=34)
    call.request("pause")
    desk.forget(call.state, "rest", "call-7")
    with pytest.raises(AttemptErased):
        desk.record(call.state, "rest", "call-7")


def test_what_was_kept_comes_back_with_the_code_and_the_age(desk):
    code = finished(desk, headache="yes", headache_cause="unrelated").state.reference
    kept = desk.find(code, 34, "call-8")
    assert (kept.reference, kept.disposition, kept.attempt) == (code, "rescreen_by_phone", 1)
    assert kept.protocol_version == PROTOCOL.version
    assert kept.age_days == 0
    assert kept.answers["headache_cause"] == "unrelated"
    assert kept.evidence["age"]["words"] == "age 34"


def test_a_screening_left_half_way_is_found_too(desk):
    call = consented(desk=desk).answer(age=34).request("stop").say(Meaning(reply="keep"))
    assert desk.find(call.prompt["reference"], 34, "call-8").disposition is None


def test_the_days_since_the_last_change_are_counted(log, desk):
    code = finished(desk).state.reference
    written = log.find(code).written_at
    for days in (0, 59, 61):
        later = LogDesk(log, PROTOCOL, clock=lambda days=days: written + timedelta(days=days, hours=1))
        assert later.find(code, 34, f"call-{days}").age_days == days


def unknown_age(desk, reply):
    call = consented(desk=desk).say(Meaning(ask_back="age_adult")).say(Meaning(reply=reply))
    return call.request("stop").say(Meaning(reply="keep")).prompt["reference"]


def test_a_wrong_code_a_wrong_age_and_an_age_without_a_number_find_nothing(desk):
    code = finished(desk).state.reference
    for caller, (reference, age) in enumerate([
            (CODES[0], 34), (code, 35), (unknown_age(desk, "yes"), 34), (unknown_age(desk, "yes"), "adult"),
            (unknown_age(desk, "unsure"), 34), (unknown_age(desk, "unsure"), "unsure"), (CODES[0], -1), (code, None)]):
        assert desk.find(reference, age, f"call-{caller}") is None


def test_whatever_is_wrong_the_same_steps_are_taken(log, desk, monkeypatch):
    code, nameless = finished(desk).state.reference, unknown_age(desk, "yes")
    steps = []
    for name in ("allow_try", "note_try", "find", "take_back_try"):
        true = getattr(log, name)
        monkeypatch.setattr(log, name, lambda *given, name=name, true=true: (steps.append(name), true(*given))[1])
    for caller, (reference, age) in enumerate([(CODES[0], 34), (code, 35), (nameless, 34)]):
        desk.find(reference, age, f"call-{caller}")
    assert steps == ["allow_try", "note_try", "find"] * 3


def test_after_five_tries_nothing_is_looked_up_for_this_caller(desk):
    code = finished(desk).state.reference
    for age in range(5):
        desk.find(code, age, "call-8")
    with pytest.raises(TooManyTries):
        desk.find(code, 34, "call-8")
    assert desk.find(code, 34, "call-9")


def test_a_visitor_who_begins_again_and_again_gets_no_fresh_tries(desk):
    code = finished(desk).state.reference
    for age in range(5):
        desk.find(code, age, f"web-{age}", "0123456789abcdef")
    with pytest.raises(TooManyTries):
        desk.find(code, 34, "web-9", "0123456789abcdef")
    assert desk.find(code, 34, "web-9", "fedcba9876543210")


def test_right_tries_are_not_counted_so_that_many_can_come_back_from_one_place(desk):
    code = finished(desk).state.reference
    for number in range(8):
        assert desk.find(code, 34, f"web-{number}", "0123456789abcdef")


def test_a_whole_rescreen_on_a_real_log(log, desk):
    first = finished(desk, headache="yes", headache_cause="unrelated")
    code = first.prompt["reference"]
    again = Call(channel="web", desk=desk).say(Meaning(request="reference", reply=code)).answer(age=34)
    again.answer(headache="no").finish()
    kept = kept_of(log, again)
    assert (kept.disposition, kept.attempt, kept.previous_reference) == ("potentially_eligible", 2, code)
    assert kept.answers["headache"] == "no"
    assert "headache_cause" not in kept.answers
    assert log.find(code).disposition == "rescreen_by_phone"
    assert log.funnel().screened == 1


def test_deleting_in_a_rescreen_deletes_the_first_screening_too(log, desk):
    code = finished(desk, headache="yes", headache_cause="unrelated").prompt["reference"]
    Call(desk=desk).say(Meaning(request="reference", reply=code)).answer(age=34).request("stop_delete")
    assert log.records() == []


def test_a_log_that_cannot_be_used_is_told(tmp_path):
    without_tables = LogDesk(ScreeningLog(f"sqlite:///{tmp_path / 'empty.sqlite'}"), PROTOCOL)
    state = consented().state
    for use in (lambda: without_tables.record(state, "rest", "c"), lambda: without_tables.forget(state, "rest", "c"),
                lambda: without_tables.find(CODES[0], 34, "c")):
        with pytest.raises(LogUnavailable):
            use()
