"""What every way to pass an event on shares: a webhook (`webhook`) and mail (`mail`)."""

from __future__ import annotations

from typing import Protocol

from prescreen.log.outbox import Event

SECONDS = 10.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotDelivered(Exception):
    """An event was not taken; the message is a type or a status, never what was answered."""


class BadSetting(ValueError):
    """The settings of a way cannot be used; the message says what to do, and quotes no secret."""


class Way(Protocol):
    """A way to pass events on."""

    def deliver(self, event: Event) -> None:
        """Deliver one event. Raises NotDelivered."""
