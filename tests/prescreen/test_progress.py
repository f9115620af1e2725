"""Long commands say on a terminal how far they are, and nowhere else."""

from __future__ import annotations

import io
import sys
from dataclasses import replace

import pytest

from prescreen.cli import main
from prescreen.commands import progress
from prescreen.log import ScreeningLog
from tests.prescreen.logs import NOON, Clock, attempt, other_key

LONG = {"checking": ["check"], "reading": ["export", "--format", "csv"], "writing anew": ["keys", "rotate"],
        "deleting": ["retention", "--carry-out"]}
LONG_AGO = NOON.replace(year=NOON.year - 3)


class Terminal(io.StringIO):
    """An error output with a person before it."""

    def isatty(self):
        return True


@pytest.fixture
def log(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("LOG_KEY_FILE", str(tmp_path / "log.key"))
    monkeypatch.setattr(progress, "SECONDS_BEFORE_IT_SHOWS", 0)
    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    for number in range(3):
        log.record(replace(attempt(key=other_key(number)), started_at=LONG_AGO, finished_at=LONG_AGO))
    yield log
    log.close()


@pytest.mark.parametrize("what", LONG)
def test_a_long_command_shows_on_a_terminal_how_far_it_is(log, monkeypatch, what):
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert main(LONG[what]) == 0
    assert what in sys.stderr.getvalue() and "/3" in sys.stderr.getvalue()


@pytest.mark.parametrize("what", LONG)
def test_where_nobody_looks_nothing_is_shown(log, capsys, what):
    assert main(LONG[what]) == 0
    assert capsys.readouterr().err == ""
