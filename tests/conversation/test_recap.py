"""Summing up on the way."""

from __future__ import annotations

from tests.conversation.calls import MAY_FIT, YES, at, consented


def heard(call, most=60):
    texts = []
    for _ in range(most):
        if call.asked == "contact_permission":
            return texts
        call.answer(**{call.asked: MAY_FIT[call.asked]})
        texts += call.said
    raise AssertionError(call.asked)


def test_the_ledger_the_recap_and_the_near_end_are_each_said_once():
    texts = heard(consented())
    for name in ("utter_ledger", "utter_recap", "utter_almost_done"):
        assert texts.count(name) == 1


def test_the_medicines_are_summed_up_when_their_lengths_are_known():
    call = at("immunosuppressants").answer(immunosuppressants=[
        {"name": "methotrexate", "class": "conventional"}, {"name": "belimumab", "class": "biologic"}])
    assert "utter_ledger" not in call.said
    call.answer(immunosuppressants=[{"name": "methotrexate", "class": "conventional", "weeks": 30}])
    call.answer(immunosuppressants=[{"name": "belimumab", "class": "biologic", "weeks": 30}])
    assert call.said == ["utter_ledger"]
    assert call.asked == "autoantibodies"
    assert "medicine_entry_months(methotrexate, 7)" in call.argument("utter_ledger", "medicines")


def test_without_medicines_there_is_no_ledger():
    call = at("immunosuppressants").answer(immunosuppressants="unsure")
    assert "utter_ledger" not in call.said


def test_a_recap_names_the_latest_answers_only():
    call = at("headache").answer(headache="no")
    recapped = call.argument("utter_recap", "answers")
    assert "short_headache" in recapped
    assert "short_age" not in recapped


def test_a_correction_repeats_no_recap():
    call = at("chronic_illness").answer(age=43)
    assert call.said == ["utter_changed"]


def test_after_an_interruption_no_recap_is_lost():
    call = at("headache").request("pause").say(YES).answer(headache="no")
    assert "utter_recap" in call.said
