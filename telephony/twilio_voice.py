"""Twilio Voice: its webhooks (forms) and what they are answered with (TwiML)."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from twilio.twiml.voice_response import Gather, VoiceResponse

from telephony.delivery import Call, Delivery, listened
from telephony.hints import hints_for
from telephony.line import SECONDS_ON_THE_LINE, Next
from telephony.settings import BridgeSettings

PATIENCE_SECONDS = 12.0     # Twilio waits for 15
SECONDS_OF_SILENCE = 7
SECONDS_BETWEEN_DIGITS = 4  # Twilio has one time for both
SECONDS_AFTER_THE_END = 6
DIGITS = ("number", "duration", "phone", "code")
CODE_TOO = ("consent",)     # whoever has a code may key it at the first question
OVER = ("completed", "busy", "failed", "no-answer", "canceled")
HINT_CHARACTERS = 4_000     # hints are one attribute of the answer, which may have 64 kB


def call_of(fields: Mapping[str, str]) -> Optional[Call]:
    """The call that a webhook is about; None when it names none."""
    return Call(fields["CallSid"], fields.get("From", "")) if fields.get("CallSid") else None


def heard(fields: Mapping[str, str], turn: int, least: float) -> Delivery:
    """What the result of a `<Gather>` says: Digits, or SpeechResult with Confidence, or neither."""
    try:
        confidence: Optional[float] = float(fields.get("Confidence", ""))
    except ValueError:
        confidence = None
    return listened(turn, fields.get("Digits", ""), fields.get("SpeechResult", ""), confidence, least)


def is_over(fields: Mapping[str, str]) -> bool:
    """Whether a status callback tells of the end of a call."""
    return fields.get("CallStatus") in OVER


def twiml(step: Next, settings: BridgeSettings) -> str:
    """The answer to a webhook."""
    response = VoiceResponse()
    if step.reply is None:
        _wait(response, step, settings)
    else:
        response.append(_gather(step, settings))
        if step.ends:
            response.hangup()
    return str(response)


def _wait(response: VoiceResponse, step: Next, settings: BridgeSettings) -> None:
    """An apology; then the assistant is tried again, or the call ends."""
    response.say(step.text, **_voice(settings))
    if step.ends:
        response.hangup()
        return
    response.pause(length=SECONDS_ON_THE_LINE)
    response.redirect(f"/twilio/again?turn={step.turn}&tries={step.tries}", method="POST")


def _gather(step: Next, settings: BridgeSettings) -> Gather:
    """The words, during which the caller may already speak or press; at the end silence hangs up by itself."""
    reply = step.reply
    how: Any = {"input": "dtmf speech", "action": f"/twilio/heard?turn={step.turn}", "method": "POST",
                "timeout": SECONDS_AFTER_THE_END if step.ends else SECONDS_OF_SILENCE, "speech_timeout": "auto",
                "language": settings.language, "action_on_empty_result": not step.ends, "finish_on_key": "#"}
    if reply.fact in CODE_TOO:
        how["timeout"] = SECONDS_BETWEEN_DIGITS
    elif reply.expects not in DIGITS:
        how["num_digits"] = 1
    hints = _joined(hints_for(reply))
    if hints:
        how["hints"] = hints
    gather = Gather(**how)
    gather.say(step.text, **_voice(settings))
    return gather


def _joined(words: Any) -> str:
    """As many hints as there is room for."""
    joined = ""
    for word in words:
        if len(joined) + len(word) >= HINT_CHARACTERS:
            break
        joined = f"{joined},{word}" if joined else word
    return joined


def _voice(settings: BridgeSettings) -> Any:
    return {"language": settings.language, **({"voice": settings.voice} if settings.voice else {})}
