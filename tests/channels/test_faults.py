"""A full disk and a clock that is wrong: an apology or the right answer, and nothing is lost."""

from __future__ import annotations

import time

import pytest
import sqlalchemy as sa

from tests.channels.conftest import stored_events
from tests.channels.test_channel_failures import apologised

pytestmark = pytest.mark.asyncio

HOUR, DAY = 3600, 86_400


@pytest.fixture
def engine(agent):
    """The engine of the store of conversations."""
    return agent.tracker_store._tracker_store.engine


async def words_of(agent):
    return [event.text for event in await stored_events(agent) if event.type_name == "user"]


async def test_on_a_full_disk_no_answer_is_taken_and_with_room_again_it_goes_on(telephone, agent, engine):
    def full(connection, _record):
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes it as the pages that there are

    await telephone.say("hello")
    sa.event.listen(engine, "connect", full)
    engine.dispose()
    long = "34 " + "or so " * 300
    answer = await telephone.say(long)
    for _ in range(20):
        if answer.text.startswith("I am sorry"):
            break
        answer = await telephone.say(long)
    assert answer.text.startswith("I am sorry")
    before = await words_of(agent)
    assert apologised(await telephone.say(long), answer.custom["fact"])
    assert await words_of(agent) == before
    sa.event.remove(engine, "connect", full)
    engine.dispose()
    assert not (await telephone.say("34")).text.startswith("I am sorry")
    assert await words_of(agent) == [*before, "34"]


@pytest.mark.parametrize("step", [-HOUR, 2 * DAY, -30 * DAY])
async def test_a_clock_that_steps_hides_no_answer_and_ends_no_conversation(telephone, agent, monkeypatch, step):
    await telephone.say("hello")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + step)
    assert (await telephone.say("34")).text.startswith("I heard 34.")
    monkeypatch.undo()
    assert (await telephone.say("no")).custom["done"] is True
    assert await words_of(agent) == ["hello", "34", "no"]
