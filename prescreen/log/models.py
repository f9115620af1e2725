"""The tables of the log. All times are UTC."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import TypeDecorator

Base = declarative_base(metadata=sa.MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}))


class UtcTime(TypeDecorator):
    """A time with its zone going in and coming out, kept in UTC; SQLite itself knows no zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Optional[datetime], _dialect: Any) -> Optional[datetime]:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time in the log needs its zone")
        return value.astimezone(timezone.utc) if value else None

    def process_result_value(self, value: Optional[datetime], _dialect: Any) -> Optional[datetime]:
        if value is None:
            return None
        return value.astimezone(timezone.utc) if value.tzinfo else value.replace(tzinfo=timezone.utc)


class Json(TypeDecorator):
    """JSON as ASCII text, encrypted: any character that a patient can send fits into any database.

    Everything personal is in columns of this type, and tallies are too, so this is the one place of encryption. The
    keys come with the engine (`engine_for` puts them on its dialect).
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str:
        return dialect.keyring.encrypt(json.dumps(value, ensure_ascii=True))

    def process_result_value(self, value: Optional[str], dialect: Any) -> Any:
        return None if value is None else json.loads(dialect.keyring.decrypt(value))


class Screening(Base):
    """One screening. `disposition` is that of the latest version; the one set first is kept beside it.

    `last_question` and `excluded_by` (criteria, separated by blanks) are taken out of the latest version, so that
    counting people opens no record. `state`, `handled_by` and `result` say what the study team made of it.
    """

    __tablename__ = "screenings"
    __table_args__ = (sa.UniqueConstraint("trial", "conversation", "attempt_id", "protocol_version"),)

    id = sa.Column(sa.Integer, primary_key=True)
    reference = sa.Column(sa.String(9), nullable=False, unique=True)
    trial = sa.Column(sa.String, nullable=False)
    conversation = sa.Column(sa.String, nullable=False)
    attempt_id = sa.Column(sa.String, nullable=False)
    attempt = sa.Column(sa.Integer, nullable=False)
    channel = sa.Column(sa.String, nullable=False)
    protocol_version = sa.Column(sa.String, nullable=False)
    wording_version = sa.Column(sa.String, nullable=False)
    started_at = sa.Column(UtcTime, nullable=False, index=True)
    finished_at = sa.Column(UtcTime)
    disposition = sa.Column(sa.String, index=True)
    first_disposition = sa.Column(sa.String)
    safety_text_given = sa.Column(sa.Boolean, nullable=False, default=False)
    previous_reference = sa.Column(sa.String(9), index=True)
    latest_version = sa.Column(sa.Integer, nullable=False, default=0)
    last_question = sa.Column(sa.String)
    excluded_by = sa.Column(sa.String, nullable=False, default="", server_default="")
    state = sa.Column(sa.String, nullable=False, default="open", server_default="open", index=True)
    handled_by = sa.Column(sa.String)
    result = sa.Column(sa.String)
    seal = sa.Column(sa.String)


class Version(Base):
    """What was known of a screening at one time. A correction is a new version, never an overwrite."""

    __tablename__ = "screening_versions"

    screening_id = sa.Column(sa.ForeignKey(Screening.id), primary_key=True)
    number = sa.Column(sa.Integer, primary_key=True)
    written_at = sa.Column(UtcTime, nullable=False)
    payload = sa.Column(Json, nullable=False)
    seal = sa.Column(sa.String)


class OutboxEvent(Base):
    """Something to be passed on, written in the transaction that made it happen."""

    __tablename__ = "screening_outbox"

    id = sa.Column(sa.Integer, primary_key=True)
    event_id = sa.Column(sa.String(32), nullable=False, unique=True)
    reference = sa.Column(sa.String(9), nullable=False, index=True)
    kind = sa.Column(sa.String, nullable=False)
    written_at = sa.Column(UtcTime, nullable=False)
    sent_at = sa.Column(UtcTime, index=True)
    tries = sa.Column(sa.Integer, nullable=False, default=0, server_default="0")
    due_at = sa.Column(UtcTime)
    trouble = sa.Column(sa.String)
    given_up = sa.Column(sa.Boolean, nullable=False, default=False, server_default=sa.false())


class AuditEntry(Base):
    """Who of the study team looked at, took out, changed or erased what. Each entry's seal holds the one before it."""

    __tablename__ = "screening_audit"

    id = sa.Column(sa.Integer, primary_key=True)
    at = sa.Column(UtcTime, nullable=False)
    who = sa.Column(sa.String, nullable=False)
    what = sa.Column(sa.String, nullable=False)
    reference = sa.Column(sa.String(9))
    seal = sa.Column(sa.String)


class Count(Base):
    """A screening of which nothing else is kept: no person can be found by it."""

    __tablename__ = "screening_counts"

    id = sa.Column(sa.Integer, primary_key=True)
    day = sa.Column(sa.Date, nullable=False)
    disposition = sa.Column(sa.String, nullable=False)
    channel = sa.Column(sa.String, nullable=False)
    seal = sa.Column(sa.String)


class Tally(Base):
    """Of a sealed table, how many rows it has and a sum of their seals (`prescreen.log.tally`)."""

    __tablename__ = "screening_tallies"

    name = sa.Column(sa.String, primary_key=True)
    content = sa.Column(Json, nullable=False)


class ErasedAttempt(Base):
    """The fingerprint of an erased attempt: it is counted once, and a late retry cannot bring it back."""

    __tablename__ = "screening_erased"

    fingerprint = sa.Column(sa.String(64), primary_key=True)


class ReferenceTry(Base):
    """One try to name a reference; deleted after the time that the limits look back."""

    __tablename__ = "reference_tries"

    id = sa.Column(sa.Integer, primary_key=True)
    caller = sa.Column(sa.String, nullable=False, index=True)
    at = sa.Column(UtcTime, nullable=False, index=True)
