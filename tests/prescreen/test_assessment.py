"""The engine by tables (a row is a person) and by laws. Rows name the criterion that they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prescreen.answers import UNSURE
from prescreen.assessment import Disposition, assess, unconfirmed_exclusion
from prescreen.verdict import Verdict
from tests.prescreen.people import FACTS, PROTOCOL, answer_sets, confirmations, medicine, person, values

EVERYTHING = frozenset(FACTS)
HCQ = medicine("hydroxychloroquine", "antimalarial", 104)
MTX = medicine("methotrexate", "conventional", 52)


def judge(answers, confirmed=EVERYTHING):
    return assess(PROTOCOL, answers, confirmed)


def verdict(answers, criterion, confirmed=EVERYTHING):
    return next(each for each in judge(answers, confirmed).criteria if each.id == criterion)


def test_a_person_who_meets_everything_may_fit():
    assert judge(person()).disposition is Disposition.POTENTIALLY_ELIGIBLE


@pytest.mark.parametrize("criterion, answers, expected", [
    ("I1", {"age": 18}, "satisfied"),
    ("I1", {"age": 17}, "violated"),
    ("I1", {"age": "minor"}, "undetermined"),
    ("I1", {"age": "adult"}, "satisfied"),
    ("I1", {"age": "unsure"}, "undetermined"),
    ("I1", {"age": 120}, "satisfied"),
    ("I2", {"sle_diagnosis": "no"}, "violated"),
    ("I2", {"sle_diagnosis": "unsure"}, "undetermined"),
    ("I3", {"active_symptoms": "no"}, "violated"),
    ("I3", {"active_symptoms": "unsure"}, "undetermined"),
    ("I3", {"glucocorticoids": "no"}, "violated"),
    ("I3", {"glucocorticoids": "unsure"}, "undetermined"),
    ("I3", {"immunosuppressants": "none"}, "violated"),
    ("I3", {"immunosuppressants": "unsure"}, "undetermined"),
    ("I3", {"immunosuppressants": [MTX]}, "violated"),
    ("I3", {"immunosuppressants": [HCQ]}, "violated"),
    ("I3", {"immunosuppressants": [HCQ, MTX]}, "undetermined"),
    ("I3", {"immunosuppressants": [HCQ, medicine(weeks=4)]}, "violated"),
    ("I3", {"immunosuppressants": [MTX, medicine("tacrolimus", "calcineurin_inhibitor", 12)]}, "satisfied"),
    ("I3", {"immunosuppressants": [MTX, medicine("belimumab", "biologic", 11)]}, "violated"),
    ("I3", {"immunosuppressants": [MTX, medicine("belimumab", "biologic", "unsure")]}, "undetermined"),
    ("I3", {"immunosuppressants": [MTX, medicine(None, None, 30)]}, "undetermined"),
    ("I3", {"immunosuppressants": [MTX, medicine("azathioprine", "conventional", 0)]}, "violated"),
    ("I3", {"active_symptoms": "unsure", "immunosuppressants": [MTX]}, "violated"),
    ("I4", {"autoantibodies": ["anti-Sm"]}, "satisfied"),
    ("I4", {"autoantibodies": "all_negative"}, "violated"),
    ("I4", {"autoantibodies": "unsure"}, "undetermined"),
    ("E1", {"severe_nephritis": "yes"}, "violated"),
    ("E1", {"severe_nephritis": "past"}, "undetermined"),
    ("E1", {"severe_cns_lupus": "yes"}, "violated"),
    ("E1", {"severe_cns_lupus": "unsure"}, "undetermined"),
    ("E1", {"seizures": "yes"}, "violated"),
    ("E1", {"seizures": "past"}, "undetermined"),
    ("E1", {"psychosis": "yes"}, "violated"),
    ("E1", {"psychosis": "past"}, "undetermined"),
    ("E1", {"organic_brain_syndrome": "yes"}, "violated"),
    ("E1", {"organic_brain_syndrome": "unsure"}, "undetermined"),
    ("E1", {"headache": "unsure"}, "undetermined"),
    ("E1", {"headache": "yes"}, "undetermined"),
    ("E1", {"headache": "yes", "headache_cause": "unsure"}, "undetermined"),
    ("E1", {"headache": "yes", "headache_cause": "lupus"}, "violated"),
    ("E1", {"headache": "yes", "headache_cause": "unrelated"}, "rescreen"),
    ("E1", {"headache": "yes", "headache_cause": "unrelated", "seizures": "yes"}, "violated"),
    ("E1", {"headache": "yes", "headache_cause": "unrelated", "seizures": "past"}, "rescreen"),
    ("E2", {"chronic_illness": "yes", "chronic_illness_managed": "yes"}, "satisfied"),
    ("E2", {"chronic_illness": "yes", "chronic_illness_managed": "no"}, "undetermined"),
    ("E2", {"chronic_illness": "yes", "chronic_illness_managed": "unsure"}, "undetermined"),
    ("E2", {"chronic_illness": "unsure"}, "undetermined"),
    ("E3", {"pregnant_or_lactating": "yes"}, "violated"),
    ("E3", {"pregnant_or_lactating": "unsure"}, "undetermined"),
])
def test_each_answer_turns_its_criterion(criterion, answers, expected):
    assert verdict(person(**answers), criterion).verdict.value == expected


@pytest.mark.parametrize("answers, expected", [
    ({"headache": "yes", "headache_cause": "unrelated"}, "rescreen_by_phone"),
    ({"headache": "yes", "headache_cause": "unrelated", "chronic_illness": "unsure"}, "rescreen_by_phone"),
    ({"headache": "yes", "headache_cause": "unrelated", "pregnant_or_lactating": "yes"}, "not_eligible"),
    ({"headache": "yes", "headache_cause": "unsure"}, "needs_review"),
    ({"headache": "yes", "headache_cause": "lupus"}, "not_eligible"),
    ({"consent": "no", "age": 12}, "declined"),
    ({"autoantibodies": "unsure"}, "needs_review"),
])
def test_dispositions_come_in_the_order_of_precedence(answers, expected):
    assert judge(person(**answers)).disposition.value == expected


def test_what_is_open_beside_a_rescreen_is_reported_with_it():
    result = verdict(person(headache="yes", headache_cause="unrelated", seizures="past"), "E1")
    assert result.because == ("headache",) and result.also_open == ("seizures",)


@pytest.mark.parametrize("answers, criterion, settler", [
    ({"autoantibodies": "unsure"}, "I4", "laboratory"),
    ({"chronic_illness": "unsure"}, "E2", "investigator"),
    ({"sle_diagnosis": "unsure"}, "I2", "doctor"),
    ({"age": "unsure"}, "I1", "patient"),
    ({}, "I1", None),
])
def test_each_open_criterion_names_who_can_settle_it(answers, criterion, settler):
    assert verdict(person(**answers), criterion).settled_by == settler


@given(answer_sets, confirmations)
def test_every_set_of_answers_has_exactly_one_disposition(answers, confirmed):
    assert judge(answers, confirmed).disposition in Disposition
    assert len(judge(answers, confirmed).criteria) == len(PROTOCOL.criteria)


@given(answer_sets)
def test_without_a_confirmed_answer_nobody_is_excluded(answers):
    assert judge(answers, frozenset()).disposition is not Disposition.NOT_ELIGIBLE


@given(answer_sets, confirmations)
def test_an_exclusion_rests_on_confirmed_answers_alone(answers, confirmed):
    for criterion in judge(answers, confirmed).criteria:
        if criterion.verdict is Verdict.VIOLATED:
            assert criterion.because and set(criterion.because) <= confirmed


@given(answer_sets, st.sampled_from(FACTS))
def test_an_unknown_never_excludes(answers, fact):
    before = judge(answers).disposition
    after = judge({**answers, fact: UNSURE}).disposition
    if before is not Disposition.NOT_ELIGIBLE:
        assert after is not Disposition.NOT_ELIGIBLE


@given(answer_sets, st.data())
def test_answering_what_was_not_answered_never_turns_a_violated_criterion_around(answers, data):
    unanswered = [fact for fact in FACTS if fact not in answers]
    if not unanswered:
        return
    fact = data.draw(st.sampled_from(unanswered))
    before = {each.id for each in judge(answers).criteria if each.verdict is Verdict.VIOLATED}
    after = {each.id for each in judge({**answers, fact: data.draw(values(fact))}).criteria
             if each.verdict is Verdict.VIOLATED}
    assert before <= after


@given(answer_sets, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert judge(dict(shuffled)) == judge(answers)


@given(answer_sets, confirmations)
def test_an_excluding_answer_is_found_until_it_is_confirmed(answers, confirmed):
    fact = unconfirmed_exclusion(PROTOCOL, answers, confirmed)
    if fact is None:
        return
    assert fact not in confirmed
    assert judge(answers, confirmed | {fact}).disposition is Disposition.NOT_ELIGIBLE
