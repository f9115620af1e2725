"""Tallies: of each sealed table, how many rows stand in it, and one sum of them all.

A seal finds a row that was changed (`sealing`); a tally finds rows that were taken away whole, put in from elsewhere,
or put back as they once stood. The sum adds up a keyed mark of every row's seal, and is kept encrypted: who has not
the key can neither read a tally nor make one. What a transaction changes is gathered and settled at its end, when it
holds the rows that it touches already; so writers wait for one another only while one commits, and never in a circle.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Dict, Iterator, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from prescreen.log.keys import Tampered
from prescreen.log.models import AuditEntry, Count, Screening, Tally

logger = logging.getLogger(__name__)

TALLIED: Dict[str, Any] = {each.__tablename__: each for each in (AuditEntry, Count, Screening)}
NAMES = {"screening_audit": "audit", "screening_counts": "anonymous counts", "screenings": "screenings"}
MODULUS = 2 ** 256
GATHERED = "tally"


@dataclass(frozen=True)
class Sum:
    """A number of rows and the sum of their marks; a change has them too."""

    number: int = 0
    marks: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(self.number + other.number, (self.marks + other.marks) % MODULUS)

    def of(self, table: str) -> Dict[str, Any]:
        """As it is kept, bound to its table."""
        return {"table": table, "number": self.number, "marks": f"{self.marks:064x}"}


def change(session: Session, row: Any, before: Optional[str], after: Optional[str]) -> None:
    """Gather that a row is sealed anew: `before` is None for a new row, `after` for one that goes."""
    if before == after:
        return
    mark = session.get_bind().dialect.keyring.mark
    number = (after is not None) - (before is not None)
    _gather(session, row.__tablename__, Sum(number, (mark(after) if after else 0) - (mark(before) if before else 0)))


def write_anew(session: Session) -> None:
    """Have every tally written with the current key, though nothing in it changes."""
    for table in TALLIED:
        _gather(session, table, Sum())


def settle(session: Session) -> None:
    """Write what was gathered, as the last thing in a transaction.

    A tally that was tampered with is left as it is for the check to find: no patient's answer is refused for it.
    """
    session.flush()
    for table, step in sorted(session.info.pop(GATHERED, {}).items()):
        kept = _kept(session, table, lock=True)
        if kept is None:
            logger.error("the tally of the %s cannot be read; `prescreen check` tells more", NAMES[table])
        else:
            row = session.get(Tally, table)
            row.content = (kept + step).of(table)
            flag_modified(row, "content")


def count_anew(session: Session) -> None:
    """Make every tally from what stands in the tables now."""
    for table in TALLIED:
        session.merge(Tally(name=table, content=_standing(session, table).of(table)))
    session.flush()


def sizes(session: Session) -> Dict[str, int]:
    """How many rows each table has."""
    return {name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in TALLIED.items()}


def problems(session: Session) -> Iterator[str]:
    """What is not as it was tallied, one sentence each."""
    for table, name in NAMES.items():
        kept, standing = _kept(session, table), _standing(session, table)
        if kept is None:
            yield f"{name}: the tally was changed or taken away"
        elif standing.number < kept.number:
            yield f"{name}: {kept.number - standing.number} of {kept.number} were taken away"
        elif standing.number > kept.number:
            yield f"{name}: {standing.number - kept.number} more than were written"
        elif standing != kept:
            yield f"{name}: as many as were written, but one was exchanged, or put back as it once stood"


def _gather(session: Session, table: str, step: Sum) -> None:
    gathered = session.info.setdefault(GATHERED, {})
    gathered[table] = gathered.get(table, Sum()) + step


def _kept(session: Session, table: str, lock: bool = False) -> Optional[Sum]:
    """What the tally says; None when it was changed or taken away."""
    query = sa.select(Tally).where(Tally.name == table)
    try:
        row = session.execute(query.with_for_update() if lock else query).scalar_one_or_none()
    except Tampered:
        return None
    if row is None or row.content.get("table") != table:
        return None
    return Sum(row.content["number"], int(row.content["marks"], 16))


def _standing(session: Session, table: str) -> Sum:
    mark = session.get_bind().dialect.keyring.mark
    total = number = 0
    for seal in session.execute(sa.select(TALLIED[table].seal)).scalars():
        total, number = total + mark(seal), number + 1
    return Sum(number, total % MODULUS)
