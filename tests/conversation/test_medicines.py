"""The medicine ledger in conversation."""

from __future__ import annotations

import pytest

from tests.conversation.calls import NO, NOTHING, UNSURE, YES, at, begun, consented, medicine, said
from understanding.meaning import Meaning, Said

MTX, BEL, AZA = medicine("methotrexate"), medicine("belimumab", "biologic"), medicine("azathioprine")
NAMELESS = medicine(None, words="that weekly pill")


def weeks_of(call):
    return {entry["name"]: entry["weeks"] for entry in call.answers["immunosuppressants"]}


def length(name, weeks):
    return said(immunosuppressants=[medicine(name, weeks=weeks)])


def removal(name):
    return Meaning(answers=(Said("immunosuppressants", [medicine(name)], "not that one", True, removes=True),))


def test_a_list_before_its_question_is_taken_and_the_question_becomes_any_others():
    call = at("age").answer(immunosuppressants=[MTX, BEL], age=34)
    assert call.asked == "sle_diagnosis"
    assert weeks_of(call) == {"methotrexate": None, "belimumab": None}
    call.answer(sle_diagnosis="yes", active_symptoms="yes", glucocorticoids="yes")
    assert call.asked == "more_medicines"
    assert call.prompt["fact"] == "immunosuppressants"
    assert call.say(NO).asked == "treatment_length"
    assert call.item == "methotrexate"


def test_a_list_in_the_breath_of_the_consent_is_volunteered_too():
    call = begun().say(Meaning(reply="yes", answers=said(immunosuppressants=[MTX]).answers))
    call.answer(age=34, sle_diagnosis="yes", active_symptoms="yes", glucocorticoids="yes")
    assert call.asked == "more_medicines"


def test_a_single_volunteered_medicine_is_not_read_back_before_the_others_are_asked_for():
    call = at("age").answer(immunosuppressants=[medicine(weeks=52)])
    assert call.asked == "age"
    call.answer(age=34, sle_diagnosis="yes", active_symptoms="yes", glucocorticoids="yes")
    assert call.asked == "more_medicines"
    call.say(NO)
    assert (call.asked, call.item) == ("confirm", "immunosuppressants")


def test_others_join_those_that_were_volunteered():
    call = at("age").answer(immunosuppressants=[medicine(weeks=52)], age=34, sle_diagnosis="yes",
                            active_symptoms="yes", glucocorticoids="yes")
    call.answer(immunosuppressants=[medicine("belimumab", "biologic", 20)])
    assert weeks_of(call) == {"methotrexate": 52, "belimumab": 20}
    assert call.asked == "autoantibodies"


def test_not_sure_about_others_leaves_room_for_one_without_a_name():
    call = at("age").answer(immunosuppressants=[medicine(weeks=52)], age=34, sle_diagnosis="yes",
                            active_symptoms="yes", glucocorticoids="yes").say(UNSURE)
    assert weeks_of(call) == {"methotrexate": 52, None: "unsure"}
    assert call.asked == "autoantibodies"


def test_a_bare_yes_asks_which_without_saying_that_it_was_not_understood():
    call = at("immunosuppressants").say(YES)
    assert call.asked == "immunosuppressants"
    assert call.said == []
    assert call.state.asked.tries == 1


def test_lengths_are_asked_in_the_order_said_until_two_have_reached_their_time():
    call = at("immunosuppressants").answer(immunosuppressants=[MTX, BEL, AZA])
    assert (call.asked, call.item) == ("treatment_length", "methotrexate")
    assert call.prompt["item"] == "methotrexate"
    assert call.prompt["fact"] == "treatment_length"
    call.say(length("methotrexate", 30))
    assert call.item == "belimumab"
    call.say(length("belimumab", 12))
    assert call.asked == "autoantibodies"
    assert weeks_of(call) == {"methotrexate": 30, "belimumab": 12, "azathioprine": None}


def test_a_length_that_cannot_be_told_is_unsure_for_that_medicine_alone():
    call = at("immunosuppressants").answer(immunosuppressants=[MTX, BEL]).say(UNSURE)
    assert weeks_of(call) == {"methotrexate": "unsure", "belimumab": None}
    assert call.item == "belimumab"
    call.say(NOTHING).say(NOTHING).say(NOTHING)
    assert weeks_of(call) == {"methotrexate": "unsure", "belimumab": "unsure"}
    assert call.asked == "autoantibodies"
    assert call.finish().prompt["disposition"] == "needs_review"


