"""The question an utterance answers, and what is known when it is asked, as the conversation would have them."""

from __future__ import annotations

from typing import Any, Dict, Optional

from benchmarks.scoring import EXCLUDING
from prescreen.medicines import medicine_list
from prescreen.protocol import Protocol, QuestionDefinition
from understanding.meaning import Question

ITEMS = {"treatment_length": "methotrexate", "confirm": "seizures", "confirm_medicine": "azathioprine"}
"""What a question asks about where a sentence does not say, as alarms and junk may."""


def question_of(protocol: Protocol, name: str, item: Optional[str]) -> Question:
    """A question as `conversation.talk` makes it."""
    definition = protocol.questions.get(name) or QuestionDefinition("anything_else", None, "none")
    item = item or ITEMS.get(name)
    return Question(definition.name, definition.fact, item, definition.expects, definition.keys)


def known_at(protocol: Protocol, name: str, item: Optional[str]) -> Dict[str, Any]:
    """The least that must have been answered for a question to be asked."""
    item = item or ITEMS.get(name)
    known: Dict[str, Any] = {} if name in ("consent", "reference", "reference_age") else {"consent": "yes"}
    if name == "treatment_length":
        known["immunosuppressants"] = [ledger_entry(item)]
    elif name == "more_medicines":
        known["immunosuppressants"] = [ledger_entry("methotrexate")]
    elif name == "confirm" and item:
        known[item] = 15 if item == "age" else EXCLUDING.get(item)
    definition = protocol.questions.get(name)
    fact = protocol.fact(definition.fact) if definition and definition.fact else None
    known.update(fact.only_after if fact else {})
    return known


def ledger_entry(name: Optional[str], weeks: Any = None) -> Dict[str, Any]:
    """A medicine as the ledger stores it."""
    return {"name": name, "class": medicine_list().klass(name) if name else None, "weeks": weeks,
            "ongoing": None, "words": name or ""}
