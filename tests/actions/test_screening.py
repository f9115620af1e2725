"""The actions as Rasa calls them: through the executor, with slots and events as JSON."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from unittest.mock import Mock

import pytest
from rasa_sdk.executor import ActionExecutor

from actions import hearing, screening
from actions.desk import LogDesk
from conversation.hand_off import Unfinished
from conversation.talk import Setting
from prescreen.log import LogUnavailable, ScreeningLog
from tests.conversation.calls import MAY_FIT, NO, PROTOCOL, YES, Texts, said
from tests.prescreen.logs import Clock
from understanding.meaning import Meaning

READING = {"text": "", "words": [], "clauses": [], "mentions": []}
AFTER_THE_LOG = {"contact_permission": "action_ask_contact_permission", "hand_off": "action_ask_hand_off"}


class Conversation:
    """What Rasa does with the actions: calls them, applies their events, and asks the question in requested_slot."""

    def __init__(self, log, monkeypatch):
        """A conversation whose desk writes to this log."""
        desk = LogDesk(log, PROTOCOL)
        monkeypatch.setattr(screening, "setting", lambda: Setting(PROTOCOL, Texts(), desk, "not_recruiting"))
        monkeypatch.setattr(hearing, "understand", lambda *_: self.meaning)
        self.executor, self.slots, self.texts, self.events = ActionExecutor(), {}, [], []
        self.executor.register_package("actions.screening")
        self.meaning, self.time = Meaning(), 1772452800.0

    def call(self, action):
        call = {"next_action": action, "domain": {}, "tracker": {
            "sender_id": "call-7", "slots": self.slots, "events": self.events, "latest_message": {}}}
        answer = json.loads(json.dumps(asyncio.run(self.executor.run(json.loads(json.dumps(call))))))
        self.slots.update({event["name"]: event["value"] for event in answer["events"] if event["event"] == "slot"})
        self.texts += [response["response"] for response in answer["responses"]]
        return answer

    def say(self, meaning, event=None):
        self.meaning, self.texts, self.time = meaning, [], self.time + 20
        self.events.append({"event": "user", "text": "" if event else "words", "timestamp": self.time,
                            "input_channel": "rest", "parse_data": {"reading": None if event else READING},
                            "metadata": {"event": event} if event else {}})
        self.call("validate_screening_form")
        question = self.slots["requested_slot"]
        if question in AFTER_THE_LOG:
            self.call(AFTER_THE_LOG[question])
        elif question:
            self.texts.append(f"utter_ask_{question}")
        return self

    def finish(self):
        self.say(Meaning(), "start").say(YES)
        for _ in range(30):
            if self.slots["requested_slot"] == "contact_permission":
                break
            fact = self.slots["requested_slot"]
            self.say(said(**{fact: MAY_FIT[fact]}))
        return self


@pytest.fixture
def log(tmp_path):
    kept = ScreeningLog(f"sqlite:///{tmp_path / 'log.sqlite'}", clock=Clock())
    kept.prepare()
    yield kept
    kept.close()


@pytest.fixture
def conversation(log, monkeypatch):
    return Conversation(log, monkeypatch)


def test_the_session_begins_with_the_settings_in_their_slots(conversation):
    answer = conversation.call("action_session_start")
    assert [event["event"] for event in answer["events"]][::len(answer["events"]) - 1] == ["session_started", "action"]
    assert conversation.slots == {"recruitment_status": "not_recruiting", "study_contact": None,
                                  "retention_days": PROTOCOL.settings["retention_days"]}


def test_a_turn_says_its_texts_sets_its_slots_and_asks_the_next_question(conversation):
    conversation.say(Meaning(), "start")
    assert conversation.texts == ["utter_opening", "utter_ask_consent"]
    assert conversation.slots["prompt"]["fact"] == "consent"
    conversation.say(YES).say(said(age=34))
    assert conversation.slots["age"] == 34
    assert conversation.texts == ["utter_ask_sle_diagnosis"]


def test_the_outcome_is_said_after_the_log_has_it_and_before_contact_is_asked(conversation, log):
    conversation.finish()
    assert conversation.texts[-2:] == ["utter_short_outcome_potentially_eligible", "utter_ask_contact_permission"]
    assert log.records()[0].disposition == "potentially_eligible"


def test_a_whole_screening_ends_with_its_disposition_and_reference(conversation, log):
    conversation.finish().say(NO)
    hints = conversation.slots["prompt"]
    assert hints["done"]
    assert hints["disposition"] == "potentially_eligible"
    assert hints["reference"] == conversation.slots["reference"] == log.records()[0].reference
    assert conversation.texts[0] == "utter_outcome_potentially_eligible"
    assert conversation.slots["requested_slot"] == "anything_else"


def test_one_question_asked_again_announces_nothing_twice(conversation, log):
    conversation.finish().say(Meaning())
    assert "utter_short_outcome_potentially_eligible" not in conversation.texts
    assert conversation.texts[-1] == "utter_ask_contact_permission"
    assert len(log.records()) == 1


def test_when_the_log_is_away_the_action_fails_and_nothing_is_said_to_be_done(conversation, log, monkeypatch):
    conversation.finish()

    monkeypatch.setattr(log, "record", Mock(side_effect=LogUnavailable))
    with pytest.raises(LogUnavailable):
        conversation.say(NO)
    assert conversation.texts == []
    assert not conversation.slots["prompt"]["done"]


def test_a_hand_off_that_is_called_too_early_is_refused(conversation, log):
    conversation.say(Meaning(), "start").say(YES)
    with pytest.raises(Unfinished):
        conversation.call("action_ask_hand_off")
    assert log.records() == []


def test_the_same_call_twice_writes_one_record(conversation, log):
    conversation.finish().say(NO)
    before = dict(conversation.slots)
    conversation.slots = {**before, "requested_slot": "hand_off"}
    conversation.call("action_ask_hand_off")
    assert len(log.records()) == 1
    assert log.records()[0].reference == before["reference"]


def test_a_length_of_a_medicine_without_a_name_is_asked_with_words_for_it(conversation):
    conversation.say(Meaning(), "start").say(YES)
    for fact in ("age", "sle_diagnosis", "active_symptoms", "glucocorticoids"):
        conversation.say(said(**{fact: MAY_FIT[fact]}))
    nameless = {"name": None, "class": None, "weeks": None, "words": "the pill"}
    conversation.say(said(immunosuppressants=[nameless, dict(nameless, words="the drip")]))
    assert conversation.slots["item"] == "item_unnamed"
    assert conversation.slots["prompt"]["item"] is None


def test_every_action_of_the_domain_is_here(conversation):
    assert {"action_session_start", "validate_screening_form", *AFTER_THE_LOG.values()} <= set(
        conversation.executor.actions)


def test_the_action_server_loads_no_rasa():
    loaded = "import sys, actions.screening; print([m for m in ('rasa', 'spacy', 'tensorflow') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
