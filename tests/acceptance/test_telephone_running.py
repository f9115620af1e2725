"""The telephone against the running assistant: codes, guesses, fuzzing, and a call through the bridge."""

from __future__ import annotations

import dataclasses
import re
from statistics import median
from time import perf_counter

import pytest
import schemathesis
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from prescreen.log import ScreeningLog
from prescreen.reference import normalise
from telephony.bridge import application
from telephony.settings import BridgeSettings
from tests.end_to_end.running import TOKEN, Caller
from tests.rescreen.patients import WITH_HEADACHE
from tests.telephony.front_ends import TOKEN as TWILIO_TOKEN
from tests.telephony.front_ends import Twilio
from tests.telephony.test_openapi import DESCRIPTION

pytestmark = pytest.mark.acceptance

EXAMPLES = 500
TRIES = 5
KEYS_OF_A_CALL = ["1", "34", "1", "1", "1", "3", "1", "1", *["2"] * 9]
CODE = re.compile(r"\d \d \d, \d \d \d, \d \d \d")

schema = schemathesis.openapi.from_path(str(DESCRIPTION))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


def test_a_rescreen_begins_in_one_call_and_ends_in_another(running):
    first = Caller(running, "rescreen-1").answer(WITH_HEADACHE)
    code = first.custom["reference"]
    assert first.custom["disposition"] == "rescreen_by_phone"
    still = Caller(running, "rescreen-2").tell("start").say("I have a code").say(code).say("34").say("yes")
    assert (still.custom["done"], still.custom["reference"]) == (True, code)
    gone = Caller(running, "rescreen-3").tell("start").say(code).say("34").say("it is gone")
    gone.answer({**WITH_HEADACHE, "headache": "no"})
    assert gone.custom["disposition"] == "potentially_eligible"
    log = ScreeningLog(running.database_url)
    assert log.find(gone.custom["reference"]).previous_reference == code


def test_a_wrong_code_and_a_wrong_age_sound_the_same_and_take_the_same_time(running):
    code = Caller(running, "timing-0").answer(WITH_HEADACHE).custom["reference"]
    times, texts = {"code": [], "age": []}, {"code": set(), "age": set()}
    for number in range(60):
        for what, said in (("code", ("482913068", "34")), ("age", (code, "35"))):
            caller = Caller(running, f"timing-{what}-{number}").tell("start").say(said[0])
            began = perf_counter()
            caller.say(said[1])
            times[what].append(perf_counter() - began)
            texts[what].add(caller.text)
    assert texts["code"] == texts["age"]
    assert len(texts["code"]) == 1
    print({what: f"{median(each) * 1000:.1f} ms" for what, each in times.items()})
    assert abs(median(times["code"]) - median(times["age"])) < 0.15 * median(times["age"])


def test_a_caller_who_guesses_on_is_told_to_wait_whatever_the_code(running):
    caller = ".from-00000000000000aa"
    code = Caller(running, "guess-0").answer(WITH_HEADACHE).custom["reference"]
    for number in range(TRIES):
        Caller(running, f"guess-{number}{caller}").tell("start").say("482913068").say("34")
    heard = Caller(running, f"guess-9{caller}").tell("start").say(code).say("34").text
    assert "quarter of an hour" in heard


@schema.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent_is_answered_as_described_and_the_assistant_lives_on(case, running):
    response = case.call(base_url=f"http://127.0.0.1:{running.port}", headers={"Authorization": f"Bearer {TOKEN}"})
    case.validate_response(response, checks=[status_code_conformance, content_type_conformance,
                                             response_headers_conformance, response_schema_conformance])


def test_after_the_fuzzing_it_still_answers(running):
    assert "Would you like to go on?" in Caller(running, "after-the-fuzzing").tell("start").text


@pytest.mark.asyncio
async def test_a_whole_call_through_the_bridge_by_keys_alone(running):
    """Medicines cannot be keyed, so the study team has to settle them; the code is heard again at the end."""
    chosen = dataclasses.replace(BridgeSettings(), assistant_token=TOKEN, twilio_tokens=(TWILIO_TOKEN,),
                                 assistant_url=f"http://127.0.0.1:{running.port}/webhooks/rest/webhook")
    async with TestClient(TestServer(application(chosen))) as bridge:
        twilio = Twilio(bridge, CallSid="CA" + "7" * 32)
        answer = await twilio.ask("/twilio/voice")
        for keys in KEYS_OF_A_CALL:
            assert answer.find("Hangup") is None
            answer = await twilio.ask(answer.find("Gather").get("action"), Digits=keys)
        assert [verb.tag for verb in answer] == ["Gather", "Hangup"]
        code = CODE.search(answer.find("Gather/Say").text)[0]
        again = await twilio.ask(answer.find("Gather").get("action"), Digits="*")
        assert code in again.find("Gather/Say").text
        assert (await twilio.post("/twilio/status", CallStatus="completed")).status == 204
    record = ScreeningLog(running.database_url).find(normalise(code.replace(",", "")))
    assert record.disposition == "needs_review"
    assert record.facts["age"]["value"] == 34
