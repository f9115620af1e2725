"""What the widget can rely on, and what nobody can do who lacks a conversation's secret."""

from __future__ import annotations

import secrets
import socket
from typing import Any, AsyncIterator, Callable, Dict, List, Optional

import aiohttp
import pytest
import pytest_asyncio
from rasa.core.channels.channel import register
from sanic import Sanic

from channels import limits
from channels.apology import Apology
from channels.failures import StoreFailure
from channels.rate import RateLimit
from channels.web import WebChannel
from channels.web_origins import Origins
from channels.web_pages import ChatPages
from channels.web_secrets import conversation_of, new_secret

pytestmark = pytest.mark.asyncio

SITE = "https://patients.example"


class Browser:
    """A browser as the server sees it."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        """A browser without a conversation."""
        self.url, self.http = url, http
        self.secret: Optional[str] = None
        self.headers: Dict[str, str] = {}
        self.status = 0

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Dict[str, Any]:
        """One request; the reply's JSON."""
        sent = {**({"Authorization": f"Bearer {self.secret}"} if self.secret else {}), **headers}
        async with self.http.request(method, f"{self.url}/webhooks/web/{path}", json=body, headers=sent) as reply:
            self.status, self.headers = reply.status, dict(reply.headers)
            return await reply.json(content_type=None) if await reply.read() else {}

    async def begin(self, **headers: str) -> Dict[str, Any]:
        """Begin a conversation."""
        reply = await self.ask("POST", "conversations", {}, **headers)
        self.secret = reply.get("secret")
        return reply

    async def say(self, message: str, **fields: Any) -> Dict[str, Any]:
        """Say something."""
        return await self.ask("POST", "messages", {"message": message, **fields})

    async def turns(self) -> List[Dict[str, Any]]:
        """The conversation so far."""
        return (await self.ask("GET", "conversation"))["turns"]


@pytest.fixture
def web() -> WebChannel:
    """The channel for one listed site, without limits."""
    free = RateLimit(a_minute=0)
    return WebChannel(Origins([SITE]), free, free, Apology("web"))


@pytest_asyncio.fixture
async def server(agent: Any, web: WebChannel, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[[], Browser]]:
    """The channel and the pages on a free port, mounted as Rasa mounts them; gives a new browser at each call."""
    monkeypatch.setattr(Sanic, "test_mode", True)
    app = Sanic("web", configure_logging=False)
    app.ctx.agent = agent
    register([web, ChatPages("not_recruiting")], app, route="/webhooks/")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    served = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await served.startup()
    await served.before_start()
    await served.start_serving()
    async with aiohttp.ClientSession() as http:
        yield lambda: Browser(f"http://127.0.0.1:{listening.getsockname()[1]}", http)
    await served.before_stop()
    served.close()
    await served.wait_closed()


@pytest.fixture
def patient(server: Callable[[], Browser]) -> Browser:
    """A patient's browser."""
    return server()


async def stored(agent: Any) -> List[str]:
    return sorted(await agent.tracker_store.keys())


async def test_a_conversation_begins_with_a_secret_and_the_first_question(patient):
    reply = await patient.begin()
    assert patient.status == 201
    assert len(reply["secret"]) == 43
    assert [said["name"] for said in reply["says"]] == ["ask_age"]
    assert reply["prompt"]["fact"] == "age"


async def test_a_message_is_answered_with_texts_their_names_and_hints(patient):
    await patient.begin()
    reply = await patient.say("thirty four")
    assert patient.status == 200
    assert [said["name"] for said in reply["says"]] == ["", "ask_headache"]
    assert set(reply["prompt"]) == {"fact", "item", "expects", "dtmf", "done", "disposition", "reference"}
    assert reply["screen"] == {}


async def test_the_texts_are_those_for_the_screen(patient):
    assert (await patient.begin())["says"][0]["text"] == "**How old are you?**"


