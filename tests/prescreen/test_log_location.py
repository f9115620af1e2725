"""Where the log is: the environment, then `.env`, then a SQLite file under `var/`."""

from __future__ import annotations

import pytest

from prescreen.log.location import DEFAULT_URL, database_url

URL = "postgresql://prescreen@db/prescreen"


@pytest.fixture
def settings(tmp_path):
    return tmp_path / ".env"


def test_the_default_is_a_sqlite_file_under_var(settings):
    assert database_url({}, settings) == DEFAULT_URL
    assert DEFAULT_URL.startswith("sqlite:////") and DEFAULT_URL.endswith("/var/prescreen.sqlite")


def test_the_environment_wins_over_the_file(settings):
    settings.write_text("DATABASE_URL=sqlite:///other\n")
    assert database_url({"DATABASE_URL": URL}, settings) == URL


@pytest.mark.parametrize("line", [
    f"DATABASE_URL={URL}", f"export DATABASE_URL = {URL}  # production", f"DATABASE_URL='{URL}'",
    f'DATABASE_URL="{URL}" # production', f"DATABASE_URL=sqlite:///first\nDATABASE_URL={URL}"])
def test_the_file_may_be_written_in_the_usual_ways(settings, line):
    settings.write_text(f"# settings\nPORT=5005\n{line}\n")
    assert database_url({"DATABASE_URL": " "}, settings) == URL


@pytest.mark.parametrize("line", ["#DATABASE_URL=x", "OTHER_DATABASE_URL=x", "DATABASE_URL=", "DATABASE_URL=''"])
def test_other_lines_do_not_count(settings, line):
    settings.write_text(line + "\n")
    assert database_url({}, settings) == DEFAULT_URL


def test_a_number_sign_within_a_password_is_no_comment(settings):
    settings.write_text("DATABASE_URL=postgresql://me:a#b@db/x\n")
    assert database_url({}, settings) == "postgresql://me:a#b@db/x"
