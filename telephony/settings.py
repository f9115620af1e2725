"""The bridge's own settings: from the environment, then from an optional `.env`, then their defaults.

A secret is never quoted in an error. A provider without a secret is switched off.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional, Tuple
from urllib.parse import urlsplit

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent
PORT = 5065
MIN_CONFIDENCE = 0.3


class BadSetting(Exception):
    """A setting has a value that is not allowed; the sentence names it and says what is."""


@dataclass(frozen=True)
class BridgeSettings:
    """What a deployment of the bridge has chosen.

    Attributes:
        port: where the bridge listens, on loopback; a proxy with TLS stands before it.
        public_url: the address that providers call, without a path; None: as the request says.
        assistant_url: the assistant's REST channel.
        assistant_token: one of the assistant's IVR_TOKENS; None: the assistant is on this machine and needs none.
        twilio_tokens: the auth tokens that Twilio may sign with, several while one is rotated; none: Twilio is off.
        jambonz_secrets: the webhook secrets that jambonz may sign with.
        jambonz_passwords: passwords of HTTP basic authentication, for a jambonz that does not sign.
        min_confidence: speech recognised with less, from 0 to 1, counts as not understood.
        voice: the provider's name of a voice; None: the provider's own choice.
        language: the language spoken, as providers name it.
    """

    port: int = PORT
    public_url: Optional[str] = None
    assistant_url: str = "http://127.0.0.1:5005/webhooks/rest/webhook"
    assistant_token: Optional[str] = None
    twilio_tokens: Tuple[str, ...] = ()
    jambonz_secrets: Tuple[str, ...] = ()
    jambonz_passwords: Tuple[str, ...] = ()
    min_confidence: float = MIN_CONFIDENCE
    voice: Optional[str] = None
    language: str = "en-US"

    @property
    def jambonz_is_on(self) -> bool:
        """Whether jambonz has a way to prove itself."""
        return bool(self.jambonz_secrets or self.jambonz_passwords)


def read(environment: Optional[Mapping[str, str]] = None, folder: Path = ROOT) -> BridgeSettings:
    """The settings; one that is set to nothing counts as not set.

    Args:
        environment: what takes precedence over `.env`; by default this process's environment.
        folder: where `.env` is looked for.

    Raises:
        BadSetting: a value is not allowed.
    """
    given = os.environ if environment is None else environment
    from_file = {name: value for name, value in dotenv_values(folder / ".env").items() if value is not None}
    values = {name: value.strip() for name, value in {**from_file, **given}.items() if value.strip()}
    ivr_tokens = _list(values, "IVR_TOKENS")
    own = f"http://127.0.0.1:{_port(values, 'PORT', 5005)}/webhooks/rest/webhook"
    return BridgeSettings(
        port=_port(values, "BRIDGE_PORT", PORT),
        public_url=_url(values, "BRIDGE_URL"),
        assistant_url=_url(values, "BRIDGE_ASSISTANT_URL") or own,
        assistant_token=values.get("BRIDGE_ASSISTANT_TOKEN") or (ivr_tokens[0] if ivr_tokens else None),
        twilio_tokens=_list(values, "TWILIO_AUTH_TOKENS"),
        jambonz_secrets=_list(values, "JAMBONZ_SECRETS"),
        jambonz_passwords=_list(values, "JAMBONZ_PASSWORDS"),
        min_confidence=_share(values, "BRIDGE_MIN_CONFIDENCE"),
        voice=values.get("BRIDGE_VOICE"),
        language=values.get("BRIDGE_LANGUAGE", "en-US"))


def _list(values: Mapping[str, str], name: str) -> Tuple[str, ...]:
    return tuple(filter(None, (entry.strip() for entry in values.get(name, "").split(","))))


def _port(values: Mapping[str, str], name: str, default: int) -> int:
    text = values.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BadSetting(f"{name} is not a port: set it to a whole number from 1 to 65535, {name}={default} for "
                         "instance.")
    return int(text)


def _url(values: Mapping[str, str], name: str) -> Optional[str]:
    url = values.get(name)
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(f"{name} is not an address: set it to one that begins with https:// or http://.")
    return url.rstrip("/")


def _share(values: Mapping[str, str], name: str) -> float:
    try:
        share = float(values.get(name, MIN_CONFIDENCE))
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise BadSetting(f"{name} is not a share: set it to a number from 0 to 1, {MIN_CONFIDENCE} for instance.")
    return share
