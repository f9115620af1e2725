"""What a supervisor and a monitoring system ask: /livez, /readyz and /metrics.

`/livez` says that the server answers, to whoever asks. `/readyz` says which parts are away, and `/metrics` how much is
going on; neither says anything about a patient, but both are for those who run the assistant: they answer callers on
this machine, and others only with `METRICS_TOKEN`.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any, Awaitable, Callable, Dict, Optional

import aiohttp
from prometheus_client import CONTENT_TYPE_LATEST
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw
from sanic.response import json as json_response

from channels import door, limits, metrics
from channels.door import Refused
from channels.failures import InsideFailure

OK, AWAY = "ok", "away"
NO_STORE = {"Cache-Control": "no-store"}


class Probes(InputChannel):
    """The three addresses, mounted beside the channels; no message comes in here."""

    def __init__(self, token: Optional[str] = None) -> None:
        """Probes.

        Args:
            token: what callers from other machines show; None: only this machine is answered.
        """
        self.token = token

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "probes"

    def url_prefix(self) -> str:
        """At the root, so not under /webhooks/."""
        return "/"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "Probes":  # noqa: ARG003
        """The probes with their setting from the environment: `METRICS_TOKEN`."""
        return cls(os.environ.get("METRICS_TOKEN") or None)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """The addresses."""
        probes = Blueprint("probes")

        @probes.get("livez")
        async def live(_request: Request) -> HTTPResponse:
            return json_response({"status": OK}, headers=NO_STORE)

        @probes.get("readyz")
        async def ready(request: Request) -> HTTPResponse:
            return await self._answer(request, _readiness)

        @probes.get("metrics")
        async def figures(request: Request) -> HTTPResponse:
            return await self._answer(request, _figures)

        return probes

    async def _answer(self, request: Request,
                      answer: Callable[[Request], Awaitable[HTTPResponse]]) -> HTTPResponse:
        try:
            door.check_operator(self.token, request.headers, request.ip)
        except Refused as refused:
            return json_response({"error": refused.mend}, refused.status, {"WWW-Authenticate": "Bearer"})
        return await answer(request)


async def parts(agent: Optional[Agent]) -> Dict[str, str]:
    """Each part that a turn needs, and whether it is there: `ok` or `away`."""
    if agent is None or not agent.is_ready():
        return {"model": AWAY}
    calls = {"database": _database(agent), "action_server": _action_server(agent)}
    if hasattr(agent.lock_store, "ping"):
        calls["redis"] = agent.lock_store.ping()
    found = await asyncio.gather(*(_is_there(call) for call in calls.values()))
    return {"model": OK, **{name: OK if there else AWAY for name, there in zip(calls, found)}}


async def _readiness(request: Request) -> HTTPResponse:
    found = await parts(getattr(request.app.ctx, "agent", None))
    all_there = AWAY not in found.values()
    return json_response({"status": OK if all_there else AWAY, "parts": found}, 200 if all_there else 503, NO_STORE)


async def _figures(_request: Request) -> HTTPResponse:
    return raw(metrics.exposition(), headers=NO_STORE, content_type=CONTENT_TYPE_LATEST)


async def _is_there(call: Awaitable[Any]) -> bool:
    try:
        await asyncio.wait_for(call, limits.PROBE_SECONDS)
    except (Exception, InsideFailure):  # noqa: BLE001 (whatever fails, the part is away)
        return False
    return True


async def _database(agent: Agent) -> None:
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)  # Rasa wraps it in its fail-safe
    await store.ping()


async def _action_server(agent: Agent) -> None:
    address = agent.action_endpoint.url.rpartition("/")[0] + "/health"
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        answer.raise_for_status()
