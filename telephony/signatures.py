"""Whether a webhook comes from the provider that it claims to come from."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from typing import Mapping, Optional, Sequence

from twilio.request_validator import RequestValidator

SECONDS_OFF = 300


def from_twilio(tokens: Sequence[str], url: str, fields: Mapping[str, str], signature: Optional[str]) -> bool:
    """Whether Twilio signed a form (X-Twilio-Signature), by Twilio's own validator.

    Args:
        tokens: the auth tokens that are valid now.
        url: the whole address as Twilio called it, with its query.
        fields: the fields of the form, or a multi-value mapping with `getall`.
        signature: what the header says.
    """
    return bool(signature) and any(RequestValidator(token).validate(url, fields, signature) for token in tokens)


def from_jambonz(secrets: Sequence[str], body: bytes, signature: Optional[str], now: float) -> bool:
    """Whether jambonz signed a body (Jambonz-Signature: t=<seconds>,v1=<hex of HMAC-SHA256 over "<t>.<body>">).

    Args:
        secrets: the webhook secrets that are valid now.
        body: the body as it came.
        signature: what the header says.
        now: seconds since 1970; a signature more than five minutes off is too old, or replayed.
    """
    match = re.fullmatch(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", signature or "")
    if not match or abs(now - int(match[1])) > SECONDS_OFF:
        return False
    signed = match[1].encode("ascii") + b"." + body
    expected = [hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return any(hmac.compare_digest(each, match[2]) for each in expected)


def has_password(passwords: Sequence[str], authorization: Optional[str]) -> bool:
    """Whether HTTP basic authentication shows one of the passwords; any user name will do."""
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        shown = base64.b64decode(encoded.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return False
    return any(hmac.compare_digest(password.encode("utf-8"), shown) for password in passwords)
