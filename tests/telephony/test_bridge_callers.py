"""Who calls, what the channel takes, the words to expect, and the bridge's settings."""

from __future__ import annotations

import json

import pytest

from channels.door import check_delivery
from prescreen.log.tries import caller_of
from telephony.assistant import Reply
from telephony.delivery import HANG_UP, START, Call, again, listened
from telephony.hints import hints_for
from telephony.settings import BadSetting, read
from tests.conversation.calls import PROTOCOL


def test_two_calls_of_one_number_are_one_caller():
    first, second = (Call(call, "+15551234567").sender("key") for call in ("CA1", "CA2"))
    assert first != second
    assert caller_of(first) == caller_of(second)
    assert caller_of(first) != caller_of(Call("CA1", "+15551234568").sender("key"))


def test_the_number_itself_stays_with_the_bridge():
    sender = Call("CA1", "+15551234567").sender("key")
    assert "5551234567" not in sender
    assert Call("CA1", "+15551234567").sender("another key") != sender


@pytest.mark.parametrize("number", ["", "anonymous", "Restricted", "+266696687", "sip:anonymous@anonymous.invalid"])
def test_a_withheld_number_is_no_caller(number):
    assert Call("CA1", number).sender("key") == "CA1"


@pytest.mark.parametrize("call", ["CA" + "1" * 32, "aad0115d-ec21-40db-aa02-31b7b01540c5", "x" * 500, "ä b/c"])
@pytest.mark.parametrize("delivery", [START, HANG_UP, again(3), listened(2, "1", "", None, 0.3),
                                      listened(2, "", "", None, 0.3), listened(2, "", "yes", 0.1, 0.3)])
def test_the_channel_takes_whatever_the_bridge_sends(call, delivery):
    body = delivery.body(Call(call, "+15551234567").sender("key"))
    taken = check_delivery(json.dumps(body).encode())
    assert taken.message_id == body["message_id"]
    assert taken.sender == body["sender"]


def test_every_question_has_hints_and_they_fit_into_an_answer():
    for question in PROTOCOL.questions.values():
        hints = hints_for(Reply("Well?", {"fact": question.fact, "expects": question.expects}))
        assert {"repeat", "a person"} <= set(hints)
        assert len(hints) <= 500
        assert all(len(hint) <= 100 for hint in hints)


def test_every_medicine_that_counts_is_among_the_hints():
    hints = hints_for(Reply("Which?", {"fact": "immunosuppressants", "expects": "list"}))
    assert {"methotrexate", "Benlysta", "CellCept", "Plaquenil"} <= set(hints)
    assert "prednisone" not in hints


def test_settings_have_safe_defaults(tmp_path):
    settings = read({}, tmp_path)
    assert (settings.port, settings.twilio_tokens, settings.jambonz_is_on) == (5065, (), False)
    assert settings.assistant_url == "http://127.0.0.1:5005/webhooks/rest/webhook"


def test_settings_come_from_the_environment_and_from_the_file(tmp_path):
    (tmp_path / ".env").write_text("TWILIO_AUTH_TOKENS=old\nIVR_TOKENS=a,b\nPORT=6000\n")
    settings = read({"TWILIO_AUTH_TOKENS": "new, newer", "BRIDGE_VOICE": ""}, tmp_path)
    assert settings.twilio_tokens == ("new", "newer")
    assert settings.assistant_token == "a"
    assert settings.assistant_url == "http://127.0.0.1:6000/webhooks/rest/webhook"
    assert settings.voice is None


@pytest.mark.parametrize(("name", "value"), [("BRIDGE_PORT", "0"), ("BRIDGE_PORT", "x"), ("BRIDGE_URL", "bridge"),
                                             ("BRIDGE_MIN_CONFIDENCE", "2"), ("BRIDGE_MIN_CONFIDENCE", "high"),
                                             ("BRIDGE_ASSISTANT_URL", "ftp://x")])
def test_a_setting_that_makes_no_sense_is_named(tmp_path, name, value):
    with pytest.raises(BadSetting, match=name):
        read({name: value}, tmp_path)
