"""When something inside fails, the patient hears an apology and the same question, and loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest
from rasa.core.lock_store import InMemoryLockStore, LockError
from rasa.utils.endpoints import ClientResponseError

from channels import limits
from channels.failures import StoreFailure
from tests.channels.conftest import stored_events

pytestmark = pytest.mark.asyncio

APOLOGY = "I am sorry, something went wrong on our side."
FAILURES = [OSError("refused"), asyncio.TimeoutError(), ClientResponseError(500, "Server Error", "canary"),
            ValueError("not json"), RuntimeError("canary")]


def apologised(answer, fact, status=200):
    """Whether the reply is an apology that keeps a question, in the one-element shape."""
    assert answer.status == status
    assert answer.text.startswith(APOLOGY)
    assert answer.custom["fact"] == fact
    assert answer.custom["done"] is False
    return True


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
async def test_without_an_action_server_the_question_is_kept(telephone, actions, agent, failure):
    await telephone.say("hello")
    before = len(await stored_events(agent))
    actions.failure = failure
    answer = await telephone.say("34")
    assert apologised(answer, "age")
    assert answer.text == f"{APOLOGY} How old are you?"
    assert len(await stored_events(agent)) == before


async def test_the_conversation_goes_on_when_the_action_server_is_back(telephone, actions):
    await telephone.say("hello")
    actions.failure = OSError("refused")
    for _ in range(12):
        assert apologised(await telephone.say("34"), "age")
    actions.failure = None
    assert (await telephone.say("34")).custom["fact"] == "headache"


async def test_a_failure_in_the_very_first_turn_is_an_apology_without_a_question(telephone, actions, agent):
    actions.failure = OSError("refused")
    answer = await telephone.say("hello")
    assert apologised(answer, None)
    assert await stored_events(agent) == []
    actions.failure = None
    assert (await telephone.say("hello")).text == "How old are you?"


async def test_an_action_server_that_is_too_slow_is_not_waited_for(telephone, actions, monkeypatch):
    await telephone.say("hello")
    monkeypatch.setattr("channels.action_server.PromptEndpoint.__init__.__defaults__", (0.1,))
    actions.gate = asyncio.Event()
    assert apologised(await telephone.say("34"), "age")


@pytest.mark.parametrize("answer", [{"events": [], "responses": []}, {"responses": [{"text": "hello"}], "events": []},
                                    {"nonsense": True}, {}])
async def test_an_action_that_says_nothing_useful_never_leads_to_silence(telephone, actions, answer):
    await telephone.say("hello")
    actions.answer = answer
    assert apologised(await telephone.say("34"), "age")


async def test_while_the_database_is_away_the_status_says_try_again_and_nothing_is_lost(telephone, agent, monkeypatch):
    await telephone.say("hello")
    with monkeypatch.context() as broken:
        broken.setattr(agent.tracker_store, "retrieve", _away)
        answer = await telephone.say("34")
    assert apologised(answer, None, status=503)
    assert (await telephone.say("34")).text.startswith("I heard 34.")


async def test_an_answer_that_cannot_be_written_is_not_taken(telephone, agent, monkeypatch):
    await telephone.say("hello")
    with monkeypatch.context() as broken:
        broken.setattr(agent.tracker_store, "save", _away)
        assert apologised(await telephone.say("34"), "age")
    assert (await telephone.say("35")).text.startswith("I heard 35.")


async def test_a_lock_that_is_not_had_is_an_apology_with_the_question(telephone, agent, monkeypatch):
    await telephone.say("hello")
    monkeypatch.setattr(agent.lock_store, "lock", _locked)
    assert apologised(await telephone.say("34"), "age")


async def test_a_lock_is_waited_for_only_so_long(telephone, agent, monkeypatch):
    await telephone.say("hello")
    monkeypatch.setattr(limits, "LOCK_WAIT_SECONDS", 0.2)
    async with agent.lock_store.lock("call-7"):
        assert apologised(await telephone.say("34"), "age")
    assert (await telephone.say("34")).custom["fact"] == "headache"


async def test_a_turn_gives_up_before_the_front_end_does(telephone, actions, monkeypatch):
    await telephone.say("hello")
    monkeypatch.setattr(limits, "TURN_SECONDS", 0.2)
    actions.gate = asyncio.Event()
    assert apologised(await telephone.say("34"), "age")


async def test_a_model_that_is_not_loaded_is_an_apology_with_status_503(telephone):
    telephone.app.ctx.agent = None
    assert apologised(await telephone.say("hello"), None, status=503)


async def test_no_words_of_a_patient_are_logged_when_a_turn_fails(telephone, actions, caplog):
    caplog.set_level(logging.INFO, logger="channels")
    await telephone.say("hello")
    actions.failure = RuntimeError("canary in an error")
    await telephone.say("canary in an answer")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("channels")]
    assert ours
    assert not any("canary" in message or "call-7" in message for message in ours)


async def test_a_conversation_that_cannot_be_read_in_time_is_an_apology(telephone, agent, monkeypatch):
    async def blocked(*_args):
        await asyncio.Event().wait()

    await telephone.say("hello")
    monkeypatch.setattr(limits, "TURN_SECONDS", 0.2)
    with monkeypatch.context() as broken:
        broken.setattr(agent.tracker_store, "retrieve", blocked)
        assert apologised(await telephone.say("34"), None, status=503)
    monkeypatch.undo()
    assert (await telephone.say("34")).text.startswith("I heard 34.")


async def test_the_deadlines_stand_in_the_order_in_which_each_waits_for_the_next():
    front_end, proxy = 15, 20
    assert limits.REDIS_SECONDS < limits.DATABASE_SECONDS < limits.ACTION_SECONDS < limits.TURN_SECONDS
    assert limits.LOCK_WAIT_SECONDS < limits.TURN_SECONDS < limits.REPLY_SECONDS < front_end
    assert proxy < limits.LOCK_LIFETIME_SECONDS


async def _away(*_args):
    raise StoreFailure("OperationalError")


@contextlib.asynccontextmanager
async def _locked(*_args, **_options):
    raise LockError("taken")
    yield InMemoryLockStore()
