"""The log as it was before migrations: screenings, versions, outbox, audit, counts, erased attempts, tries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "screenings", sa.Column("id", sa.Integer, nullable=False), sa.Column("reference", sa.String(9), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("trial", "conversation", "attempt_id")),
        sa.Column("attempt", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("channel", "protocol_version", "wording_version")),
        sa.Column("started_at", TIME, nullable=False), sa.Column("finished_at", TIME),
        sa.Column("disposition", sa.String), sa.Column("first_disposition", sa.String),
        sa.Column("safety_text_given", sa.Boolean, nullable=False), sa.Column("previous_reference", sa.String(9)),
        sa.Column("latest_version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
        sa.UniqueConstraint("reference", name=op.f("uq_screenings_reference")),
        sa.UniqueConstraint("trial", "conversation", "attempt_id", "protocol_version",
                            name=op.f("uq_screenings_trial_conversation_attempt_id_protocol_version")))
    for column in ("started_at", "disposition", "previous_reference"):
        op.create_index(op.f(f"ix_screenings_{column}"), "screenings", [column])
    op.create_table(
        "screening_versions",
        sa.Column("screening_id", sa.Integer, nullable=False), sa.Column("number", sa.Integer, nullable=False),
        sa.Column("written_at", TIME, nullable=False), sa.Column("payload", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["screening_id"], ["screenings.id"],
                                name=op.f("fk_screening_versions_screening_id")),
        sa.PrimaryKeyConstraint("screening_id", "number", name=op.f("pk_screening_versions")))
    op.create_table(
        "screening_outbox", sa.Column("id", sa.Integer, nullable=False),
        sa.Column("event_id", sa.String(32), nullable=False), sa.Column("reference", sa.String(9), nullable=False),
        sa.Column("kind", sa.String, nullable=False), sa.Column("written_at", TIME, nullable=False),
        sa.Column("sent_at", TIME), sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_outbox")),
        sa.UniqueConstraint("event_id", name=op.f("uq_screening_outbox_event_id")))
    for column in ("reference", "sent_at"):
        op.create_index(op.f(f"ix_screening_outbox_{column}"), "screening_outbox", [column])
    op.create_table(
        "screening_audit", sa.Column("id", sa.Integer, nullable=False), sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String, nullable=False), sa.Column("what", sa.String, nullable=False),
        sa.Column("reference", sa.String(9)), sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_audit")))
    op.create_table(
        "screening_counts", sa.Column("id", sa.Integer, nullable=False), sa.Column("day", sa.Date, nullable=False),
        sa.Column("disposition", sa.String, nullable=False), sa.Column("channel", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_counts")))
    op.create_table("screening_erased", sa.Column("fingerprint", sa.String(64), nullable=False),
                    sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_screening_erased")))
    op.create_table(
        "reference_tries", sa.Column("id", sa.Integer, nullable=False), sa.Column("caller", sa.String, nullable=False),
        sa.Column("at", TIME, nullable=False), sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_tries")))
    for column in ("caller", "at"):
        op.create_index(op.f(f"ix_reference_tries_{column}"), "reference_tries", [column])


def downgrade() -> None:
    """There is no way back: a log is not thrown away by a command."""
    raise NotImplementedError
