"""What is wrong with a protocol that can be read: each problem says where, what, and what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prescreen.lint import EXPECTS, SETTINGS, STUDY_ENTRIES, problems
from prescreen.protocol import Criterion, QuestionDefinition
from prescreen.rules import FreeOf, Needs
from tests.prescreen.people import PROTOCOL

FACTS, CRITERIA = PROTOCOL.facts, PROTOCOL.criteria
SOURCE = "words of the listing, verbatim"


def with_fact(place, **changes):
    facts = list(FACTS)
    facts[place] = replace(facts[place], **changes)
    return replace(PROTOCOL, facts=tuple(facts))


def with_criterion(place, **changes):
    criteria = list(CRITERIA)
    criteria[place] = replace(criteria[place], **changes)
    return replace(PROTOCOL, criteria=tuple(criteria))


def only(protocol):
    found = problems(protocol)
    assert len(found) == 1, found
    return found[0]


def test_the_protocol_of_the_study_has_no_problem():
    assert problems(PROTOCOL) == []


@pytest.mark.parametrize("entry", STUDY_ENTRIES)
def test_what_the_listing_says_has_to_be_there(entry):
    study = {name: value for name, value in PROTOCOL.study.items() if name != entry}
    assert only(replace(PROTOCOL, study=study)) == (
        f"study: `{entry}` is missing; copy it from the registry's listing")


def test_the_status_is_one_of_two():
    assert only(replace(PROTOCOL, study={**PROTOCOL.study, "status": "open"})) == (
        "study: status `open` is not known; write recruiting or not_recruiting")


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("value", [None, 0, -3, "three", True])
def test_each_setting_is_a_number_above_0(name, value):
    assert only(replace(PROTOCOL, settings={**PROTOCOL.settings, name: value})) == (
        f"settings: `{name}` is {value!r}; write a number above 0")


def test_a_fact_that_stands_twice_is_found():
    assert only(replace(PROTOCOL, facts=(*FACTS, FACTS[0]))) == "fact age: it stands twice; remove one of the two"


def test_a_fact_that_no_criterion_needs_is_not_asked():
    extra = replace(FACTS[1], name="shoe_size")
    assert only(replace(PROTOCOL, facts=(*FACTS, extra))).startswith("fact shoe_size: no criterion uses it; ask only")


def test_a_fact_that_a_criterion_needs_has_to_be_asked():
    assert only(replace(PROTOCOL, facts=FACTS[1:])) == (
        "fact age: a criterion uses it, but it is not among the facts; add it there or mend the criterion")


@pytest.mark.parametrize(("changes", "problem"), [
    ({"settled_by": "nobody"}, "settled_by `nobody` is not known; write one of patient, doctor"),
    ({"values": {"colours": ["red"]}}, "values take one of the forms years, one_of"),
    ({"values": {"one_of": ["yes"], "years": [0, 1]}}, "values take one of the forms"),
    ({"values": {"one_of": [True, "no"]}}, "a value is not text; put quotes around yes and no"),
    ({"only_after": {"shoe_size": "yes"}}, "only_after names `shoe_size`, which is not among the facts"),
    ({"only_after": {"headache": "yes"}}, "only_after names `headache`, which is asked later; put `headache` before"),
])
def test_a_fact_that_makes_no_sense_is_named(changes, problem):
    found = only(with_fact(1, **changes))
    assert found.startswith("fact sle_diagnosis: ")
    assert problem in found


def test_a_question_must_not_wait_for_an_answer_that_never_comes():
    assert only(with_fact(12, only_after={"headache": "sometimes"})) == (
        "fact headache_cause: only_after waits for `headache` to be `sometimes`, which it never is; mend the value")


@pytest.mark.parametrize(("changes", "problem"), [
    ({"kind": "wish"}, "kind `wish` is not known; write inclusion or exclusion"),
    ({"source": "short"}, "its source is too short to be the listing's words; copy them verbatim"),
])
def test_a_criterion_that_makes_no_sense_is_named(changes, problem):
    assert only(with_criterion(1, **changes)) == f"criterion I2: {problem}"


def test_a_criterion_that_stands_twice_is_found():
    assert "criterion I1: the id stands twice; give each criterion its own" in problems(
        replace(PROTOCOL, criteria=(*CRITERIA, CRITERIA[0])))


@pytest.mark.parametrize("rule", [FreeOf("sle_diagnosis")])
def test_two_criteria_that_nobody_can_meet_together_are_found(rule):
    against = Criterion("E9", "exclusion", SOURCE, rule)
    assert only(replace(PROTOCOL, criteria=(*CRITERIA, against))) == (
        "criterion E9: it wants `sle_diagnosis` to be no, but I2 wants it to be yes; no patient can meet both")


def test_two_criteria_that_want_the_same_are_no_problem():
    again = Criterion("I9", "inclusion", SOURCE, Needs("sle_diagnosis", "yes"))
    assert problems(replace(PROTOCOL, criteria=(*CRITERIA, again))) == []


@pytest.mark.parametrize(("question", "problem"), [
    (QuestionDefinition("age", "age", "numbers"), f"expects `numbers` is not known; write one of {', '.join(EXPECTS)}"),
    (QuestionDefinition("age", "age", "number", {"0": "zero"}), "`0` is no key of its own; use \"1\" to \"9\""),
    (QuestionDefinition("age", "age", "number", {1: "yes"}), "`1` is no key of its own; use \"1\" to \"9\", in quotes"),
])
def test_a_question_that_makes_no_sense_is_named(question, problem):
    found = only(replace(PROTOCOL, questions={**PROTOCOL.questions, "age": question}))
    assert found.startswith("question age: ")
    assert problem in found


def test_all_problems_are_told_at_once():
    study = {**PROTOCOL.study, "status": "open", "title": ""}
    assert len(problems(replace(with_fact(1, settled_by="nobody"), study=study))) == 3


def test_a_need_for_a_no_is_found():
    place = next(number for number, each in enumerate(CRITERIA) if each.id == "I2")
    assert only(with_criterion(place, rule=Needs("sle_diagnosis", "no"))) == (
        "criterion I2: `needs` with the value no can never hold; write `free_of` instead")
