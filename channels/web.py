"""The web channel: what the widget talks to.

`POST /webhooks/web/conversations` begins a conversation and issues its secret, `POST /webhooks/web/messages` takes one
message, and `GET /webhooks/web/conversation` gives the conversation from its beginning. The last two want the secret
as `Authorization: Bearer`; no cookie is set or read, so another site cannot act for a patient.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Awaitable, Callable, Dict, Optional, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from channels import door, limits
from channels.apology import Apology
from channels.door import Delivery, Refused
from channels.failures import StoreFailure
from channels.rate import RateLimit
from channels.turn import Conflict, Outcome, Silent
from channels.under_way import TurnsUnderWay, finish
from channels.visitors import Marks, address_of
from channels.web_origins import Origins
from channels.web_secrets import conversation_of, new_secret
from channels.web_view import transcript, turn_view

Answer = Tuple[Dict[str, Any], int]


class WebOutput(Silent):
    """The output channel `web`: its texts are those for the screen."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in data/responses."""
        return "web"


class WebChannel(InputChannel):
    """The widget's channel.

    Args:
        origins: the sites that may embed the widget.
        rate: how many messages are taken from a conversation, and from all.
        callers: how many conversations an address may begin, and how many secrets it may try in vain.
        apology: what is said when something inside fails.
    """

    def __init__(self, origins: Optional[Origins] = None, rate: Optional[RateLimit] = None,
                 callers: Optional[RateLimit] = None, apology: Optional[Apology] = None) -> None:
        """A channel; without settings it answers the own site only, at the usual rates."""
        self.origins = origins or Origins()
        self.rate = rate or RateLimit()
        self.callers = callers or RateLimit(limits.CALLER_TRIES_A_MINUTE, limits.CALLER_BURST)
        self.marks = Marks()
        self.apology = apology or Apology(self.name())

    @classmethod
    def name(cls) -> str:
        """The channel's name, and the part of its address: /webhooks/web/..."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "WebChannel":  # noqa: ARG003
        """The channel with its settings from the environment: `WIDGET_ORIGINS`, `RATE_LIMIT`."""
        rate = RateLimit.from_environment()
        return cls(Origins.from_environment(), rate, RateLimit(a_minute=0) if not rate.a_minute else None)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """The channel's addresses; Rasa's `on_new_message` is not used, because it hides what failed."""
        web = Blueprint("web", url_prefix=self.url_prefix())

        async def preflight(_request: Request) -> HTTPResponse:
            return empty()

        for path, method, answer in (("/conversations", "POST", self._begin), ("/messages", "POST", self._take),
                                     ("/conversation", "GET", self._show)):
            web.add_route(self._guarded(answer), path, methods=[method], stream=method == "POST", name=path.strip("/"))
            web.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight_{path.strip('/')}")

        @web.middleware("response")
        async def allow(request: Request, response: HTTPResponse) -> None:
            """Also when Rasa's own CORS layer, which knows no sites, has answered before us."""
            response.headers.update(self.origins.headers(request.headers.get("origin"), request.method == "OPTIONS"))

        web.listener("before_server_stop")(finish)
        return web

    def _guarded(self, answer: Callable[[Request], Awaitable[Answer]]) -> Callable[[Request], Awaitable[HTTPResponse]]:
        """An address behind the checks that all share, whose refusals are told as JSON."""
        async def respond(request: Request) -> HTTPResponse:
            try:
                self.origins.check(request.headers)
                if not self.rate.allows_any():
                    raise _too_many()
                body, status = await answer(request)
            except Refused as refused:
                body, status = {"error": refused.mend}, refused.status
            later = {"Retry-After": "2"} if status in (429, 503) else {}
            return json_response(body, status, {"Cache-Control": "no-store", **later})

        return respond

    async def _begin(self, request: Request) -> Answer:
        """Issue a secret and greet; a conversation exists once its first turn is saved."""
        self._count_caller(request)
        await read_body(request)
        if TurnsUnderWay.of(request.app).are_full:
            return self._shed(request)
        secret = new_secret()
        outcome = await self._turn(request, Delivery(str(conversation_of(secret)), "", event="start"))
        begun = outcome.ready and bool(outcome.prompt)
        return {"secret": secret, **_view(outcome)}, 201 if begun else 503

    async def _take(self, request: Request) -> Answer:
        body = await read_body(request)
        if TurnsUnderWay.of(request.app).are_full:
            return self._shed(request)  # before the database is asked whose conversation it is
        sender, _ = await self._opened(request)
        delivery = replace(door.check_delivery(body, sender), origin=self.marks.of(_address(request)))
        if not self.rate.allows(sender):
            raise _too_many()
        outcome = await self._turn(request, delivery)
        return _view(outcome), 200 if outcome.ready else 503

    async def _show(self, request: Request) -> Answer:
        sender, tracker = await self._opened(request)
        if not self.rate.allows(sender):
            raise _too_many()
        return {"turns": transcript(tracker)}, 200

    def _shed(self, request: Request) -> Answer:
        return _view(TurnsUnderWay.of(request.app).shed(self.name(), self.apology)), 503

    async def _turn(self, request: Request, delivery: Delivery) -> Outcome:
        turns = TurnsUnderWay.of(request.app)
        try:
            return await turns.take(request.app, delivery, WebOutput(), self.apology)
        except Conflict:
            raise Refused(409, 'Another text was already sent under this "message_id": give each message its own.') \
                from None

    async def _opened(self, request: Request) -> Tuple[str, DialogueStateTracker]:
        """The conversation that the secret of a request opens.

        Raises:
            Refused: 401 when there is none, which counts as a try of the caller; 503 when nobody can tell now.
        """
        sender = conversation_of(_secret_shown(request))
        tracker = await _stored(_agent(request), sender) if sender else None
        if sender is None or tracker is None:
            self._count_caller(request)
            raise Refused(401, "No conversation has this secret: begin one with POST /webhooks/web/conversations.")
        return sender, tracker

    def _count_caller(self, request: Request) -> None:
        if not self.callers.allows(_address(request)):
            raise _too_many()


async def read_body(request: Request) -> bytes:
    """The body, of which no more than the limit is ever held."""
    body = bytearray()
    async for chunk in request.stream:
        body.extend(chunk)
        if len(body) > limits.MAX_BODY_BYTES:
            raise door.too_large()
    return bytes(body)


async def _stored(agent: Optional[Agent], sender: str) -> Optional[DialogueStateTracker]:
    if agent is None or not agent.is_ready():
        raise _not_now()
    try:
        return await agent.tracker_store.retrieve(sender)
    except StoreFailure:
        raise _not_now() from None


def _view(outcome: Outcome) -> Dict[str, Any]:
    return turn_view(outcome.texts, outcome.names, outcome.prompt, outcome.screen)


def _address(request: Request) -> str:
    return address_of(request.ip, request.headers)


def _agent(request: Request) -> Optional[Agent]:
    return getattr(request.app.ctx, "agent", None)


def _secret_shown(request: Request) -> str:
    return next(iter(door.bearer(request.headers)), "")


def _too_many() -> Refused:
    return Refused(429, "Too many messages at the moment: send this one again in a few seconds.")


def _not_now() -> Refused:
    return Refused(503, "Conversations cannot be read at the moment: send this again in a few seconds.")
