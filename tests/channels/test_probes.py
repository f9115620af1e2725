"""A supervisor learns which part is away, and nobody else learns anything."""

from __future__ import annotations

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.utils.endpoints import EndpointConfig

from channels.failures import StoreFailure
from channels.locks import RedisLocks
from tests.channels.conftest import METRICS_TOKEN

pytestmark = pytest.mark.asyncio

FORWARDED = {"X-Forwarded-For": "203.0.113.9"}
BEARER = {"Authorization": f"Bearer {METRICS_TOKEN}"}


@pytest_asyncio.fixture
async def healthy(agent):
    """An action server that says it is well, as rasa_sdk's does."""
    async def health(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    application = web.Application()
    application.router.add_get("/health", health)
    async with TestServer(application) as server:
        agent.action_endpoint.url = str(server.make_url("/webhook"))
        yield server


async def test_it_lives_whatever_is_away(telephone):
    telephone.app.ctx.agent = None
    answer = await telephone.get("/livez", **FORWARDED)
    assert (answer.status, answer.json) == (200, {"status": "ok"})


async def test_it_is_ready_when_all_its_parts_are_there(telephone, healthy):
    answer = await telephone.get("/readyz")
    assert answer.json == {"status": "ok", "parts": {"model": "ok", "database": "ok", "action_server": "ok"}}
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"


async def test_without_a_model_it_is_not_ready(telephone):
    telephone.app.ctx.agent = None
    answer = await telephone.get("/readyz")
    assert (answer.status, answer.json["parts"]) == (503, {"model": "away"})


async def test_without_the_action_server_it_is_not_ready(telephone, healthy):
    await healthy.close()
    answer = await telephone.get("/readyz")
    assert answer.status == 503
    assert answer.json["parts"] == {"model": "ok", "database": "ok", "action_server": "away"}


async def test_without_the_database_it_is_not_ready(telephone, healthy, agent, monkeypatch):
    async def away() -> None:
        raise StoreFailure("OperationalError")

    monkeypatch.setattr(agent.tracker_store._tracker_store, "ping", away)
    answer = await telephone.get("/readyz")
    assert (answer.status, answer.json["parts"]["database"]) == (503, "away")


async def test_where_locks_are_in_redis_it_is_not_ready_without_it(telephone, healthy, agent):
    agent.lock_store = RedisLocks(EndpointConfig("redis://127.0.0.1:1/0"))
    answer = await telephone.get("/readyz")
    assert answer.status == 503
    assert answer.json["parts"] == {"model": "ok", "database": "ok", "action_server": "ok", "redis": "away"}


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
@pytest.mark.parametrize(("headers", "status"), [
    ({}, "let in"), (FORWARDED, "refused"), ({**FORWARDED, **BEARER}, "let in"),
    ({**FORWARDED, "Authorization": "Bearer of-somebody"}, "refused"), ({"X-Real-IP": "203.0.113.9"}, "refused")])
async def test_only_this_machine_and_who_has_the_token_may_ask(telephone, path, headers, status):
    assert ((await telephone.get(path, **headers)).status == 401) is (status == "refused")
