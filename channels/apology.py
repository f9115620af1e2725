"""What is said when something inside has failed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.shared.core.trackers import DialogueStateTracker
from ruamel.yaml import YAML

RESPONSE = "utter_apology"
RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"


class Apology:
    """The apology, in the words of `data/responses`, for one channel.

    It is read at the start, so that it can be said even when no model is loaded.
    """

    def __init__(self, channel: str, responses: Path = RESPONSES) -> None:
        """Read the text.

        Raises:
            LookupError: `data/responses` has no text of `utter_apology` for this channel.
        """
        self.channel = channel
        variants = [variant for path in sorted(responses.rglob("*.yml")) for variant in _variants(path)]
        texts = [variant["text"] for variant in variants if variant.get("channel") == channel] or \
                [variant["text"] for variant in variants if "channel" not in variant]
        if not texts:
            raise LookupError(f"{responses} has no text of {RESPONSE} for the channel {channel}")
        self.text = texts[0]

    async def words(self, agent: Optional[Agent], tracker: Optional[DialogueStateTracker]) -> str:
        """The apology as the model says it in this conversation; as it was read at the start when that fails."""
        if agent is None or tracker is None:
            return self.text
        try:
            generated = await agent.nlg.generate(RESPONSE, tracker, self.channel)
        except Exception:  # noqa: BLE001 (whatever fails, the apology is said)
            return self.text
        return (generated or {}).get("text") or self.text


def _variants(path: Path) -> List[Dict[str, Any]]:
    content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or {}
    return list((content.get("responses") or {}).get(RESPONSE) or [])
