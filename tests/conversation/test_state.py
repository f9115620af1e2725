"""The state comes back from its slots as it was."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from conversation.state import Asked, State
from tests.conversation.calls import PROTOCOL, at, begun


def remembered(state):
    return State.recall(json.loads(json.dumps(state.answers)), json.loads(json.dumps(state.memory())))


def test_a_state_comes_back_as_it_was():
    for call in (begun(), at("seizures"), at("seizures").request("pause"), at("age").answer(age=15)):
        assert remembered(call.state) == call.state


def test_a_conversation_that_has_not_begun_is_an_empty_state():
    assert State.recall({}, None) == State()


def test_entries_of_an_older_form_are_passed_over():
    memory = {"no_longer_known": 1, "asked": {"question": "age", "colour": "red"}, "attempt": {"id": "a", "mood": 3}}
    state = State.recall({"age": 34}, memory)
    assert state.asked == Asked("age")
    assert state.attempt.id == "a"
    assert state.answers == {"age": 34}


def test_a_copy_shares_nothing_with_the_state():
    state = at("seizures").state
    changed = state.copy()
    changed.set("age", 1, "", "")
    changed.answers["immunosuppressants"][0]["weeks"] = 1
    assert state.answers["age"] == 34
    assert state.answers["immunosuppressants"][0]["weeks"] == 52


def test_an_answer_that_is_given_again_is_no_longer_confirmed():
    state = State()
    state.set("age", 17, "seventeen", "now")
    state.evidence["age"]["confirmed"] = True
    assert state.confirmed == {"age"}
    state.set("age", 16, "sixteen", "later")
    assert state.confirmed == set()


@given(st.lists(st.sampled_from(["age", "headache", "seizures"])))
def test_the_history_names_each_answer_once_the_latest_last(facts):
    state = State()
    for fact in facts:
        state.set(fact, "unsure", "", "")
    assert len(set(state.history)) == len(state.history)
    assert not facts or state.history[-1] == facts[-1]


def test_what_hangs_on_an_answer_goes_with_it():
    state = State(answers={"headache": "yes", "headache_cause": "lupus", "age": 34})
    state.forget_what_hangs_on("headache", PROTOCOL)
    assert "headache_cause" in state.answers
    state.answers["headache"] = "no"
    state.forget_what_hangs_on("headache", PROTOCOL)
    assert state.answers == {"headache": "no", "age": 34}


def test_the_other_wordings_are_two():
    assert [Asked("age", tries=tries).wording for tries in range(5)] == [0, 1, 2, 2, 2]
    assert Asked("age", tries=1, silences=2).wording == 2
