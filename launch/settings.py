"""The settings of a deployment: from the environment, then from an optional `.env`, then their safe defaults.

Every process of the assistant reads its settings from its environment, so `Settings.environment` hands them on. A value
that makes no sense is told in one sentence that never quotes it: some are secrets.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Dict, List, Mapping, Optional
from urllib.parse import urlsplit

from dotenv import dotenv_values

from launch.trouble import Trouble
from prescreen.log.location import DEFAULT_URL

ROOT = Path(__file__).resolve().parent.parent
STATUSES = ("recruiting", "not_recruiting")
DATABASES = ("sqlite", "postgresql", "postgres")


class BadSetting(Trouble):
    """A setting has a value that is not allowed; the sentence names it and says what is."""


@dataclass(frozen=True)
class Settings:
    """What a deployment has chosen.

    Attributes:
        port: the Rasa server's port.
        actions_port: the action server's port.
        host: the address that both servers listen on.
        actions_url: where the Rasa server finds the action server.
        database_url: conversations and the pre-screening log.
        redis_url: the lock store when several Rasa servers run; None: locks in memory.
        ivr_tokens: tokens of the telephone channel; empty: it answers callers on this machine only.
        api_token: the token of Rasa's HTTP API; None: the API is off.
        metrics_token: the token with which another machine may read /metrics and /readyz; None: none may.
        widget_origins: sites that may embed the widget; empty: same origin only.
        recruitment_status: `recruiting` or `not_recruiting`; None: as the protocol file says.
        study_contact: the contact line that patients are given; None: none is.
        rate_limit: messages a minute that one sender may send, 0 for no limit; None: the channel's own.
        rest: whatever else stands in the environment and in `.env`.
    """

    port: int
    actions_port: int
    host: str
    actions_url: str
    database_url: str
    redis_url: Optional[str]
    ivr_tokens: List[str]
    api_token: Optional[str]
    metrics_token: Optional[str]
    widget_origins: List[str]
    recruitment_status: Optional[str]
    study_contact: Optional[str]
    rate_limit: Optional[str]
    rest: Mapping[str, str]

    def environment(self) -> Dict[str, str]:
        """The environment for the processes of the assistant: every setting that has a value, and telemetry off."""
        chosen = {"PORT": str(self.port), "ACTIONS_PORT": str(self.actions_port), "HOST": self.host,
                  "ACTIONS_URL": self.actions_url, "DATABASE_URL": self.database_url,
                  "REDIS_URL": self.redis_url, "IVR_TOKENS": ",".join(self.ivr_tokens), "API_TOKEN": self.api_token,
                  "METRICS_TOKEN": self.metrics_token,
                  "WIDGET_ORIGINS": ",".join(self.widget_origins), "RECRUITMENT_STATUS": self.recruitment_status,
                  "STUDY_CONTACT": self.study_contact, "RATE_LIMIT": self.rate_limit}
        rest = {name: value for name, value in self.rest.items() if name not in chosen}
        return {**rest, **{name: value for name, value in chosen.items() if value}, "RASA_TELEMETRY_ENABLED": "false"}


def read(environment: Optional[Mapping[str, str]] = None, folder: Path = ROOT) -> Settings:
    """The settings; one that is set to nothing counts as not set.

    Args:
        environment: what takes precedence over `.env`; by default this process's environment.
        folder: where `.env` is looked for.

    Raises:
        BadSetting: a value is not allowed.
    """
    given = os.environ if environment is None else environment
    from_file = {name: value for name, value in dotenv_values(folder / ".env").items() if value is not None}
    values = {**from_file, **given}
    settings = Settings(
        port=_port(values, "PORT", 5005),
        actions_port=_port(values, "ACTIONS_PORT", 5055),
        host=_address(values),
        actions_url=_actions(values),
        database_url=_database(values),
        redis_url=_redis(values),
        ivr_tokens=_tokens(values, "IVR_TOKENS"),
        api_token=_one_token(values, "API_TOKEN"),
        metrics_token=_one_token(values, "METRICS_TOKEN"),
        widget_origins=_origins(values, "WIDGET_ORIGINS"),
        recruitment_status=_status(values),
        study_contact=_text(values, "STUDY_CONTACT"),
        rate_limit=_rate(values),
        rest=values)
    if (_text(values, "SANIC_WORKERS") or "1") != "1":
        raise BadSetting("SANIC_WORKERS is not taken: set it to 1 or leave it out, and start several Rasa servers with "
                         "REDIS_URL instead.")
    if settings.port == settings.actions_port:
        raise BadSetting(f"PORT and ACTIONS_PORT are both {settings.port}: give the two servers two different ports.")
    return settings


def _text(values: Mapping[str, str], name: str) -> Optional[str]:
    return values.get(name, "").strip() or None


def _port(values: Mapping[str, str], name: str, default: int) -> int:
    text = _text(values, name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BadSetting(f"{name} is not a port: set it to a whole number from 1 to 65535, {name}={default} for "
                         "instance.")
    return int(text)


def _address(values: Mapping[str, str]) -> str:
    text = _text(values, "HOST") or "127.0.0.1"
    try:
        return str(ip_address(text))
    except ValueError:
        raise BadSetting("HOST is not an address of this machine: set it to 127.0.0.1, or inside a container to "
                         "0.0.0.0.") from None


def _actions(values: Mapping[str, str]) -> str:
    url = _text(values, "ACTIONS_URL")
    if url is None:
        return f"http://127.0.0.1:{_port(values, 'ACTIONS_PORT', 5055)}/webhook"
    if urlsplit(url).scheme not in ("http", "https") or not _host(url) or not urlsplit(url).path.endswith("/webhook"):
        raise BadSetting("ACTIONS_URL is not an action server: set it to http://host:5055/webhook.")
    return url


def _database(values: Mapping[str, str]) -> str:
    url = _text(values, "DATABASE_URL")
    if url is None:
        return DEFAULT_URL
    scheme, separator, rest = url.partition("://")
    kind = scheme.split("+")[0]
    named = rest.startswith("/") and len(rest) > 1 if kind == "sqlite" else _host(url) and urlsplit(url).path.strip("/")
    if not separator or kind not in DATABASES or not named:
        raise BadSetting("DATABASE_URL is not a database: set it to sqlite:///path/to/file.db or to "
                         "postgresql://user:password@host/database.")
    return url


def _redis(values: Mapping[str, str]) -> Optional[str]:
    url = _text(values, "REDIS_URL")
    if url is None:
        return None
    number = urlsplit(url).path.strip("/")
    if urlsplit(url).scheme not in ("redis", "rediss") or not _host(url) or not (number.isdigit() or not number):
        raise BadSetting("REDIS_URL is not a Redis server: set it to redis://host:6379/0, with rediss:// for TLS.")
    return url


def _host(url: str) -> bool:
    """Whether a URL names a host, and its port, if any, is a port."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _tokens(values: Mapping[str, str], name: str) -> List[str]:
    text = _text(values, name)
    if text is None:
        return []
    tokens = [token.strip() for token in text.split(",")]
    if not all(_is_token(token) for token in tokens):
        raise BadSetting(f"{name} has an empty token or one with blanks: set it to tokens separated by commas, "
                         "each made of printable characters without blanks.")
    return tokens


