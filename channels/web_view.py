"""What the widget is shown: a turn with its texts, their names and its hints; the conversation from its beginning."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence

from rasa.shared.core.trackers import DialogueStateTracker

from channels.history import said_in, turns_of
from channels.replies import NOTHING_ASKED

DELETED = "declined"


def turn_view(texts: Sequence[str], names: Sequence[Optional[str]], prompt: Mapping[str, Any],
              screen: Mapping[str, Any]) -> Dict[str, Any]:
    """One reply.

    Args:
        texts: what is said, in order; the question comes last.
        names: the names of the texts in data/responses, from which the widget knows what kind each is.
        prompt: the hints about the question; keys that are missing say that nothing is asked.
        screen: progress, answers and medicines for the widget's cards.
    """
    says = [{"name": (name or "").replace("utter_", "", 1), "text": text} for text, name in zip_longest(texts, names)]
    return {"says": says, "prompt": {key: prompt.get(key, default) for key, default in NOTHING_ASKED.items()},
            "screen": dict(screen)}


def transcript(tracker: DialogueStateTracker) -> List[Dict[str, Any]]:
    """The turns of a conversation; each with `heard`, what the patient said, empty for an event without words.

    What was said before the patient had everything deleted is not shown again.
    """
    views: List[Dict[str, Any]] = []
    for turn in turns_of(tracker):
        said = said_in(turn)
        if said:
            views.append({"heard": turn[0].text or "", **turn_view(said.texts, said.names, said.prompt, said.screen)})
    return _since_deletion(views)


def _since_deletion(views: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    deleted = _last(index for index, view in enumerate(views) if view["prompt"]["disposition"] == DELETED)
    return views if deleted is None else [{**views[deleted], "heard": ""}, *views[deleted + 1:]]


def _last(indexes: Iterable[int]) -> Optional[int]:
    return max(indexes, default=None)
