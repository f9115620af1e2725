"""The secrets of conversations on the web: issued here, kept by the browser, never stored by the server.

A conversation's id is a digest of its secret. Whoever knows an id, from a log or an export, does not know the secret;
and a secret that was made up leads to a conversation that does not exist. So no table of secrets is needed, and any of
several servers can check one.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Optional

SECRET_BYTES = 32
ID_DIGITS = 40

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def new_secret() -> str:
    """A secret of 256 bits, 43 characters that can stand in a header."""
    return secrets.token_urlsafe(SECRET_BYTES)


def conversation_of(secret: str) -> Optional[str]:
    """The id of the conversation that a secret opens, or None for what cannot be a secret of ours."""
    if not _SECRET.fullmatch(secret):
        return None
    return f"web-{hashlib.sha256(secret.encode('ascii')).hexdigest()[:ID_DIGITS]}"
