"""What was taken away whole, put in, or put back as it once stood is found, and what the log does itself is not."""

from __future__ import annotations

import logging
import multiprocessing
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from prescreen.log import ScreeningLog, tally
from prescreen.log.handling import CLAIMED
from prescreen.log.keys import Keyring, keys_in
from prescreen.log.location import key_file
from prescreen.log.retention import Times
from tests.prescreen.logs import Clock, attempt, excluded, half_way, log, other_key, sql, url  # noqa: F401
from tests.prescreen.people import PROTOCOL
from tests.prescreen.test_log_guard import owner


@pytest.fixture
def written(log):
    """Three screenings, the last in two versions, three audit entries, and two counts that are alike."""
    for number in range(2):
        log.count_declined(other_key(9 + number), "web")
    for number in range(2):
        log.record(attempt(key=other_key(number)))
    log.record(half_way())
    log.record(attempt())
    for what in ("show", "list --json", "export csv"):
        log.note_access("ann", what)
    assert log.check() == []
    return log


def as_owner(url, *statements):
    with owner(url).begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


TAKEN_AWAY = {
    "a screening with all its versions": (
        ["DELETE FROM screening_versions WHERE screening_id = 2", "DELETE FROM screenings WHERE id = 2"],
        "screenings: 1 of 3 were taken away"),
    "the last screening": (
        ["DELETE FROM screening_versions WHERE screening_id = 3", "DELETE FROM screenings WHERE id = 3"],
        "screenings: 1 of 3 were taken away"),
    "every screening": (
        ["DELETE FROM screening_versions", "DELETE FROM screenings"], "screenings: 3 of 3 were taken away"),
    "the end of the audit": (["DELETE FROM screening_audit WHERE id >= 2"], "audit: 2 of 3 were taken away"),
    "the whole audit": (["DELETE FROM screening_audit"], "audit: 3 of 3 were taken away"),
    "a count": (["DELETE FROM screening_counts WHERE id = 1"], "anonymous counts: 1 of 2 were taken away"),
    "a tally": (["DELETE FROM screening_tallies WHERE name = 'screenings'"],
                "screenings: the tally was changed or taken away"),
    "a tally for that of another table": ([
        "DELETE FROM screening_tallies WHERE name = 'screenings'",
        "UPDATE screening_tallies SET name = 'screenings' WHERE name = 'screening_audit'"],
        "screenings: the tally was changed or taken away"),
    "what a tally holds": (["UPDATE screening_tallies SET content = 'aes256gcm:00000000:AAAA'"],
                           "audit: the tally was changed or taken away")}


@pytest.mark.parametrize("what", TAKEN_AWAY)
def test_what_was_taken_away_is_found(url, written, what):
    statements, sentence = TAKEN_AWAY[what]
    as_owner(url, *statements)
    assert sentence in written.check()


def test_a_count_that_was_changed_or_made_up_is_found(url, written):
    as_owner(url, "UPDATE screening_counts SET disposition = 'needs_review' WHERE id = 1",
             "INSERT INTO screening_counts (id, day, disposition, channel) "
             "VALUES (99, '2026-03-02', 'declined', 'web')")
    assert written.check() == ["anonymous count 1: it was changed", "anonymous count 99: it was changed",
                               "anonymous counts: 1 more than were written"]


def test_a_screening_put_back_as_it_once_stood_is_found(url, log):
    """Every row of it is sealed as it should be: only the tally knows that it went on."""
    log.record(half_way())
    with owner(url).begin() as connection:
        once = [dict(row) for row in connection.execute(sa.text("SELECT * FROM screenings")).mappings()]
    log.record(attempt())
    with owner(url).begin() as connection:
        connection.execute(sa.text("DELETE FROM screening_versions WHERE number = 2"))
        for row in once:
            names = ", ".join(f"{name} = :{name}" for name in row)
            connection.execute(sa.text(f"UPDATE screenings SET {names}"), row)
    assert log.check() == [
        "screenings: as many as were written, but one was exchanged, or put back as it once stood"]


