"""The checks at the door: what comes in from outside, before any of it reaches Rasa."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence

from channels import limits

EVENTS = ("start", "no_input", "no_match", "hangup")
FORWARDING_HEADERS = ("x-forwarded-for", "x-real-ip", "forwarded", "via")

_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:+-]+")
_COMMAND = re.compile(r"\W*[/\N{FULLWIDTH SOLIDUS}\N{FRACTION SLASH}\N{DIVISION SLASH}]")


class Refused(Exception):
    """A delivery that is not taken.

    Attributes:
        status: the HTTP status, 4xx.
        mend: one sentence for the developer of the front end that says what to mend.
    """

    def __init__(self, status: int, mend: str) -> None:
        """A refusal with its status and its sentence."""
        super().__init__(mend)
        self.status = status
        self.mend = mend


@dataclass(frozen=True)
class Delivery:
    """One message as it is handed to a turn.

    Attributes:
        sender: the conversation's id.
        text: what the patient said; empty when an event came without words.
        event: one of EVENTS, or None.
        message_id: the front end's id of the delivery, or None.
        fingerprint: a digest of text and event as delivered, to tell a retry from another message under the same id.
        origin: a mark of where it comes from, by which wrong codes are counted; empty when the channel cannot tell.
    """

    sender: str
    text: str
    event: Optional[str] = None
    message_id: Optional[str] = None
    fingerprint: str = ""
    origin: str = ""


def check_caller(tokens: Sequence[str], given: Sequence[str], address: str, headers: Mapping[str, str]) -> None:
    """Let in who shows a token; without tokens in the settings, only who calls from this machine.

    A forwarded request comes from a proxy: its caller is somewhere else, whatever the proxy's own address is.

    Args:
        tokens: the tokens that are valid now.
        given: the tokens that the caller shows.
        address: the address of the other end of the connection.
        headers: the request's headers.

    Raises:
        Refused: 401.
    """
    if tokens:
        if not any([_same(token, shown) for token in tokens for shown in given]):  # noqa: C419 (in constant time)
            raise Refused(401, "Send a valid token, as ?token=... or as the header Authorization: Bearer ...")
    elif not _is_from_here(address, headers):
        raise Refused(401, "No token is configured, so only this machine is answered: set IVR_TOKENS on the server "
                           "and send one of them.")


def check_operator(token: Optional[str], headers: Mapping[str, str], address: str) -> None:
    """Let in who calls from this machine, and who shows the token, where there is one.

    Raises:
        Refused: 401.
    """
    shown = token is not None and any(_same(token, each) for each in bearer(headers))
    if not shown and not _is_from_here(address, headers):
        raise Refused(401, "Call from the machine itself, or set METRICS_TOKEN on the server and send it as the header "
                           "Authorization: Bearer ...")


def bearer(headers: Mapping[str, str]) -> List[str]:
    """The token of the header `Authorization: Bearer ...`: one or none."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return [token.strip()] if scheme.lower() == "bearer" and token.strip() else []


def check_delivery(body: bytes, sender: Optional[str] = None) -> Delivery:
    """Read one delivery.

    Args:
        body: the request's body, JSON in UTF-8.
        sender: the conversation's id where the channel knows it; otherwise the body says it.

    Raises:
        Refused: 400 for a body, sender, message, message_id or metadata that cannot be taken; 413 for a text that is
            too long.
    """
    fields = _json_object(body)
    sender = sender or _identifier(fields, "sender")
    if sender is None:
        raise Refused(400, 'Send "sender", the id of the call, as a string.')
    message_id = _identifier(fields, "message_id")
    event = _event(fields)
    text = _message(fields, event)
    said = take_slash_away(text)
    if event is None and not said:
        event = "no_match"
    return Delivery(sender, said, event, message_id, _fingerprint(text, event))


def take_slash_away(text: str) -> str:
    """What was said, without a leading slash and whatever stands before it, and without control characters.

    Rasa reads a text that begins with a slash as an intent with full confidence, `/restart` for instance. "/ /restart"
    survives one removal, so everything up to the last slash before the first word goes.
    """
    words = "".join(_visible(character) for character in text)
    command = _COMMAND.match(words)
    return words[command.end():].strip() if command else words.strip()


def _visible(character: str) -> str:
    """A control character becomes a space; a format character, such as a zero-width space, becomes nothing."""
    category = unicodedata.category(character)
    return " " if category == "Cc" else "" if category == "Cf" else character


def _json_object(body: bytes) -> Dict[str, Any]:
    if len(body) > limits.MAX_BODY_BYTES:
        raise too_large()
    try:
        fields = json.loads(body.decode("utf-8"))
    except RecursionError:
        raise Refused(400, "The body is nested too deeply: send one flat JSON object.") from None
    except ValueError:
        raise Refused(400, "The body is not JSON in UTF-8.") from None
    if not isinstance(fields, dict):
        raise Refused(400, 'The body is not a JSON object: send {"sender": "...", "message": "..."}.')
    return fields


def too_large() -> Refused:
    """The refusal of a body that is too large to read."""
    return Refused(413, f"The body is larger than {limits.MAX_BODY_BYTES} bytes.")


def _identifier(fields: Dict[str, Any], name: str) -> Optional[str]:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused(400, f'"{name}" is not a string.')
    if not value.strip():
        raise Refused(400, f'"{name}" is blank.')
    if len(value) > limits.MAX_ID_CHARACTERS:
        raise Refused(400, f'"{name}" is longer than {limits.MAX_ID_CHARACTERS} characters.')
    if not _IDENTIFIER.fullmatch(value):
        raise Refused(400, f'"{name}" has characters other than A-Z a-z 0-9 _ . : + -')
    return value


def _event(fields: Dict[str, Any]) -> Optional[str]:
    metadata = fields.get("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Refused(400, '"metadata" is not an object.')
    event = metadata.get("event")
    if event is not None and event not in EVENTS:
        raise Refused(400, f'"metadata.event" is none of {", ".join(EVENTS)}.')
    return event


def _message(fields: Dict[str, Any], event: Optional[str]) -> str:
    text = fields.get("message")
    if text is None and event is not None and "message" not in fields:
        return ""
    if not isinstance(text, str):
        raise Refused(400, 'Send "message", what was said or keyed, as a string.')
    if len(text) > limits.MAX_TEXT_CHARACTERS:
        raise Refused(413, f'"message" is longer than {limits.MAX_TEXT_CHARACTERS} characters.')
    if "\x00" in text or not _is_encodable(text):
        raise Refused(400, '"message" holds a NUL or half of a surrogate pair.')
    if not text.strip() and event is None:
        raise Refused(400, '"message" is blank: send words, or metadata {"event": "no_input"} for silence.')
    return text


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_from_here(address: str, headers: Mapping[str, str]) -> bool:
    """Whether the caller is on this machine; a forwarded request comes from elsewhere."""
    return _is_loopback(address) and not any(header in headers for header in FORWARDING_HEADERS)


def _is_loopback(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_loopback


def _same(token: str, shown: str) -> bool:
    return hmac.compare_digest(token.encode("utf-8", "replace"), shown.encode("utf-8", "replace"))


def _fingerprint(text: str, event: Optional[str]) -> str:
    return hashlib.sha256(json.dumps([text, event]).encode("ascii")).hexdigest()
