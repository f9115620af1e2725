"""Conversations word for word, as Rasa keeps them: in its table `events`, where both have the same database.

They are in clear, because Rasa reads them at every turn. So they go as soon as nobody needs them: a conversation that
is over, or in which nobody has agreed to go on, an hour after its last word (a delivery repeated and a page loaded anew
still find it until then); one that was left half-way when nothing was said for days.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, Iterable, Iterator, List

import sqlalchemy as sa
from sqlalchemy.orm import Session

EVENTS = sa.table("events", *map(sa.column, ("id", "sender_id", "type_name", "timestamp", "action_name", "data")))
SLOT, USER, SESSION_START = "slot", "user", "session_started"
PROMPT = "prompt"  # the slot that says what is asked, and whether the conversation is over
CONSENT = "consent"


@dataclass(frozen=True)
class Left:
    """A conversation that was left half-way.

    Attributes:
        conversation: the sender's id.
        channel: the channel of the last message.
        slots: slot to value, as they stood in the end.
        last_said: when something was said for the last time.
    """

    conversation: str
    channel: str
    slots: Dict[str, Any]
    last_said: datetime


def are_here(session: Session) -> bool:
    """Whether Rasa's conversations are in this database."""
    return sa.inspect(session.connection()).has_table(EVENTS.name)


def due(session: Session, left: timedelta, over: timedelta, now: datetime) -> List[str]:
    """The ids of the conversations that nobody needs any more.

    Args:
        session: only read.
        left: how long one that was left half-way is kept after its last word.
        over: how long one that is over, or in which nobody has agreed to go on, is kept after its last word.
        now: the time.
    """
    return [sender for sender, said_last in _quiet(session, now - min(left, over))
            if said_last <= (now - left).timestamp()
            or (said_last <= (now - over).timestamp() and _is_over(_prompt(session, sender)))]


def left(session: Session, since: datetime) -> Iterator[Left]:
    """The conversations that were left half-way, in which nothing was said since."""
    for sender, said_last in _quiet(session, since):
        if not _is_over(_prompt(session, sender)):
            yield _left(session, sender, datetime.fromtimestamp(said_last, timezone.utc))


def delete(session: Session, senders: Iterable[str]) -> int:
    """Delete what was said in these conversations; returns how many events it was."""
    if not are_here(session):
        return 0
    return session.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id.in_(list(senders)))).rowcount


def delete_quiet(session: Session, sender: str, since: datetime) -> bool:
    """Delete a conversation unless something was said in it since; whether it was deleted."""
    later = sa.select(EVENTS.c.id).where(EVENTS.c.sender_id == sender, EVENTS.c.timestamp > since.timestamp())
    return session.execute(later.limit(1)).first() is None and delete(session, [sender]) > 0


def _quiet(session: Session, since: datetime) -> List[Any]:
    """Conversation and the time of its last word, where nothing was said since."""
    if not are_here(session):
        return []
    last = sa.func.max(EVENTS.c.timestamp)
    return session.execute(sa.select(EVENTS.c.sender_id, last).group_by(EVENTS.c.sender_id)
                           .having(last <= since.timestamp()).order_by(last)).all()


def _left(session: Session, sender: str, last_said: datetime) -> Left:
    """What Rasa's tracker would have in its slots: the last value of each since the session's start."""
    slots: Dict[str, Any] = {}
    channel = ""
    rows = session.execute(sa.select(EVENTS.c.type_name, EVENTS.c.data).where(
        EVENTS.c.sender_id == sender, EVENTS.c.type_name.in_((SLOT, USER, SESSION_START))).order_by(EVENTS.c.id))
    for kind, data in rows:
        event = json.loads(data)
        if kind == SESSION_START:
            slots = {}
        elif kind == SLOT:
            slots[event["name"]] = event.get("value")
        else:
            channel = event.get("input_channel") or channel
    return Left(sender, channel, slots, last_said)


def _prompt(session: Session, sender: str) -> Dict[str, Any]:
    """What was asked last; empty when nothing was."""
    data = session.execute(sa.select(EVENTS.c.data).where(
        EVENTS.c.sender_id == sender, EVENTS.c.type_name == SLOT, EVENTS.c.action_name == PROMPT)
        .order_by(EVENTS.c.id.desc()).limit(1)).scalar()
    event = json.loads(data) if data else None
    prompt = event.get("value") if isinstance(event, dict) else None
    return prompt if isinstance(prompt, dict) else {}


def _is_over(prompt: Dict[str, Any]) -> bool:
    return prompt.get("done") is True or prompt.get("fact") == CONSENT