def _one_token(values: Mapping[str, str], name: str) -> Optional[str]:
    token = _text(values, name)
    if token is not None and not _is_token(token):
        raise BadSetting(f"{name} is not a token: set it to printable characters without blanks.")
    return token


def _is_token(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def _origins(values: Mapping[str, str], name: str) -> List[str]:
    text = _text(values, name)
    if text is None:
        return []
    origins = [origin.strip().rstrip("/") for origin in text.split(",")]
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not _host(origin) or "*" in origin or "@" in origin \
                or origin != f"{parts.scheme}://{parts.netloc}":
            raise BadSetting(f"{name} is not a list of sites: set it to origins separated by commas, "
                             "https://www.example.org for instance, without a path and without *.")
    return origins


def _status(values: Mapping[str, str]) -> Optional[str]:
    status = _text(values, "RECRUITMENT_STATUS")
    if status is not None and status not in STATUSES:
        raise BadSetting(f"RECRUITMENT_STATUS is not known: set it to {' or '.join(STATUSES)}, or leave it out to take "
                         "the status from the protocol file.")
    return status


def _rate(values: Mapping[str, str]) -> Optional[str]:
    text = _text(values, "RATE_LIMIT")
    if text is not None and not (text.isascii() and text.isdigit()):
        raise BadSetting("RATE_LIMIT is not a number: set it to the messages a minute that one sender may send, 60 for "
                         "instance, or 0 for no limit.")
    return text
