"""A plugin for pytest that writes down every conversation of a run, so that it can be held again over HTTP.

`pytest -p tests.telephony.recorder --recording FILE` notes what was said in each (tests/telephony/spoken.py), which
codes patients were told, and which conversations share one pre-screening log.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Tuple

import pytest

from tests.telephony.spoken import Conversation


class Recorder:
    """What was said so far: each conversation, kept alive so that it is known again, with its script.

    A script has the `office`, a number; the `lines`, each what was said and the event; and the `codes`, after each line
    the reference that the patient was told, or None.
    """

    def __init__(self) -> None:
        self.scripts: Dict[int, Tuple[Conversation, Dict[str, Any]]] = {}

    def note(self, conversation: Conversation, words: str, event: Any) -> None:
        """Note a line and the code that came of it."""
        _, script = self.scripts.setdefault(id(conversation), (conversation, {
            "office": id(conversation.office), "lines": [], "codes": []}))
        script["lines"].append([words, event])
        script["codes"].append(conversation.custom["reference"])


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to write."""
    parser.addoption("--recording", type=Path, required=True)


@pytest.fixture(scope="session", autouse=True)
def recorder(request: pytest.FixtureRequest) -> Any:
    """Listen to every conversation, and write at the end."""
    notes, say = Recorder(), Conversation.say

    def noted(self: Conversation, words: str, event: Any = None) -> Conversation:
        say(self, words, event)
        notes.note(self, words, event)
        return self

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Conversation, "say", noted)
        yield notes
    scripts = [script for _, script in notes.scripts.values()]
    request.config.getoption("--recording").write_text(json.dumps(scripts), encoding="utf-8")
