"""Two servers of each kind behind the nginx of deploy/: conversations go on whichever of them is killed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import sqlalchemy as sa

from prescreen.log import ScreeningLog
from tests.end_to_end.running import TOKEN, Caller, Client
from tests.end_to_end.several import KEY
from tests.end_to_end.test_conversations import MAY_FIT

WEBHOOK = "/webhooks/rest/webhook"


@pytest.fixture
def log(several, monkeypatch):
    """The pre-screening log of the deployment."""
    monkeypatch.setenv("LOG_KEYS", KEY)
    with closing(ScreeningLog(several.postgresql.url)) as opened:
        yield opened


def test_whole_calls_at_once_come_to_what_they_should_and_stand_in_the_log_once(several, log):
    callers = [Caller(several.client, f"several-{number}") for number in range(4)]
    with ThreadPoolExecutor(len(callers)) as pool:
        ended = list(pool.map(lambda caller: caller.answer(MAY_FIT), callers))
    assert [caller.custom["disposition"] for caller in ended] == ["potentially_eligible"] * 4
    logged = [record.key.conversation for record in log.records() if record.key.conversation.startswith("several")]
    assert sorted(logged) == [caller.sender for caller in callers]


def test_both_servers_have_taken_turns(several):
    for name in ("rasa-1", "rasa-2"):
        figures = several.servers[name].health.get("/metrics")[1].decode()
        assert 'prescreening_turns_total{channel="rest",outcome="answered"} 0.0' not in figures, name


def test_a_visitor_on_the_web_is_served_over_tls(several):
    status, opening = several.client.post("/webhooks/web/conversations", {}, token=None)
    assert status == 201
    status, reply = several.client.post("/webhooks/web/messages", {"message": "yes"}, token=opening["secret"])
    assert (status, reply["prompt"]["fact"]) == (200, "age")
    assert several.client.get("/chat/")[0] == 200


@pytest.mark.parametrize("path", ["/readyz", "/metrics", "/", "/status", "/conversations/call-7/tracker", "/webhook"])
def test_what_is_for_operators_is_not_reached_from_outside(several, path):
    assert several.client.get(path)[0] == 404


def test_one_message_delivered_to_both_servers_at_once_is_one_turn(several):
    servers = [several.servers[name].health for name in ("rasa-1", "rasa-2")]
    Caller(several.client, "at-once").say("hello", message_id="m0")
    for number, words in enumerate(["yes", "34", "yes", "yes", "yes"], 1):
        body = {"sender": "at-once", "message": words, "message_id": f"m{number}"}
        with ThreadPoolExecutor(4) as pool:
            replies = list(pool.map(lambda server, body=body: server.post(WEBHOOK, body), servers * 2))
        assert replies == [replies[0]] * 4
        assert replies[0][0] == 200
    engine = sa.create_engine(several.postgresql.url, poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        heard = connection.execute(sa.text(
            "SELECT count(*) FROM events WHERE sender_id = 'at-once' AND type_name = 'user'")).scalar()
    assert heard == 6


@pytest.mark.parametrize("killed", ["rasa-1", "actions-2"])
def test_a_server_is_killed_in_mid_conversation_and_the_conversation_goes_on(several, killed):
    caller = Caller(several.client, f"without-{killed}").tell("start").say("yes").say("34")
    asked = caller.custom["fact"]
    several.servers[killed].kill()
    caller.say("what?")
    assert caller.custom["fact"] == asked
    assert caller.answer(MAY_FIT).custom["disposition"] == "potentially_eligible"
    several.servers[killed].start()
    several.servers[killed].wait_until_up()


def test_the_locks_are_in_redis_so_without_it_an_apology_is_said_and_nothing_is_taken(several):
    caller = Caller(several.client, "without-locks").tell("start").say("yes")
    several.redis.kill()
    try:
        for name in ("rasa-1", "rasa-2"):
            status, parts = several.servers[name].health.get("/readyz")
            assert (status, b'"redis":"away"' in parts) == (503, True)
        assert caller.say("34").text.startswith("I am sorry")
        assert caller.custom["fact"] == "age"
    finally:
        several.redis.start()
    assert caller.say("34").custom["fact"] == "sle_diagnosis"


def test_a_front_end_without_the_token_is_refused_through_the_proxy_too(several):
    status, refusal = several.client.post(WEBHOOK, {"sender": "call-9", "message": "hello"}, token=None)
    assert (status, "token" in refusal["error"]) == (401, True)
    assert isinstance(several.client, Client) and TOKEN not in several.output
