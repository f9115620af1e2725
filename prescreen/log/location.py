"""Where the log and its keys are: settings from the environment or the file `.env`; files under `var/` otherwise."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Mapping, Optional

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS_FILE = ROOT / ".env"
DEFAULT_URL = f"sqlite:///{ROOT / 'var' / 'prescreen.sqlite'}"

DEFAULT_KEY_FILE = ROOT / "var" / "prescreen.key"

_SETTING = r"^\s*(?:export\s+)?{name}\s*=\s*(.*?)\s*$"


def database_url(environment: Optional[Mapping[str, str]] = None, settings: Path = SETTINGS_FILE) -> str:
    """The database's URL; the environment wins over the file, and an empty value counts as none."""
    return setting("DATABASE_URL", environment, settings) or DEFAULT_URL


def keys_setting(environment: Optional[Mapping[str, str]] = None, settings: Path = SETTINGS_FILE) -> str:
    """The keys that `LOG_KEYS` gives; empty when they are in the key file."""
    return setting("LOG_KEYS", environment, settings)


def key_file(environment: Optional[Mapping[str, str]] = None, settings: Path = SETTINGS_FILE) -> Path:
    """The key file: `LOG_KEY_FILE`, or the one under `var/`."""
    return Path(setting("LOG_KEY_FILE", environment, settings) or DEFAULT_KEY_FILE)


def setting(name: str, environment: Optional[Mapping[str, str]] = None, settings: Path = SETTINGS_FILE) -> str:
    """One setting; the environment wins over the file, and an empty value counts as none."""
    environment = os.environ if environment is None else environment
    return environment.get(name, "").strip() or _from_file(name, settings)


def _from_file(name: str, settings: Path) -> str:
    """The last value that the file gives, without quotes or a trailing comment."""
    line_of = re.compile(_SETTING.format(name=name))
    try:
        lines = settings.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    values = [match.group(1) for match in map(line_of.match, lines) if match]
    return _unquoted(values[-1]) if values else ""


def _unquoted(value: str) -> str:
    if value[:1] in ("'", '"'):
        return value[1:].partition(value[0])[0].strip()
    return re.split(r"\s#", value, maxsplit=1)[0].strip()
