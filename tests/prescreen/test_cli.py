"""The study team's command: every command on a real log, and every error in one sentence."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from prescreen.cli import main
from prescreen.log import ScreeningLog
from tests.prescreen.logs import Clock, attempt, excluded, half_way, other_key
from tests.prescreen.people import medicine

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = [["list"], ["show"], ["claim"], ["close"], ["export"], ["funnel"], ["erase"], ["retention"], ["relay"],
            ["outbox"], ["serve"], ["check"], ["keys", "list"], ["keys", "rotate"], ["protocol", "check"],
            ["protocol", "print"]]
CONTACT = {"name": "Ann Lee", "phone": "+1 555 0100", "time": "mornings"}


@pytest.fixture
def log(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("LOGNAME", "coordinator")
    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    return log


@pytest.fixture
def run(capsys):
    """Run a command: its code, what it printed, and its errors."""
    def run(*words):
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err
    return run


def audit(log):
    import sqlalchemy as sa
    with log._read() as session:
        return session.execute(sa.text("SELECT who, what, reference FROM screening_audit ORDER BY id")).all()


def rescreen(**changes):
    return replace(attempt(headache="yes", headache_cause="unrelated"), contact=CONTACT, **changes)


def test_an_empty_log_is_said_to_be_empty(log, run):
    assert run("list") == (0, "The pre-screening log is empty.\n", "")
    assert run("funnel") == (0, "The pre-screening log is empty.\n", "")
    assert json.loads(run("list", "--json")[1]) == []
    assert json.loads(run("export", "--format", "json")[1]) == []


def test_the_list_says_what_each_screening_came_to_and_why(log, run):
    references = [log.record(each).reference for each in (
        rescreen(), excluded(other_key(1)), half_way("psychosis", other_key(2)))]
    lines = run("list")[1].splitlines()
    told = [next(line for line in lines if line.startswith(reference)).split()[4:] for reference in references]
    assert told == [["1", "open", "rescreen_by_phone", "E1", "headache"], ["1", "open", "not_eligible", "I1", "age"],
                    ["1", "open", "incomplete", "left", "at", "psychosis"]]
    assert lines[-1] == "3 screenings"


def test_the_list_can_be_narrowed(log, run):
    log.record(rescreen())
    second = log.record(replace(excluded(other_key(1)), channel="web")).reference
    assert [each["reference"] for each in json.loads(run("list", "--json", "--channel", "web")[1])] == [second]
    assert "1 screening\n" in run("list", "--disposition", "not_eligible")[1]
    assert run("list", "--channel", "telephone") == run("list", "--channel", "rest")
    assert "1 screening\n" in run("list", "--channel", "telephone")[1]
    assert "2 screenings" in run("list", "--since", "2026-03-02", "--until", "2026-03-02")[1]
    assert run("list", "--since", "2026-03-03") == (0, "No screening fits these options.\n", "")


def test_show_tells_facts_words_verdicts_who_settles_and_contact(log, run):
    reference = log.record(rescreen(safety_text_given=True)).reference
    code, out, _ = run("show", f"{reference[:3]}-{reference[3:6]} {reference[6:]}")
    assert code == 0
    for part in (f"{reference}  rescreen_by_phone", "my headache", "methotrexate, 52 weeks; belimumab, 20 weeks",
                 "a safety text was given", "contact name: Ann Lee", "contact phone: +1 555 0100"):
        assert part in out
    verdict = next(line for line in out.splitlines() if line.startswith("E1"))
    assert verdict.split() == ["E1", "rescreen", "headache", "patient"]
    assert "E1: Active severe lupus nephritis" in out
    assert "E2: " not in out


def test_show_gives_the_record_of_the_contract_as_json(log, run):
    reference = log.record(rescreen()).reference
    record = json.loads(run("show", reference, "--json")[1])
    assert record == log.find(reference).to_record()
    assert record["contact"] == CONTACT


def test_show_says_that_words_are_not_kept_of_who_does_not_fit(log, run):
    out = run("show", log.record(excluded()).reference)[1]
    assert "not kept" in out and "my age" not in out and "contact: none kept" in out


def test_a_correction_shows_what_it_was_at_first(log, run):
    log.record(attempt(headache="unsure"))
    assert "potentially_eligible (at first needs_review)" in run("show", log.record(attempt()).reference)[1]


def test_words_cannot_steer_the_terminal(log, run):
    words = "\x1b[2J\x9b31m hello\r\nworld \u202e"
    reference = log.record(replace(attempt(), facts={"age": {"value": 34, "words": words}})).reference
    assert not set("\x1b\x9b\r\u202e") & set(run("show", reference)[1])
    assert json.loads(run("show", reference, "--json")[1])["facts"]["age"]["words"] == words


@pytest.mark.parametrize("command", ["show", "erase"])
@pytest.mark.parametrize("typed, sentence", [
    ("482913065", "That is not a reference: its last digit does not match. Please check for a mistyped digit."),
    ("4829", "That is not a reference: a reference has nine digits and does not begin with 0.")])
def test_what_is_no_reference_is_said_to_be_none(log, run, command, typed, sentence):
    assert run(command, typed) == (2, "", sentence + "\n")


@pytest.mark.parametrize("command", ["show", "erase"])
def test_an_unknown_reference_is_said_to_be_unknown(log, run, command):
    code, out, err = run(command, "482913068")
    assert (code, out) == (1, "")
    assert err == "There is no screening with the reference 482913068; it may have been erased.\n"


def test_csv_has_the_same_columns_whatever_it_holds(log, run):
    head = run("export", "--format", "csv")[1].splitlines()[0].split(",")
    log.record(rescreen())
    log.record(half_way("age", other_key(1), age=None))
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv")[1])))
    assert set(head) <= set(rows[0]) and None not in rows[0]
    assert (rows[0]["disposition"], rows[0]["E1_verdict"], rows[0]["E1_because"]) == (
        "rescreen_by_phone", "rescreen", "headache")
    assert (rows[1]["disposition"], rows[1]["age"], rows[1]["finished_at"]) == ("", "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_of_the_csv_is_a_formula(log, run, start):
    words = start + "HYPERLINK(A1)"
    log.record(replace(attempt(), facts={"age": {"value": 34, "words": words}}, contact={**CONTACT, "name": words}))
    rows = list(csv.reader(io.StringIO(run("export", "--format", "csv")[1], newline="")))
    assert f"'{words}" in rows[1] and words not in rows[1]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_nul_does_not_stop_the_csv(log, run):
    log.record(replace(attempt(), facts={"age": {"value": 34, "words": "a\0b"}}))
    assert "a\ufffdb" in run("export", "--format", "csv")[1]


def test_an_export_goes_into_a_file_for_its_owner_alone(log, run, tmp_path):
    log.record(replace(attempt(), facts={"age": {"value": 34, "words": "half \ud800"}}))
    log.record(attempt(key=other_key(1), immunosuppressants=[medicine(weeks="unsure"), medicine(None, None, 3)]))
    file = tmp_path / "out.json"
    assert run("export", "--format", "json", "--output", str(file)) == (0, f"2 records written to {file}.\n", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    records = json.loads(file.read_text(encoding="utf-8"))
    assert records[0]["facts"]["age"]["words"] == "half \ud800"
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


def test_a_file_that_cannot_be_written_is_told_of(log, run, tmp_path):
    code, _, err = run("export", "--format", "json", "--output", str(tmp_path / "no" / "out.json"))
    assert code == 1 and err.count("\n") == 1 and "cannot be written" in err


def test_the_funnel_counts(log, run):
    log.record(excluded())
    log.record(half_way("psychosis", other_key(1)))
    out = " ".join(run("funnel")[1].split())
    assert "screened 2" in out and "left at psychosis 1" in out and "excluded by I1 1" in out
    assert out.endswith("I1: Patient must be at least 18 years of age.")
    assert json.loads(run("funnel", "--json")[1])["excluded_by"] == {"I1": 1}


def test_erasing_asks_first_unless_told_not_to(log, run, monkeypatch):
    reference = log.record(attempt()).reference
    assert run("erase", reference)[0] == 2
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert run("erase", reference) == (1, "Nothing was erased.\n", "")
    assert log.find(reference)
    monkeypatch.setattr("builtins.input", lambda _: " Yes ")
    assert run("erase", reference) == (0, f"Erased {reference}. An anonymous count stays.\n", "")
    assert log.find(reference) is None


def test_who_sees_takes_out_or_erases_personal_data_is_noted(log, run):
    reference = log.record(attempt()).reference
    for words in (["list"], ["funnel"], ["list", "--json"], ["show", reference], ["export", "--format", "csv"],
                  ["erase", reference, "--yes"]):
        run(*words)
    assert audit(log) == [("coordinator", "list --json", None), ("coordinator", "show", reference),
                          ("coordinator", "export csv", None), ("coordinator", "erase", reference)]


@pytest.mark.parametrize("words, part", [
    (["list", "--since", "yesterday"], "'yesterday' is not a day"),
    (["list", "--channel", "fax"], "telephone"), (["list", "--disposition", "x"], "--disposition"),
    (["show"], "REFERENCE"), (["export"], "--format"), (["nonsense"], "nonsense"), ([], "COMMAND")])
def test_a_wrong_call_is_told_in_one_sentence(log, run, words, part):
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert part in err and "--help" in err


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_a_help_with_an_example(run, words):
    code, out, _ = run(*words, "--help")
    assert code == 0 and f"Example: prescreen {' '.join(words)}" in out


def test_a_database_that_is_away_is_told_of_in_one_sentence(run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://root:secret@127.0.0.1:1/x")
    code, out, err = run("list")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "secret" not in err


def test_the_protocol_in_use_is_checked_and_printed(run):
    code, out, _ = run("protocol", "check")
    assert code == 0 and "no problems found" in out
    assert "Patient must be at least 18 years of age." in run("protocol", "print")[1]


def test_the_problems_of_a_protocol_are_printed(run, tmp_path):
    file = tmp_path / "study.yml"
    sound = (ROOT / "protocol" / "NCT06038474.yml").read_text()
    file.write_text(sound.replace("status: not_recruiting", "status: maybe"))
    code, out, _ = run("protocol", "check", str(file))
    assert code == 1 and "maybe" in out


def test_a_protocol_that_cannot_be_read_is_told_of_in_one_sentence(run, tmp_path):
    code, out, err = run("protocol", "check", str(tmp_path / "none.yml"))
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_the_command_runs_as_a_module(log):
    done = subprocess.run([sys.executable, "-m", "prescreen", "list"], cwd=ROOT, env=dict(os.environ),
                          capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "The pre-screening log is empty.\n", "")
