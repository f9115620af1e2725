"""Tallies of the sealed tables, and a seal on every anonymous count. Counting follows (`migrating`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WRITERS = """
SELECT DISTINCT grantee FROM information_schema.role_table_grants
WHERE table_schema = current_schema() AND table_name = 'screenings' AND privilege_type = 'INSERT'
AND grantee <> 'PUBLIC' AND grantee <> current_user"""


def upgrade() -> None:
    """Add the table and the column; on PostgreSQL, whoever may write screenings may write tallies."""
    op.add_column("screening_counts", sa.Column("seal", sa.String))
    op.create_table("screening_tallies", sa.Column("name", sa.String, nullable=False),
                    sa.Column("content", sa.Text, nullable=False),
                    sa.PrimaryKeyConstraint("name", name=op.f("pk_screening_tallies")))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        quote = connection.dialect.identifier_preparer.quote
        for role in connection.execute(sa.text(WRITERS)).scalars().all():
            op.execute(f"GRANT SELECT, UPDATE ON screening_tallies TO {quote(role)}")


def downgrade() -> None:
    """There is no way back: a log is not thrown away by a command."""
    raise NotImplementedError
