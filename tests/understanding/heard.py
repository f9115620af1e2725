"""What is understood of an utterance at a question, with all readers as the conversation uses them."""

from __future__ import annotations

from functools import cache
from typing import Any, Dict, Optional

from prescreen import protocol
from tests.understanding.said import TODAY
from understanding.context import understand
from understanding.meaning import Meaning, Question
from understanding.reader import Reader

PROTOCOL = protocol.load()


@cache
def reader() -> Reader:
    """The one reader of all tests."""
    return Reader()


def heard(question: str, utterance: str, item: Optional[str] = None, known: Optional[Dict[str, Any]] = None) -> Meaning:
    """The meaning of an utterance at a question."""
    asked = PROTOCOL.questions[question]
    put = Question(asked.name, asked.fact, item, asked.expects, asked.keys)
    return understand(put, reader().read(utterance, TODAY), known or {}, TODAY)


def facts(question: str, utterance: str) -> Dict[str, Any]:
    """Every fact told, with its value; the medicines by name."""
    told: Dict[str, Any] = {}
    for said in heard(question, utterance).answers:
        listed = said.fact == "immunosuppressants" and isinstance(said.value, list)
        told[said.fact] = sorted(entry["name"] for entry in said.value) if listed else said.value
    return told
