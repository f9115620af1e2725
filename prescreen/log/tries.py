"""Limits on guessing references: a nine-digit code with a known check digit can be tried out, if nobody counts."""

from __future__ import annotations

import hmac
import re
from datetime import datetime, timedelta
from typing import Any, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.log.models import ReferenceTry

TRIES_OF_A_CALLER = 5
CALLER_TIME = timedelta(minutes=15)
TRIES_OF_ALL = 300
ALL_TIME = timedelta(hours=1)
ORIGIN = "@"                    # stands in no id of a conversation

_FROM = re.compile(r"\.from-[0-9a-f]{16}$")


def caller_of(conversation: str) -> str:
    """Who tries: the end of a conversation's id, where a front end names its caller there, or else the conversation.

    Whoever hangs up and rings again is the same caller (docs/ivr-contract.md, `sender`).
    """
    caller = _FROM.search(conversation)
    return caller[0] if caller else conversation


def names_of(conversation: str, origin: str = "") -> Sequence[str]:
    """The names under which a try is counted: the caller's, and one for where it comes from, where that is known."""
    return [caller_of(conversation), *([f"{ORIGIN}{origin}"] if origin else [])]


def is_allowed(session: Session, names: Sequence[str], now: datetime) -> bool:
    """Whether a reference may be tried now under all of these names."""
    most = max(_count(session, now - CALLER_TIME, ReferenceTry.caller == name) for name in names)
    of_all = _count(session, now - ALL_TIME, sa.not_(ReferenceTry.caller.startswith(ORIGIN)))
    return most < TRIES_OF_A_CALLER and of_all < TRIES_OF_ALL


def note(session: Session, names: Sequence[str], now: datetime) -> None:
    """Count a try, and forget those that no limit looks back to."""
    session.execute(sa.delete(ReferenceTry).where(ReferenceTry.at <= now - ALL_TIME)
                    .execution_options(synchronize_session=False))
    session.add_all(ReferenceTry(caller=name, at=now) for name in names)


def take_back(session: Session, names: Sequence[str]) -> None:
    """Count the last try under each of these names no more."""
    for name in names:
        last = session.execute(sa.select(sa.func.max(ReferenceTry.id)).where(ReferenceTry.caller == name)).scalar_one()
        session.execute(sa.delete(ReferenceTry).where(ReferenceTry.id == last)
                        .execution_options(synchronize_session=False))


def same_fact(kept: Any, said: Any) -> bool:
    """Whether the second fact is the one that was kept, in a time that tells nothing about how near a guess was."""
    return hmac.compare_digest(str(kept).encode("utf-8", "backslashreplace"),
                               str(said).encode("utf-8", "backslashreplace"))


def _count(session: Session, since: datetime, *conditions: Any) -> int:
    return session.execute(
        sa.select(sa.func.count()).select_from(ReferenceTry).where(ReferenceTry.at > since, *conditions)).scalar_one()
