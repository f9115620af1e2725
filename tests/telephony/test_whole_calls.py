"""Whole screenings by keys, by speech, and by both; what is heard in them; and silence at every question."""

from __future__ import annotations

import re
from random import Random

import pytest

from benchmarks.samples import load
from channels.replies import speakable
from tests.telephony.callers import MAY_FIT, OfTheSet, keyed, mixed, somebody, spoken
from tests.telephony.spoken import PROTOCOL, Office

WAYS = {"keys": keyed, "speech": spoken, "both": mixed}
ENDS = {
    "potentially_eligible": {},
    "declined": {"consent": "no"},
    "not_eligible": {"pregnant_or_lactating": "yes"},
    "needs_review": {"chronic_illness": "yes", "chronic_illness_managed": "no"},
    "rescreen_by_phone": {"headache": "yes", "headache_cause": "unrelated"}}
# By keys alone no medicine can be named, so that the study team has to settle them.
BY_KEYS_ALONE = {"potentially_eligible": "needs_review"}
PATIENTS = 500
WORDS_OF_THE_LAST_REPLY = 120   # with a code that is said twice, about 40 seconds
UNSURE_OF = ("sle_diagnosis", "active_symptoms", "glucocorticoids", "immunosuppressants", "autoantibodies",
             "severe_nephritis", "severe_cns_lupus", "seizures", "psychosis", "organic_brain_syndrome", "headache",
             "chronic_illness", "pregnant_or_lactating")
STEPS = ["utter_silence_1", "utter_silence_2"]


@pytest.fixture
def office():
    return Office()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ENDS)
def test_a_whole_screening_ends_in_its_disposition(office, way, end):
    call = office.call().answer(WAYS[way]({**MAY_FIT, **ENDS[end]}))
    assert call.custom["disposition"] == (BY_KEYS_ALONE.get(end, end) if way == "keys" else end)
    assert not any("utter_not_understood" in name for names in call.names for name in names)


@pytest.mark.parametrize("way", WAYS)
def test_every_reply_is_speakable_and_asks_last(office, way):
    call = office.call().answer(WAYS[way](MAY_FIT))
    for reply, names in zip(call.replies, call.names, strict=True):
        assert reply["text"] == speakable(reply["text"]) != ""
        assert names[-1].startswith("utter_ask_") is not reply["custom"]["done"]
        assert reply["custom"]["done"] or "?" in reply["text"][-220:]


@pytest.mark.parametrize("end", ENDS)
def test_codes_are_read_in_groups_of_three(office, end):
    call = office.call().answer(spoken({**MAY_FIT, **ENDS[end]}))
    assert not re.search(r"\d{4}", " ".join(reply["text"] for reply in call.replies))
    if call.custom["reference"]:
        assert len(re.findall(r"\d \d \d, \d \d \d, \d \d \d", call.text)) == 2


def test_a_reply_on_the_way_is_short(office):
    call = office.call().answer(spoken(MAY_FIT))
    lengths = {tuple(names): len(reply["text"].split())
               for reply, names in zip(call.replies[1:-1], call.names[1:-1], strict=True)}
    assert max(lengths.values()) <= 95, max(lengths, key=lengths.get)


@pytest.mark.parametrize("end", ENDS)
def test_the_last_reply_is_short_enough_to_listen_to(office, end):
    call = office.call().answer(spoken({**MAY_FIT, **ENDS[end]}))
    assert len(call.text.split()) <= WORDS_OF_THE_LAST_REPLY


def test_where_everything_is_open_the_last_reply_names_it_and_asking_why_tells_more(office):
    call = office.call().answer(keyed({**MAY_FIT, **dict.fromkeys(UNSURE_OF, "unsure")}))
    assert len(call.text.split()) <= WORDS_OF_THE_LAST_REPLY + 3 * len(UNSURE_OF)
    assert "say why or press 1" in call.text
    assert all(f"About {point}:" in call.say("1").text for point in ("your kidneys", "seizures", "pregnancy"))


CONTACT = {"contact_permission": "1", "contact_name": "Ann", "contact_phone": "5551234567", "contact_time": "mornings"}
SICK = {**MAY_FIT, "headache": "yes", "chronic_illness": "yes", "severe_cns_lupus": "unsure"}


def questions_on_the_way(office, facts):
    """Every question of a screening, each with the lines that lead to it."""
    said, lines, answer = [], [], mixed(facts)

    def listen(talk):
        lines.append((talk.asked, list(said)))
        said.append(CONTACT.get(talk.asked) or answer(talk))
        return said[-1]

    office.call("scout").answer(listen)
    return lines


def test_silence_at_every_question_leads_to_three_steps_and_a_graceful_end(office):
    asked = questions_on_the_way(office, SICK)
    assert len(asked) >= 21
    for number, (question, lines) in enumerate(asked):
        call = office.call(f"call-{number}").tell("start")
        for line in lines:
            call.say(line)
        assert call.asked == question
        heard = [call.text]
        for step in STEPS:
            call.tell("no_input")
            assert call.said[0] == step, question
            assert call.asked == question
            heard.append(call.text)
        assert len(set(heard)) == 3, "each time in other words"
        call.tell("no_input")
        assert call.custom["done"], question
        assert call.said[-1] == "utter_ask_farewell"
        assert call.custom["disposition"] == ("rescreen_by_phone" if question in CONTACT else None)
        assert bool(call.custom["reference"]) is (question != "consent")


def test_a_question_that_nobody_understands_is_left_after_three_tries_and_the_call_goes_on(office):
    call = office.call().tell("start").say("yes")
    for _ in range(200):
        if call.custom["done"]:
            break
        call.say("blue green purple")
    assert call.custom["done"]
    assert call.custom["disposition"] in ("needs_review", None)


@pytest.mark.parametrize("patient", load("development").patients, ids=lambda patient: patient.id)
def test_every_conversation_of_the_development_set_comes_to_an_end(office, patient):
    call, says = office.call().say(patient.opening), OfTheSet(patient)
    call.answer(lambda talk: says(talk.custom))
    assert call.custom["done"]


@pytest.mark.parametrize("patients", [30, pytest.param(PATIENTS, marks=pytest.mark.acceptance)])
def test_web_and_telephone_give_the_same_disposition(patients):
    random, seen = Random(20261124), {}  # noqa: S311
    for number in range(patients):
        facts = somebody(random)
        way = list(WAYS)[1:][number % 2]
        office = Office()
        web = office.call(f"web-{number}", "web").answer(spoken(facts))
        telephone = office.call(f"call-{number}").answer(WAYS[way](facts))
        assert telephone.custom["disposition"] == web.custom["disposition"], (facts, way)
        assert _facts(telephone) == _facts(web), (facts, way)
        seen[web.custom["disposition"]] = seen.get(web.custom["disposition"], 0) + 1
    assert len(seen) >= 4, seen


def _facts(call):
    answers = dict(call.state.answers)
    medicines = answers.get("immunosuppressants")
    if isinstance(medicines, list):
        answers["immunosuppressants"] = [(entry["name"], entry["weeks"]) for entry in medicines]
    return answers


def test_the_study_has_as_many_facts_as_callers_know():
    assert {fact.name for fact in PROTOCOL.facts} <= {*MAY_FIT, "treatment_length"}
