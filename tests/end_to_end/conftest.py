"""The assistant is started twice for all tests here: once on SQLite, then again, on PostgreSQL where one answers."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Iterator

import pytest
import sqlalchemy as sa

from launch.fingerprint import model_file
from tests.end_to_end.running import ROOT, Running
from tests.end_to_end.several import Several, ensure_model

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://root@127.0.0.1/test")


def pytest_collection_modifyitems(items):
    """Put what starts servers last, so that quick tests fail first."""
    here = str(Path(__file__).parent)
    items.sort(key=lambda item: str(item.path).startswith(here))


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The assistant on SQLite, trained first where the model is not there; Ctrl-C ends it."""
    folder = tmp_path_factory.mktemp("first")
    running = Running(f"sqlite:///{folder / 'prescreen.sqlite'}", folder).start()
    yield running
    assert running.unspoken() == []
    assert running.stop(signal.SIGINT) == 0, running.output


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """The deployment of deploy/, with two servers of each kind."""
    ensure_model()
    deployment = Several(tmp_path_factory.mktemp("several"))
    try:
        yield deployment.start()
    finally:
        deployment.stop()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a schema of its own in PostgreSQL; empty where none answers."""
    schema = f"prescreen_end_to_end_{os.getpid()}"
    engine = sa.create_engine(POSTGRESQL, connect_args={"connect_timeout": 2}, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    except sa.exc.OperationalError:
        yield ""
        return
    yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="session")
def second(assistant: Running, postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A second start beside the first, when the model is there; on PostgreSQL where one answers."""
    assert model_file(ROOT).exists()
    folder = tmp_path_factory.mktemp("second")
    running = Running(postgresql or f"sqlite:///{folder / 'prescreen.sqlite'}", folder).start()
    yield running
    assert running.unspoken() == []
    running.stop()
