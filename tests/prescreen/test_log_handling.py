"""Open, claimed, closed: what the study team makes of a screening, who did it, and what was before."""

from __future__ import annotations

import json

import pytest

from prescreen.cli import main
from prescreen.log import ScreeningLog
from prescreen.log.handling import CLAIMED, CLOSED, OPEN, AlreadyHandled, Handling
from prescreen.log.keys import keys_in
from tests.prescreen.logs import Clock, attempt, half_way, log, other_key, sql, url  # noqa: F401


def trail(log, reference):
    return [(entry.who, entry.what) for entry in log.trail(reference)]


def test_a_screening_is_open_until_somebody_claims_and_closes_it(log):
    reference = log.record(attempt()).reference
    assert log.find(reference).handling == Handling(OPEN)
    assert log.handle(reference, "ann", CLAIMED) == Handling(OPEN)
    assert log.find(reference).handling == Handling(CLAIMED, "ann")
    log.handle(reference, "ann", CLOSED, "not_reached")
    assert log.find(reference).handling == Handling(CLOSED, "ann", "not_reached")
    assert trail(log, reference) == [("ann", "open to claimed"), ("ann", "claimed to closed (not_reached)")]


def test_what_somebody_else_has_claimed_or_is_closed_is_changed_only_when_taken_over(log):
    reference = log.record(attempt()).reference
    log.handle(reference, "ann", CLAIMED)
    with pytest.raises(AlreadyHandled) as raised:
        log.handle(reference, "bob", CLOSED, "duplicate")
    assert raised.value.handling == Handling(CLAIMED, "ann")
    log.handle(reference, "bob", CLAIMED, take_over=True)
    log.handle(reference, "bob", CLOSED, "duplicate")
    with pytest.raises(AlreadyHandled):
        log.handle(reference, "bob", CLAIMED)
    log.handle(reference, "bob", OPEN, take_over=True)
    assert log.find(reference).handling == Handling(OPEN)
    assert trail(log, reference)[-1] == ("bob", "closed to open")


def test_what_was_refused_leaves_no_trace(log):
    reference = log.record(attempt()).reference
    log.handle(reference, "ann", CLAIMED)
    with pytest.raises(AlreadyHandled):
        log.handle(reference, "bob", CLAIMED)
    assert trail(log, reference) == [("ann", "open to claimed")]


def test_a_correction_does_not_open_a_screening_again(log):
    reference = log.record(attempt()).reference
    log.handle(reference, "ann", CLAIMED)
    log.record(attempt(headache="unsure"))
    assert log.find(reference).handling == Handling(CLAIMED, "ann")
    assert log.check() == []


def test_an_unknown_reference_is_not_handled(log):
    assert log.handle("482913068", "ann", CLAIMED) is None


def test_records_can_be_chosen_by_where_they_stand(log):
    references = [log.record(attempt(key=other_key(number))).reference for number in range(3)]
    log.handle(references[1], "ann", CLAIMED)
    log.handle(references[2], "ann", CLOSED, "not_reached")
    for number, state in enumerate((OPEN, CLAIMED, CLOSED)):
        assert [each.reference for each in log.records(state=state)] == [references[number]]
        assert log.count(state=state) == 1


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """A log, and commands on it as somebody: the code, what was printed, and the errors."""
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    for name, value in (("DATABASE_URL", url), ("COLUMNS", "140"), ("LOG_KEY_FILE", str(tmp_path / "key"))):
        monkeypatch.setenv(name, value)

    def run(name, *words):
        monkeypatch.setenv("LOGNAME", name)
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    run.log = log
    yield run
    log.close()


def test_a_coordinator_claims_and_closes_on_the_command_line(command):
    reference = command.log.record(attempt()).reference
    assert command("ann", "claim", reference) == (0, f"{reference} is claimed by ann.\n", "")
    code, out, err = command("bob", "close", reference, "--outcome", "not_reached")
    assert (code, out) == (1, "")
    assert err == f"{reference} is claimed by ann; add --take-over to change it all the same.\n"
    assert command("ann", "close", reference, "--outcome", "not_reached") == (
        0, f"{reference} is closed: could not be reached.\n", "")
    assert "closed by ann (not_reached)" in command("bob", "claim", reference)[2]
    assert command("bob", "claim", reference, "--release", "--take-over") == (0, f"{reference} is open again.\n", "")


def test_show_tells_where_it_stands_and_who_did_what(command):
    reference = command.log.record(attempt()).reference
    assert "open: nobody has claimed it" in command("ann", "show", reference)[1]
    command("ann", "close", reference, "--outcome", "duplicate")
    out = command("bob", "show", reference)[1]
    assert "closed by ann: the same person has another screening" in out
    assert [line.split()[2:] for line in out.splitlines()[-3:]] == [
        ["ann", "show"], ["ann", "open", "to", "closed", "(duplicate)"], ["bob", "show"]]


def test_the_list_can_be_narrowed_to_what_is_open(command):
    first = command.log.record(attempt()).reference
    second = command.log.record(half_way(key=other_key(1))).reference
    command("ann", "claim", first)
    still_open = json.loads(command("ann", "list", "--state", "open", "--json")[1])
    assert [each["reference"] for each in still_open] == [second]
    assert "claimed" in command("ann", "list", "--state", "claimed")[1]
    assert command("ann", "list", "--state", "closed")[1] == "No screening fits these options.\n"


def test_a_long_list_shows_the_last_and_says_how_many_there_are(command):
    for number in range(3):
        command.log.record(attempt(key=other_key(number)))
    assert command("ann", "list", "--limit", "2")[1].endswith("\n3 screenings, the last 2 shown\n")
    assert command("ann", "list", "--limit", "0")[1].endswith("\n3 screenings\n")


def test_check_says_what_was_changed_past_the_program(command):
    reference = command.log.record(attempt()).reference
    assert command("ann", "check") == (
        0, "1 screening, 0 audit entries and 0 anonymous counts: everything is as it was written.\n", "")
    with command.log._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE screenings SET disposition = 'needs_review'")
    assert command("ann", "check") == (1, f"screening {reference}: its entry in the list was changed\n", "")
    assert command("ann", "keys", "rotate")[0] == 1


def test_a_new_key_writes_the_whole_log_anew(command, tmp_path):
    reference = command.log.record(attempt()).reference
    command.log.record(attempt(headache="unsure"))
    old, = command.log.keys_used()
    code, out, _ = command("ann", "keys", "rotate")
    new_id = out.split()[-1].rstrip(".")
    assert (code, out.split()[0]) == (0, "2")
    assert command("ann", "keys", "list")[1] == f"{new_id}  2 versions\n"
    assert new_id != old
    assert len(keys_in(tmp_path / "key")) == 2
    assert "my age" in command("ann", "show", reference)[1]
    assert command("ann", "check")[0] == 0


def test_with_keys_in_the_environment_the_first_one_writes_anew(command, monkeypatch):
    import base64
    monkeypatch.setenv("LOG_KEYS", base64.b64encode(b"o" * 32).decode())
    log = ScreeningLog(f"{command.log._engine.url}2", clock=Clock())
    log.prepare()
    log.record(attempt())
    monkeypatch.setenv("DATABASE_URL", f"{command.log._engine.url}2")
    monkeypatch.setenv("LOG_KEYS", ",".join(base64.b64encode(key).decode() for key in (b"n" * 32, b"o" * 32)))
    assert command("ann", "keys", "rotate")[0] == 0
    monkeypatch.setenv("LOG_KEYS", base64.b64encode(b"n" * 32).decode())
    assert command("ann", "check")[0] == 0
    log.close()