async def test_the_conversation_can_be_fetched_again(patient):
    first = await patient.begin()
    second = await patient.say("34")
    turns = await patient.turns()
    assert [turn["heard"] for turn in turns] == ["", "34"]
    assert [turn["says"] for turn in turns] == [first["says"], second["says"]]


async def test_the_same_message_id_gives_the_same_reply_and_counts_once(patient):
    await patient.begin()
    replies = [await patient.say("34", message_id="a") for _ in range(2)]
    assert replies[0] == replies[1]
    assert len(await patient.turns()) == 2
    await patient.say("35", message_id="a")
    assert patient.status == 409


async def test_a_leading_slash_names_no_intent(patient, actions):
    await patient.begin()
    await patient.say("/restart")
    assert actions.words[-1] == "restart"


async def test_an_id_in_the_body_is_not_looked_at(patient, agent):
    await patient.begin()
    await patient.say("34", sender="call-7")
    assert await stored(agent) == [conversation_of(patient.secret)]


@pytest.mark.parametrize(("fields", "status"), [
    ({"message": 3}, 400), ({"message": " "}, 400), ({"message": "x" * 2001}, 413), ({"message": "\0"}, 400)])
async def test_what_cannot_be_taken_is_refused_with_what_to_mend(patient, fields, status):
    await patient.begin()
    reply = await patient.ask("POST", "messages", fields)
    assert patient.status == status
    assert reply["error"]


async def test_1000_forged_or_foreign_secrets_read_nothing_and_write_nothing(patient, server, agent):
    await patient.begin()
    await patient.say("34")
    turns, ids = await patient.turns(), await stored(agent)
    events = len((await agent.tracker_store.retrieve(ids[0])).events)
    near = [patient.secret[:-1], patient.secret + "A", patient.secret.swapcase(), "", "null", "*", "../messages",
            ids[0], ids[0] + "-" * (43 - len(ids[0])), "' or 1=1 --", "%00" * 14 + "a", "A" * 43]
    forged = [*near, *(new_secret() for _ in range(1000 - len(near)))]
    thief = server()
    for secret in forged:
        thief.secret = secret
        assert set(await thief.ask("GET", "conversation")) == {"error"}
        assert thief.status == 401
        assert set(await thief.say("I am the thief")) == {"error"}
        assert thief.status == 401
    assert await stored(agent) == ids
    assert len((await agent.tracker_store.retrieve(ids[0])).events) == events
    assert await patient.turns() == turns


async def test_one_patient_sees_nothing_of_another(patient, server):
    await patient.begin()
    await patient.say("34")
    other = server()
    await other.begin()
    assert [turn["heard"] for turn in await other.turns()] == [""]


async def test_secrets_are_long_and_ids_do_not_tell_them():
    issued = {new_secret() for _ in range(1000)}
    assert len({conversation_of(secret) for secret in issued}) == 1000
    assert not any(secret[:8] in conversation_of(secret) for secret in issued)


async def test_guessing_secrets_is_slowed_down(patient, web):
    web.callers = RateLimit(a_minute=60, burst=5)
    for _ in range(5):
        patient.secret = secrets.token_urlsafe(32)
        await patient.ask("GET", "conversation")
        assert patient.status == 401
    await patient.ask("GET", "conversation")
    assert patient.status == 429
    assert patient.headers["Retry-After"] == "2"


async def test_an_address_begins_so_many_conversations_and_no_more(patient, web):
    web.callers = RateLimit(a_minute=60, burst=2)
    statuses = []
    for _ in range(3):
        await patient.begin()
        statuses.append(patient.status)
    assert statuses == [201, 201, 429]
    await patient.begin(**{"X-Forwarded-For": "203.0.113.7"})
    assert patient.status == 201


async def test_where_a_message_comes_from_reaches_the_screening_as_a_mark_that_stays_the_same(patient, web, actions):
    await patient.begin()
    for address in ("8.8.8.8", "8.8.8.8", "8.8.4.4"):
        await patient.ask("POST", "messages", {"message": "34"}, **{"X-Forwarded-For": address})
    await patient.say("34")
    marks = [call["metadata"].get("origin") for call in actions.calls[1:]]
    assert marks == [web.marks.of("8.8.8.8")] * 2 + [web.marks.of("8.8.4.4"), None]
    assert "8.8." not in str(actions.calls)


