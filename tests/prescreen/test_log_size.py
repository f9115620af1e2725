"""A log of a hundred thousand screenings is still listed and counted within a second."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from prescreen.cli import main
from prescreen.log import ScreeningLog
from prescreen.log.models import Screening, Version
from prescreen.reference import new_reference
from tests.prescreen.logs import NOON, Clock, attempt, excluded, half_way

NUMBER = 100_000
SECONDS = 1.0


def fill(log: ScreeningLog, number: int) -> None:
    """Rows as the log writes them, but all at once."""
    made = [attempt(), attempt(headache="unsure"), attempt(headache="yes", headache_cause="unrelated"), excluded(),
            half_way("psychosis")]
    references = set()
    while len(references) < number:
        references.add(new_reference())
    heads, versions = [], []
    for place, reference in enumerate(sorted(references)):
        given = made[place % len(made)]
        payload = given.payload()
        out = [each["id"] for each in payload["criteria"] if each["verdict"] == "violated"]
        heads.append({"id": place + 1, "reference": reference, "trial": given.key.trial,
                      "conversation": f"call-{place}", "attempt_id": "a", "attempt": 1, "channel": given.channel,
                      "disposition": given.disposition,
                      "protocol_version": given.key.protocol_version, "wording_version": "w1", "latest_version": 1,
                      "started_at": NOON + timedelta(minutes=place), "safety_text_given": False, "state": "open",
                      "last_question": given.last_question, "excluded_by": " ".join(out)})
        versions.append({"screening_id": place + 1, "number": 1, "written_at": NOON, "payload": payload})
    with log._engine.begin() as connection:
        connection.execute(sa.insert(Screening.__table__), heads)
        connection.execute(sa.insert(Version.__table__), versions)


@pytest.mark.acceptance
@pytest.mark.parametrize("words", [["list"], ["list", "--state", "open", "--disposition", "needs_review"], ["funnel"]])
def test_a_hundred_thousand_screenings_are_listed_and_counted_within_a_second(big, capsys, words):
    main(words)
    capsys.readouterr()
    began = time.perf_counter()
    assert main(words) == 0
    took = time.perf_counter() - began
    out = capsys.readouterr().out
    assert str(NUMBER if len(words) == 1 else NUMBER // 5) in out
    assert took <= SECONDS, f"{took:.2f} s"


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """A log with a hundred thousand screenings, named by the environment."""
    url = f"sqlite:///{tmp_path_factory.mktemp('big') / 'log.sqlite'}"
    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    fill(log, NUMBER)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", url)
        yield log
    log.close()


def test_a_long_list_costs_what_it_shows_and_not_what_there_is(tmp_path):
    log = ScreeningLog(f"sqlite:///{tmp_path / 'log.sqlite'}", clock=Clock())
    log.prepare()
    fill(log, 500)
    opened = []
    keyring = log._engine.dialect.keyring
    log._engine.dialect.keyring = type("Counting", (), {"decrypt": staticmethod(
        lambda kept: (opened.append(kept), keyring.decrypt(kept))[1])})
    assert len(log.records(limit=20)) == 20
    assert len(opened) == 20
    assert log.funnel().screened == 500
    assert len(opened) == 20
    log.close()
