"""The keys of the log: what is personal is encrypted with AES-GCM, and rows are sealed with HMAC-SHA256.

A key is 32 bytes, written in base64. Several may be given, one a line in the key file or separated by commas in
`LOG_KEYS`: the first one writes, all of them read. What is written names its key, so that keys can be rotated.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence, Tuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from prescreen.log.failures import LogUnavailable
from prescreen.log.location import key_file, keys_setting

KEY_BYTES = 32
NONCE_BYTES = 12
MARK = "aes256gcm"


class Tampered(Exception):
    """What was read is not what was written, or was written with a key that is not here."""


class Keyring:
    """The keys: the first one writes, all of them read."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """A ring of one key or more, each of 32 bytes."""
        self.ids: Tuple[str, ...] = tuple(map(id_of, keys))
        self._ciphers = {id_of(key): AESGCM(_derived(key, b"words")) for key in keys}
        self._seals = {id_of(key): _derived(key, b"seal") for key in keys}

    @property
    def current(self) -> str:
        """The id of the key that writes."""
        return self.ids[0]

    def encrypt(self, text: str) -> str:
        """A text as the database keeps it; the id of its key stands in it."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._ciphers[self.current].encrypt(nonce, text.encode("ascii"), self.current.encode())
        return f"{MARK}:{self.current}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, kept: str) -> str:
        """The text; raises Tampered."""
        try:
            _, key_id, encoded = kept.split(":")
            sealed = base64.b64decode(encoded, validate=True)
            cipher = self._ciphers[key_id]
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], key_id.encode()).decode("ascii")
        except (ValueError, KeyError, binascii.Error, InvalidTag):
            raise Tampered from None

    def seal(self, content: Any) -> str:
        """A mark that only who has the key can make: `<key id>:<HMAC-SHA256>`."""
        return f"{self.current}:{self._mark(self.current, content)}"

    def is_sealed(self, content: Any, seal: Optional[str]) -> bool:
        """Whether the mark was made of this content."""
        key_id, _, mark = (seal or "").partition(":")
        return key_id in self._seals and hmac.compare_digest(self._mark(key_id, content), mark)

    def mark(self, seal: Optional[str]) -> int:
        """A number made of a seal, for tallies; 0 for what cannot be a seal of these keys."""
        key_id = (seal or "").partition(":")[0]
        return int(self._mark(key_id, ["tally", seal]), 16) if key_id in self._seals else 0

    def _mark(self, key_id: str, content: Any) -> str:
        text = json.dumps(content, sort_keys=True, default=str)
        return hmac.new(self._seals[key_id], text.encode("ascii"), hashlib.sha256).hexdigest()


def id_of(key: bytes) -> str:
    """The name of a key, which tells nothing of it."""
    return hashlib.sha256(b"id" + key).hexdigest()[:8]


def keyring(environment: Optional[Mapping[str, str]] = None, file: Optional[Path] = None) -> Keyring:
    """The keys of this deployment: from `LOG_KEYS`, or else from the key file, which is made when it is missing.

    Raises:
        LogUnavailable: the keys cannot be read, or are no keys.
    """
    setting = keys_setting(environment)
    if setting:
        return Keyring([_key(text, "LOG_KEYS") for text in setting.split(",")])
    return Keyring(keys_in(file or key_file(environment)))


def keys_in(file: Path) -> Sequence[bytes]:
    """The keys of a key file, which is made, for its owner alone, when it is missing; raises LogUnavailable."""
    try:
        if not file.exists():
            _make(file)
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
        lines = [line.strip() for line in file.read_text(encoding="ascii").splitlines()]
    except (OSError, UnicodeDecodeError):
        raise LogUnavailable(f"The key file {file} cannot be read or made: check its folder and permissions.") from None
    keys = [_key(line, str(file)) for line in lines if line and not line.startswith("#")]
    if not keys:
        raise LogUnavailable(f"The key file {file} holds no key: put back the one that the log was written with.")
    return keys


def write_keys(file: Path, keys: Sequence[bytes]) -> None:
    """Write a key file, whole or not at all."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.unfinished")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
        opened.writelines(f"{base64.b64encode(key).decode()}\n" for key in keys)
    unfinished.replace(file)


def new_key() -> bytes:
    """A fresh key."""
    return secrets.token_bytes(KEY_BYTES)


def _make(file: Path) -> None:
    """Of several processes that make the file at once, one comes first, and all use its key."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    write_keys(mine, [new_key()])
    with contextlib.suppress(FileExistsError):
        os.link(mine, file)
    mine.unlink()


def _key(text: str, place: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise LogUnavailable(f"A key in {place} is no key: write 32 random bytes in base64 "
                             "(`openssl rand -base64 32` makes one).")
    return key


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, b"lupus-prescreening " + purpose, hashlib.sha256).digest()
