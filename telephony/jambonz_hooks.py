"""jambonz: its application webhooks (JSON) and what they are answered with (a list of verbs)."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from telephony.delivery import Call, Delivery, listened
from telephony.hints import hints_for
from telephony.line import SECONDS_ON_THE_LINE, Next
from telephony.settings import BridgeSettings

PATIENCE_SECONDS = 9.0      # jambonz waits for 10
SECONDS_OF_SILENCE = 10
SECONDS_AFTER_THE_END = 6
SECONDS_BETWEEN_DIGITS = 3
DIGITS = ("number", "duration", "phone", "code")
CODE_TOO = ("consent",)     # whoever has a code may key it at the first question
OVER = ("completed", "failed", "busy", "no-answer")
Verbs = List[Dict[str, Any]]


def call_of(fields: Mapping[str, Any]) -> Optional[Call]:
    """The call that a webhook is about; None when it names none."""
    call, caller = fields.get("call_sid"), fields.get("from")
    return Call(call, caller if isinstance(caller, str) else "") if isinstance(call, str) and call else None


def heard(fields: Mapping[str, Any], turn: int, least: float) -> Delivery:
    """What the action hook of `gather` says: digits, or speech with its alternatives, or that nothing came."""
    best = _best(fields.get("speech"))
    digits, words, confidence = fields.get("digits"), best.get("transcript"), best.get("confidence")
    return listened(turn, digits if isinstance(digits, str) else "", words if isinstance(words, str) else "",
                    confidence if isinstance(confidence, (int, float)) else None, least)


def is_silence(fields: Mapping[str, Any]) -> bool:
    """Whether nothing was said or keyed."""
    return not fields.get("digits") and not _best(fields.get("speech")).get("transcript")


def is_over(fields: Mapping[str, Any]) -> bool:
    """Whether a call status hook tells of the end of a call."""
    return fields.get("call_status") in OVER


def verbs(step: Next, settings: BridgeSettings) -> Verbs:
    """The answer to a webhook."""
    if step.reply is None:
        return _wait(step, settings)
    return [_gather(step, settings)]


def hang_up() -> Verbs:
    """The end."""
    return [{"verb": "hangup"}]


def _wait(step: Next, settings: BridgeSettings) -> Verbs:
    """An apology; then the assistant is tried again, or the call ends."""
    said: Dict[str, Any] = {"verb": "say", **_say(step.text, settings)}
    if step.ends:
        return [said, *hang_up()]
    return [said, {"verb": "pause", "length": SECONDS_ON_THE_LINE},
            {"verb": "redirect", "actionHook": f"/jambonz/again?turn={step.turn}&tries={step.tries}"}]


def _gather(step: Next, settings: BridgeSettings) -> Dict[str, Any]:
    """The words, during which the caller may already speak or press. `ended` tells the next webhook to hang up."""
    ended = "&ended=1" if step.ends else ""
    gather: Dict[str, Any] = {
        "verb": "gather", "input": ["digits", "speech"], "actionHook": f"/jambonz/heard?turn={step.turn}{ended}",
        "bargein": True, "dtmfBargein": True, "listenDuringPrompt": True, "finishOnKey": "#",
        "timeout": SECONDS_AFTER_THE_END if step.ends else SECONDS_OF_SILENCE,
        "recognizer": {"vendor": "default", "language": settings.language, "hints": hints_for(step.reply)},
        "say": _say(step.text, settings)}
    if step.reply.expects in DIGITS or step.reply.fact in CODE_TOO:
        gather["interDigitTimeout"] = SECONDS_BETWEEN_DIGITS
    else:
        gather["numDigits"] = 1
    return gather


def _say(text: str, settings: BridgeSettings) -> Dict[str, Any]:
    if settings.voice is None:
        return {"text": text}
    return {"text": text,
            "synthesizer": {"vendor": "default", "language": settings.language, "voice": settings.voice}}


def _best(speech: Any) -> Mapping[str, Any]:
    """The first alternative of a recognition."""
    alternatives = speech.get("alternatives") if isinstance(speech, dict) else None
    first = alternatives[0] if isinstance(alternatives, list) and alternatives else None
    return first if isinstance(first, dict) else {}
