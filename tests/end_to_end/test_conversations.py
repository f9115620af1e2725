"""Patients over HTTP: every criterion and every state of a headache can turn what a screening comes to."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from prescreen.log import ScreeningLog
from tests.end_to_end.running import Caller

MAY_FIT = {
    "consent": "yes", "age": "I'm thirty four", "sle_diagnosis": "yes, since 2015",
    "active_symptoms": "yes, joint pain", "glucocorticoids": "prednisone every day",
    "immunosuppressants": "methotrexate and Benlysta",
    "treatment_length": {"methotrexate": "two years", "belimumab": "eight months"},
    "autoantibodies": "the DNA one was positive", "severe_nephritis": "no", "severe_cns_lupus": "no",
    "seizures": "never", "psychosis": "no", "organic_brain_syndrome": "no", "headache": "no",
    "headache_cause": "nobody has looked at it", "chronic_illness": "no", "chronic_illness_managed": "yes",
    "pregnant_or_lactating": "no", "confirm": "yes, that is right", "contact_permission": "no"}

SICK = {"chronic_illness": "yes, diabetes"}
PEOPLE = [
    # who, what they say differently, what it comes to, and the criterion that turns it
    ("may fit", {}, "potentially_eligible", None),
    ("says no to the questions", {"consent": "no thanks"}, "declined", None),
    ("is 17", {"age": "I am 17"}, "not_eligible", "I1"),
    ("will not say the age", {"age": "skip"}, "needs_review", "I1"),
    ("has no lupus", {"sle_diagnosis": "no"}, "not_eligible", "I2"),
    ("is not sure about the diagnosis", {"sle_diagnosis": "I'm not sure"}, "needs_review", "I2"),
    ("has no symptoms", {"active_symptoms": "no"}, "not_eligible", "I3"),
    ("had no steroids", {"glucocorticoids": "no, never"}, "not_eligible", "I3"),
    ("had one medicine", {"immunosuppressants": "methotrexate for two years, nothing else"}, "not_eligible", "I3"),
    ("had one medicine that counts, and the malaria pill",
     {"immunosuppressants": "methotrexate for two years and Plaquenil for two years"}, "needs_review", "I3"),
    ("had all four antibodies tested and negative", {"autoantibodies": "all four were negative"}, "not_eligible", "I4"),
    ("does not know the blood tests", {"autoantibodies": "I don't know"}, "needs_review", "I4"),
    ("has severe kidney lupus", {"severe_nephritis": "yes, I am on dialysis for it"}, "not_eligible", "E1"),
    ("had severe kidney lupus", {"severe_nephritis": "that was five years ago"}, "needs_review", "E1"),
    ("has severe brain lupus", {"severe_cns_lupus": "yes"}, "not_eligible", "E1"),
    ("has seizures", {"seizures": "yes, from the lupus, last month"}, "not_eligible", "E1"),
    ("has psychosis", {"psychosis": "yes, my doctor says it is the lupus"}, "not_eligible", "E1"),
    ("has organic brain syndrome", {"organic_brain_syndrome": "yes, my doctor says it is the lupus"}, "not_eligible",
     "E1"),
    ("has a headache from lupus", {"headache": "yes", "headache_cause": "my doctor says it is from the lupus"},
     "not_eligible", "E1"),
    ("has a headache that a doctor deems unrelated",
     {"headache": "yes", "headache_cause": "my doctor says it is not from the lupus"}, "rescreen_by_phone", "E1"),
    ("has a headache that nobody has judged", {"headache": "yes"}, "needs_review", "E1"),
    ("is not sure about headaches", {"headache": "not sure"}, "needs_review", "E1"),
    ("had a headache that is over", {"headache": "I had one last week, it is gone"}, "potentially_eligible", None),
    ("has another illness that is managed", SICK, "potentially_eligible", None),
    ("has another illness that is not managed", {**SICK, "chronic_illness_managed": "no"}, "needs_review", "E2"),
    ("is pregnant", {"pregnant_or_lactating": "yes, I'm pregnant"}, "not_eligible", "E3"),
    ("may be pregnant", {"pregnant_or_lactating": "I'm not sure, I am late"}, "needs_review", "E3"),
]
TURNED = {"not_eligible": "violated", "needs_review": "undetermined", "rescreen_by_phone": "rescreen"}
MAY_GO_ON = ("potentially_eligible", "needs_review", "rescreen_by_phone")
AT_ONCE = 4


@pytest.fixture(scope="module")
def screened(assistant):
    """Who to how the call went; several call at once, as they do in life."""
    callers = {who: Caller(assistant, f"patient-{number}") for number, (who, *_) in enumerate(PEOPLE)}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {who: pool.submit(callers[who].answer, {**MAY_FIT, **lines}) for who, lines, *_ in PEOPLE}


@pytest.fixture(scope="module")
def listed(assistant, screened):
    """What the study team's command lists of these calls; other tests hold calls of their own."""
    senders = {call.result().sender for call in screened.values()}
    conversations = _conversations(assistant)
    return [record for record in assistant.records() if conversations.get(record["reference"]) in senders]


