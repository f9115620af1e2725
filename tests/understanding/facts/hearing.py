"""What is understood when a patient answers a question."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, List, Mapping, Optional, Tuple

from prescreen import protocol
from tests.understanding.said import TODAY
from understanding.context import understand
from understanding.meaning import Meaning, Question
from understanding.reader import Reader

Entry = Tuple[Optional[str], Any]


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader()


def hear(question: str, say: str, item: Optional[str] = None, known: Optional[Mapping[str, Any]] = None) -> Meaning:
    """What an answer to a question means."""
    asked = protocol.load().questions[question]
    waiting = Question(asked.name, asked.fact, item, asked.expects, asked.keys)
    return understand(waiting, _reader().read(say, TODAY), known or {}, TODAY)


def value(meaning: Meaning, fact: str) -> Any:
    """The value given to a fact, or None."""
    said = meaning.answer_to(fact)
    return said.value if said else None


def taken(meaning: Meaning) -> List[Entry]:
    """Name and weeks of each medicine to be added, the doubtful ones last."""
    lists = [said.value for said in meaning.answers
             if said.fact == "immunosuppressants" and isinstance(said.value, list) and not said.removes]
    return [(entry["name"], entry["weeks"]) for entry in (*(each for one in lists for each in one), *meaning.doubtful)]


def removed(meaning: Meaning) -> List[Optional[str]]:
    """The medicines to be taken out of the ledger."""
    return [entry["name"] for said in meaning.answers if said.removes for entry in said.value]
