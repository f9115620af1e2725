"""Between slots and state nothing is lost, and only what has changed is told."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

from hypothesis import given
from rasa_sdk import Tracker
from ruamel.yaml import YAML

from actions.slots import MEMORY, PROMPT, answer_slots
from actions.tracker import event_of, last_message, slot_events, state_of, time_of
from conversation.state import State
from tests.conversation.anything import TURNS, held, laws
from tests.conversation.calls import PROTOCOL, Call, at

DOMAIN = YAML(typ="safe").load(Path(__file__).parents[2] / "domain.yml")


def tracker(slots=None, events=()):
    return Tracker("call-7", slots or {}, {}, list(events), False, None, {}, None)


def after(slots, state, item=None):
    """The slots as they are once Rasa has applied the events, sent as JSON."""
    events = json.loads(json.dumps(slot_events(tracker(slots), PROTOCOL, state, item)))
    return {**slots, **{event["name"]: event["value"] for event in events}}


@laws
@given(TURNS)
def test_a_state_goes_through_its_slots_unchanged(turns):
    state = held(turns).state
    assert state_of(tracker(after({}, state)), PROTOCOL) == state


@laws
@given(TURNS, TURNS)
def test_slots_of_an_earlier_state_leave_nothing_behind(earlier, later):
    state = held(later).state
    assert state_of(tracker(after(after({}, held(earlier).state), state)), PROTOCOL) == state


def test_a_tracker_that_is_new_is_an_empty_state():
    assert state_of(tracker(dict.fromkeys(DOMAIN["slots"])), PROTOCOL) == State()


def test_only_what_has_changed_is_told_and_always_the_question_and_its_hints():
    call = at("seizures")
    slots = after({}, call.state)
    unchanged = slot_events(tracker(slots), PROTOCOL, call.state, None)
    assert [event["name"] for event in unchanged] == ["requested_slot", PROMPT]
    call.answer(seizures="no")
    changed = {event["name"] for event in slot_events(tracker(slots), PROTOCOL, call.state, None)}
    assert changed == {"seizures", MEMORY, "requested_slot", PROMPT}


def test_every_slot_is_in_the_domain():
    told = {event["name"] for event in slot_events(tracker({"tries": 9}), PROTOCOL, at("seizures").state, "it")}
    assert told - {"requested_slot"} <= set(DOMAIN["slots"])
    assert set(answer_slots(PROTOCOL)) <= set(DOMAIN["slots"])


def test_the_texts_see_the_tries_the_pause_and_the_item():
    call = at("seizures").say()
    assert after({}, call.state)["tries"] == 1
    assert after({}, call.say().state)["tries"] == 2
    assert after({}, call.hear("no_input").request("pause").state)["pause_reason"] == "pause"
    assert after({}, call.state, "methotrexate")["item"] == "methotrexate"
    silent = at("seizures").hear("no_input").state
    assert after({}, silent)["tries"] == 1
    assert silent.asked.tries == 0


def test_after_a_deletion_no_answer_is_left_in_the_slots():
    call = at("seizures")
    slots = after({}, call.state)
    slots = after(slots, call.request("stop_delete").state)
    assert [name for name in answer_slots(PROTOCOL) if slots.get(name) is not None] == []
    assert slots["disposition"] == "declined"
    assert "age" not in json.dumps(slots[MEMORY]["evidence"])


def test_the_last_message_of_the_patient_is_the_one_of_this_turn():
    events = [{"event": "user", "text": "first"}, {"event": "bot"}, {"event": "user", "text": "second"}, {"event": "x"}]
    assert last_message(tracker(events=events))["text"] == "second"
    assert last_message(tracker()) == {}


def test_the_event_and_the_time_of_a_message():
    assert event_of({"metadata": {"event": "no_input"}}) == "no_input"
    assert event_of({"metadata": None}) is None
    assert event_of({}) is None
    assert time_of({"timestamp": 0.5}).tzinfo is timezone.utc
    assert (datetime.now(timezone.utc) - time_of({})).total_seconds() < 60


def test_a_conversation_that_was_not_begun_asks_nothing():
    assert after({}, Call().state)[PROMPT]["fact"] is None
