"""From a message in the tracker to what the conversation hears."""

from __future__ import annotations

from datetime import date

import pytest
from rasa_sdk import Tracker

from actions import hearing
from understanding.meaning import Meaning, Question

READING = {"text": "what", "words": [], "clauses": [], "mentions": []}
SEIZURES = Question("seizures", "seizures", None, "yes_no_unsure")
ANYTHING = Meaning(reply="yes")


def heard(monkeypatch, meaning=Meaning(), reading=READING, intent=None, confidence=1.0, **message):  # noqa: B008
    monkeypatch.setattr(hearing, "understand", lambda *_: meaning)
    parsed = {"reading": reading, "intent": {"name": intent, "confidence": confidence}}
    event = {"event": "user", "text": "what", "parse_data": parsed, "timestamp": 1772452800.0, "input_channel": "rest",
             **message}
    return hearing.heard(Tracker("call-7", {}, {}, [event], False, None, {}, None))


def meant(given):
    return given.understand(SEIZURES, {}, date(2026, 3, 2))


def test_what_the_rules_understood_stands(monkeypatch):
    assert meant(heard(monkeypatch, ANYTHING, intent="robot")) == ANYTHING


@pytest.mark.parametrize("intent", sorted(hearing.HARMLESS))
def test_a_sure_and_harmless_intent_counts_where_the_rules_left_everything_open(monkeypatch, intent):
    assert meant(heard(monkeypatch, intent=intent)) == Meaning(request=intent)


@pytest.mark.parametrize("intent", ["affirm", "deny", "unsure", "inform", "stop", "stop_delete", "skip", "start_over"])
def test_an_intent_is_never_an_answer_and_never_an_end(monkeypatch, intent):
    assert meant(heard(monkeypatch, intent=intent)) == Meaning()


def test_an_intent_that_is_not_sure_counts_for_nothing(monkeypatch):
    assert meant(heard(monkeypatch, intent="robot", confidence=hearing.SURE - 0.01)) == Meaning()
    assert meant(heard(monkeypatch, intent="robot", confidence=None)) == Meaning()


def test_without_a_reading_nothing_is_understood(monkeypatch):
    given = heard(monkeypatch, ANYTHING, reading=None, text="", metadata={"event": "no_input"})
    assert meant(given) == Meaning()
    assert (given.text, given.event) == ("", "no_input")


def test_the_channel_the_conversation_and_the_time_come_from_the_message(monkeypatch):
    given = heard(monkeypatch, input_channel="web")
    assert (given.channel, given.conversation, given.text) == ("web", "call-7", "what")
    assert given.at.isoformat() == "2026-03-02T12:00:00+00:00"
    assert heard(monkeypatch, input_channel=None).channel == "rest"