def test_each_medicine_has_three_tries_of_its_own():
    call = at("immunosuppressants").answer(immunosuppressants=[MTX, BEL]).say(NOTHING).say(NOTHING)
    call.say(length("methotrexate", 30))
    assert call.item == "belimumab"
    assert call.state.asked.tries == 0


def test_lengths_of_two_medicines_without_a_name_are_asked_one_by_one():
    call = at("immunosuppressants").answer(immunosuppressants=[NAMELESS, dict(NAMELESS, words="the drip")])
    assert (call.asked, call.item) == ("treatment_length", None)
    call.say(length(None, 20))
    assert [entry["weeks"] for entry in call.answers["immunosuppressants"]] == [20, None]
    assert call.asked == "treatment_length"
    assert call.state.asked.tries == 0
    call.say(length(None, 30))
    assert [entry["weeks"] for entry in call.answers["immunosuppressants"]] == [20, 30]


def test_a_length_unsure_of_one_nameless_medicine_leaves_the_other_to_be_asked():
    call = at("immunosuppressants").answer(immunosuppressants=[NAMELESS, dict(NAMELESS, words="the drip")]).say(UNSURE)
    assert [entry["weeks"] for entry in call.answers["immunosuppressants"]] == ["unsure", None]


def test_the_length_of_another_medicine_is_taken_as_well():
    call = at("immunosuppressants").answer(immunosuppressants=[MTX, BEL]).say(length("belimumab", 40))
    assert weeks_of(call) == {"methotrexate": None, "belimumab": 40}
    assert call.item == "methotrexate"
    assert call.state.asked.tries == 0


def test_two_names_of_one_medicine_are_one_entry():
    call = at("immunosuppressants").answer(immunosuppressants=[
        medicine("mycophenolate", words="CellCept"), medicine("mycophenolate", words="Myfortic")])
    assert len(call.answers["immunosuppressants"]) == 1


def test_none_is_read_back_because_it_excludes():
    call = at("immunosuppressants").answer(immunosuppressants="none")
    assert (call.asked, call.item) == ("confirm", "immunosuppressants")
    assert call.say(YES).prompt["disposition"] == "not_eligible"


def test_too_few_medicines_are_read_back_as_a_list():
    call = at("immunosuppressants").answer(immunosuppressants=[medicine(weeks=52)])
    assert "medicine_entry_months(methotrexate, 12)" in call.argument("utter_read_back_immunosuppressants", "medicines")
    call.say(YES)
    assert call.prompt["disposition"] == "not_eligible"


def test_a_denied_list_stays_and_others_are_asked_for():
    call = at("immunosuppressants").answer(immunosuppressants=[medicine(weeks=52)]).say(NO)
    assert call.asked == "more_medicines"
    assert weeks_of(call) == {"methotrexate": 52}
    call.answer(immunosuppressants=[medicine("belimumab", "biologic", 20)])
    assert call.asked == "autoantibodies"


def test_a_medicine_in_the_breath_of_the_no_joins_the_list():
    call = at("immunosuppressants").answer(immunosuppressants=[medicine(weeks=52)])
    call.say(Meaning(reply="no", answers=length("belimumab", 20).answers))
    assert weeks_of(call) == {"methotrexate": 52, "belimumab": 20}


def test_a_corrected_length_is_taken_and_told():
    call = at("autoantibodies").say(said(correction=True, immunosuppressants=[medicine(weeks=8)]))
    assert weeks_of(call) == {"methotrexate": 8, "belimumab": 20}
    assert "utter_changed" in call.said
    assert (call.asked, call.item) == ("confirm", "immunosuppressants")


def test_a_medicine_named_later_joins_the_list_and_is_told():
    call = at("seizures").answer(immunosuppressants=[AZA])
    assert "azathioprine" in weeks_of(call)
    assert call.said == ["utter_changed"]
    assert call.asked == "seizures"


def test_a_medicine_that_is_mentioned_again_changes_nothing():
    call = at("seizures").answer(immunosuppressants=[medicine(weeks=None)])
    assert weeks_of(call) == {"methotrexate": 52, "belimumab": 20}
    assert call.asked == "seizures"


def test_not_knowing_a_length_any_more_takes_no_known_length_away():
    call = at("seizures").answer(immunosuppressants=[medicine(weeks="unsure")])
    assert weeks_of(call)["methotrexate"] == 52


