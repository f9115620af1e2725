"""The telephone channel: Rasa's REST channel, hardened.

`POST /webhooks/rest/webhook` takes one message and answers with a list of exactly one element. Unlike Rasa's own
channel it has no `?stream=true` (which hangs when a turn fails) and reads neither `input_channel` nor any metadata but
`event` from outside.
"""

from __future__ import annotations

import os
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw
from sanic.response import json as json_response

from channels import door, limits
from channels.apology import Apology
from channels.door import Refused
from channels.rate import RateLimit
from channels.replies import reply_bytes
from channels.turn import Conflict, Silent
from channels.under_way import TurnsUnderWay, finish

LATER = {"Retry-After": "2"}


class RestOutput(Silent):
    """The output channel `rest`: its texts are those for the telephone."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in data/responses."""
        return "rest"


class RestChannel(InputChannel):
    """The telephone channel."""

    def __init__(self, tokens: Optional[List[str]] = None, rate: Optional[RateLimit] = None,
                 apology: Optional[Apology] = None) -> None:
        """A channel with its settings.

        Args:
            tokens: the tokens that callers may show; none: only callers on this machine are answered.
            rate: how many messages are taken.
            apology: what is said when something inside fails.
        """
        self.tokens = tokens or []
        self.rate = rate or RateLimit()
        self.apology = apology or Apology(self.name())

    @classmethod
    def name(cls) -> str:
        """The channel's name, and the part of its address: /webhooks/rest/webhook."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "RestChannel":  # noqa: ARG003
        """The channel with its settings from the environment: `IVR_TOKENS`, `RATE_LIMIT`."""
        tokens = [token.strip() for token in os.environ.get("IVR_TOKENS", "").split(",")]
        return cls([token for token in tokens if token], RateLimit.from_environment())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """The channel's addresses; Rasa's `on_new_message` is not used, because it hides what failed."""
        telephone = Blueprint("telephone", url_prefix=self.url_prefix())

        @telephone.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @telephone.route("/webhook", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                return await self._answer(request)
            except Refused as refused:
                return _refusal(refused)

        telephone.listener("before_server_stop")(finish)
        return telephone

    async def _answer(self, request: Request) -> HTTPResponse:
        door.check_caller(self.tokens, _tokens_shown(request), request.ip, request.headers)
        if not self.rate.allows_any():
            raise Refused(429, "Too many messages at the moment: send this one again in a second.")
        delivery = door.check_delivery(await _read_body(request))
        if not self.rate.allows(delivery.sender):
            raise Refused(429, "Too many messages from this sender: send this one again in a few seconds.")
        turns = TurnsUnderWay.of(request.app)
        try:
            outcome = await turns.take(request.app, delivery, RestOutput(), self.apology)
        except Conflict:
            raise Refused(409, 'Another text was already sent under this "message_id": give each message its own.') \
                from None
        return raw(reply_bytes(delivery.sender, outcome.texts, outcome.prompt), content_type="application/json",
                   status=200 if outcome.ready else 503, headers={} if outcome.ready else LATER)


async def _read_body(request: Request) -> bytes:
    """The body, of which no more than the limit is ever held."""
    body = bytearray()
    async for chunk in request.stream:
        body.extend(chunk)
        if len(body) > limits.MAX_BODY_BYTES:
            raise door.too_large()
    return bytes(body)


def _tokens_shown(request: Request) -> List[str]:
    return [*(request.args.getlist("token") or []), *door.bearer(request.headers)]


def _refusal(refused: Refused) -> HTTPResponse:
    headers = {401: {"WWW-Authenticate": "Bearer"}, 429: LATER}.get(refused.status)
    return json_response({"error": refused.mend}, status=refused.status, headers=headers)
