"""How often an event was tried, when it is due again, and why it was given up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns of the relay."""
    for column in (sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
                   sa.Column("due_at", sa.DateTime(timezone=True)), sa.Column("trouble", sa.String),
                   sa.Column("given_up", sa.Boolean, nullable=False, server_default=sa.false())):
        op.add_column("screening_outbox", column)


def downgrade() -> None:
    """There is no way back: a log is not thrown away by a command."""
    raise NotImplementedError
