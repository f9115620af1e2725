"""What has been kept long enough, and its deletion. The times are in the protocol file.

A person's screenings, linked by re-screens, are due together, when the last of them is. A conversation is due when
nothing was said in it for a while, and sooner when it came to an exclusion: then no words are kept (DOMAIN section 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Iterator, List, Mapping, Set, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.assessment import Disposition
from prescreen.log.erasure import EVENTS, delete_conversations, erase_person, has_conversations, linked
from prescreen.log.models import Screening

EXCLUDED_CONVERSATION = timedelta(days=1)


@dataclass(frozen=True)
class Times:
    """How long what is kept: answers, coded answers of people who do not fit, and conversations word for word."""

    answers: timedelta
    not_eligible: timedelta
    conversations: timedelta

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Times":
        """The times that a protocol's settings give."""
        return cls(timedelta(days=settings["retention_days"]), timedelta(days=settings["retention_days_not_eligible"]),
                   timedelta(days=settings["retention_days_conversations"]))

    def of_screening(self, screening: Screening) -> timedelta:
        """How long this screening is kept."""
        fits = screening.disposition != Disposition.NOT_ELIGIBLE.value
        return self.answers if fits else self.not_eligible


@dataclass(frozen=True)
class Due:
    """What is due for deletion.

    Attributes:
        people: the references of each person.
        conversations: how many conversations.
    """

    people: Tuple[Tuple[str, ...], ...]
    conversations: int


def due(session: Session, times: Times, now: datetime) -> Due:
    """What has been kept long enough."""
    people = tuple(tuple(each.reference for each in person) for person in _people(session, times, now))
    return Due(people, len(_conversations(session, times, now)))


def carry_out(session: Session, times: Times, now: datetime) -> Due:
    """Delete what is due; a count stays of each person."""
    conversations = _conversations(session, times, now)
    delete_conversations(session, conversations)
    people = list(_people(session, times, now))
    references = tuple(tuple(each.reference for each in person) for person in people)
    for person in people:
        erase_person(session, person, now)
    return Due(references, len(conversations))


def _people(session: Session, times: Times, now: datetime) -> Iterator[List[Screening]]:
    soonest = now - min(times.answers, times.not_eligible)
    old = session.execute(sa.select(Screening).where(Screening.started_at <= soonest).order_by(Screening.id)).scalars()
    seen: Set[int] = set()
    for screening in old.all():
        if screening.id in seen:
            continue
        person = linked(session, screening)
        seen.update(each.id for each in person)
        if all(_since(each) + times.of_screening(each) <= now for each in person):
            yield person


def _since(screening: Screening) -> datetime:
    return screening.finished_at or screening.started_at


def _conversations(session: Session, times: Times, now: datetime) -> List[str]:
    """The ids of conversations in which nothing was said for long enough."""
    if not has_conversations(session):
        return []
    last = sa.func.max(EVENTS.c.timestamp)
    idle = sa.select(EVENTS.c.sender_id).group_by(EVENTS.c.sender_id)
    quiet = set(session.execute(idle.having(last <= (now - times.conversations).timestamp())).scalars())
    out = session.execute(idle.having(last <= (now - EXCLUDED_CONVERSATION).timestamp()).where(
        EVENTS.c.sender_id.in_(sa.select(Screening.conversation).where(
            Screening.disposition == Disposition.NOT_ELIGIBLE.value)))).scalars()
    return sorted(quiet.union(out))
