"""What came of a call, the same for every provider, and what the assistant is told of it."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any, Dict, Optional

MOST_CHARACTERS = 2_000
WITHHELD = re.compile(r"anonymous|restricted|private|unknown|unavailable|withheld|\+?266696687", re.IGNORECASE)
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_.:+-]")


@dataclass(frozen=True)
class Call:
    """One call.

    Attributes:
        id: the provider's id of it.
        caller: the number that calls, or nothing when it is withheld.
    """

    id: str
    caller: str = ""

    def sender(self, key: str) -> str:
        """The conversation's id at the assistant: the call's id, and a keyed digest of the caller's number.

        By the digest, wrong codes are counted for each caller and not for each call; the number itself stays here.
        """
        call = _NOT_IN_AN_ID.sub("-", self.id)[:96]
        number = re.sub(r"[^0-9A-Za-z@.+]", "", self.caller)
        if not number or WITHHELD.search(number):
            return call
        digest = hmac.new(key.encode("utf-8"), number.encode("utf-8"), hashlib.sha256).hexdigest()
        return f"{call}.from-{digest[:16]}"


@dataclass(frozen=True)
class Delivery:
    """One message to the assistant.

    Attributes:
        turn: the number of the turn in the call; together with the call's id it is the message's id, so that a webhook
            that a provider sends again is answered as before and counts once.
        message: what was said or keyed.
        event: start, no_input, no_match, hangup, or None.
    """

    turn: str
    message: str = ""
    event: Optional[str] = None

    def body(self, sender: str) -> Dict[str, Any]:
        """The JSON body for the REST channel."""
        body: Dict[str, Any] = {"sender": sender, "message": self.message, "message_id": f"turn-{self.turn}"}
        if self.event:
            body["metadata"] = {"event": self.event}
        return body


START = Delivery("0", event="start")
HANG_UP = Delivery("hangup", event="hangup")


def listened(turn: int, digits: str, speech: str, confidence: Optional[float], least: float) -> Delivery:
    """What the caller keyed or said; nothing of both is silence.

    Args:
        turn: the number of the turn.
        digits: the keys, or nothing.
        speech: the recognised words, or nothing.
        confidence: how sure the recogniser is, 0 to 1; None or 0 when it does not say (0.0 is how Google's recogniser,
            which providers use, says so).
        least: words that are less sure count as not understood. They are sent along all the same, because an emergency
            must be heard even then.
    """
    if digits:
        return Delivery(str(turn), digits)
    words = speech.strip()[:MOST_CHARACTERS]
    if not words:
        return Delivery(str(turn), event="no_input")
    if confidence and confidence < least:
        return Delivery(str(turn), words, "no_match")
    return Delivery(str(turn), words)


def again(turn: int) -> Delivery:
    """After a failure nobody knows which question waits: `*` has it asked again, and the outcome after the end."""
    return Delivery(str(turn), "*")
