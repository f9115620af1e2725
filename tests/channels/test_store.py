"""The store of conversations loses nothing, hides nothing, and tells its failures."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
from typing import List

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.failures import StoreFailure
from channels.store import ConversationStore, engine_for
from prescreen.log.location import DEFAULT_URL

pytestmark = pytest.mark.asyncio

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://root@127.0.0.1/test")
_schemas = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a fresh database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kept' / 'conversations.sqlite'}"
        return
    schema = f"conversations_test_{os.getpid()}_{next(_schemas)}"
    engine = sa.create_engine(POSTGRESQL, connect_args={"connect_timeout": 2}, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    except sa.exc.OperationalError:
        pytest.skip("no PostgreSQL answers; TEST_POSTGRESQL_URL names one")
    yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(url, monkeypatch):
    """A store on an empty database."""
    monkeypatch.setenv("DATABASE_URL", url)
    made = ConversationStore(Domain.empty())
    yield made
    made.engine.dispose()


def conversation(*events: Event, sender: str = "call-7") -> DialogueStateTracker:
    """A conversation in memory."""
    tracker = DialogueStateTracker(sender, [])
    for event in events:
        tracker.update(event)
    return tracker


def words(tracker: DialogueStateTracker) -> List[str]:
    """What was said in it."""
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_what_is_saved_is_read_back_in_order(store):
    await store.save(conversation(SessionStarted(), UserUttered("hello"), SlotSet("age", 34), UserUttered("34")))
    tracker = await store.retrieve("call-7")
    assert [event.type_name for event in tracker.events] == ["session_started", "user", "slot", "user"]
    assert words(tracker) == ["hello", "34"]


async def test_there_is_no_conversation_nobody_had(store):
    assert await store.retrieve("call-8") is None
    assert list(await store.keys()) == []


async def test_only_what_is_new_is_written(store):
    await store.save(conversation(UserUttered("hello")))
    tracker = await store.retrieve("call-7")
    await store.save(tracker)
    tracker.update(UserUttered("34"))
    await store.save(tracker)
    assert words(await store.retrieve("call-7")) == ["hello", "34"]


async def test_a_session_is_cut_by_row_so_a_clock_that_steps_back_hides_nothing(store):
    await store.save(conversation(SessionStarted(timestamp=1_000), UserUttered("before", timestamp=2_000),
                                  SessionStarted(timestamp=3_000), UserUttered("now", timestamp=10)))
    assert words(await store.retrieve("call-7")) == ["now"]
    assert words(await store.retrieve_full_tracker("call-7")) == ["before", "now"]


async def test_a_conversation_that_went_on_elsewhere_is_not_written_over(store):
    await store.save(conversation(UserUttered("hello")))
    here, there = await store.retrieve("call-7"), await store.retrieve("call-7")
    there.update(UserUttered("there"))
    await store.save(there)
    here.update(UserUttered("here"))
    with pytest.raises(StoreFailure):
        await store.save(here)
    assert words(await store.retrieve("call-7")) == ["hello", "there"]


async def test_two_first_turns_at_once_do_not_both_count(store):
    await store.save(conversation(UserUttered("one")))
    with pytest.raises(StoreFailure):
        await store.save(conversation(UserUttered("two")))


async def test_of_two_servers_that_write_at_once_one_is_refused(url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    if url.startswith("sqlite"):
        pytest.skip("SQLite is for one server")
    servers = [ConversationStore(Domain.empty()) for _ in range(2)]
    for number in range(20):
        both = [conversation(UserUttered(word), sender=f"call-{number}") for word in ("one", "two")]
        saved = await asyncio.gather(*(each.save(said) for each, said in zip(servers, both)), return_exceptions=True)
        assert [type(each) for each in saved].count(StoreFailure) == 1
        assert len(words(await servers[0].retrieve(f"call-{number}"))) == 1
    for each in servers:
        each.engine.dispose()


async def test_a_write_that_fails_writes_nothing_at_all(store):
    await store.save(conversation(UserUttered("hello")))
    tracker = await store.retrieve("call-7")
    tracker.update(UserUttered("kept?"))
    tracker.update(SlotSet("bad", object()))
    with pytest.raises(StoreFailure):
        await store.save(tracker)
    assert words(await store.retrieve("call-7")) == ["hello"]


@pytest.mark.parametrize("sender", ["call\ud800", "call\x00"])
async def test_a_sender_that_a_database_cannot_hold_ends_no_process(store, sender):
    with contextlib.suppress(StoreFailure):
        assert await store.retrieve(sender) is None
    assert await store.retrieve("call-7") is None


async def test_many_first_uses_at_once_all_succeed(store):
    found = await asyncio.gather(*(store.retrieve(f"call-{number}") for number in range(16)))
    assert found == [None] * 16
    await asyncio.gather(*(store.save(conversation(UserUttered("hello"), sender=f"call-{number}"))
                           for number in range(16)))
    assert len(set(await store.keys())) == 16


async def test_the_ids_of_all_conversations_are_known(store):
    for sender in ("call-1", "call-2"):
        await store.save(conversation(UserUttered("hello"), sender=sender))
    assert sorted(await store.keys()) == ["call-1", "call-2"]


class TestAway:
    """A database that does not answer."""

    @pytest.fixture
    def store(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
        return ConversationStore(Domain.empty())

    async def test_the_store_can_be_made_and_each_call_fails_by_itself(self, store):
        for call in (store.retrieve("call-7"), store.save(conversation(UserUttered("hello"))), store.keys()):
            with pytest.raises(StoreFailure):
                await call

    async def test_rasas_fail_safe_store_does_not_hide_it(self, store):
        with pytest.raises(StoreFailure):
            await FailSafeTrackerStore(store).retrieve("call-7")

    async def test_the_failure_names_types_and_no_patient(self, store):
        with pytest.raises(StoreFailure) as failure:
            await store.save(conversation(UserUttered("canary"), sender="call-canary"))
        assert "canary" not in str(failure.value)
        assert "OperationalError" in str(failure.value)


async def test_without_a_setting_conversations_are_beside_the_log(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made = []
    monkeypatch.setattr("channels.store.engine_for", lambda url: made.append(url))
    monkeypatch.setattr("channels.store.sessionmaker", lambda **_: None)
    ConversationStore(Domain.empty())
    assert made == [DEFAULT_URL]


async def test_postgres_is_taken_for_postgresql_and_options_are_kept():
    engine = engine_for("postgres://somebody@localhost/test?options=-csearch_path%3Dmine")
    _, options = engine.dialect.create_connect_args(engine.url)
    assert engine.dialect.name == "postgresql"
    assert "search_path" in options["options"]
