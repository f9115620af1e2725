"""What a tracker remembers of the turns of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from rasa.shared.core.events import BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

PROMPT_SLOT = "prompt"
SCREEN_SLOT = "screen"
TRIES_SLOT = "tries"
FINGERPRINT = "delivery"


@dataclass(frozen=True)
class Said:
    """What the assistant said in one turn.

    Attributes:
        texts: the texts, in the order spoken; the question is the last one.
        prompt: the value of the slot `prompt`: what is asked, and how it may be answered.
        names: the names of the texts in data/responses, in the same order; None for a text that has none.
        screen: the value of the slot `screen`, for channels that show more than words; empty where it was not set.
    """

    texts: Tuple[str, ...]
    prompt: Dict[str, Any]
    names: Tuple[Optional[str], ...] = ()
    screen: Dict[str, Any] = field(default_factory=dict)

    @property
    def question(self) -> "Said":
        """Only the question of it, which is the last text."""
        return Said(self.texts[-1:], self.prompt, self.names[-1:], self.screen)


def said_in(events: Iterable[Event]) -> Optional[Said]:
    """What was said in the events of one turn, or None when it has no text or did not set the prompt."""
    spoken: List[BotUttered] = []
    slots: Dict[str, Dict[str, Any]] = {}
    for event in events:
        if isinstance(event, BotUttered) and event.text and event.text.strip():
            spoken.append(event)
        elif isinstance(event, SlotSet) and event.key in (PROMPT_SLOT, SCREEN_SLOT) and isinstance(event.value, dict):
            slots[event.key] = event.value
    if not spoken or PROMPT_SLOT not in slots:
        return None
    return Said(tuple(event.text for event in spoken), slots[PROMPT_SLOT],
                tuple((event.metadata or {}).get("utter_action") for event in spoken), slots.get(SCREEN_SLOT, {}))


def asked_again(events: Iterable[Event]) -> bool:
    """Whether in the events of one turn a question was asked again in other words.

    The slot `tries` is set only when it changes, and holds something only after an answer that was not understood.
    """
    return any(isinstance(event, SlotSet) and event.key == TRIES_SLOT and event.value for event in events)


def turns_of(tracker: DialogueStateTracker) -> List[List[Event]]:
    """The turns of a conversation: each begins with what the patient said and ends before the next."""
    turns: List[List[Event]] = []
    inside = False
    for event in tracker.events:
        if isinstance(event, UserUttered):
            turns.append([])
            inside = True
        elif isinstance(event, SessionStarted):
            inside = False
        if inside:
            turns[-1].append(event)
    return turns


def turn_of_message(tracker: DialogueStateTracker, message_id: str) -> Optional[Sequence[Event]]:
    """The turn that answered the delivery with this id, or None."""
    return next((turn for turn in turns_of(tracker) if turn[0].message_id == message_id), None)


def last_question(tracker: DialogueStateTracker) -> Optional[Said]:
    """The last text that was said in the conversation, with its prompt; None before anything was said."""
    for turn in reversed(turns_of(tracker)):
        said = said_in(turn)
        if said:
            return said.question
    return None
