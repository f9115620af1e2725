"""A real agent on a screening of two questions, and the telephone channel on a real port of this machine."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any, AsyncIterator, Dict, List, Optional

import aiohttp
import pytest
import pytest_asyncio

from launch import without_tensorflow

without_tensorflow.install()

from rasa.core.agent import Agent
from rasa.core.channels.channel import register
from rasa.core.lock_store import InMemoryLockStore
from rasa.model_training import train
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from yarl import URL

from channels.apology import Apology
from channels.probes import Probes
from channels.rate import RateLimit
from channels.rest import RestChannel
from channels.store import ConversationStore
from tests.telephony.joining import heard, nothing_heard, unspoken

ASSISTANT = Path(__file__).parent / "assistant"
QUESTIONS = ("age", "headache")
METRICS_TOKEN = "of-the-monitoring"


class ActionServer(EndpointConfig):
    """An action server inside the test process, and the ways in which it can fail.

    Answers `validate_screening_form` without a network.

    Attributes:
        failure: raised instead of an answer, when set.
        answer: given instead of the screening's own answer, when set.
        gate: when set, an answer waits until it is open; `entered` tells that one is waiting.
        calls: the user messages seen, in order.
    """

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1/webhook")
        self.failure: Optional[BaseException] = None
        self.answer: Optional[Dict[str, Any]] = None
        self.gate: Optional[asyncio.Event] = None
        self.entered = asyncio.Event()
        self.calls: List[Dict[str, Any]] = []

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Answer one call of Rasa."""
        call = kwargs["json"]
        self.calls.append(call["tracker"]["latest_message"])
        self.entered.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return self.answer if self.answer is not None else _screening(call["tracker"])

    @property
    def words(self) -> List[str]:
        """What patients said, as the action server saw it."""
        return [call["text"] for call in self.calls]


def _screening(tracker: Dict[str, Any]) -> Dict[str, Any]:
    """One turn; the question that waits is named in every turn, as in the real form, which never ends."""
    slots, message = tracker["slots"], tracker["latest_message"]
    asked = slots["requested_slot"]
    answers = {name: slots[name] for name in QUESTIONS if slots[name] is not None}
    responses = []
    if asked in QUESTIONS and message["text"]:
        answers[asked] = message["text"]
        responses.append({"text": f"I heard {message['text']}."})
    question = next((name for name in QUESTIONS if name not in answers), None)
    prompt = {"fact": question, "item": None, "expects": "text" if question else "none", "dtmf": {"1": "yes"},
              "done": question is None, "disposition": None, "reference": None}
    slot_events = [_slot(name, value) for name, value in answers.items()] + [
        _slot("requested_slot", question or "anything_else"), _slot("prompt", prompt)]
    return {"events": slot_events, "responses": responses}


def _slot(name: str, value: Any) -> Dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The model of the small screening, trained once."""
    result = train(domain=str(ASSISTANT / "domain.yml"), config=str(ASSISTANT / "config.yml"),
                   training_files=[str(ASSISTANT / "data.yml")], output=str(tmp_path_factory.mktemp("models")),
                   force_training=True)
    return result.model


@pytest.fixture(scope="session")
def loaded(model: str) -> Agent:
    """The agent, loaded once; `agent` gives it fresh stores for each test."""
    return Agent.load(model, action_endpoint=ActionServer())


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a fresh database."""
    url = f"sqlite:///{tmp_path}/conversations.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.fixture
def agent(loaded: Agent, database: str) -> Agent:
    """An agent with an empty database and no locks held."""
    loaded.tracker_store = loaded._create_tracker_store(ConversationStore(), loaded.domain)
    loaded.lock_store = InMemoryLockStore()
    loaded.action_endpoint = ActionServer()
    loaded.processor.tracker_store = loaded.tracker_store
    loaded.processor.lock_store = loaded.lock_store
    loaded.processor.action_endpoint = loaded.action_endpoint
    return loaded


@pytest.fixture
def actions(agent: Agent) -> ActionServer:
    """The action server that the agent calls."""
    return agent.action_endpoint


class Telephone:
    """A telephone front end: sends messages and reads replies."""

    def __init__(self, url: str, http: aiohttp.ClientSession, channel: RestChannel, app: Sanic) -> None:
        self.url = url
        self.http = http
        self.channel = channel
        self.app = app
        self.heard = nothing_heard()

    async def post(self, body: Any = None, data: Optional[bytes] = None, query: str = "",
                   headers: Optional[Dict[str, str]] = None) -> "Answer":
        """Post a JSON body, or the bytes of `data`."""
        payload = {"data": data} if data is not None else {"json": body}
        async with self.http.post(self.url + query, headers=headers, **payload) as response:
            answer = Answer(response.status, response.headers, await response.read(), await response.json())
        if isinstance(answer.json, list):
            self.heard[answer.json[0]["recipient_id"]].add(heard(answer.json))
        return answer

    async def get(self, path: str, **headers: str) -> "Answer":
        """Get a page of the same server; what is not JSON has only a body."""
        async with self.http.get(URL(self.url).with_path(path), headers=headers) as response:
            is_json = response.content_type == "application/json"
            return Answer(response.status, response.headers, await response.read(),
                          await response.json() if is_json else None)

    async def say(self, message: str, sender: str = "call-7", **fields: Any) -> "Answer":
        """Say something in a conversation."""
        return await self.post({"sender": sender, "message": message, **fields})

    async def tell(self, event: str, sender: str = "call-7") -> "Answer":
        """Report an event without words."""
        return await self.post({"sender": sender, "message": "", "metadata": {"event": event}})


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: Any, body: bytes, json: Any) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.json = json

    @property
    def text(self) -> str:
        """The text of the one element."""
        assert len(self.json) == 1
        return self.json[0]["text"]

    @property
    def custom(self) -> Dict[str, Any]:
        """The hints of the one element."""
        assert len(self.json) == 1
        return self.json[0]["custom"]


@pytest.fixture
def channel() -> RestChannel:
    """The channel as it is without settings, but without a limit on messages."""
    return RestChannel(rate=RateLimit(a_minute=0), apology=Apology("rest", ASSISTANT))


@pytest_asyncio.fixture
async def telephone(agent: Agent, channel: RestChannel, database: str,
                    monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Telephone]:
    """The channel served on a free port of the loopback interface, mounted as Rasa mounts it.

    At the end every text that Rasa has recorded was heard under the joining rule of jambonz's `rasa` verb.
    """
    monkeypatch.setattr(Sanic, "test_mode", True)  # several apps in one process
    app = Sanic("telephone", configure_logging=False)
    app.ctx.agent = agent
    register([channel, Probes(METRICS_TOKEN)], app, route="/webhooks/")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    try:
        async with aiohttp.ClientSession() as http:
            front_end = Telephone(f"http://127.0.0.1:{port}/webhooks/rest/webhook", http, channel, app)
            yield front_end
        assert unspoken(database, front_end.heard) == []
    finally:
        await server.before_stop()
        server.close()
        await server.wait_closed()


async def stored_events(agent: Agent, sender: str = "call-7") -> List[Event]:
    """The events of a conversation in the database."""
    tracker = await agent.tracker_store.retrieve(sender)
    return list(tracker.events) if tracker else []
