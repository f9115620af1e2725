"""jambonz through the bridge: its application webhooks in, verbs out."""

from __future__ import annotations

import dataclasses

import pytest
from aiohttp.test_utils import TestClient, TestServer

from telephony.bridge import application
from tests.telephony.front_ends import END, QUESTION, Jambonz, signed, with_password

pytestmark = pytest.mark.asyncio


def speech(transcript, confidence):
    """A recognition as jambonz sends it."""
    return {"speech": {"is_final": True, "language_code": "en-US",
                       "alternatives": [{"transcript": transcript, "confidence": confidence}]},
            "reason": "speechDetected"}


async def test_a_call_is_greeted_and_its_first_answer_is_gathered_by_speech_or_keys(jambonz, assistant):
    gather, = await jambonz.ask("/jambonz/call")
    assert gather["verb"] == "gather"
    assert gather["input"] == ["digits", "speech"]
    assert gather["actionHook"] == "/jambonz/heard?turn=1"
    assert gather["say"] == {"text": "Reply 1. Is that so?"}
    assert gather["bargein"]
    assert gather["dtmfBargein"]
    assert assistant.bodies[0]["metadata"] == {"event": "start"}


@pytest.mark.parametrize(("fields", "message", "event"), [
    ({"digits": "1", "reason": "dtmfDetected"}, "1", None),
    (speech("yes I do", 0.93), "yes I do", None),
    (speech("yes I do", 0), "yes I do", None),
    (speech("yes eye due", 0.1), "yes eye due", "no_match"),
    (speech("", 0.9), "", "no_input"),
    ({"reason": "timeout"}, "", "no_input"),
    ({"speech": None, "reason": "stt-error"}, "", "no_input"),
    ({"speech": {"alternatives": "nothing"}}, "", "no_input"),
    ({"speech": {"alternatives": [{"transcript": 7}]}, "digits": 7}, "", "no_input"),
])
async def test_what_was_gathered_reaches_the_assistant(jambonz, assistant, fields, message, event):
    await jambonz.ask("/jambonz/heard?turn=4", **fields)
    body, = assistant.bodies
    assert (body["message"], body["message_id"]) == (message, "turn-4")
    assert (body.get("metadata") or {}).get("event") == event


async def test_a_webhook_that_comes_again_is_answered_as_before_and_counts_once(jambonz, assistant):
    first = await jambonz.ask("/jambonz/heard?turn=4", digits="1")
    assert await jambonz.ask("/jambonz/heard?turn=4", digits="1") == first
    assert len(assistant.bodies) == 1


async def test_the_call_ends_when_the_conversation_is_done_unless_the_caller_still_says_something(jambonz, assistant):
    assistant.custom = END
    gather, = await jambonz.ask("/jambonz/heard?turn=9", digits="2")
    assert gather["actionHook"] == "/jambonz/heard?turn=10&ended=1"
    assert await jambonz.ask(gather["actionHook"], reason="timeout") == [{"verb": "hangup"}]
    assert len(assistant.bodies) == 1
    assert (await jambonz.ask(gather["actionHook"], digits="*"))[0]["verb"] == "gather"
    assert assistant.bodies[-1]["message"] == "*"


@pytest.mark.parametrize(("expects", "single"), [("yes_no_unsure", True), ("number", False), ("code", False)])
async def test_what_is_expected_says_how_many_keys_are_waited_for(jambonz, assistant, expects, single):
    assistant.custom = {**QUESTION, "expects": expects}
    gather, = await jambonz.ask("/jambonz/heard?turn=1", digits="1")
    assert (gather.get("numDigits") == 1) is single
    assert ("interDigitTimeout" in gather) is not single
    assert gather["recognizer"]["hints"]


async def test_a_hang_up_is_told(jambonz, assistant):
    assert (await jambonz.post("/jambonz/status", call_status="in-progress")).status == 204
    assert (await jambonz.post("/jambonz/status", call_status="completed")).status == 204
    assert [body["metadata"] for body in assistant.bodies] == [{"event": "hangup"}]


async def test_while_the_assistant_is_away_the_caller_hears_an_apology_and_the_call_goes_on(jambonz, assistant):
    assistant.failing = [503] * 1000
    said, pause, redirect = await jambonz.ask("/jambonz/heard?turn=4", **speech("no", 0.9))
    assert "stay on the line" in said["text"]
    assert (pause["verb"], redirect["verb"]) == ("pause", "redirect")
    assistant.failing = []
    gather, = await jambonz.ask(redirect["actionHook"])
    assert gather["actionHook"] == "/jambonz/heard?turn=6"
    assert assistant.bodies[-1]["message"] == "*"


@pytest.mark.parametrize("prove", [
    lambda _: {}, lambda body: signed(body, "another-secret"), lambda body: signed(body, age=301),
    lambda body: signed(body + b" "), with_password("another"),
    lambda _: {"Authorization": "Basic ???"}, lambda _: {"Authorization": "Bearer jambonz-password"},
    lambda _: {"Jambonz-Signature": "t=1,v1=0"}])
async def test_what_jambonz_did_not_send_is_refused(jambonz, assistant, prove):
    for path in ("/jambonz/call", "/jambonz/heard?turn=1", "/jambonz/again?turn=1&tries=1", "/jambonz/status"):
        assert (await jambonz.post(path, prove)).status == 403
    assert assistant.requests == []


async def test_a_password_will_do_where_jambonz_does_not_sign(jambonz):
    assert (await jambonz.post("/jambonz/call", with_password())).status == 200


async def test_without_a_secret_jambonz_is_off(settings):
    off = dataclasses.replace(settings, jambonz_secrets=(), jambonz_passwords=())
    async with TestClient(TestServer(application(off))) as client:
        assert (await Jambonz(client).post("/jambonz/call")).status == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"call_sid": 7}', b"\xff"])
async def test_a_body_that_names_no_call_is_refused(bridge, body):
    assert (await bridge.post("/jambonz/call", data=body, headers=signed(body))).status == 400
