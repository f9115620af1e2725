"""Posting events to a webhook of the study team.

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

from prescreen.delivery import LOOPBACK, SECONDS, BadSetting, NotDelivered
from prescreen.log.outbox import Event

LEAST_SECRET = 16


@dataclass(frozen=True)
class Webhook:
    """Where events are posted, the secret that signs them, and a clock that tells the time in seconds."""

    url: str
    secret: str
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        """Raises BadSetting."""
        parts = urlsplit(self.url)
        here = parts.scheme == "http" and parts.hostname in LOOPBACK
        if not parts.hostname or not (parts.scheme == "https" or here):
            raise BadSetting("WEBHOOK_URL is not an HTTPS address: set it to https://host/path.")
        if len(self.secret) < LEAST_SECRET:
            raise BadSetting(f"WEBHOOK_SECRET is missing or too short: set it to {LEAST_SECRET} characters or more.")

    def deliver(self, event: Event) -> None:
        """Post one event; redirections are not followed. Raises NotDelivered."""
        body = json.dumps(event.to_dict()).encode("ascii")
        parts = urlsplit(self.url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection = _connection(parts.scheme, str(parts.hostname), parts.port)
        try:
            connection.request("POST", path, body, self.headers(event.event_id, body))
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotDelivered(type(error).__name__) from None
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise NotDelivered(f"HTTP {status}")

    def headers(self, event_id: str, body: bytes) -> Dict[str, str]:
        """The headers of a delivery."""
        at = str(int(self.clock()))
        signature = hmac.new(self.secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {"Content-Type": "application/json", "X-Prescreen-Event": event_id, "X-Prescreen-Time": at,
                "X-Prescreen-Signature": f"sha256={signature}"}


def _connection(scheme: str, host: str, port: "int | None") -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=SECONDS)
