"""From a message in the tracker to what the conversation heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Mapping

from rasa_sdk import Tracker

from actions.tracker import event_of, last_message, origin_of, time_of
from conversation.talk import Heard
from understanding.context import understand
from understanding.meaning import Meaning, Question
from understanding.mentions import Reading

# A classifier never rejects nonsense, so its word counts only when the rules found nothing, it is sure, and being
# wrong does no harm: an answered question, never an answer and never an end.
SURE = 0.75
HARMLESS = frozenset((
    "why", "repeat", "help", "person", "robot", "privacy", "on_behalf", "faq_clinical_trial", "faq_take_part",
    "faq_duration", "faq_compensation", "faq_trial_safety", "trial_what", "trial_sponsor", "trial_where",
    "trial_recruiting", "trial_safe", "trial_cost", "trial_steps", "how_long_now", "medical_advice"))


def heard(tracker: Tracker) -> Heard:
    """This turn's delivery, ready to be understood in the context of the question that waits."""
    message = last_message(tracker)
    parsed = message.get("parse_data") or {}
    reading = Reading.from_dict(parsed["reading"]) if parsed.get("reading") else None

    def in_context(question: Question, known: Mapping[str, Any], today: date) -> Meaning:
        if reading is None:
            return Meaning()
        return _with_intent(understand(question, reading, known, today), parsed.get("intent") or {})

    return Heard(understand=in_context, text=message.get("text") or "", event=event_of(message),
                 channel=tracker.get_latest_input_channel() or "rest", conversation=tracker.sender_id,
                 at=time_of(message), origin=origin_of(message))


def _with_intent(meaning: Meaning, intent: Mapping[str, Any]) -> Meaning:
    """The classifier's intent, where the rules left everything open."""
    sure = (intent.get("confidence") or 0.0) >= SURE
    if meaning.usable or not sure or intent.get("name") not in HARMLESS:
        return meaning
    return replace(meaning, request=intent["name"])
