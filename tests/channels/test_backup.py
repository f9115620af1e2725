"""A dump of the database, restored as docs/operations.md says, has the log and the conversations."""

from __future__ import annotations

import subprocess
from contextlib import closing
from typing import Optional

import pytest
import pytest_asyncio
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.store import ConversationStore
from prescreen.log import ScreeningLog
from tests.postgresql_server import PostgresqlServer
from tests.telephony.callers import MAY_FIT, keyed
from tests.telephony.spoken import Office

pytestmark = pytest.mark.asyncio


@pytest.fixture
def clusters(monkeypatch):
    """The database that is backed up, and the one that it is restored into."""
    monkeypatch.setenv("LOG_KEYS", "YSBiYWNrdXAgd2l0aG91dCBpdHMga2V5IGlzIG5vbmU=")
    both = [PostgresqlServer().start() for _ in range(2)]
    yield both
    for each in both:
        each.remove()


@pytest_asyncio.fixture
async def conversation(monkeypatch, clusters):
    """A conversation in the first of them."""
    monkeypatch.setenv("DATABASE_URL", clusters[0].url)
    store = ConversationStore(Domain.empty())
    tracker = DialogueStateTracker("backed-up", [])
    tracker.update(UserUttered("34"))
    await store.save(tracker)
    store.engine.dispose()


def told(*command: str, given: Optional[bytes] = None) -> bytes:
    """What a command prints."""
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout  # noqa: S603 (a list)


async def test_what_is_restored_is_what_was_there(clusters, conversation, monkeypatch):
    kept, fresh = (each.url for each in clusters)
    call = Office(kept).call("backed-up").answer(keyed(MAY_FIT))
    dump = told("pg_dump", "--no-owner", kept)
    told("psql", "--quiet", "--set", "ON_ERROR_STOP=1", fresh, given=dump)
    with closing(ScreeningLog(kept)) as log, closing(ScreeningLog(fresh)) as restored:
        assert restored.check() == []
        assert restored.find(call.custom["reference"]).facts == log.find(call.custom["reference"]).facts
    monkeypatch.setenv("DATABASE_URL", fresh)
    store = ConversationStore(Domain.empty())
    assert [event.text for event in (await store.retrieve("backed-up")).events] == ["34"]
    store.engine.dispose()
