"""Beyond so many turns at once a caller hears an apology at once, and a reply that nobody heard is not lost."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from channels import limits
from channels.under_way import TurnsUnderWay
from tests.channels.conftest import stored_events

pytestmark = pytest.mark.asyncio

APOLOGY = "I am sorry, something went wrong on our side."


@contextlib.asynccontextmanager
async def held(actions, telephone, callers):
    """Callers whose turns wait for the action server, until the context is left; gives their calls."""
    actions.gate = asyncio.Event()
    calls = [asyncio.ensure_future(telephone.say("hello", sender=caller)) for caller in callers]
    await under_way(telephone, len(callers))
    try:
        yield calls
    finally:
        actions.gate.set()
        await asyncio.gather(*calls, return_exceptions=True)


async def under_way(telephone, turns):
    """Wait until so many turns are under way."""
    while len(TurnsUnderWay.of(telephone.app)) < turns:  # noqa: ASYNC110 (nothing tells of it)
        await asyncio.sleep(0.01)


async def test_beyond_the_bound_a_caller_hears_an_apology_and_the_others_are_answered(telephone, actions, monkeypatch):
    monkeypatch.setattr(limits, "TURNS_AT_ONCE", 2)
    async with held(actions, telephone, ["call-1", "call-2"]) as calls:
        shed = await telephone.say("hello", sender="call-3")
    assert (shed.status, shed.text, shed.custom["fact"]) == (503, APOLOGY, None)
    assert shed.headers["Retry-After"] == "2"
    assert [(await call).text for call in calls] == ["How old are you?"] * 2


async def test_what_was_shed_was_not_taken_and_is_answered_later(telephone, actions, agent, monkeypatch):
    monkeypatch.setattr(limits, "TURNS_AT_ONCE", 1)
    await telephone.say("hello", sender="call-7")
    async with held(actions, telephone, ["call-1"]):
        assert (await telephone.say("34", message_id="m2")).status == 503
    assert [event.text for event in await stored_events(agent) if event.type_name == "user"] == ["hello"]
    assert (await telephone.say("34", message_id="m2")).text.startswith("I heard 34.")


async def test_one_conversation_cannot_take_the_places_of_the_others(telephone, actions, monkeypatch):
    monkeypatch.setattr(limits, "TURNS_AT_ONCE_OF_A_CONVERSATION", 2)
    async with held(actions, telephone, ["call-1", "call-1"]):
        assert (await telephone.say("hello", sender="call-1")).status == 503
        other = asyncio.ensure_future(telephone.say("hello", sender="call-2"))
        await under_way(telephone, 3)
    assert (await other).text == "How old are you?"


async def test_a_place_is_free_again_when_its_turn_has_ended(telephone, monkeypatch):
    monkeypatch.setattr(limits, "TURNS_AT_ONCE", 1)
    for _ in range(3):
        assert (await telephone.say("hello")).status == 200
    assert len(TurnsUnderWay.of(telephone.app)) == 0


async def test_a_reply_that_is_late_is_an_apology_and_its_retry_gets_the_reply(telephone, actions, monkeypatch):
    await telephone.say("hello", message_id="m1")
    monkeypatch.setattr(limits, "REPLY_SECONDS", 0.1)
    actions.gate = asyncio.Event()
    late = await telephone.say("34", message_id="m2")
    assert (late.status, late.text) == (503, APOLOGY)
    monkeypatch.undo()
    actions.gate.set()
    assert (await telephone.say("34", message_id="m2")).text.startswith("I heard 34.")
    assert actions.words == ["hello", "34"]


@pytest.mark.parametrize("said", ["34", "what?"])
async def test_who_did_not_hear_a_question_has_not_answered_it(telephone, actions, monkeypatch, said):
    """Without an id nobody can tell a retry from an answer, so the question is heard first."""
    await telephone.say("hello")
    with monkeypatch.context() as slow:
        slow.setattr(limits, "REPLY_SECONDS", 0.1)
        actions.gate = asyncio.Event()
        assert (await telephone.say("34")).status == 503
    actions.gate.set()
    again = await telephone.say(said)
    assert again.text == "I heard 34. Do you have a headache? Say yes or press 1."
    assert (await telephone.say("no")).custom["done"] is True
    assert actions.words == ["hello", "34", "no"]


async def test_who_hung_up_in_the_middle_hears_the_question_on_coming_back(telephone, actions):
    await telephone.say("hello")
    actions.gate, actions.entered = asyncio.Event(), asyncio.Event()
    call = asyncio.ensure_future(telephone.say("34"))
    await actions.entered.wait()
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    await asyncio.sleep(0.05)  # the server notices that nobody listens
    actions.gate.set()
    assert (await telephone.say("I am back")).text.startswith("I heard 34. Do you have a headache?")
    assert actions.words == ["hello", "34"]


async def test_a_turn_that_failed_unheard_is_taken_anew(telephone, actions, monkeypatch):
    await telephone.say("hello")
    with monkeypatch.context() as slow:
        slow.setattr(limits, "REPLY_SECONDS", 0.1)
        actions.gate, actions.failure = asyncio.Event(), OSError("away")
        assert (await telephone.say("34")).status == 503
    actions.gate.set()
    await TurnsUnderWay.of(telephone.app).end()
    actions.failure = None
    assert (await telephone.say("34")).text.startswith("I heard 34.")
