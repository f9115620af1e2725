"""The shortcuts come to the same as what they replace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import ValidationError

from launch import shortcuts, without_tensorflow

without_tensorflow.install()

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

SCHEMA = RemoteAction.action_response_format_spec()
GOOD = {"events": [{"event": "slot", "name": "age", "value": 34, "timestamp": None},
                   {"event": "session_started"}, {"event": "action", "name": "action_listen", "policy": None}],
        "responses": [{"response": "utter_opening"}]}
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3))
KINDS = {kind.type_name: kind for kind in all_subclasses(Event) if kind.type_name}
NAMES = st.sampled_from([*sorted(KINDS), "nonsense"])
EVENTS = st.dictionaries(st.sampled_from(["name", "value", "timestamp", "text", "policy", "date_time"]), JSON).flatmap(
    lambda fields: NAMES.map(lambda name: {"event": name, **fields}))
REPLIES = JSON | st.fixed_dictionaries({"events": st.lists(EVENTS | JSON, max_size=3) | JSON, "responses": JSON})


def refused_by_rasa(_action, reply):
    raise ValidationError(f"not valid: {reply}")


quick = shortcuts.with_one_validator(refused_by_rasa, SCHEMA)


def verdict(check, reply):
    try:
        return check(None, reply)
    except ValidationError:
        return False


def rasas_own(_action, reply):
    from jsonschema import validate
    validate(reply, SCHEMA)
    return True


@given(REPLIES)
def test_what_rasas_own_check_refuses_is_refused(reply):
    assert verdict(quick, reply) <= verdict(rasas_own, reply)


def test_a_good_reply_passes_without_rasas_own_check():
    assert quick(None, GOOD)


def test_a_bad_reply_is_refused_in_rasas_own_words():
    with pytest.raises(ValidationError, match="not valid"):
        quick(None, {"events": [{"event": "slot", "name": 7}]})


def test_every_kind_of_event_is_found_as_before(monkeypatch):
    found = {name: Event.resolve_by_type(name) for name in KINDS}
    monkeypatch.setattr(Event, "resolve_by_type", Event.resolve_by_type)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    shortcuts.install()
    assert {name: Event.resolve_by_type(name) for name in found} == found
    with pytest.raises(ValueError, match="nonsense"):
        Event.resolve_by_type("nonsense")


def test_installing_twice_is_the_same_as_once(monkeypatch):
    monkeypatch.setattr(Event, "resolve_by_type", Event.resolve_by_type)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    shortcuts.install()
    once = RemoteAction._validate_action_result
    shortcuts.install()
    assert RemoteAction._validate_action_result is once


def test_the_switch_leaves_rasa_as_it_is(monkeypatch):
    before = RemoteAction._validate_action_result, Event.resolve_by_type
    monkeypatch.setenv(shortcuts.SWITCH, "0")
    shortcuts.install()
    assert (RemoteAction._validate_action_result, Event.resolve_by_type) == before
