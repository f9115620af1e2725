"""The steps that bring the tables of the log from one version of this program to the next (Alembic)."""
