"""Between Rasa's tracker and the conversation's state: the only place that knows the shapes of slots."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Dict, List, Mapping, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.slots import MEMORY, PROMPT, answer_slots, state_in
from conversation.state import State
from conversation.talk import prompt
from prescreen.protocol import Protocol


def state_of(tracker: Tracker, protocol: Protocol) -> State:
    """The conversation's state, from the tracker's slots."""
    return state_in(tracker.slots, protocol)


def slot_events(tracker: Tracker, protocol: Protocol, state: State, question_item: Optional[str]) -> List[EventType]:
    """The slots that a turn has changed; `prompt` is always among them, so that each turn carries its hints.

    Args:
        tracker: the conversation so far.
        protocol: the study.
        state: what the turn came to.
        question_item: the medicine or fact of the question in the words of a patient, for the question's text.
    """
    slots: Dict[str, Any] = {name: state.answers.get(name) for name in answer_slots(protocol)}
    slots.update({
        MEMORY: state.memory(),
        "tries": state.asked.wording or None,
        "item": question_item,
        "pause_reason": state.pause_reason,
        "disposition": state.disposition,
        "reference": state.reference,
    })
    changed = [SlotSet(name, value) for name, value in slots.items() if tracker.slots.get(name) != value]
    # Without this one, Rasa's form takes an unchanged question for its end, and runs again from its beginning.
    asked = SlotSet("requested_slot", state.asked.question)
    return [*changed, asked, SlotSet(PROMPT, prompt(protocol, state))]


def last_message(tracker: Tracker) -> Mapping[str, Any]:
    """The user event of this turn; empty before the first."""
    return next((event for event in reversed(tracker.events) if event.get("event") == "user"), {})


def event_of(message: Mapping[str, Any]) -> Optional[str]:
    """What the channel says of a delivery: start, no_input, no_match, hangup, or nothing."""
    return (message.get("metadata") or {}).get("event")


def origin_of(message: Mapping[str, Any]) -> str:
    """The channel's mark of where a delivery comes from; empty when it could not tell."""
    return (message.get("metadata") or {}).get("origin") or ""


def time_of(message: Mapping[str, Any]) -> datetime:
    """When a message came, in UTC; now when the event does not say."""
    stamp = message.get("timestamp")
    return datetime.fromtimestamp(stamp, timezone.utc) if stamp else datetime.now(timezone.utc)
