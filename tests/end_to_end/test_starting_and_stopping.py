"""Both servers start together and stop together, and the second start does no work twice."""

from __future__ import annotations

import json
import time

import pytest

from tests.end_to_end.running import Caller
from tests.end_to_end.test_conversations import MAY_FIT


def test_a_second_start_does_not_train_again(second):
    assert "Training" not in second.output
    assert "trained" not in second.output


def test_conversations_and_the_log_share_the_database(second, postgresql):
    """On PostgreSQL where one answers."""
    caller = Caller(second, "call-7").answer({**MAY_FIT, "autoantibodies": "I don't know"})
    (record,) = second.records()
    assert record["reference"] == caller.custom["reference"]
    assert record["disposition"] == "needs_review"
    assert second.prescreen("funnel")
    if not postgresql:
        pytest.skip("no PostgreSQL answers, so this ran on SQLite; TEST_POSTGRESQL_URL names one")


def test_a_message_sent_again_over_http_counts_once(second):
    body = {"sender": "call-8", "message": "hello", "message_id": "m1"}
    first, again = second.post("/webhooks/rest/webhook", body), second.post("/webhooks/rest/webhook", body)
    assert first == again
    assert second.post("/webhooks/rest/webhook", {**body, "message": "good day"})[0] == 409


def test_without_the_token_nobody_is_answered(second):
    status, refusal = second.post("/webhooks/rest/webhook", {"sender": "call-9", "message": "hello"}, token=None)
    assert status == 401
    assert "token" in refusal["error"]


def test_rasas_own_http_api_is_off_without_its_token(second):
    for path in ("/conversations/call-7/tracker", "/domain", "/status"):
        assert second.get(path)[0] == 404


def test_it_says_that_it_is_ready_and_counts_its_turns(second):
    status, said = second.get("/readyz")
    assert (status, json.loads(said)["parts"]) == (200, {"model": "ok", "database": "ok", "action_server": "ok"})
    status, figures = second.get("/metrics")
    assert (status, b'prescreening_turns_total{channel="rest",outcome="answered"}' in figures) == (200, True)
    assert second.get("/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0] == 401
    assert second.get("/livez", **{"X-Forwarded-For": "203.0.113.9"})[0] == 200


def test_the_page_and_the_web_channel_answer(second):
    status, page = second.get("/chat/")
    assert (status, b"NCT06038474" in page) == (200, True)
    status, opening = second.post("/webhooks/web/conversations", {}, token=None)
    assert status == 201
    assert opening["secret"]
    assert opening["says"]


def test_nothing_that_was_said_is_in_the_output_of_the_servers(second):
    caller = Caller(second, "call-canary").tell("start").say("yes")
    caller.say("canary in the coal mine").say("/canary").tell("no_input")
    second.post("/webhooks/rest/webhook?token=canary", {"sender": "canary"}, token=None)
    for word in ("canary", "call-canary", "methotrexate"):
        assert word not in second.output


def test_the_log_holds_no_more_than_was_screened(second):
    """Runs after the conversations above: one was finished, the others never got an answer worth keeping."""
    assert [record["disposition"] for record in second.records() if record["disposition"]] == ["needs_review"]
    assert json.loads(second.prescreen("funnel", "--json"))


def test_sigterm_stops_both_servers(second):
    ports = (second.port, second.actions_port)
    assert [second.answers(port) for port in ports] == [True, True]
    began = time.monotonic()
    assert second.stop() == 0
    assert time.monotonic() - began < 25
    assert [second.answers(port) for port in ports] == [False, False]
    assert second.output.rstrip().endswith("The assistant is stopped.")
