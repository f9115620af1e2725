"""Limits on guessing references: a nine-digit code with a known check digit can be tried out, if nobody counts."""

from __future__ import annotations

import hmac
import re
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log.models import ReferenceTry

TRIES_OF_A_CALLER = 5
CALLER_TIME = timedelta(minutes=15)
TRIES_OF_ALL = 300
ALL_TIME = timedelta(hours=1)

_FROM = re.compile(r"\.from-[0-9a-f]{16}$")


def caller_of(conversation: str) -> str:
    """Who tries: the end of a conversation's id, where a front end names its caller there, or else the conversation.

    Whoever hangs up and rings again is the same caller (docs/ivr-contract.md, `sender`).
    """
    caller = _FROM.search(conversation)
    return caller[0] if caller else conversation


def is_allowed(session: Session, caller: str, now: datetime) -> bool:
    """Whether this caller, or a caller of this conversation, may try a reference now."""
    own = _count(session, now - CALLER_TIME, ReferenceTry.caller == caller_of(caller))
    return own < TRIES_OF_A_CALLER and _count(session, now - ALL_TIME) < TRIES_OF_ALL


def note(session: Session, caller: str, now: datetime) -> None:
    """Count a try, and forget those that no limit looks back to."""
    session.execute(sa.delete(ReferenceTry).where(ReferenceTry.at <= now - ALL_TIME)
                    .execution_options(synchronize_session=False))
    session.add(ReferenceTry(caller=caller_of(caller), at=now))


def same_fact(kept: Any, said: Any) -> bool:
    """Whether the second fact is the one that was kept, in a time that tells nothing about how near a guess was."""
    return hmac.compare_digest(str(kept).encode("utf-8", "backslashreplace"),
                               str(said).encode("utf-8", "backslashreplace"))


def _count(session: Session, since: datetime, *conditions: Any) -> int:
    return session.execute(
        sa.select(sa.func.count()).select_from(ReferenceTry).where(ReferenceTry.at > since, *conditions)).scalar_one()
