"""Writing the log anew with the current key."""

from __future__ import annotations

from typing import Dict

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from prescreen.log import sealing, tally
from prescreen.log.guard import unlocked
from prescreen.log.keys import MARK
from prescreen.log.models import Screening, Version
from prescreen.log.watching import Watch, unwatched


def keys_used(session: Session) -> Dict[str, int]:
    """Key id to the versions written with it."""
    key_id = sa.func.substr(sa.type_coerce(Version.payload, sa.Text), len(MARK) + 2, 8).label("key_id")
    rows = session.execute(sa.select(key_id, sa.func.count()).group_by("key_id").order_by("key_id"))
    return dict(map(tuple, rows))


def write_anew(session: Session, watch: Watch[int] = unwatched) -> int:
    """Encrypt every version and seal every row with the current key; returns the number of versions."""
    number = 0
    with unlocked(session):
        rows = session.execute(sa.select(Screening.id).order_by(Screening.id)).scalars().all()
        for row in watch(rows, len(rows)):
            screening = session.get(Screening, row, with_for_update=True)
            versions = session.execute(sa.select(Version).where(Version.screening_id == screening.id)).scalars().all()
            for version in versions:
                flag_modified(version, "payload")
            sealing.seal_again(session, screening)
            number += len(versions)
            session.flush()
            session.expunge_all()
        sealing.seal_audit_again(session)
        sealing.seal_counts_again(session)
        tally.write_anew(session)
    return number
