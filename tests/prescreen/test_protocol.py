"""The study as data: what is read from the files, and what a file that cannot be used is told."""

from __future__ import annotations

import copy
import io
import re

import pytest
from ruamel.yaml import YAML

from prescreen.protocol import DEFAULT_FILE, ProtocolError, load
from prescreen.rules import AgeAtLeast, All
from tests.prescreen.people import PROTOCOL

CONTENT = YAML(typ="safe", pure=True).load(DEFAULT_FILE.read_text(encoding="utf-8"))


def written(tmp_path, content):
    file = tmp_path / "study.yml"
    if isinstance(content, dict):
        text = io.StringIO()
        YAML(typ="safe", pure=True).dump(content, text)
        content = text.getvalue()
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def changed(change):
    content = copy.deepcopy(CONTENT)
    change(content)
    return content


def test_the_listing_is_read_as_it_stands():
    assert (PROTOCOL.trial, PROTOCOL.study["status"]) == ("NCT06038474", "not_recruiting")
    assert [criterion.id for criterion in PROTOCOL.criteria] == ["I1", "I2", "I3", "I4", "E1", "E2", "E3"]
    assert [fact.name for fact in PROTOCOL.facts][:2] == ["age", "sle_diagnosis"]
    assert PROTOCOL.criteria[0].rule == AgeAtLeast("age", 18)
    assert isinstance(PROTOCOL.criteria[2].rule, All)
    assert PROTOCOL.medicines_rule.weeks == 12


def test_yes_and_no_are_words_not_truth_values():
    assert PROTOCOL.fact("headache").values == {"one_of": ["yes", "no", "unsure"]}
    assert PROTOCOL.fact("headache_cause").only_after == {"headache": "yes"}


def test_each_ask_back_is_a_question_about_its_fact():
    assert PROTOCOL.questions["age_adult"].fact == "age"
    assert PROTOCOL.questions["treatment_length"].fact == "treatment_length"
    assert PROTOCOL.questions["more_medicines"].keys == {"2": "no others", "3": "not sure"}
    assert PROTOCOL.questions["consent"].keys == {"1": "yes", "2": "no"}


def test_a_fact_or_a_rule_that_is_not_there_is_none(tmp_path):
    assert PROTOCOL.fact("shoe_size") is None
    without = changed(lambda content: content.update(criteria=content["criteria"][:1]))
    assert load(written(tmp_path, without)).medicines_rule is None


def test_a_value_that_a_fact_may_take_is_allowed_and_unsure_always():
    assert PROTOCOL.fact("seizures").allows("past")
    assert not PROTOCOL.fact("headache").allows("past")
    assert PROTOCOL.fact("age").allows("unsure")


@pytest.mark.parametrize(("text", "where", "what", "to_do"), [
    (b"", "", "the file is empty or not a mapping", "it starts with `version:`"),
    (b"- a\n- b\n", "", "not a mapping", "it starts with"),
    (b"version: '1'\nfacts: [\n", ", line", "this is not valid YAML", "look for a missing colon"),
    (b"version: \xff\n", "", "the file is not UTF-8 text", "save it as UTF-8"),
    (b"version: '1'\n", "", "`date` is missing", "add it"),
])
def test_a_file_that_is_no_protocol_says_where_what_and_what_to_do(tmp_path, text, where, what, to_do):
    file = written(tmp_path, text)
    with pytest.raises(ProtocolError) as error:
        load(file)
    assert str(error.value).startswith(f"{file}{where}")
    assert what in str(error.value)
    assert to_do in str(error.value)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(ProtocolError, match=r"nowhere\.yml: the file cannot be read; check its name"):
        load(tmp_path / "nowhere.yml")


@pytest.mark.parametrize("name", ["version", "date", "study", "settings", "facts", "criteria"])
def test_a_part_that_is_missing_is_named(tmp_path, name):
    file = written(tmp_path, changed(lambda content: content.pop(name)))
    with pytest.raises(ProtocolError, match=f"`{name}` is missing; add it"):
        load(file)


@pytest.mark.parametrize("key", ["about", "values", "expects", "settled_by"])
def test_an_entry_that_a_fact_needs_is_named_with_the_fact(tmp_path, key):
    file = written(tmp_path, changed(lambda content: content["facts"][3].pop(key)))
    with pytest.raises(ProtocolError, match=f"fact glucocorticoids: `{key}` is missing; add it"):
        load(file)


@pytest.mark.parametrize("key", ["kind", "source", "rule"])
def test_an_entry_that_a_criterion_needs_is_named_with_the_criterion(tmp_path, key):
    file = written(tmp_path, changed(lambda content: content["criteria"][1].pop(key)))
    with pytest.raises(ProtocolError, match=f"criterion I2: `{key}` is missing; add it"):
        load(file)


@pytest.mark.parametrize(("change", "problem"), [
    (lambda content: content["facts"][0].pop("name"), "fact a fact without a name: `name` is missing"),
    (lambda content: content["criteria"][0].pop("id"), "criterion a criterion without an id: `id` is missing"),
    (lambda content: content["facts"][1].update(values=["yes"]), "fact sle_diagnosis: `values` has the wrong form"),
    (lambda content: content["criteria"][1].update(rule={"need": {}}), "criterion I2: there is no rule `need`"),
    (lambda content: content.update(facts=["age"]), "an entry has the wrong form"),
    (lambda content: content.update(study=["NCT"]), "an entry has the wrong form"),
    (lambda content: content["facts"][0]["ask_backs"][0].pop("expects"), "an entry has the wrong form ('expects')"),
])
def test_an_entry_of_the_wrong_form_says_which_and_what_to_do(tmp_path, change, problem):
    file = written(tmp_path, changed(change))
    with pytest.raises(ProtocolError, match=re.escape(problem)) as error:
        load(file)
    assert str(error.value).startswith(f"{file}: ")
    assert re.search(r"add it|write|the rules are|compare it", str(error.value))
