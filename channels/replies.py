"""The reply of the telephone channel: exactly one element, whose text can be spoken."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Dict, Mapping, Sequence

NOTHING_ASKED: Dict[str, Any] = {"fact": None, "item": None, "expects": "none", "dtmf": {}, "done": False,
                                 "disposition": None, "reference": None}

_LINK = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.\S+", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BULLETS = re.compile(r"^\s*(?:[-+\N{BULLET}\N{MIDDLE DOT}\N{EN DASH}]\s+)+", re.MULTILINE)
_MARKUP = re.compile(r"[*_`~#|<>\[\]{}\\^]")
_UNSPOKEN_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk")


def reply_bytes(recipient: str, texts: Sequence[str], prompt: Mapping[str, Any]) -> bytes:
    """The body of a reply: a JSON list of one element, the same bytes for the same reply.

    Args:
        recipient: the conversation's id.
        texts: what is said, in order; at least one is not blank.
        prompt: the hints about the question; keys that are missing say that nothing is asked.

    Raises:
        ValueError: nothing that can be spoken is left of the texts.
    """
    text = " ".join(filter(None, (speakable(part) for part in texts)))
    if not text:
        raise ValueError("nothing to say")
    custom = {key: prompt.get(key, default) for key, default in NOTHING_ASKED.items()}
    return json.dumps([{"recipient_id": recipient, "text": text, "custom": custom}], ensure_ascii=False).encode("utf-8")


def speakable(text: str) -> str:
    """The text as it can be read aloud: no markup, links, bullets, emoji or control characters, on one line.

    The approved texts hold none of these. A patient's own words that are read back may.
    """
    text = _MARKDOWN_LINK.sub(r"\1", text)
    text = _LINK.sub(" ", _TAG.sub(" ", text))
    text = _MARKUP.sub(" ", text).replace("&", " and ")
    text = _BULLETS.sub("", "".join(character if _is_spoken(character) else " " for character in text))
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))


def _is_spoken(character: str) -> bool:
    """Whether a character is no emoji and no control character; a line's end stays, bullets are told by it."""
    return character == "\n" or unicodedata.category(character) not in _UNSPOKEN_CATEGORIES
