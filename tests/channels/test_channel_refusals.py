"""What a front end is told when a delivery is not taken: a status, and one sentence that says what to mend."""

from __future__ import annotations

import json

import pytest

from channels.apology import Apology
from channels.rate import RateLimit
from channels.rest import RestChannel
from tests.channels.conftest import ASSISTANT, stored_events

pytestmark = pytest.mark.asyncio

HELLO = {"sender": "call-7", "message": "hello"}


def told(answer, status, word):
    """Whether a refusal has the status and one sentence with the word that says what to mend."""
    assert answer.status == status
    assert set(answer.json) == {"error"}
    sentence = answer.json["error"]
    assert word in sentence
    assert len(sentence) > 15
    return True


@pytest.mark.parametrize(("body", "word"), [
    (b"", "JSON"), (b"hello", "JSON"), (b"\xff\xfe", "JSON"), (b'{"sender": "call-7", "message"', "JSON"),
    (b"[]", "object"), (b'"hello"', "object"), (b"null", "object"), (b"7", "object"), (b"[" * 30_000, "nested"),
])
async def test_a_body_that_is_no_json_object_is_refused(telephone, actions, body, word):
    assert told(await telephone.post(data=body), 400, word)
    assert actions.calls == []


@pytest.mark.parametrize("sender", [None, 7, [], {}, True, "", "   ", "a" * 129, "call 7", "call/7", "call-7\n",
                                    "call\N{EN DASH}7", "\N{ARABIC-INDIC DIGIT SEVEN}", "call-7\x00", "\ud800"])
async def test_a_sender_that_is_no_plain_id_is_refused(telephone, actions, sender):
    body = json.dumps({"sender": sender, "message": "hello"}).encode()
    assert told(await telephone.post(data=body), 400, "sender")
    assert actions.calls == []


async def test_a_missing_sender_is_refused_and_shares_no_conversation(telephone, agent):
    assert told(await telephone.post({"message": "hello"}), 400, "sender")
    assert await stored_events(agent, "default") == []


@pytest.mark.parametrize("sender", ["a", "a" * 128, "CA_0.9:+-"])
async def test_a_sender_within_the_rules_is_taken(telephone, sender):
    assert (await telephone.say("hello", sender=sender)).status == 200


@pytest.mark.parametrize("message", [None, 7, ["hello"], {"text": "hello"}, True])
async def test_a_message_that_is_no_string_is_refused(telephone, message):
    assert told(await telephone.post({"sender": "call-7", "message": message}), 400, "message")


async def test_a_missing_message_is_refused(telephone):
    assert told(await telephone.post({"sender": "call-7"}), 400, "message")


@pytest.mark.parametrize("message", ["", " ", "\t\n", "\N{NO-BREAK SPACE}"])
async def test_a_blank_message_without_an_event_is_refused(telephone, message):
    assert told(await telephone.post({"sender": "call-7", "message": message}), 400, "no_input")


@pytest.mark.parametrize("message", ["hello\x00", "\ud800", "half \udc00 of a pair"])
async def test_a_nul_or_half_a_surrogate_pair_is_refused_and_the_server_lives_on(telephone, message):
    body = json.dumps({"sender": "call-7", "message": message}).encode()
    assert told(await telephone.post(data=body), 400, "NUL")
    assert (await telephone.post(HELLO)).status == 200


async def test_a_text_of_2000_characters_is_taken_and_one_more_is_not(telephone):
    assert (await telephone.say("\N{GREEK SMALL LETTER OMEGA}" * 2_000)).status == 200
    assert told(await telephone.say("\N{GREEK SMALL LETTER OMEGA}" * 2_001), 413, "2000")


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(telephone):
    assert told(await telephone.post(data=b" " * 70_000), 413, "bytes")


@pytest.mark.parametrize("metadata", ["start", 7, ["start"], {"event": "begin"}, {"event": 7}, {"event": ["start"]}])
async def test_metadata_that_cannot_be_read_is_refused(telephone, metadata):
    assert told(await telephone.post({**HELLO, "metadata": metadata}), 400, "metadata")


@pytest.mark.parametrize("message_id", [7, "", " ", "a" * 129, "an id"])
async def test_a_message_id_that_is_no_plain_id_is_refused(telephone, message_id):
    assert told(await telephone.post({**HELLO, "message_id": message_id}), 400, "message_id")


async def test_without_tokens_a_forwarded_request_is_refused(telephone):
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert told(await telephone.post(HELLO, headers={header: "203.0.113.9"}), 401, "IVR_TOKENS")


async def test_only_post_is_answered_at_the_webhook(telephone):
    async with telephone.http.get(telephone.url) as response:
        assert response.status == 405


class TestTokens:
    """With `IVR_TOKENS` set, every caller shows one of them."""

    @pytest.fixture
    def channel(self):
        return RestChannel(tokens=["new-token", "old-token"], rate=RateLimit(a_minute=0),
                           apology=Apology("rest", ASSISTANT))

    @pytest.mark.parametrize("token", ["new-token", "old-token"])
    async def test_each_of_the_tokens_opens(self, telephone, token):
        assert (await telephone.post(HELLO, query=f"?token={token}")).status == 200
        assert (await telephone.post(HELLO, headers={"Authorization": f"Bearer {token}"})).status == 200
        assert (await telephone.post(HELLO, headers={"authorization": f"bearer  {token} "})).status == 200

    @pytest.mark.parametrize("query", ["", "?token=", "?token=new-toke", "?token=new-token2", "?token=%00",
                                       "?token=new-token,old-token", "?token=n%C3%A9w"])
    async def test_anything_else_does_not(self, telephone, actions, query):
        answer = await telephone.post(HELLO, query=query)
        assert told(answer, 401, "token")
        assert answer.headers["www-authenticate"] == "Bearer"
        assert actions.calls == []

    async def test_the_token_is_asked_for_before_the_body_is_looked_at(self, telephone):
        assert told(await telephone.post(data=b"not json"), 401, "token")

    async def test_other_schemes_than_bearer_do_not_open(self, telephone):
        assert told(await telephone.post(HELLO, headers={"Authorization": "Basic new-token"}), 401, "token")

    async def test_with_a_token_a_forwarded_request_is_answered(self, telephone):
        answer = await telephone.post(HELLO, query="?token=new-token", headers={"X-Forwarded-For": "203.0.113.9"})
        assert answer.status == 200


class TestRates:
    """Somebody who sends without end is told to wait; others are not held up."""

    @pytest.fixture
    def channel(self):
        return RestChannel(rate=RateLimit(a_minute=1, burst=2, clock=lambda: 0.0), apology=Apology("rest", ASSISTANT))

    async def test_too_many_messages_of_one_sender_are_refused(self, telephone):
        statuses = [(await telephone.say("hello")).status for _ in range(2)]
        refused = await telephone.say("hello")
        assert statuses == [200, 200]
        assert told(refused, 429, "again")
        assert int(refused.headers["retry-after"]) > 0

    async def test_another_sender_is_still_answered(self, telephone):
        for _ in range(3):
            await telephone.say("hello", sender="call-1")
        assert (await telephone.say("hello", sender="call-2")).status == 200

    async def test_what_is_refused_at_the_door_does_not_count_against_a_sender(self, telephone):
        for _ in range(3):
            await telephone.post({"sender": "call-7", "message": 7})
        assert (await telephone.say("hello")).status == 200