async def test_a_conversation_takes_so_many_messages_and_no_more(patient, web):
    await patient.begin()
    web.rate = RateLimit(a_minute=60, burst=1)
    await patient.say("34")
    await patient.say("35")
    assert patient.status == 429


@pytest.mark.parametrize(("headers", "status"), [
    ({}, 201), ({"Origin": SITE}, 201), ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403),
    ({"Origin": SITE + ".evil.example"}, 403), ({"Origin": SITE.replace("https", "http")}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-origin"}, 201)])
async def test_only_listed_sites_may_use_the_chat(patient, headers, status):
    await patient.begin(**headers)
    assert patient.status == status


async def test_the_own_site_may_always_use_the_chat(patient):
    await patient.begin(Origin=patient.url)
    assert patient.status == 201


async def test_a_listed_site_is_told_that_it_may_and_no_other_is(patient):
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    await patient.ask("OPTIONS", "messages", Origin=SITE, **asks)
    assert patient.headers["Access-Control-Allow-Origin"] == SITE
    assert "Authorization" in patient.headers["Access-Control-Allow-Headers"]
    await patient.ask("OPTIONS", "messages", Origin="https://evil.example", **asks)
    assert "Access-Control-Allow-Origin" not in patient.headers


async def test_a_failure_inside_is_an_apology_with_the_question_again(patient, actions):
    await patient.begin()
    actions.failure = ConnectionError()
    reply = await patient.say("34")
    assert patient.status == 200
    assert [said["name"] for said in reply["says"]] == ["apology", "ask_age"]
    actions.failure = None
    assert (await patient.say("34"))["prompt"]["fact"] == "headache"


async def test_a_conversation_that_could_not_be_greeted_does_not_exist(patient, actions, agent):
    actions.failure = ConnectionError()
    reply = await patient.begin()
    assert reply["says"][0]["name"] == "apology"
    assert patient.status == 503
    assert await stored(agent) == []


async def test_without_a_database_nothing_is_taken_for_a_wrong_secret(patient, agent, monkeypatch):
    await patient.begin()

    async def away(*_args: Any) -> None:
        raise StoreFailure("OperationalError")

    monkeypatch.setattr(agent.tracker_store, "retrieve", away)
    await patient.say("34")
    assert patient.status == 503


async def test_what_was_deleted_is_not_shown_again(patient, actions):
    await patient.begin()
    await patient.say("my secret illness")
    prompt = {"fact": None, "expects": "none", "done": True, "disposition": "declined"}
    actions.answer = {"events": [{"event": "slot", "name": "prompt", "value": prompt},
                                 {"event": "slot", "name": "requested_slot", "value": "anything_else"}],
                      "responses": [{"text": "Your answers are deleted."}]}
    await patient.say("delete my data")
    turns = await patient.turns()
    assert [turn["heard"] for turn in turns] == [""]
    assert "my secret illness" not in str(turns)


async def test_no_cookie_is_set_and_nothing_is_kept_by_caches(patient):
    await patient.begin()
    assert "Set-Cookie" not in patient.headers
    assert patient.headers["Cache-Control"] == "no-store"


async def test_beyond_the_bound_a_visitor_is_told_to_come_again_and_nothing_is_taken(server, monkeypatch):
    browser = server()
    await browser.begin()
    with monkeypatch.context() as full:
        full.setattr(limits, "TURNS_AT_ONCE", 0)
        reply = await browser.say("34", message_id="m1")
        assert (browser.status, browser.headers["Retry-After"]) == (503, "2")
        assert [said["name"] for said in reply["says"]] == ["apology"]
        assert "secret" not in await server().begin()
    assert (await browser.say("34", message_id="m1"))["says"]
    assert len(await browser.turns()) == 2