@pytest.fixture(scope="module")
def records(assistant, listed):
    """The same records by conversation, which the command does not show."""
    conversations = _conversations(assistant)
    return {conversations[record["reference"]]: record for record in listed}


def _conversations(assistant):
    with closing(ScreeningLog(assistant.database_url)) as log:
        return {each.reference: each.key.conversation for each in log.records()}


@pytest.mark.parametrize(("who", "disposition", "criterion"), [(who, *came_to) for who, _, *came_to in PEOPLE],
                         ids=[who for who, *_ in PEOPLE])
def test_a_patient_comes_to_the_right_disposition_and_the_log_has_it(screened, records, who, disposition, criterion):
    caller = screened[who].result()
    assert caller.custom["disposition"] == disposition, caller.text
    assert caller.custom["fact"] is None
    assert ("contact_permission" in caller.asked) == (disposition in MAY_GO_ON)
    if disposition == "declined":
        assert caller.sender not in records
        return
    record = records[caller.sender]
    assert (record["disposition"], record["trial"], record["channel"]) == (disposition, "NCT06038474", "rest")
    assert caller.custom["reference"] in (record["reference"], None)
    assert not record["contact"]
    verdicts = {each["id"]: each["verdict"] for each in record["criteria"]}
    assert [each for each, verdict in verdicts.items() if verdict == TURNED.get(disposition)] == (
        [criterion] if criterion else [])
    if disposition == "potentially_eligible":
        assert set(verdicts.values()) == {"satisfied"}


def test_all_five_dispositions_are_reached_and_the_study_team_sees_each_screening_once(screened, listed):
    reached = Counter(call.result().custom["disposition"] for call in screened.values())
    assert set(reached) == {"declined", *TURNED, "potentially_eligible"}
    assert len({record["reference"] for record in listed}) == len(listed)
    assert Counter(record["disposition"] for record in listed) == reached - Counter(["declined"])


def test_who_is_told_a_reference_is_told_the_one_in_the_log(screened, records):
    told = [call.result() for call in screened.values() if call.result().custom["disposition"] in MAY_GO_ON]
    assert told
    for caller in told:
        assert caller.custom["reference"] == records[caller.sender]["reference"]


def test_an_exclusion_is_read_back_before_it_counts_and_nothing_is_asked_after_it(assistant, screened):
    misheard = Caller(assistant, "call-misheard").answer({**MAY_FIT, "age": "I am 17", "confirm": "no, I'm 71"})
    assert misheard.custom["disposition"] == "potentially_eligible"
    assert screened["is 17"].result().asked == ["consent", "age", "confirm"]


def test_contact_details_are_kept_only_with_permission(assistant):
    lines = {**MAY_FIT, "contact_permission": "yes", "contact_name": "Karen Mills", "contact_phone": "617 555 0123",
             "contact_time": "in the mornings"}
    caller = Caller(assistant, "call-karen").answer(lines)
    record = next(each for each in assistant.records() if each["reference"] == caller.custom["reference"])
    assert record["contact"] == {"name": "Karen Mills", "phone": "6175550123", "time": "in the mornings"}


def test_a_headache_that_is_over_is_re_screened_by_telephone_with_the_reference(assistant):
    first = Caller(assistant, "call-head-1").answer(
        {**MAY_FIT, "headache": "yes", "headache_cause": "my doctor says it is not from the lupus"})
    reference = first.custom["reference"]
    again = Caller(assistant, "call-head-2").tell("start").say(f"my reference is {reference}")
    assert again.custom["expects"] == "number", again.text
    again.say("34").answer({**MAY_FIT, "headache": "it is gone"})
    assert again.custom["disposition"] == "potentially_eligible", again.text
    assert not {"sle_diagnosis", "immunosuppressants", "autoantibodies"} & set(again.asked)
    record = next(each for each in assistant.records() if each["reference"] == again.custom["reference"])
    assert record["attempt"] == 2


def test_interruptions_and_corrections_on_the_way_change_nothing_else(assistant):
    caller = Caller(assistant, "call-curious").tell("start").say("yes")
    for interruption in ("why do you ask?", "what is a clinical trial?", "are you a robot?", "is it recruiting?",
                         "repeat"):
        caller.say(interruption)
        assert caller.custom["fact"] == "age", caller.text
    caller.say("42").say("yes").say("sorry, actually I'm 43")
    assert caller.custom["fact"] == "active_symptoms"
    caller.answer(MAY_FIT)
    record = next(each for each in assistant.records() if each["reference"] == caller.custom["reference"])
    assert record["facts"]["age"]["value"] == 43


def test_a_call_that_breaks_off_can_be_gone_on_with(assistant):
    caller = Caller(assistant, "call-broken").tell("start").say("yes").say("52").say("yes")
    caller.tell("hangup")
    assert caller.custom["disposition"] is None
    record = next(each for each in assistant.records() if each["disposition"] is None)
    again = Caller(assistant, "call-again").tell("start").say(f"I have a code, {record['reference']}").say("52")
    assert again.custom["fact"] == "active_symptoms", again.text
