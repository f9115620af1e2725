"""What passes the door has no special meaning left in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.constants import INTENT_MESSAGE_PREFIX

from channels import limits
from channels.door import Refused, check_caller, check_delivery, take_slash_away

SLASHES = "/ \t\n-.,*\N{ZERO WIDTH SPACE}\N{FULLWIDTH SOLIDUS}\N{FRACTION SLASH}ar1\u202e"
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9))
NESTED = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
    st.sampled_from(["event", "x"]), inner, max_size=2), max_leaves=4)
BODIES = st.dictionaries(st.sampled_from(["sender", "message", "message_id", "metadata", "x"]), NESTED)


@given(st.text(alphabet=st.sampled_from(SLASHES)))
def test_nothing_that_passes_is_read_by_rasa_as_an_intent(text):
    said = take_slash_away(text)
    assert not said.startswith(INTENT_MESSAGE_PREFIX)
    assert said == said.strip()


@given(st.text())
def test_taking_the_slash_away_twice_changes_nothing_more(text):
    said = take_slash_away(text)
    assert take_slash_away(said) == said


@pytest.mark.parametrize(("text", "said"), [
    ("/restart", "restart"), ("/ /restart", "restart"), ("and/or", "and/or"), ("1/2", "1/2"),
    ("5/12/1990", "5/12/1990"),
    ("- yes", "- yes"), ("34#", "34#"), ("*", "*"), ("ye\x07s", "ye s"), ("y\N{ZERO WIDTH SPACE}es", "yes"), ("/", ""),
    ("  no  ", "no")])
def test_ordinary_words_keys_and_dates_stay_as_they_are(text, said):
    assert take_slash_away(text) == said


@given(BODIES)
def test_any_body_is_taken_or_refused(body):
    try:
        delivery = check_delivery(json.dumps(body).encode())
    except Refused:
        return
    assert delivery.sender == body["sender"]
    assert "\x00" not in delivery.text
    assert delivery.text or delivery.event


@given(st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused(body):
    with pytest.raises(Refused):
        check_delivery(body)


def test_a_channel_that_knows_the_sender_is_not_overruled_by_the_body():
    body = json.dumps({"sender": "somebody-else", "message": "hello"}).encode()
    assert check_delivery(body, "web-1").sender == "web-1"


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_without_tokens_this_machine_is_let_in(address):
    check_caller([], [], address, {})


@pytest.mark.parametrize("address", ["192.168.0.9", "203.0.113.9", "::ffff:203.0.113.9", "2001:db8::1", "", "x"])
def test_without_tokens_nobody_else_is(address):
    with pytest.raises(Refused) as refused:
        check_caller([], [], address, {})
    assert refused.value.status == 401


def test_with_tokens_an_address_opens_nothing():
    with pytest.raises(Refused):
        check_caller(["token"], [], "127.0.0.1", {})
    with pytest.raises(Refused):
        check_caller(["token"], [""], "127.0.0.1", {})
    check_caller(["old", "token"], ["wrong", "token"], "203.0.113.9", {"x-forwarded-for": "198.51.100.1"})


def test_the_fingerprint_tells_texts_and_events_apart_and_equal_ones_not():
    def fingerprint(**fields):
        return check_delivery(json.dumps({"sender": "call-7", **fields}).encode()).fingerprint

    start = {"event": "start"}
    assert fingerprint(message="yes") == fingerprint(message="yes", message_id="m1")
    assert len({fingerprint(message="yes"), fingerprint(message="/yes"), fingerprint(message="yes", metadata=start),
                fingerprint(message="", metadata=start)}) == 4


def test_the_limits_are_those_of_the_contract():
    assert (limits.MAX_TEXT_CHARACTERS, limits.MAX_ID_CHARACTERS) == (2_000, 128)
