"""The way to the action server: connections that serve more than one call, and no more than the turn is sent."""

from __future__ import annotations

from typing import Any, AsyncIterator, Dict, List

import pytest_asyncio
from aiohttp import web
from rasa.utils.endpoints import EndpointConfig

from channels.action_server import KeptOpen, PromptEndpoint


class Actions:
    """An action server on a real port, that notes who calls with what."""

    def __init__(self) -> None:
        self.callers: List[Any] = []
        self.calls: List[Dict[str, Any]] = []
        self.url = ""
        self._runner: web.AppRunner

    async def start(self, port: int = 0) -> "Actions":
        """Listen."""
        application = web.Application()
        application.router.add_post("/webhook", self._answer)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/webhook"
        return self

    async def stop(self) -> None:
        """Stop listening, and close every connection."""
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        self.callers.append(request.transport.get_extra_info("peername"))
        self.calls.append(await request.json())
        return web.json_response({"events": [], "responses": []})


@pytest_asyncio.fixture
async def actions() -> AsyncIterator[Actions]:
    server = await Actions().start()
    yield server
    await server.stop()


@pytest_asyncio.fixture
async def kept(actions: Actions) -> AsyncIterator[KeptOpen]:
    endpoint = KeptOpen(EndpointConfig(actions.url))
    yield endpoint
    await endpoint.close()


def call(*events: Dict[str, Any]) -> Dict[str, Any]:
    """A call of an action, as Rasa makes it."""
    return {"next_action": "validate_screening_form", "tracker": {"slots": {"age": 34}, "events": list(events)}}


async def test_two_calls_share_a_connection(actions, kept):
    for _ in range(2):
        await PromptEndpoint(kept).request(json=call(), method="post")
    assert len(actions.callers) == 2
    assert len(set(actions.callers)) == 1


async def test_a_restart_of_the_action_server_is_not_noticed(actions, kept):
    await PromptEndpoint(kept).request(json=call(), method="post")
    await actions.stop()
    await actions.start(int(actions.url.split(":")[2].split("/")[0]))
    assert await PromptEndpoint(kept).request(json=call(), method="post") == {"events": [], "responses": []}


async def test_a_closed_one_opens_again(actions, kept):
    await PromptEndpoint(kept).request(json=call(), method="post")
    await kept.close()
    await PromptEndpoint(kept).request(json=call(), method="post")
    assert len(set(actions.callers)) == 2


async def test_the_events_before_this_turn_stay_at_home(actions, kept):
    before = [{"event": "user", "text": "34"}, {"event": "slot", "name": "age", "value": 34}]
    now = [{"event": "user", "text": "yes"}, {"event": "action", "name": "screening_form"}]
    await PromptEndpoint(kept).request(json=call(*before, *now), method="post")
    assert actions.calls[0]["tracker"] == {"slots": {"age": 34}, "events": now}


async def test_before_the_first_words_every_event_is_sent(actions, kept):
    begins = {"event": "session_started"}
    await PromptEndpoint(kept).request(json=call(begins), method="post")
    assert actions.calls[0]["tracker"]["events"] == [begins]
