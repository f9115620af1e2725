"""Telephone providers as the bridge meets them, and an assistant that answers as the REST channel does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any, Callable, Dict, List, Optional
from xml.etree import ElementTree

from aiohttp import web
from aiohttp.test_utils import TestClient
from twilio.request_validator import RequestValidator

TOKEN = "twilio-auth-token"
SECRET = "jambonz-webhook-secret"
PASSWORD = "jambonz-password"

# What Twilio sends with every webhook of a call (Twilio's documentation, "TwiML Voice: request parameters").
TWILIO_CALL = {
    "AccountSid": "AC" + "0" * 32, "ApiVersion": "2010-04-01", "CallSid": "CA" + "1" * 32, "CallStatus": "in-progress",
    "Called": "+15550100", "Caller": "+15551234567", "Direction": "inbound", "From": "+15551234567",
    "FromCity": "BOSTON", "FromCountry": "US", "FromState": "MA", "FromZip": "02118", "To": "+15550100"}
# What jambonz sends with every webhook of a call (jambonz's documentation, "webhooks").
JAMBONZ_CALL = {
    "call_sid": "aad0115d-ec21-40db-aa02-31b7b01540c5", "direction": "inbound", "from": "+15551234567",
    "to": "+15550100", "call_id": "fc5f8190-718a-123b-e6ba-023fd61c5256", "sip_status": 200, "sip_reason": "OK",
    "call_status": "in-progress", "account_sid": "4bfe85c1-96bb-4af7-ac83-68fe7ebd562d",
    "application_sid": "a6c9ed71-7ad1-4bc1-a0b0-2a9f24e1c2f5", "originating_sip_ip": "10.0.0.1"}

QUESTION = {"fact": "seizures", "item": None, "expects": "yes_no_unsure",
            "dtmf": {"1": "yes", "2": "no", "3": "not sure", "*": "repeat", "0": "person"}, "done": False,
            "disposition": None, "reference": None}
END = {**QUESTION, "fact": None, "expects": "none", "dtmf": {}, "done": True, "disposition": "needs_review"}


class AssistantInMemory:
    """A REST channel that says what it was told, and answers a repeated message as before.

    Attributes:
        bodies: the messages that counted, in order.
        requests: the headers of every request.
        custom: the hints of the next replies.
        failing: for each of the next requests a status to answer with, or 0 to hang up.
    """

    def __init__(self) -> None:
        self.bodies: List[Dict[str, Any]] = []
        self.requests: List[Any] = []
        self.custom: Dict[str, Any] = QUESTION
        self.failing: List[int] = []
        self._replies: Dict[Any, Any] = {}

    def application(self) -> web.Application:
        """The application to serve."""
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", self._receive)
        return app

    async def _receive(self, request: web.Request) -> web.Response:
        self.requests.append(request.headers)
        body = await request.json()
        if self.failing:
            status = self.failing.pop(0)
            if not status:
                request.transport.close()
            return web.json_response([{"recipient_id": "x", "text": "sorry", "custom": {}}], status=status or 200)
        key = (body["sender"], body["message_id"])
        if key not in self._replies:
            self.bodies.append(body)
            self._replies[key] = f"Reply {len(self.bodies)}. Is that so?"
        return web.json_response([{"recipient_id": body["sender"], "text": self._replies[key], "custom": self.custom}])


class Twilio:
    """Twilio, which signs what it sends."""

    def __init__(self, bridge: TestClient, token: str = TOKEN, public: Optional[str] = None, **call: str) -> None:
        self.bridge, self.validator, self.public = bridge, RequestValidator(token), public
        self.call = {**TWILIO_CALL, **call}

    async def post(self, path: str, signature: Optional[str] = None, **fields: str) -> Any:
        """Send a form; returns the response."""
        form = {**self.call, **fields}
        url = f"{self.public}{path}" if self.public else str(self.bridge.make_url(path))
        signed = self.validator.compute_signature(url, form) if signature is None else signature
        return await self.bridge.post(path, data=form, headers={"X-Twilio-Signature": signed})

    async def ask(self, path: str, **fields: str) -> ElementTree.Element:
        """Send a form that is taken; returns the answer's TwiML."""
        response = await self.post(path, **fields)
        assert response.status == 200, await response.text()
        assert response.content_type == "text/xml"
        return ElementTree.fromstring(await response.text())  # noqa: S314 (our own answer)


class Jambonz:
    """jambonz, which signs what it sends."""

    def __init__(self, bridge: TestClient, **call: Any) -> None:
        self.bridge, self.call = bridge, {**JAMBONZ_CALL, **call}

    async def post(self, path: str, prove: Optional[Callable[[bytes], Dict[str, str]]] = None, **fields: Any) -> Any:
        """Send JSON; returns the response."""
        body = json.dumps({**self.call, **fields}).encode()
        return await self.bridge.post(path, data=body, headers={"Content-Type": "application/json",
                                                                **(prove or signed)(body)})

    async def ask(self, path: str, **fields: Any) -> List[Dict[str, Any]]:
        """Send JSON that is taken; returns the verbs."""
        response = await self.post(path, **fields)
        assert response.status == 200, await response.text()
        return await response.json()


def signed(body: bytes, secret: str = SECRET, age: int = 0) -> Dict[str, str]:
    """The signature of jambonz for a body that was sent some seconds ago."""
    at = int(time.time()) - age
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Jambonz-Signature": f"t={at},v1={digest}"}


def with_password(password: str = PASSWORD) -> Callable[[bytes], Dict[str, str]]:
    """HTTP basic authentication."""
    shown = base64.b64encode(f"jambonz:{password}".encode()).decode()
    return lambda _: {"Authorization": f"Basic {shown}"}
