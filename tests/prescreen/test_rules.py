"""The vocabulary of criteria: what each rule reads, how it judges, and what it says of an entry it cannot read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prescreen.answers import Medicine
from prescreen.rules import VOCABULARY, All, MedicinesTried, RuleError, read_rule
from prescreen.truth import Truth, at_least
from prescreen.verdict import Verdict
from tests.prescreen.people import PROTOCOL, answer_sets, ledgers, medicine

TRIED = {"fact": "medicines", "at_least": 2, "weeks": 12, "classes": ["conventional"], "open_classes": ["antimalarial"]}
ENTRIES = {
    "age_at_least": {"fact": "age", "years": 18}, "needs": {"fact": "sle", "value": "yes"},
    "free_of": {"fact": "seizures"}, "headache_rule": {"fact": "headache", "cause": "headache_cause"},
    "flagged": {"fact": "illness", "managed": "managed"}, "any_positive": {"fact": "antibodies"},
    "medicines_tried": TRIED}


def rule(word, **details):
    return read_rule({word: {**ENTRIES[word], **details}})


@pytest.mark.parametrize("word", VOCABULARY)
def test_each_rule_can_be_read_names_its_facts_and_says_itself(word):
    read = rule(word)
    for fact in read.facts():
        assert fact in ENTRIES[word].values()
        assert f"`{fact}`" in read.describe()


@pytest.mark.parametrize("word", VOCABULARY)
def test_without_any_answer_no_rule_is_satisfied_or_violated(word):
    assert rule(word).judge({}).verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(("entry", "problem"), [
    ("free_of", "a rule is one word with its details below it"),
    ({}, "a rule is one word"),
    ({"free_of": {"fact": "a"}, "needs": {"fact": "a", "value": "yes"}}, "a rule is one word"),
    ({"free_off": {"fact": "a"}}, "there is no rule `free_off`; the rules are: all, age_at_least"),
    ({"free_of": {}}, "`free_of` needs exactly fact; it has nothing"),
    ({"free_of": "seizures"}, "`free_of` needs exactly fact; it has nothing"),
    ({"needs": {"fact": "a"}}, "`needs` needs exactly fact, value; it has fact"),
    ({"needs": {"fact": "a", "value": "yes", "note": "b"}}, "it has fact, value, note"),
    ({"all": []}, "`all` takes a list of rules; put one rule after each dash"),
    ({"all": {"free_of": {"fact": "a"}}}, "`all` takes a list"),
    ({"all": [{"free_off": {"fact": "a"}}]}, "there is no rule `free_off`"),
])
def test_a_rule_that_cannot_be_read_says_what_is_wrong(entry, problem):
    with pytest.raises(RuleError) as error:
        read_rule(entry)
    assert problem in str(error.value)


@pytest.mark.parametrize(("age", "verdict"), [
    (18, "satisfied"), (17, "violated"), (0, "violated"), ("adult", "satisfied"), ("unsure", "undetermined")])
def test_an_age_is_18_or_not(age, verdict):
    assert rule("age_at_least").judge({"age": age}).verdict.value == verdict


def test_18_or_older_says_nothing_about_a_higher_limit():
    assert rule("age_at_least", years=21).judge({"age": "adult"}).verdict is Verdict.UNDETERMINED


@given(answer_sets)
def test_all_comes_to_the_verdict_of_its_worst_part(answers):
    for criterion in PROTOCOL.criteria:
        if isinstance(criterion.rule, All):
            parts = [part.judge(answers).verdict for part in criterion.rule.parts]
            assert criterion.rule.judge(answers).verdict is max(parts, key=lambda verdict: verdict.rank)


@given(answer_sets)
def test_every_verdict_but_satisfied_rests_on_facts_that_the_rule_reads(answers):
    for criterion in PROTOCOL.criteria:
        found = criterion.rule.judge(answers)
        assert bool(found.because) == (found.verdict is not Verdict.SATISFIED)
        assert {*found.because, *found.also_open} <= set(criterion.rule.facts())


def tried(*medicines):
    return rule("medicines_tried").judge({"medicines": list(medicines)}).verdict


def test_twelve_weeks_are_enough_and_eleven_are_not():
    assert tried(medicine(weeks=12), medicine("azathioprine", weeks=12)) is Verdict.SATISFIED
    assert tried(medicine(weeks=12), medicine("azathioprine", weeks=11)) is Verdict.VIOLATED


def test_an_open_class_counts_as_unknown_and_any_other_class_not_at_all():
    assert tried(medicine(), medicine("hydroxychloroquine", "antimalarial")) is Verdict.UNDETERMINED
    assert tried(medicine(), medicine("ibuprofen", "pain_killer")) is Verdict.VIOLATED


def test_a_length_of_weeks_is_whole_weeks_and_anything_else_unknown():
    assert rule("medicines_tried").counts(Medicine.from_dict(medicine(weeks="unsure"))) is Truth.UNKNOWN
    assert rule("medicines_tried").counts(Medicine.from_dict(medicine(weeks=0))) is Truth.FALSE


@given(ledgers, st.sampled_from([None, "unsure"]))
def test_too_few_is_said_only_when_even_every_unknown_counted_would_be_too_few(value, unknown):
    study_rule = PROTOCOL.medicines_rule
    assert isinstance(study_rule, MedicinesTried)
    value = [dict(entry, weeks=unknown) if entry["weeks"] is None else entry for entry in value]
    truths = [study_rule.counts(Medicine.from_dict(entry)) for entry in value]
    violated = study_rule.judge({study_rule.fact: value}).verdict is Verdict.VIOLATED
    assert violated == (at_least(study_rule.at_least, truths) is Truth.FALSE)
    assert violated == (sum(truth is not Truth.FALSE for truth in truths) < study_rule.at_least)


@given(ledgers, st.randoms(use_true_random=False))
def test_the_order_of_the_ledger_does_not_matter(value, random):
    study_rule, shuffled = PROTOCOL.medicines_rule, list(value)
    random.shuffle(shuffled)
    assert study_rule.judge({study_rule.fact: value}) == study_rule.judge({study_rule.fact: shuffled})
