"""Payloads encrypted, rows sealed, the log append-only; what the study team made of a screening."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from prescreen.log import guard
from prescreen.log.keys import MARK

revision = "0002"
down_revision = "0001"

VERSIONS = sa.table("screening_versions", *map(sa.column, ("screening_id", "number", "payload")))
SCREENINGS = sa.table("screenings", *map(sa.column, ("id", "latest_version", "last_question", "excluded_by")))


def upgrade() -> None:
    """Add columns, encrypt what is there, and put the triggers in place. Sealing follows (`migrating`)."""
    for column in (sa.Column("last_question", sa.String),
                   sa.Column("excluded_by", sa.String, nullable=False, server_default=""),
                   sa.Column("state", sa.String, nullable=False, server_default="open"),
                   sa.Column("handled_by", sa.String), sa.Column("result", sa.String), sa.Column("seal", sa.String)):
        op.add_column("screenings", column)
    op.create_index(op.f("ix_screenings_state"), "screenings", ["state"])
    op.add_column("screening_versions", sa.Column("seal", sa.String))
    op.add_column("screening_audit", sa.Column("seal", sa.String))
    _encrypt(op.get_bind())
    for statement in guard.statements(op.get_bind().dialect.name):
        op.execute(statement)


def _encrypt(connection: sa.engine.Connection) -> None:
    rows = connection.execute(sa.select(VERSIONS.c.screening_id, VERSIONS.c.number, VERSIONS.c.payload)).all()
    for screening, number, payload in rows:
        if payload.startswith(f"{MARK}:"):
            continue
        connection.execute(sa.update(VERSIONS).where(
            VERSIONS.c.screening_id == screening, VERSIONS.c.number == number).values(
            payload=connection.dialect.keyring.encrypt(payload)))
        content = json.loads(payload)
        violated = [each["id"] for each in content["criteria"] if each["verdict"] == "violated"]
        connection.execute(sa.update(SCREENINGS).where(
            SCREENINGS.c.id == screening, SCREENINGS.c.latest_version == number).values(
            last_question=content["last_question"], excluded_by=" ".join(violated)))


def downgrade() -> None:
    """There is no way back: nothing personal is put into clear text again."""
    raise NotImplementedError
