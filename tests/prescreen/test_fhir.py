"""The FHIR export: valid for two validators that know nothing of each other, and true to the records."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings

from prescreen import fhir
from prescreen.cli import main
from prescreen.log import ScreeningLog
from tests.prescreen.exported import ATTEMPTS, CONTACT, EVERY_RECORD, HOSTILE, record_of, screenings, with_words
from tests.prescreen.logs import NOON, Clock
from tests.prescreen.people import PROTOCOL

SCHEMA = json.loads((Path(__file__).parent / "fhir_r4" / "fhir.schema.json").read_text())
VALUE_OF_TYPE = {"choice": "valueCoding", "integer": "valueInteger", "string": "valueString", "text": "valueString",
                 "boolean": "valueBoolean", "dateTime": "valueDateTime"}


def bundle(*records):
    return json.loads(json.dumps(fhir.bundle(records, PROTOCOL, NOON)))


def validate(made):
    """With fhir.resources (R4B), with the official JSON schema of R4, and against the bundle's own questionnaire."""
    Bundle.parse_obj(made)
    by_the_official_schema(made)
    resources = {entry["fullUrl"]: entry["resource"] for entry in made["entry"]}
    assert len(resources) == len(made["entry"])
    for url, resource in resources.items():
        assert url == f"urn:uuid:{resource['id']}"
        for reference in references(resource):
            assert reference in resources or reference == "#patient"
    for response in of_type(made, "QuestionnaireResponse"):
        questionnaire = resources[response["questionnaire"].partition("|")[0]]
        answered_as_asked(response["item"], questionnaire["item"])


def by_the_official_schema(made):
    """Each resource by the definition of its type: the list of all types takes long, and tells less."""
    for entry in made["entry"]:
        definition = {"$ref": f"#/definitions/{entry['resource']['resourceType']}"}
        jsonschema.Draft6Validator({**SCHEMA, "oneOf": [definition]}).validate(entry["resource"])
    hollow = {**made, "entry": [{"fullUrl": entry["fullUrl"]} for entry in made["entry"]]}
    jsonschema.Draft6Validator(SCHEMA).validate(hollow)


def references(part):
    if isinstance(part, dict):
        if isinstance(part.get("reference"), str):
            yield part["reference"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def of_type(made, kind):
    return [entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == kind]


def answered_as_asked(items, questions):
    """The rules of the specification for a response: known items, once unless they repeat, in the type asked for."""
    known = {question["linkId"]: question for question in questions}
    names = [item["linkId"] for item in items]
    assert names == sorted(names, key=list(known).index)
    for item in items:
        question = known[item["linkId"]]
        assert names.count(item["linkId"]) == 1 or question.get("repeats")
        assert ("item" in item) == (question["type"] == "group") or "answer" not in item
        if question["type"] == "group":
            answered_as_asked(item.get("item", []), question["item"])
            continue
        assert len(item["answer"]) == 1 or question.get("repeats")
        for answer in item["answer"]:
            assert list(answer) == [VALUE_OF_TYPE[question["type"]]]
            if question["type"] == "choice":
                assert answer in question["answerOption"]


def answers(response, *names):
    items = response["item"]
    for name in names:
        found = next(item for item in items if item["linkId"] == name)
        items = found.get("item")
    return [next(iter(answer.values())) for answer in found["answer"]]


@pytest.mark.parametrize("disposition", ATTEMPTS)
def test_the_bundle_of_each_disposition_is_valid(disposition):
    record = record_of(ATTEMPTS[disposition])
    made = bundle(record)
    validate(made)
    assert [entry["resource"]["resourceType"] for entry in made["entry"]] == [
        "ResearchStudy", "Questionnaire", "ResearchSubject", "QuestionnaireResponse"]
    subject, response = of_type(made, "ResearchSubject")[0], of_type(made, "QuestionnaireResponse")[0]
    assert (subject["status"], subject["extension"][0]["valueCode"]) == ("candidate", disposition)
    assert subject["identifier"][0]["value"] == response["identifier"]["value"] == record["reference"]
    assert response["status"] == ("in-progress" if disposition == "incomplete" else "completed")
    assert answers(response, "screening", "screening.disposition")[0]["code"] == disposition


def test_all_records_make_one_bundle_with_one_study_and_one_questionnaire():
    made = bundle(*EVERY_RECORD)
    validate(made)
    assert len(of_type(made, "ResearchStudy")) == len(of_type(made, "Questionnaire")) == 1
    assert len(of_type(made, "QuestionnaireResponse")) == len(EVERY_RECORD)


def test_an_empty_log_is_a_valid_bundle():
    validate(bundle())


@given(screenings.filter(lambda given: given.facts))
@settings(max_examples=15)
def test_whatever_was_answered_the_bundle_is_valid(given):
    validate(bundle(record_of(given)))


@pytest.mark.parametrize("words", HOSTILE)
def test_any_words_make_a_valid_bundle(words):
    validate(bundle(record_of(with_words(words))))


def test_values_words_and_verdicts_are_those_of_the_record():
    made = bundle(record_of(ATTEMPTS["needs_review"]))
    response = of_type(made, "QuestionnaireResponse")[0]
    assert answers(response, "facts", "age", "age.answer")[0]["code"] == "adult"
    assert answers(response, "facts", "age", "age.words") == ["my age"]
    assert answers(response, "facts", "age", "age.confirmed") == [False]
    ledger = "immunosuppressants.medicine"
    assert answers(response, "facts", "immunosuppressants", ledger, f"{ledger}.name") == ["methotrexate"]
    assert answers(response, "facts", "immunosuppressants", ledger, f"{ledger}.words") == ["the yellow pill"]
    assert answers(response, "criteria", "I4", "I4.because") == ["autoantibodies"]
    assert answers(response, "criteria", "I4", "I4.settled_by")[0]["code"] == "laboratory"


def test_contact_stands_only_where_it_was_permitted():
    patient, = of_type(bundle(record_of(ATTEMPTS["potentially_eligible"])), "ResearchSubject")[0]["contained"]
    assert (patient["name"], patient["telecom"][0]["value"]) == ([{"text": CONTACT["name"]}], CONTACT["phone"])
    assert of_type(bundle(record_of(ATTEMPTS["not_eligible"])), "ResearchSubject")[0]["contained"] == [
        {"resourceType": "Patient", "id": "patient"}]


def test_the_same_record_has_the_same_ids_in_every_export():
    record = record_of(ATTEMPTS["needs_review"])
    assert bundle(record) == bundle(record)


@pytest.mark.parametrize("spoil", [
    lambda made: of_type(made, "ResearchSubject")[0].pop("individual"),
    lambda made: of_type(made, "QuestionnaireResponse")[0].update(status="finished"),
    lambda made: of_type(made, "Questionnaire")[0]["item"][0].update(type="heading"),
    lambda made: of_type(made, "ResearchStudy")[0].update(status="not_recruiting")])
def test_the_official_schema_refuses_what_is_wrong(spoil):
    made = bundle(EVERY_RECORD[0])
    spoil(made)
    with pytest.raises(jsonschema.ValidationError):
        by_the_official_schema(made)


def test_the_command_writes_the_bundle(tmp_path, monkeypatch, capsys):
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    for each in ATTEMPTS.values():
        log.record(each)
    assert main(["export", "--format", "fhir"]) == 0
    made = json.loads(capsys.readouterr().out)
    validate(made)
    assert len(made["entry"]) == 2 + 2 * len(ATTEMPTS)
