"""The assistant, started once for all long tests, with a database of its own."""

from __future__ import annotations

import pytest

from tests.end_to_end.running import Running


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """The assistant on free ports."""
    folder = tmp_path_factory.mktemp("acceptance")
    assistant = Running(f"sqlite:///{folder / 'prescreen.sqlite'}", folder).start()
    yield assistant
    assistant.stop()