def test_a_screening_exchanged_for_one_that_was_erased_is_found(url, log):
    gone = log.record(attempt()).reference
    with owner(url).begin() as connection:
        rows = {name: [dict(row) for row in connection.execute(sa.text(f"SELECT * FROM {name}")).mappings()]
                for name in ("screenings", "screening_versions")}
    log.erase(gone)
    stays = log.record(attempt(key=other_key(1))).reference
    with owner(url).begin() as connection:
        connection.execute(sa.text("DELETE FROM screening_versions"))
        connection.execute(sa.text("DELETE FROM screenings"))
        for name, kept in rows.items():
            for row in kept:
                connection.execute(sa.text(f"INSERT INTO {name} ({', '.join(row)}) VALUES (:{', :'.join(row)})"), row)
    assert log.find(gone) and not log.find(stays)
    assert log.check() == [
        "screenings: as many as were written, but one was exchanged, or put back as it once stood"]


def test_nothing_that_the_log_does_itself_is_taken_for_tampering(written):
    written.handle(written.records()[0].reference, "ann", CLAIMED)
    written.record(half_way("seizures", other_key(2), age=17))
    written.record(excluded(other_key(2)))
    first = written.record(attempt(key=other_key(3))).reference
    written.record(replace(attempt(key=other_key(4)), previous_reference=first))
    written.count_declined(other_key(4), "rest")
    written.erase(written.record(attempt(key=other_key(5))).reference)
    long_ago = Clock().time - timedelta(days=1000)
    written.record(replace(attempt(key=other_key(6)), started_at=long_ago, finished_at=long_ago))
    assert len(written.carry_out_retention("ann", Times.of(PROTOCOL.settings)).people) == 1
    assert written.check() == []


def test_a_new_key_counts_the_same_rows(url, written):
    keys = Keyring([b"n" * 32, *keys_in(key_file())])
    both = ScreeningLog(url, clock=Clock(), keys=keys)
    both.write_anew("ann")
    both.close()
    new = ScreeningLog(url, clock=Clock(), keys=Keyring([b"n" * 32]))
    assert new.check() == []
    assert new.record(attempt(key=other_key(7))).created
    assert new.check() == []
    new.close()


def test_a_tally_that_was_tampered_with_costs_no_patient_an_answer(url, written, caplog):
    as_owner(url, "DELETE FROM screening_tallies WHERE name = 'screenings'",
             "UPDATE screening_tallies SET content = 'nothing' WHERE name = 'screening_audit'")
    with caplog.at_level(logging.ERROR):
        reference = written.record(attempt(key=other_key(7))).reference
        written.note_access("ann", "show", reference)
    assert written.find(reference)
    assert len(caplog.records) == 2
    assert "screenings: the tally was changed or taken away" in written.check()


def test_a_write_that_fails_is_not_tallied(written, monkeypatch):
    def fails(session):
        raise ZeroDivisionError

    monkeypatch.setattr(tally, "settle", fails)
    with pytest.raises(ZeroDivisionError):
        written.record(attempt(key=other_key(7)))
    monkeypatch.undo()
    assert len(written.records()) == 3
    assert written.check() == []


def write_much(url: str, number: int) -> None:
    """What one of several processes does: record, correct, claim, erase, decline."""
    log = ScreeningLog(url, patience=30, clock=Clock())
    for round_ in range(5):
        key = other_key(1000 * number + 10 * round_)
        log.record(half_way(key=key))
        reference = log.record(attempt(key=key)).reference
        log.note_access(f"ann {number}", "show", reference)
        log.handle(reference, "ann", CLAIMED)
        if round_ % 2:
            log.erase(reference)
        log.count_declined(other_key(1000 * number + 10 * round_ + 1), "web")
    log.close()


def test_writers_in_several_processes_and_a_check_meanwhile_find_all_well(url, log):
    here = multiprocessing.get_context("spawn")
    writers = [here.Process(target=write_much, args=(url, number)) for number in range(1, 4)]
    found, over = [], threading.Event()

    def check_again_and_again():
        while not over.is_set():
            found.extend(log.check())

    checking = threading.Thread(target=check_again_and_again)
    for each in (*writers, checking):
        each.start()
    for writer in writers:
        writer.join(120)
    over.set()
    checking.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert found == []
    assert log.check() == []
    assert len(log.records()) == 9
