"""The application for jambonz's `rasa` verb in docs/ivr-contract.md: ready to use, and in approved words."""

from __future__ import annotations

import json
import re
from pathlib import Path

from channels.replies import speakable
from telephony import settings, texts

PAGE = (Path(__file__).parents[2] / "docs" / "ivr-contract.md").read_text(encoding="utf-8")
APPLICATION = next(json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
                   if "app_json" in block)


def test_it_says_the_approved_words():
    greeting, silence, end = texts.of_the_rasa_verb()
    prompts = [verb["prompt"] for verb in APPLICATION["app_json"] if verb["verb"] == "rasa"]
    assert prompts == [greeting, silence, silence]
    assert [verb["text"] for verb in APPLICATION["app_json"] if verb["verb"] == "say"] == [end]
    assert all(speakable(text) == text for text in (*prompts, end))


def test_it_ends_and_uses_the_channel_with_a_token():
    assert APPLICATION["app_json"][-1] == {"verb": "hangup"}
    addresses = {verb["url"] for verb in APPLICATION["app_json"] if verb["verb"] == "rasa"}
    assert addresses == {"https://assistant.example.org/webhooks/rest/webhook?token=<token>"}


def test_the_page_names_every_setting_of_the_bridge():
    source = Path(settings.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:BRIDGE|TWILIO|JAMBONZ)_[A-Z_]+)"', source))
    assert len(named) >= 10
    assert {name for name in named if f"`{name}`" not in PAGE} == set()
