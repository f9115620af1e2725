"""The conversation's state in Rasa's slots: one slot an answer, and one that holds all the rest."""

from __future__ import annotations

from typing import Any, List, Mapping

from conversation.state import CONTACT, State
from prescreen.protocol import Protocol

MEMORY = "memory"
PROMPT = "prompt"


def answer_slots(protocol: Protocol) -> List[str]:
    """The slots that hold answers, one a fact."""
    return ["consent", *(fact.name for fact in protocol.facts), *CONTACT]


def state_in(slots: Mapping[str, Any], protocol: Protocol) -> State:
    """The conversation's state, from the values of its slots."""
    answers = {name: slots.get(name) for name in answer_slots(protocol)}
    return State.recall({name: value for name, value in answers.items() if value is not None}, slots.get(MEMORY))
