"""Passing on what is in the log's outbox, to a webhook or by mail; off unless `WEBHOOK_URL` or `MAIL_TO` is set."""

from __future__ import annotations

from typing import Optional

from prescreen.delivery import BadSetting, NotDelivered, Way
from prescreen.log import ScreeningLog
from prescreen.log.location import setting
from prescreen.mail import STARTTLS, Mailbox
from prescreen.webhook import Webhook

PAGE = "http://127.0.0.1:5075"


def configured() -> Optional[Way]:
    """The way of this deployment, or None when the relay is off; raises BadSetting."""
    url, mail_to = setting("WEBHOOK_URL"), setting("MAIL_TO")
    if url and mail_to:
        raise BadSetting("WEBHOOK_URL and MAIL_TO are both set: set one of them, events are passed on in one way.")
    if mail_to:
        return Mailbox(
            mail_to, setting("MAIL_FROM"), setting("SMTP_HOST"), _port(setting("SMTP_PORT")),
            setting("SMTP_SECURITY") or STARTTLS, setting("SMTP_USER"), setting("SMTP_PASSWORD"),
            setting("COORDINATOR_URL") or PAGE)
    return Webhook(url, setting("WEBHOOK_SECRET")) if url else None


def deliver_due(log: ScreeningLog, way: Way) -> int:
    """Try every event that is due, once; returns how many were delivered."""
    delivered, started = 0, log.outbox.now()
    while True:
        event = log.outbox.take(started)
        if event is None:
            return delivered
        try:
            way.deliver(event)
        except NotDelivered as trouble:
            log.outbox.failed(event.event_id, str(trouble))
        else:
            log.outbox.sent(event.event_id)
            delivered += 1


def _port(text: str) -> Optional[int]:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BadSetting("SMTP_PORT is not a port: set it to a whole number from 1 to 65535, 587 for instance.")
    return int(text)
