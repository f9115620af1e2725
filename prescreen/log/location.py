"""Where the log is: `DATABASE_URL` from the environment or the file `.env`; a SQLite file under `var/` otherwise."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Mapping, Optional

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS_FILE = ROOT / ".env"
DEFAULT_URL = f"sqlite:///{ROOT / 'var' / 'prescreen.sqlite'}"

_SETTING = re.compile(r"^\s*(?:export\s+)?DATABASE_URL\s*=\s*(.*?)\s*$")


def database_url(environment: Optional[Mapping[str, str]] = None, settings: Path = SETTINGS_FILE) -> str:
    """The database's URL; the environment wins over the file, and an empty value counts as none."""
    environment = os.environ if environment is None else environment
    return environment.get("DATABASE_URL", "").strip() or _from_file(settings) or DEFAULT_URL


def _from_file(settings: Path) -> str:
    """The last value that the file gives, without quotes or a trailing comment."""
    try:
        lines = settings.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    values = [match.group(1) for match in map(_SETTING.match, lines) if match]
    return _unquoted(values[-1]) if values else ""


def _unquoted(value: str) -> str:
    if value[:1] in ("'", '"'):
        return value[1:].partition(value[0])[0].strip()
    return re.split(r"\s#", value, maxsplit=1)[0].strip()
