"""Passing on what is in the log's outbox, to a webhook of the study team; off unless `WEBHOOK_URL` is set.

Each event is posted as JSON with three headers: its id, the time in seconds, and
`sha256=` HMAC-SHA256(secret, time "." body). Whoever receives it checks the signature and the time, answers with any
2xx, and ignores an id that it has had.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import ssl
import time
from dataclasses import dataclass
from typing import Callable, Dict
from urllib.parse import urlsplit

from prescreen.log import ScreeningLog
from prescreen.log.location import setting
from prescreen.log.outbox import Event

SECONDS = 10.0
LEAST_SECRET = 16
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Clock = Callable[[], float]


class NotDelivered(Exception):
    """The webhook did not take an event; the message is a type or a status, never what was answered."""


class BadWebhook(ValueError):
    """The settings of the webhook cannot be used; the message says what to do, and quotes no secret."""


@dataclass(frozen=True)
class Webhook:
    """Where events are posted, and the secret that signs them."""

    url: str
    secret: str

    def __post_init__(self) -> None:
        """Raises BadWebhook."""
        parts = urlsplit(self.url)
        here = parts.scheme == "http" and parts.hostname in LOOPBACK
        if not parts.hostname or not (parts.scheme == "https" or here):
            raise BadWebhook("WEBHOOK_URL is not an HTTPS address: set it to https://host/path.")
        if len(self.secret) < LEAST_SECRET:
            raise BadWebhook(f"WEBHOOK_SECRET is missing or too short: set it to {LEAST_SECRET} characters or more.")

    def post(self, event: Event, clock: Clock = time.time) -> None:
        """Deliver one event; redirections are not followed. Raises NotDelivered."""
        body = json.dumps(event.to_dict()).encode("ascii")
        parts = urlsplit(self.url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection = _connection(parts.scheme, str(parts.hostname), parts.port)
        try:
            connection.request("POST", path, body, self.headers(event.event_id, body, clock))
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotDelivered(type(error).__name__) from None
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise NotDelivered(f"HTTP {status}")

    def headers(self, event_id: str, body: bytes, clock: Clock = time.time) -> Dict[str, str]:
        """The headers of a delivery."""
        at = str(int(clock()))
        signature = hmac.new(self.secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {"Content-Type": "application/json", "X-Prescreen-Event": event_id, "X-Prescreen-Time": at,
                "X-Prescreen-Signature": f"sha256={signature}"}


def configured() -> "Webhook | None":
    """The webhook of this deployment, or None when the relay is off; raises BadWebhook."""
    url = setting("WEBHOOK_URL")
    return Webhook(url, setting("WEBHOOK_SECRET")) if url else None


def deliver_due(log: ScreeningLog, webhook: Webhook, clock: Clock = time.time) -> int:
    """Try every event that is due, once; returns how many were delivered."""
    delivered, started = 0, log.outbox.now()
    while True:
        event = log.outbox.take(started)
        if event is None:
            return delivered
        try:
            webhook.post(event, clock)
        except NotDelivered as trouble:
            log.outbox.failed(event.event_id, str(trouble))
        else:
            log.outbox.sent(event.event_id)
            delivered += 1


def _connection(scheme: str, host: str, port: "int | None") -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=SECONDS)
