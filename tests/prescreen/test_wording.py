"""The texts are read, chosen and checked: each problem says which text, where, and what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prescreen import wording
from prescreen.protocol import load as load_protocol
from prescreen.wording import Wording, WordingError, problems

PROTOCOL = load_protocol()
APPROVED = wording.load()


def condition(name, value):
    return {"type": "slot", "name": name, "value": value}


def with_text(name, *variants):
    """The approved texts, with one of them replaced."""
    return Wording({**APPROVED.texts, name: list(variants)})


def without(name):
    return Wording({key: variants for key, variants in APPROVED.texts.items() if key != name})


ALL = {"text": "for all"}
SPOKEN = {"text": "for the telephone", "channel": "rest"}
SECOND = {"text": "second try", "condition": [condition("tries", 1)]}
SPOKEN_SECOND = {"text": "second try, spoken", "channel": "rest", "condition": [condition("tries", 1)]}


@pytest.mark.parametrize(("variants", "channel", "tries", "chosen"), [
    ([ALL], "rest", None, "for all"),
    ([ALL, SPOKEN], "rest", None, "for the telephone"),
    ([ALL, SPOKEN], "web", None, "for all"),
    ([ALL, SECOND], "rest", 1, "second try"),
    ([ALL, SECOND], "rest", 2, "for all"),
    ([ALL, SPOKEN, SECOND], "rest", 1, "for the telephone"),
    ([ALL, SPOKEN, SECOND, SPOKEN_SECOND], "rest", 1, "second try, spoken"),
    ([ALL, SPOKEN, SECOND, SPOKEN_SECOND], None, 1, "second try"),
])
def test_a_text_is_chosen_as_rasa_does(variants, channel, tries, chosen):
    found = Wording({"utter_x": variants}).variants("utter_x", channel, {"tries": tries})
    assert [variant["text"] for variant in found] == [chosen]


def test_a_phrase_is_filled_with_its_arguments():
    phrase = APPROVED.phrase("utter_medicine_entry_weeks", item="methotrexate", weeks=10)
    assert phrase == "methotrexate for about 10 weeks"


def test_a_phrase_that_is_missing_is_named():
    with pytest.raises(WordingError, match="`utter_nowhere` is missing; add it"):
        APPROVED.phrase("utter_nowhere")


def test_the_version_is_a_date_and_a_number():
    assert APPROVED.version == "2026-11-25.1"


def test_the_approved_texts_have_no_problem():
    assert problems(PROTOCOL, APPROVED) == []


@pytest.mark.parametrize("name", [
    "utter_opening", "utter_ask_age", "utter_read_back_seizures", "utter_reason_headache_rescreen", "utter_why_age",
    "utter_reason_headache_cause_violated", "utter_reason_I1_satisfied", "utter_safety_suicide", "utter_value_past",
    "utter_short_age", "utter_next_needs_review", "utter_faq_duration", "utter_term_sle", "utter_apology"])
def test_a_missing_text_is_named(name):
    assert f"data/responses: the text `{name}` is missing; add it" in problems(PROTOCOL, without(name))


def test_a_fact_that_cannot_exclude_needs_no_read_back():
    assert "utter_read_back_chronic_illness" not in APPROVED.texts
    assert "utter_reason_chronic_illness_violated" not in APPROVED.texts


def test_a_new_fact_needs_its_texts():
    fact = replace(PROTOCOL.facts[-1], name="smoking")
    found = problems(replace(PROTOCOL, facts=(*PROTOCOL.facts, fact)), APPROVED)
    assert [each.split("`")[1] for each in found] == ["utter_reason_smoking_undetermined", "utter_short_smoking"]


MISSPELT = {"text": "hm", "condition": [condition("recruitment_status", "recruting")]}


@pytest.mark.parametrize(("variants", "problem"), [
    ([ALL, {"text": "again"}], "has 2 texts for the screen; keep one of them"),
    ([SPOKEN], "has no text for the screen; add it"),
    ([SECOND], "has no text for the telephone; add it"),
    ([ALL, SECOND, {**SECOND, "text": "other"}], "has 2 texts for the screen when `tries` is 1; keep one of them"),
    ([ALL, MISSPELT], "has a text for `recruitment_status` 'recruting', which never is; mend the condition"),
    ([ALL, {"text": "hm", "channel": "phone"}], "has a text for channel `phone`; write `rest`, or no channel at all"),
    ([{"text": "{name}"}], "has {name}, which nothing fills; use item, retention_days, study_contact"),
])
def test_an_unfit_text_is_named_with_what_to_do(variants, problem):
    assert f"data/responses: `utter_thanks` {problem}" in problems(PROTOCOL, with_text("utter_thanks", *variants))


@pytest.mark.parametrize(("variants", "problem"), [
    ([ALL, SPOKEN], "says the same at two tries on the screen; give `tries` 1 and 2 other words"),
    ([ALL, SECOND], "has no text of its own for the telephone when `tries` is 1; add it"),
])
def test_an_unfit_question_is_named_with_what_to_do(variants, problem):
    assert f"data/responses: `utter_ask_age` {problem}" in problems(PROTOCOL, with_text("utter_ask_age", *variants))


@pytest.mark.parametrize(("variants", "problem"), [
    ([{"text": "{item}"}], "has {item}, which nothing fills; use no braces"),
    ([ALL, SECOND], "is put inside other texts, where no condition is looked at; remove its condition"),
])
def test_an_unfit_phrase_is_named_with_what_to_do(variants, problem):
    assert f"data/responses: `utter_list_and` {problem}" in problems(PROTOCOL, with_text("utter_list_and", *variants))


def test_a_text_in_two_files_is_named(tmp_path):
    for file in ("a.yml", "b.yml"):
        (tmp_path / file).write_text("responses:\n  utter_x:\n  - text: x\n", encoding="utf-8")
    with pytest.raises(WordingError, match=r"b\.yml: the text `utter_x` stands in another file too; keep one of them"):
        wording.load(tmp_path)


@pytest.mark.parametrize(("content", "problem"), [
    ("responses:\n  utter_x: [\n", "line 3: the texts cannot be read; mend the YAML there"),
    ("responses:\n  utter_x: hello\n", "the text `utter_x` has the wrong form; it is a list of entries with `text`"),
    ("responses:\n  utter_x:\n  - channel: rest\n", "the text `utter_x` has the wrong form"),
    ("responses:\n  utter_x:\n  - text: 'half a {brace'\n", "`utter_x` has the wrong form; .* braces in pairs"),
    ("responses:\n  utter_x:\n  - text: x\n    condition: [{name: tries}]\n", "conditions with `name` and `value`"),
    ("other: 1\n", "there is no `responses:`; every file of texts has it"),
])
def test_a_file_that_cannot_be_used_is_named(tmp_path, content, problem):
    (tmp_path / "a.yml").write_text(content, encoding="utf-8")
    with pytest.raises(WordingError, match=problem):
        wording.load(tmp_path)
