"""Twilio Voice through the bridge: signed webhooks in, TwiML out, and the assistant told what was said."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest
from aiohttp.test_utils import TestClient, TestServer
from twilio.twiml.voice_response import Gather, VoiceResponse

from telephony.bridge import application
from tests.telephony.front_ends import END, QUESTION, Twilio

pytestmark = pytest.mark.asyncio


async def test_a_call_is_greeted_and_its_first_answer_is_gathered_by_speech_or_keys(twilio, assistant):
    answer = await twilio.ask("/twilio/voice", CallStatus="ringing")
    gather = answer.find("Gather")
    assert gather.get("input") == "dtmf speech"
    assert gather.get("actionOnEmptyResult") == "true"
    assert gather.get("action") == "/twilio/heard?turn=1"
    assert gather.find("Say").text == "Reply 1. Is that so?"
    assert answer.find("Hangup") is None
    body, = assistant.bodies
    assert (body["message"], body["metadata"], body["message_id"]) == ("", {"event": "start"}, "turn-0")
    assert assistant.requests[0]["Authorization"] == "Bearer ivr-token"


async def test_the_answer_is_what_twilios_own_library_writes(twilio):
    response = await twilio.post("/twilio/voice")
    expected = VoiceResponse()
    gather = Gather(input="dtmf speech", action="/twilio/heard?turn=1", method="POST", timeout=7, speech_timeout="auto",
                    language="en-US", action_on_empty_result=True, finish_on_key="#", num_digits=1,
                    hints=(await _hints(response)))
    gather.say("Reply 1. Is that so?", language="en-US")
    expected.append(gather)
    assert await response.text() == str(expected)


async def _hints(response):
    return (await response.text()).split('hints="')[1].split('"')[0]


@pytest.mark.parametrize(("fields", "message", "event"), [
    ({"Digits": "1"}, "1", None),
    ({"Digits": "*"}, "*", None),
    ({"Digits": "34"}, "34", None),
    ({"SpeechResult": "yes I do", "Confidence": "0.93"}, "yes I do", None),
    ({"SpeechResult": "yes I do"}, "yes I do", None),
    ({"SpeechResult": "yes I do", "Confidence": "0.0"}, "yes I do", None),
    ({"SpeechResult": "yes eye due", "Confidence": "0.12"}, "yes eye due", "no_match"),
    ({"SpeechResult": "", "Confidence": "0.9"}, "", "no_input"),
    ({"Digits": ""}, "", "no_input"),
    ({}, "", "no_input"),
    ({"SpeechResult": "/restart", "Confidence": "0.9"}, "/restart", None),
])
async def test_what_was_gathered_reaches_the_assistant(twilio, assistant, fields, message, event):
    await twilio.ask("/twilio/heard?turn=4", **fields)
    body, = assistant.bodies
    assert (body["message"], body["message_id"]) == (message, "turn-4")
    assert (body.get("metadata") or {}).get("event") == event


async def test_a_webhook_that_comes_again_is_answered_as_before_and_counts_once(twilio, assistant):
    first = await (await twilio.post("/twilio/heard?turn=4", Digits="1")).read()
    again = await (await twilio.post("/twilio/heard?turn=4", Digits="1")).read()
    assert first == again
    assert len(assistant.bodies) == 1


async def test_a_very_long_speech_is_cut_to_what_the_channel_takes(twilio, assistant):
    await twilio.ask("/twilio/heard?turn=4", SpeechResult="no " * 2000)
    assert len(assistant.bodies[0]["message"]) == 2000


async def test_the_call_ends_when_the_conversation_is_done_unless_the_caller_still_says_something(twilio, assistant):
    assistant.custom = END
    answer = await twilio.ask("/twilio/heard?turn=9", Digits="2")
    assert [verb.tag for verb in answer] == ["Gather", "Hangup"]
    assert answer.find("Gather").get("actionOnEmptyResult") == "false"
    assert answer.find("Gather").get("action") == "/twilio/heard?turn=10"


@pytest.mark.parametrize(("expects", "fact", "digits", "hint"), [
    ("yes_no_unsure", "seizures", "1", "seizure"), ("yes_no", "consent", None, "yes please"),
    ("number", "age", None, "years old"), ("code", None, None, "zero"), ("phone", "contact_phone", None, "area code"),
    ("list", "immunosuppressants", "1", "mycophenolate"), ("list", "glucocorticoids", "1", "prednisone"),
    ("duration", "treatment_length", None, "weeks")])
async def test_what_is_expected_says_how_many_keys_are_waited_for_and_what_words(
        twilio, assistant, expects, fact, digits, hint):
    assistant.custom = {**QUESTION, "expects": expects, "fact": fact}
    gather = (await twilio.ask("/twilio/heard?turn=1", Digits="1")).find("Gather")
    assert gather.get("numDigits") == digits
    assert hint in gather.get("hints").split(",")
    assert len(gather.get("hints")) < 4_000


@pytest.mark.parametrize("status", ["completed", "busy", "failed", "no-answer", "canceled"])
async def test_a_hang_up_is_told(twilio, assistant, status):
    assert (await twilio.post("/twilio/status", CallStatus=status)).status == 204
    body, = assistant.bodies
    assert body["metadata"] == {"event": "hangup"}


async def test_another_status_is_nothing_to_tell(twilio, assistant):
    assert (await twilio.post("/twilio/status", CallStatus="in-progress")).status == 204
    assert assistant.bodies == []


@pytest.mark.parametrize("signature", ["", "AAAA", "x" * 28])
async def test_what_twilio_did_not_sign_is_refused(twilio, assistant, signature):
    for path in ("/twilio/voice", "/twilio/heard?turn=1", "/twilio/again?turn=1&tries=1", "/twilio/status"):
        response = await twilio.post(path, signature=signature, Digits="1")
        assert response.status == 403
        assert "TWILIO_AUTH_TOKENS" in (await response.json())["error"]
    assert assistant.requests == []


async def test_a_signature_for_other_fields_or_another_turn_does_not_fit(twilio):
    url = str(twilio.bridge.make_url("/twilio/heard?turn=1"))
    signature = twilio.validator.compute_signature(url, {**twilio.call, "Digits": "1"})
    assert (await twilio.post("/twilio/heard?turn=1", signature=signature, Digits="1")).status == 200
    assert (await twilio.post("/twilio/heard?turn=1", signature=signature, Digits="2")).status == 403
    assert (await twilio.post("/twilio/heard?turn=2", signature=signature, Digits="1")).status == 403


async def test_behind_a_proxy_the_public_address_is_what_was_signed(settings, assistant):
    public = "https://bridge.example.org"
    behind = dataclasses.replace(settings, public_url=public, twilio_tokens=("old", "new"))
    async with TestClient(TestServer(application(behind))) as client:
        assert (await Twilio(client, "new", public).post("/twilio/voice")).status == 200
        assert (await Twilio(client, "old", public).post("/twilio/voice")).status == 200
        assert (await Twilio(client, "new").post("/twilio/voice")).status == 403


async def test_without_a_token_twilio_is_off(settings):
    async with TestClient(TestServer(application(dataclasses.replace(settings, twilio_tokens=())))) as client:
        assert (await Twilio(client).post("/twilio/voice")).status == 404


@pytest.mark.parametrize("path", ["/twilio/heard?turn=x", "/twilio/heard?turn=-1", "/twilio/heard?turn=12345678"])
async def test_an_address_that_makes_no_sense_is_refused(twilio, path):
    assert (await twilio.post(path, Digits="1")).status == 400


async def test_a_form_without_a_call_is_refused(twilio):
    assert (await twilio.post("/twilio/voice", CallSid="")).status == 400


@pytest.mark.parametrize("failures", [[503], [0], [429], [503, 502]])
async def test_a_short_failure_is_tried_again_and_the_caller_hears_nothing_of_it(twilio, assistant, failures):
    assistant.failing = list(failures)
    answer = await twilio.ask("/twilio/heard?turn=4", Digits="1")
    assert answer.find("Gather/Say").text == "Reply 1. Is that so?"


@pytest.mark.parametrize("status", [0, 400, 401, 409, 500, 503])
async def test_while_the_assistant_is_away_the_caller_hears_an_apology_and_the_call_goes_on(twilio, assistant, status):
    assistant.failing = [status] * 1000
    answer = await twilio.ask("/twilio/heard?turn=4", SpeechResult="no seizures")
    assert [verb.tag for verb in answer] == ["Say", "Pause", "Redirect"]
    assert "stay on the line" in answer.find("Say").text
    assert answer.find("Redirect").text == "/twilio/again?turn=5&tries=1"
    assert "seizures" not in answer.find("Redirect").text, "a patient's words stand in no address"
    assistant.failing = []
    answer = await twilio.ask(answer.find("Redirect").text)
    assert answer.find("Gather").get("action") == "/twilio/heard?turn=6"
    assert assistant.bodies[-1]["message"] == "*", "the question that waits is asked again"


async def test_a_call_that_could_not_be_greeted_is_greeted_in_full_when_the_assistant_is_back(twilio, assistant):
    assistant.failing = [503] * 1000
    answer = await twilio.ask("/twilio/voice")
    assert answer.find("Redirect").text == "/twilio/again?turn=0&tries=1"
    assistant.failing = []
    answer = await twilio.ask("/twilio/again?turn=0&tries=1")
    assert assistant.bodies == [{**assistant.bodies[0], "message_id": "turn-0", "metadata": {"event": "start"}}]
    assert answer.find("Gather").get("action") == "/twilio/heard?turn=1"


async def test_when_it_stays_away_the_call_ends_with_an_apology(twilio, assistant):
    assistant.failing = [503] * 100_000
    path, said = "/twilio/heard?turn=4", []
    for _ in range(20):
        answer = await twilio.ask(path, **({"Digits": "1"} if "heard" in path else {}))
        said.append(answer.find("Say").text)
        if answer.find("Hangup") is not None:
            break
        path = answer.find("Redirect").text
    assert "call again" in said[-1]
    assert 4 <= len(said) <= 8


async def test_many_calls_at_once_stay_apart(bridge, assistant):
    calls = [Twilio(bridge, CallSid=f"CA{number:032d}", From=f"+1555{number:07d}") for number in range(40)]
    await asyncio.gather(*(call.ask("/twilio/heard?turn=1", Digits=str(number % 3 + 1))
                           for number, call in enumerate(calls)))
    said = {body["sender"].split(".from-")[0]: body["message"] for body in assistant.bodies}
    assert said == {f"CA{number:032d}": str(number % 3 + 1) for number in range(40)}
