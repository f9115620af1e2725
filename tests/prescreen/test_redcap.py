"""The REDCap export: a dictionary by REDCap's rules, and an import file that can be read back to the same record."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings

from prescreen import redcap
from prescreen.cli import main
from prescreen.log import ScreeningLog
from tests.prescreen.exported import ATTEMPTS, EVERY_RECORD, HOSTILE, record_of, screenings, with_words
from tests.prescreen.logs import Clock
from tests.prescreen.people import PROTOCOL

HEAD = ("trial", "protocol_version", "wording_version", "channel", "attempt")


def rows(text):
    return [{name: cell[1:] if cell.startswith("'") else cell for name, cell in row.items()}
            for row in csv.DictReader(io.StringIO(text, newline=""))]


def choices(line):
    """Code to label, as REDCap takes a line of the dictionary."""
    listed = [choice.strip() for choice in line[redcap.DICTIONARY_HEAD[5]].split("|")]
    return dict(choice.split(", ", 1) for choice in listed if choice)


DICTIONARY = {line["Variable / Field Name"]: line for line in rows(redcap.dictionary(PROTOCOL))}


def read_back(row, record):
    """The record that an imported line stands for, by the dictionary alone; the names of facts come from the record."""
    def value(name, stored):
        if isinstance(stored, list) and isinstance(stored[0], dict):
            return json.loads(row[name])
        kind = DICTIONARY[name]["Field Type"]
        if kind == "checkbox":
            ticked = [label for code, label in choices(DICTIONARY[name]).items() if row[f"{name}___{code}"] == "1"]
            return ticked if isinstance(stored, list) else ticked[0].replace(" ", "_")
        if row.get(f"{name}_stated"):
            return row[f"{name}_stated"]
        return int(row[name]) if DICTIONARY[name]["Text Validation Type OR Show Slider Number"] else row[name]

    def criterion(each):
        name = each["id"].lower()
        return {"id": each["id"], "verdict": row[f"{name}_verdict"],
                "because": row[f"{name}_because"].split(", ") if row[f"{name}_because"] else [],
                "settled_by": row[f"{name}_settled_by"] or None}

    def time(text):
        return f"{text.replace(' ', 'T')}Z" if text else None

    contact = {entry: row[f"contact_{entry}"] or None for entry in ("name", "phone", "time")}
    return {"reference": row["record_id"], **{name: row[name] for name in HEAD}, "attempt": int(row["attempt"]),
            "started_at": time(row["started_at"]), "finished_at": time(row["finished_at"]),
            "disposition": None if row["disposition"] == "incomplete" else row["disposition"],
            "facts": {name: {"value": value(name, fact["value"]), "words": row[f"{name}_words"],
                             "confirmed": row[f"{name}_confirmed"] == "yes"} for name, fact in record["facts"].items()},
            "criteria": [criterion(each) for each in record["criteria"]],
            "contact": contact if any(contact.values()) else None}


def same(record):
    """A record but for the order of positive antibodies, which a checkbox does not keep."""
    facts = dict(record["facts"])
    tests = facts.get("autoantibodies")
    if tests and isinstance(tests["value"], list):
        facts["autoantibodies"] = {**tests, "value": sorted(tests["value"])}
    return {**record, "facts": facts}


def test_the_dictionary_keeps_the_rules_of_redcap():
    assert next(iter(DICTIONARY)) == "record_id"
    for name, line in DICTIONARY.items():
        assert tuple(line) == redcap.DICTIONARY_HEAD
        assert re.fullmatch(r"[a-z](_?[a-z0-9])*", name)
        assert line["Field Type"] in ("text", "notes", "radio", "checkbox")
        assert line["Field Label"]
        assert bool(choices(line)) == (line["Field Type"] in ("radio", "checkbox"))
        assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in choices(line))
        assert line["Text Validation Type OR Show Slider Number"] in ("", "integer", "datetime_seconds_ymd")
    assert len(DICTIONARY) == len(rows(redcap.dictionary(PROTOCOL)))


def test_what_identifies_a_person_is_marked():
    marked = {name for name, line in DICTIONARY.items() if line["Identifier?"] == "y"}
    assert {"contact_name", "contact_phone", "contact_time", "age_words", "immunosuppressants"} <= marked
    assert "age" not in marked


def test_every_column_and_every_code_stands_in_the_dictionary():
    for row in rows(redcap.import_file(EVERY_RECORD, PROTOCOL)):
        for column, cell in row.items():
            name, _, code = column.partition("___")
            assert code == "" or code in choices(DICTIONARY[name])
            if DICTIONARY[name]["Field Type"] == "radio" and cell:
                assert cell in choices(DICTIONARY[name])


@pytest.mark.parametrize("disposition", ATTEMPTS)
def test_a_record_of_each_disposition_comes_back_as_it_was(disposition):
    record = record_of(ATTEMPTS[disposition])
    row, = rows(redcap.import_file([record], PROTOCOL))
    assert read_back(row, record) == record


@given(screenings)
@settings(max_examples=15)
def test_whatever_was_answered_comes_back_as_it_was(given):
    record = record_of(given)
    row, = rows(redcap.import_file([record], PROTOCOL))
    assert same(read_back(row, record)) == same(record)


@pytest.mark.parametrize("words", HOSTILE)
def test_any_words_come_back_and_none_is_a_formula(words):
    record = record_of(with_words(words))
    text = redcap.import_file([record], PROTOCOL)
    row, = rows(text)
    assert read_back(row, record) == json.loads(json.dumps(record).replace("\\u0000", "\\ufffd"))
    for line in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_command_writes_both_files(tmp_path, monkeypatch, capsys):
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    reference = log.record(ATTEMPTS["needs_review"]).reference
    data, dictionary = tmp_path / "data.csv", tmp_path / "dictionary.csv"
    assert main(["export", "--format", "redcap", "--output", str(data)]) == 0
    assert main(["export", "--format", "redcap", "--dictionary", "--output", str(dictionary)]) == 0
    assert rows(data.read_text(encoding="utf-8"))[0]["record_id"] == reference
    assert rows(dictionary.read_text(encoding="utf-8"))[0]["Variable / Field Name"] == "record_id"
    capsys.readouterr()
    assert main(["export", "--format", "redcap", "--dictionary"]) == 0
    assert capsys.readouterr().out.startswith("Variable / Field Name")
    assert main(["export", "--format", "csv", "--dictionary"]) == 2
