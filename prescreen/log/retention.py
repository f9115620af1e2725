"""What has been kept long enough, and its deletion. The times are in the protocol file.

A person's screenings, linked by re-screens, are due together, when the last of them is. What is due is deleted person
by person and conversation by conversation, each in a transaction of its own that looks again whether it still is: a
patient who is just talking never waits for long, and loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, List, Mapping, Set, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from prescreen.assessment import Disposition
from prescreen.log import conversations
from prescreen.log.erasure import by_reference, erase_person, linked
from prescreen.log.models import Screening


@dataclass(frozen=True)
class Times:
    """How long what is kept.

    Attributes:
        answers: answers with their words.
        not_eligible: coded answers of people who do not fit.
        left: conversations word for word that were left half-way.
        over: conversations word for word that are over, or in which nobody agreed to go on.
    """

    answers: timedelta
    not_eligible: timedelta
    left: timedelta
    over: timedelta

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Times":
        """The times that a protocol's settings give."""
        return cls(timedelta(days=settings["retention_days"]), timedelta(days=settings["retention_days_not_eligible"]),
                   timedelta(days=settings["retention_days_conversations"]),
                   timedelta(hours=settings["retention_hours_conversations_over"]))

    def of_screening(self, screening: Screening) -> timedelta:
        """How long this screening is kept."""
        fits = screening.disposition != Disposition.NOT_ELIGIBLE.value
        return self.answers if fits else self.not_eligible


@dataclass(frozen=True)
class Due:
    """What is due for deletion, or was deleted.

    Attributes:
        people: the references of each person.
        conversations: the ids of conversations. They may name a call, so they are counted and never printed.
    """

    people: Tuple[Tuple[str, ...], ...] = ()
    conversations: Tuple[str, ...] = ()


def due(session: Session, times: Times, now: datetime) -> Due:
    """What has been kept long enough."""
    return Due(tuple(_people(session, times, now)),
               tuple(conversations.due(session, times.left, times.over, now)))


def delete_person(session: Session, references: Tuple[str, ...], times: Times, now: datetime) -> bool:
    """Delete a person's screenings if they are still due; a count stays. Whether they were."""
    found = by_reference(session, references[0])
    person = linked(session, found) if found else []
    still_due = bool(person) and _is_due(person, times, now)
    if still_due:
        erase_person(session, person, now)
    return still_due


def _people(session: Session, times: Times, now: datetime) -> List[Tuple[str, ...]]:
    soonest = now - min(times.answers, times.not_eligible)
    old = session.execute(sa.select(Screening).where(Screening.started_at <= soonest).order_by(Screening.id)).scalars()
    seen: Set[int] = set()
    people = []
    for screening in old.all():
        if screening.id not in seen:
            person = linked(session, screening, lock=False)
            seen.update(each.id for each in person)
            if _is_due(person, times, now):
                people.append(tuple(each.reference for each in person))
    return people


def _is_due(person: List[Screening], times: Times, now: datetime) -> bool:
    return all((each.finished_at or each.started_at) + times.of_screening(each) <= now for each in person)
