"""Runs the steps on the connection that `prescreen.log.migrating` hands over."""

from __future__ import annotations

from alembic import context

from prescreen.log.migrating import TABLE
from prescreen.log.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata,
                  version_table=TABLE, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
