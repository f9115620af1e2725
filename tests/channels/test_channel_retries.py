"""A delivery that comes again counts once and gets the same bytes; one that was broken off is kept."""

from __future__ import annotations

import asyncio

import pytest

from channels.under_way import TurnsUnderWay
from tests.channels.conftest import stored_events

pytestmark = pytest.mark.asyncio


async def words_in(agent, sender="call-7"):
    return [event.text for event in await stored_events(agent, sender) if event.type_name == "user"]


async def test_the_same_message_id_gives_the_same_bytes_and_counts_once(telephone, actions, agent):
    await telephone.say("hello", message_id="m1")
    first = await telephone.say("34", message_id="m2")
    again = await telephone.say("34", message_id="m2")
    assert again.status == 200
    assert again.body == first.body
    assert actions.words == ["hello", "34"]
    assert await words_in(agent) == ["hello", "34"]


async def test_an_earlier_message_id_still_gives_its_own_reply(telephone):
    first = await telephone.say("hello", message_id="m1")
    await telephone.say("34", message_id="m2")
    await telephone.say("no", message_id="m3")
    assert (await telephone.say("hello", message_id="m1")).body == first.body


async def test_a_reply_to_an_event_is_replayed_too(telephone, actions):
    first = await telephone.say("", message_id="m1", metadata={"event": "start"})
    again = await telephone.say("", message_id="m1", metadata={"event": "start"})
    assert again.body == first.body
    assert len(actions.calls) == 1


@pytest.mark.parametrize("other", [{"message": "35"}, {"message": "34", "metadata": {"event": "no_match"}},
                                   {"message": "/34"}])
async def test_the_same_id_with_another_text_is_a_conflict_and_changes_nothing(telephone, agent, other):
    await telephone.say("hello", message_id="m1")
    await telephone.say("34", message_id="m2")
    answer = await telephone.post({"sender": "call-7", "message_id": "m2", **other})
    assert answer.status == 409
    assert "message_id" in answer.json["error"]
    assert await words_in(agent) == ["hello", "34"]


async def test_the_same_id_in_another_call_is_another_message(telephone, actions):
    await telephone.say("hello", sender="call-1", message_id="m1")
    answer = await telephone.say("good day", sender="call-2", message_id="m1")
    assert answer.status == 200
    assert actions.words == ["hello", "good day"]


async def test_without_an_id_the_same_words_count_twice(telephone, agent):
    await telephone.say("hello")
    await telephone.say("34")
    answer = await telephone.say("34")
    assert answer.custom["done"] is True


async def test_deliveries_of_one_message_at_the_same_time_are_one_turn(telephone, actions, agent):
    await telephone.say("hello", message_id="m1")
    answers = await asyncio.gather(*(telephone.say("34", message_id="m2") for _ in range(4)))
    assert len({answer.body for answer in answers}) == 1
    assert {answer.status for answer in answers} == {200}
    assert actions.words == ["hello", "34"]
    assert await words_in(agent) == ["hello", "34"]


async def test_a_turn_whose_caller_hangs_up_is_kept_and_its_retry_gets_the_reply(telephone, actions, agent):
    await telephone.say("hello", message_id="m1")
    actions.gate, actions.entered = asyncio.Event(), asyncio.Event()
    call = asyncio.ensure_future(telephone.say("34", message_id="m2"))
    await actions.entered.wait()
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    await asyncio.sleep(0.05)  # the server notices that nobody listens
    actions.gate.set()
    answer = await telephone.say("34", message_id="m2")
    assert answer.text.startswith("I heard 34.")
    assert actions.words == ["hello", "34"]
    assert await words_in(agent) == ["hello", "34"]


async def test_a_server_that_stops_lets_a_running_turn_end(telephone, actions, agent):
    await telephone.say("hello")
    actions.gate, actions.entered = asyncio.Event(), asyncio.Event()
    call = asyncio.ensure_future(telephone.say("34"))
    await actions.entered.wait()
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    turns = TurnsUnderWay.of(telephone.app)
    assert len(turns) == 1
    actions.gate.set()
    await turns.end()
    assert await words_in(agent) == ["hello", "34"]
    telephone.heard.clear()     # the caller is gone, and hears nothing of it


async def test_a_failed_turn_is_tried_anew_under_the_same_id(telephone, actions):
    await telephone.say("hello", message_id="m1")
    actions.failure = OSError("away")
    failed = await telephone.say("34", message_id="m2")
    actions.failure = None
    answer = await telephone.say("34", message_id="m2")
    assert failed.text.startswith("I am sorry")
    assert answer.text.startswith("I heard 34.")