def test_a_medicine_can_be_taken_out_again():
    call = at("seizures").say(removal("belimumab"))
    assert weeks_of(call) == {"methotrexate": 52}
    assert "utter_removed_medicine" in call.said
    assert (call.asked, call.item) == ("confirm", "immunosuppressants")


def test_when_the_last_medicine_is_taken_out_the_question_is_open_again():
    call = at("seizures").say(removal("belimumab")).say(Meaning(reply="no", answers=removal("methotrexate").answers))
    assert "immunosuppressants" not in call.answers
    assert call.asked == "immunosuppressants"


def test_taking_out_what_is_not_there_is_not_understood():
    call = at("seizures").say(removal("rituximab"))
    assert call.asked == "seizures"
    assert call.state.asked.tries == 1


def test_never_having_taken_any_corrects_a_list():
    call = at("seizures").say(said(correction=True, immunosuppressants="none"))
    assert call.answers["immunosuppressants"] == "none"
    assert "utter_changed" in call.said
    assert call.asked == "confirm"


@pytest.mark.parametrize("value", ["none", "unsure"])
def test_a_none_in_passing_takes_no_list_away(value):
    assert len(at("seizures").answer(immunosuppressants=value).answers["immunosuppressants"]) == 2


@pytest.mark.parametrize("question", ["immunosuppressants", "seizures", "age"])
def test_a_doubtful_name_is_read_back_before_it_is_taken(question):
    call = at(question).say(Meaning(doubtful=(dict(AZA, words="azatioprin"),)))
    assert (call.asked, call.item) == ("confirm_medicine", "azathioprine")
    assert call.prompt["fact"] == "confirm"
    assert call.prompt["item"] == "azathioprine"
    assert "azathioprine" not in str(call.answers)
    call.say(YES)
    assert "azathioprine" in weeks_of(call)
    assert call.state.doubtful == []


def test_a_doubtful_name_that_is_wrong_is_asked_for_again():
    call = at("immunosuppressants").say(Meaning(doubtful=(AZA,))).say(NO)
    assert call.asked == "immunosuppressants"
    assert "immunosuppressants" not in call.answers


def test_beside_other_medicines_a_wrong_name_leaves_room_for_the_right_one():
    call = at("immunosuppressants").say(Meaning(doubtful=(AZA,), answers=said(immunosuppressants=[MTX]).answers))
    assert call.say(NO).asked == "more_medicines"
    assert weeks_of(call) == {"methotrexate": None}


def test_the_right_name_in_the_breath_of_the_no_is_taken():
    call = at("immunosuppressants").say(Meaning(doubtful=(AZA,)))
    call.say(Meaning(reply="no", answers=said(immunosuppressants=[MTX, BEL]).answers))
    assert weeks_of(call) == {"methotrexate": None, "belimumab": None}
    assert call.asked == "treatment_length"


@pytest.mark.parametrize("replies", [[UNSURE], [NOTHING, NOTHING, NOTHING]])
def test_a_name_that_is_not_settled_leaves_a_medicine_without_a_name(replies):
    call = at("immunosuppressants").say(Meaning(doubtful=(dict(AZA, weeks=40),)))
    for reply in replies:
        call.say(reply)
    assert weeks_of(call) == {None: 40}


def test_the_same_doubtful_name_again_and_again_is_not_asked_for_ever():
    call = at("immunosuppressants")
    for _ in range(4):
        call.say(Meaning(doubtful=(AZA,)))
    assert call.asked != "confirm_medicine"
    assert weeks_of(call) == {None: None}


def test_several_doubtful_names_are_read_back_one_after_the_other():
    call = at("age").say(Meaning(doubtful=(AZA, BEL), answers=said(age=34).answers))
    assert call.item == "azathioprine"
    assert call.say(NO).item == "belimumab"
    call.say(YES).answer(sle_diagnosis="yes", active_symptoms="yes", glucocorticoids="yes")
    assert call.asked == "more_medicines"
    assert weeks_of(call) == {"belimumab": None}


def test_the_words_of_every_mention_are_kept():
    call = at("immunosuppressants").answer(immunosuppressants=[MTX, BEL])
    call.say(length("methotrexate", 30))
    assert call.state.evidence["immunosuppressants"]["words"].count("immunosuppressants") == 2


def test_hydroxychloroquine_and_one_other_is_for_the_study_team():
    call = consented().finish(immunosuppressants=[
        medicine("hydroxychloroquine", "antimalarial", 104), medicine(weeks=52)])
    assert call.prompt["disposition"] == "needs_review"
