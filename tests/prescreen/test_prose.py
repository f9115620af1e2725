"""The protocol as prose: everything that a clinician signs off is in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prescreen.prose import describe
from tests.prescreen.people import PROTOCOL

TEXT = describe(PROTOCOL)
LINES = TEXT.splitlines()


def test_it_begins_with_what_the_study_is_and_which_version_this_is():
    assert LINES[0] == f"{PROTOCOL.study['title']} (NCT06038474)"
    assert "Phase 2" in LINES[1]
    assert LINES[2] == "Listing of 2025-12-12; status: not recruiting"
    assert LINES[3] == f"Protocol version {PROTOCOL.version} of {PROTOCOL.date}"


@pytest.mark.parametrize("criterion", PROTOCOL.criteria, ids=lambda criterion: criterion.id)
def test_each_criterion_has_its_words_from_the_listing_and_its_rule(criterion):
    place = LINES.index(f"  {criterion.id}  {criterion.source}")
    assert LINES[place + 1] == f"      satisfied when {criterion.rule.describe()}"
    assert not criterion.note or LINES[place + 2] == f"      {criterion.note}"


def test_inclusions_come_before_exclusions():
    assert LINES.index("Inclusion criteria") < LINES.index("Exclusion criteria")
    place = {criterion.id: TEXT.index(f"  {criterion.id}  ") for criterion in PROTOCOL.criteria}
    assert sorted(place, key=place.get) == [criterion.id for criterion in PROTOCOL.criteria]
    assert place["I4"] < TEXT.index("Exclusion criteria") < place["E1"]


@pytest.mark.parametrize(("fact", "words"), [
    ("age", "whole years from 0 to 120, or unsure; what stays open, the patient can settle"),
    ("sle_diagnosis", "one of yes, no, unsure; what stays open, the doctor can settle"),
    ("immunosuppressants", "a list of medicines with weeks taken, none, or unsure"),
    ("autoantibodies", "any of anti-dsDNA, anti-Sm, anti-histone, anti-chromatin; all negative; or unsure"),
])
def test_each_fact_says_its_values_and_who_can_settle_it(fact, words):
    number = [each.name for each in PROTOCOL.facts].index(fact) + 1
    place = LINES.index(f"  {number:2}. {fact}: {PROTOCOL.fact(fact).about}")
    assert words in LINES[place + 1]


def test_a_question_that_is_not_always_asked_says_when():
    place = next(number for number, line in enumerate(LINES) if ". headache_cause: " in line)
    assert LINES[place + 2] == "      asked only when headache is yes"


def test_the_settings_are_named_with_their_numbers():
    other = replace(PROTOCOL, settings={**PROTOCOL.settings, "look_back_months": 31, "lately_months": 5,
                                        "reference_valid_days": 77})
    text = describe(other)
    for words in ("within the last 31 months", "the last 5 months", "good for 77 days"):
        assert words in text
        assert words not in TEXT
