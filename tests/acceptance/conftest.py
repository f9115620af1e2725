"""The assistant, started once for all long tests, with a database of its own."""

from __future__ import annotations

import pytest

from tests.end_to_end.running import Running
from tests.end_to_end.several import Several, ensure_model


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """The assistant on free ports."""
    folder = tmp_path_factory.mktemp("acceptance")
    assistant = Running(f"sqlite:///{folder / 'prescreen.sqlite'}", folder).start()
    yield assistant
    assert assistant.unspoken() == []
    assistant.stop()


@pytest.fixture(scope="session")
def deployed(tmp_path_factory):
    """The deployment of deploy/, with two servers of each kind."""
    ensure_model()
    deployment = Several(tmp_path_factory.mktemp("deployed"))
    try:
        yield deployment.start()
    finally:
        deployment.stop()
