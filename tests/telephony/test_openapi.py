"""The OpenAPI description of the REST channel is true: whatever is sent is answered as it says."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from pathlib import Path

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from ruamel.yaml import YAML
from sanic import Sanic
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from channels import rest, under_way
from channels.apology import Apology
from channels.door import EVENTS
from channels.limits import MAX_ID_CHARACTERS, MAX_TEXT_CHARACTERS
from channels.rate import RateLimit
from channels.replies import NOTHING_ASKED, reply_bytes
from channels.turn import Conflict, Outcome
from prescreen.assessment import Disposition
from tests.conversation.calls import PROTOCOL

DESCRIPTION = Path(__file__).parents[2] / "docs" / "openapi" / "telephone.yml"
CONTENT = YAML(typ="safe").load(DESCRIPTION.read_text(encoding="utf-8"))
SCHEMAS = CONTENT["components"]["schemas"]
CUSTOM = SCHEMAS["Reply"]["items"]["properties"]["custom"]["properties"]
TRUE_TO_IT = [status_code_conformance, content_type_conformance, response_headers_conformance,
              response_schema_conformance]

schema = schemathesis.openapi.from_path(str(DESCRIPTION))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


async def turn(_agent, delivery, *_):
    """A turn that always succeeds; three texts make it fail in the three ways in which a turn can."""
    if delivery.text == "fail":
        return Outcome.not_tried("I am sorry.")
    if delivery.text == "conflict":
        raise Conflict
    return Outcome(("Have you had a seizure?",), {**NOTHING_ASKED, "fact": "seizures", "expects": "yes_no_unsure"})


@pytest.fixture(scope="module")
def url():
    """The address of the channel, served in a thread of its own."""
    with pytest.MonkeyPatch.context() as patch, socket.socket() as listening:
        patch.setattr(under_way, "take_turn", turn)
        patch.setattr(Sanic, "test_mode", True)
        listening.bind(("127.0.0.1", 0))
        loop, up = asyncio.new_event_loop(), threading.Event()
        thread = threading.Thread(target=loop.run_until_complete, args=(serve(listening, up, stop := asyncio.Event()),))
        thread.start()
        assert up.wait(30)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()


async def serve(listening, up, stop):
    """Serve until told to stop."""
    app = Sanic("openapi", configure_logging=False)
    channel = rest.RestChannel(rate=RateLimit(a_minute=0), apology=Apology("rest"))
    app.blueprint(channel.blueprint(None), url_prefix="/webhooks/rest")
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    up.set()
    await stop.wait()
    await server.before_stop()
    server.close()
    await server.wait_closed()


@schema.parametrize()
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent_is_answered_as_described(case, url):
    response = case.call(base_url=url)
    case.validate_response(response, checks=TRUE_TO_IT)


@pytest.mark.parametrize(("text", "status"), [("yes", 200), ("fail", 503), ("conflict", 409), ("no" * 1001, 413)],
                         ids=["taken", "away", "conflict", "long"])
def test_every_way_to_answer_is_described(url, text, status):
    case = schema["/webhooks/rest/webhook"]["POST"].Case(
        body={"sender": "call-7", "message": text, "message_id": "m1"}, media_type="application/json")
    response = case.call(base_url=url)
    assert response.status_code == status
    case.validate_response(response, checks=TRUE_TO_IT)


def test_its_examples_are_taken(url):
    post = CONTENT["paths"]["/webhooks/rest/webhook"]["post"]["requestBody"]["content"]["application/json"]
    assert len(post["examples"]) >= 5
    for example in post["examples"].values():
        case = schema["/webhooks/rest/webhook"]["POST"].Case(body=example["value"], media_type="application/json")
        assert case.call(base_url=url).status_code == 200


def test_names_and_limits_are_those_of_the_code():
    message = SCHEMAS["Message"]["properties"]
    assert message["message"]["maxLength"] == MAX_TEXT_CHARACTERS
    assert message["sender"]["maxLength"] == message["message_id"]["maxLength"] == MAX_ID_CHARACTERS
    assert {*EVENTS, None} == set(message["metadata"]["properties"]["event"]["enum"])
    assert set(CUSTOM) == set(NOTHING_ASKED)
    assert {question.expects for question in PROTOCOL.questions.values()} <= set(CUSTOM["expects"]["enum"])
    assert {each.value for each in Disposition} | {None} == set(CUSTOM["disposition"]["enum"])


def test_a_reply_of_the_channel_fits_the_description():
    custom = {name: {key: value for key, value in entry.items() if key not in ("nullable", "enum", "type")}
              for name, entry in CUSTOM.items()}
    reply = json.loads(reply_bytes("call-7", ["Well?"], {**NOTHING_ASKED, "reference": "482913068"}))
    jsonschema.validate(reply[0]["custom"]["reference"], custom["reference"])
    assert set(reply[0]) == set(SCHEMAS["Reply"]["items"]["required"])
