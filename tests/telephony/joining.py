"""What a caller hears of a reply under the joining rule of jambonz's `rasa` verb, the strictest of all front ends.

The verb joins texts in order, an element without text erases what came before it, and when nothing is left the line is
dead for ever (lib/tasks/rasa.js of jambonz-feature-server). Every REST reply of the tests passes `heard`; at the end of
a run `unspoken` compares what was heard with Rasa's own record of every text that was to be said.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, DefaultDict, Dict, Iterator, List, Mapping, Sequence, Set, Tuple

import sqlalchemy as sa

from channels.replies import speakable

Heard = DefaultDict[str, Set[str]]


def nothing_heard() -> Heard:
    """Conversation to what was heard in it, to be filled."""
    return defaultdict(set)


def spoken(elements: Sequence[Mapping[str, Any]]) -> str:
    """What the verb speaks of the elements of a reply."""
    said = ""
    for element in elements:
        said = f"{said} {element['text']}" if element.get("text") else ""
    return said.strip()


def heard(elements: Sequence[Mapping[str, Any]]) -> str:
    """What a caller hears of a reply: never nothing, and nothing that cannot be read aloud."""
    said = spoken(elements)
    assert said, f"dead air: {elements}"
    assert said == speakable(said)
    return said


def joined(texts: Sequence[str]) -> str:
    """The texts of a turn as they are to be heard."""
    return " ".join(filter(None, map(speakable, texts)))


def unspoken(database_url: str, conversations: Mapping[str, Set[str]]) -> List[Tuple[str, str]]:
    """The turns of which not every text was heard, as (conversation, what was to be heard)."""
    return [(sender, joined(texts)) for sender, texts in _turns(database_url)
            if sender in conversations and joined(texts) not in conversations[sender]]


def _turns(database_url: str) -> Iterator[Tuple[str, List[str]]]:
    """Every saved turn of every conversation with its texts, as Rasa recorded them; none where nothing was saved."""
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        begun = sa.inspect(connection).has_table("events")
        rows = connection.execute(sa.text("SELECT sender_id, type_name, data FROM events ORDER BY id")).all() \
            if begun else []
    engine.dispose()
    turns: Dict[str, List[List[str]]] = defaultdict(list)
    for sender, kind, data in rows:
        if kind == "user":
            turns[sender].append([])
        elif kind == "bot" and turns[sender]:
            turns[sender][-1].append(json.loads(data).get("text") or "")
    return ((sender, texts) for sender, own in turns.items() for texts in own if texts)
