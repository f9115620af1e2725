"""No word, name, number or sender of a patient leaks: two hundred canaries, in good hours and bad ones."""

from __future__ import annotations

import io
import logging
import random
import sqlite3
import traceback
from dataclasses import replace

import pytest

from prescreen.cli import main
from prescreen.log import AttemptKey, LogUnavailable, ScreeningLog
from prescreen.log.retention import Times
from tests.prescreen.logs import NOON, Clock, attempt, excluded
from tests.prescreen.people import PROTOCOL, medicine

STILL_GOING_ON = 30
SCREENINGS = 25  # each with eight canaries: a sender, a name, a number, a time, and words


def canaries():
    rng = random.Random(7)  # noqa: S311 (no secret)
    return ["".join(rng.choices("bcdfghjklmnpqrstvwxz", k=14)) for _ in range(8 * SCREENINGS)]


def screening(number, words):
    """A finished screening whose every personal part is a canary."""
    sender, name, phone, time, said, symptom, pill, cause = words
    given = excluded() if number % 5 == 0 else attempt(
        headache="yes", headache_cause="unrelated",
        immunosuppressants=[dict(medicine(), words=pill), medicine("belimumab", "biologic", 30)])
    facts = {fact: {**kept, "words": f"{said} {fact}"} for fact, kept in given.facts.items()}
    facts["headache"] = {**facts["headache"], "words": f"it is {symptom} and {cause}"}
    return replace(given, key=AttemptKey("NCT06038474", sender, f"id{number}", PROTOCOL.version), facts=facts,
                   contact={"name": name, "phone": phone, "time": time})


@pytest.fixture
def heard(caplog):
    """Everything that any logger says, down to its arguments and exceptions."""
    caplog.set_level(logging.DEBUG)
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    logging.getLogger().addHandler(handler)
    yield lambda: text.getvalue() + "".join(f"{record.__dict__}" for record in caplog.records)
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'data' / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    log = ScreeningLog(url, clock=Clock(), patience=0.2)
    log.prepare()
    yield log
    log.close()


def fail_in_every_way(log, given):
    """The failures that writing can meet; gives what their errors say, with every trace."""
    told = []

    def note(work):
        with pytest.raises(LogUnavailable) as raised:
            work()
        told.append("".join(traceback.format_exception(None, raised.value, raised.value.__traceback__)))

    with log._engine.begin():
        note(lambda: log.record(given))
    for table in ("screening_outbox", "screening_versions"):
        with log._engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO away")
        note(lambda: log.record(given))
        with log._engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE away RENAME TO {table}")
    return "".join(told)


def test_two_hundred_canaries_are_found_nowhere(kept, heard, tmp_path, capsys):
    birds = canaries()
    parts = [birds[8 * number:8 * number + 8] for number in range(SCREENINGS)]
    told = fail_in_every_way(kept, screening(1, parts[1]))
    references = [kept.record(screening(number, words)).reference for number, words in enumerate(parts)]
    for words in (["list"], ["funnel"], ["funnel", "--json"], ["check"], ["outbox"], ["retention"], ["keys", "list"],
                  ["claim", references[1]], ["show", "482913068"], ["erase", references[2], "--yes"]):
        main(words)
    said = capsys.readouterr()
    files = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    senders = [words[0] for words in parts]
    for bird in birds:
        assert bird not in heard()
        assert bird not in told + said.out + said.err
        assert bird in senders or bird.encode() not in files
    assert len(kept.outbox.waiting()) == SCREENINGS - 1  # the one that was erased had not been told of
    passed_on = str([kept.outbox.waiting(), *(kept.outbox.take(NOON) for _ in range(SCREENINGS))])
    assert not [bird for bird in birds if bird in passed_on]


LATER = NOON.replace(year=NOON.year + 2)


def talk(file, parts):
    """Rasa's table as Rasa writes it: all conversations in turn, an index on their ids, and some that still go on."""
    rng = random.Random(8)  # noqa: S311 (no secret)
    rasa = sqlite3.connect(file)
    rasa.execute("PRAGMA secure_delete=OFF")  # as SQLite is built on many machines
    rasa.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255), type_name VARCHAR(255), "
                 "timestamp FLOAT, action_name VARCHAR(255), data TEXT)")
    rasa.execute("CREATE INDEX ix_events_sender_id ON events (sender_id)")
    talks = [*((words[0], NOON, " ".join(words)) for words in parts),
             *((f"still-going-on-{number}", LATER, "hello") for number in range(STILL_GOING_ON))]
    for _ in range(60):
        for sender, at, words in rng.sample(talks, len(talks)):
            rasa.execute("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, ?)",
                         (sender, at.timestamp(), words * rng.randrange(1, 20)))
    rasa.commit()
    rasa.close()


def test_after_erasing_and_retention_nothing_is_left_in_the_files(kept, tmp_path):
    birds = canaries()
    parts = [birds[8 * number:8 * number + 8] for number in range(SCREENINGS)]
    references = [kept.record(screening(number, words)).reference for number, words in enumerate(parts)]
    talk(kept._engine.url.database, parts)

    def files():
        return b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())

    assert any(bird.encode() in files() for bird in birds)
    with sqlite3.connect(kept._engine.url.database) as plain:
        sealed = [payload for payload, in plain.execute("SELECT payload FROM screening_versions")]
    plain.close()
    for reference in references[:10]:
        kept.erase(reference)
    later = ScreeningLog(str(kept._engine.url), clock=Clock(LATER))
    done = later.carry_out_retention("ann", Times.of(PROTOCOL.settings))
    later.close()
    assert (len(done.people), len(done.conversations)) == (SCREENINGS - 10, SCREENINGS - 10)
    left = files()
    assert left.count(b"still-going-on-1") >= 60
    assert not [bird for bird in birds if bird.encode() in left]
    assert not [payload for payload in sealed if payload.encode() in left]
