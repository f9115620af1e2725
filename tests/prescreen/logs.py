"""Logs to test with: SQLite in a file, and PostgreSQL in a schema of its own where one answers."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any, Iterator, List, Sequence

import pytest
import sqlalchemy as sa

from prescreen.assessment import assess
from prescreen.log import AttemptKey, AttemptRecord, ScreeningLog
from prescreen.log.models import Base
from prescreen.reference import new_reference
from tests.prescreen.people import PROTOCOL, person

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://root@127.0.0.1/test")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
KEY = AttemptKey("NCT06038474", "call-7", "a1b2", PROTOCOL.version)
_schemas = itertools.count(1)


class Clock:
    """A clock that goes on by a minute each time it is read."""

    def __init__(self, time: datetime = NOON) -> None:
        self.time = time

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: Any, tmp_path: Any) -> Iterator[str]:
    """The URL of a fresh database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kept' / 'log.sqlite'}"
    else:
        yield from postgresql_schema()


def postgresql_schema() -> Iterator[str]:
    schema = f"prescreen_test_{os.getpid()}_{next(_schemas)}"
    engine = sa.create_engine(POSTGRESQL, connect_args={"connect_timeout": 2}, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    except sa.exc.OperationalError:
        pytest.skip("no PostgreSQL answers; TEST_POSTGRESQL_URL names one")
    try:
        yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    finally:
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


@pytest.fixture
def log(url: str) -> Iterator[ScreeningLog]:
    """An empty log in each kind of database."""
    prepared = ScreeningLog(url, clock=Clock())
    prepared.prepare()
    yield prepared
    prepared.close()


@pytest.fixture
def sql(url: str, log: ScreeningLog) -> Iterator[Any]:
    """What stands in the database, beside the log: call it with a statement."""
    engine = sa.create_engine(url, future=True)

    def run(statement: str, **values: Any) -> List[Any]:
        with engine.begin() as connection:
            result = connection.execute(sa.text(statement), values)
            return result.all() if result.returns_rows else []

    yield run
    engine.dispose()


def attempt(confirmed: Sequence[str] = (), key: AttemptKey = KEY, **answers: Any) -> AttemptRecord:
    """A finished attempt of somebody who may fit, but for the given answers."""
    given = person(**answers)
    assessment = assess(PROTOCOL, given, frozenset(confirmed))
    return AttemptRecord(
        key=key, attempt=1, channel="rest", wording_version="w1", started_at=NOON,
        facts={fact: {"value": value, "words": f"my {fact}", "confirmed": fact in confirmed,
                      "at": "2026-03-02T12:00:00Z"} for fact, value in given.items()},
        criteria=[result.to_dict() for result in assessment.criteria], disposition=assessment.disposition.value)


def half_way(question: str = "headache", key: AttemptKey = KEY, **answers: Any) -> AttemptRecord:
    """An attempt that was left at a question."""
    return replace(attempt(key=key, **answers), disposition=None, last_question=question)


def excluded(key: AttemptKey = KEY) -> AttemptRecord:
    """Somebody under 18, read back and confirmed."""
    return attempt(["age"], key, age=17)


def other_key(number: int) -> AttemptKey:
    """The key of another conversation."""
    return replace(KEY, conversation=f"call-{100 + number}", attempt_id=f"id{number}")


def record_when_all_are_ready(url: str, given: AttemptRecord, ready: Any, told: Any) -> None:
    """What one of several processes does: prepare the log and record, all at the same time."""
    log = ScreeningLog(url, patience=20, clock=Clock(), references=new_reference)
    ready.wait(60)
    log.prepare()
    ready.wait(60)
    recorded = log.record(given)
    told.put((recorded.reference, recorded.version, recorded.created))
    log.close()


TABLES = sorted(Base.metadata.tables)
