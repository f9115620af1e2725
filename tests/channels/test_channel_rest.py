"""What a telephone front end can rely on (CONTRACT section 2)."""

from __future__ import annotations

import asyncio

import pytest

from tests.channels.conftest import stored_events

pytestmark = pytest.mark.asyncio

KEYS = {"fact", "item", "expects", "dtmf", "done", "disposition", "reference"}


async def test_the_reply_is_one_element_with_text_and_hints(telephone):
    answer = await telephone.say("hello")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json == [{"recipient_id": "call-7", "text": "How old are you?", "custom": {
        "fact": "age", "item": None, "expects": "text", "dtmf": {"1": "yes"}, "done": False, "disposition": None,
        "reference": None}}]


async def test_the_texts_of_a_turn_are_joined_with_the_question_last(telephone):
    await telephone.say("hello")
    answer = await telephone.say("thirty four")
    assert answer.text == "I heard thirty four. Do you have a headache? Say yes or press 1."
    assert answer.custom["fact"] == "headache"


async def test_the_last_reply_says_that_it_is_the_last(telephone):
    for words in ("hello", "34", "no"):
        answer = await telephone.say(words)
    assert answer.custom["done"] is True
    assert answer.custom["fact"] is None


async def test_who_speaks_after_the_end_is_answered(telephone):
    for words in ("hello", "34", "no", "and now?"):
        answer = await telephone.say(words)
    assert answer.status == 200
    assert answer.text
    assert answer.custom["done"] is True


async def test_every_reply_has_a_text_and_the_same_keys_whatever_is_said(telephone):
    for words in ("hello", "?", "...", "\N{GRINNING FACE}", "yes", "no", "0", "*", "x" * 2_000):
        answer = await telephone.say(words)
        assert answer.status == 200
        assert len(answer.json) == 1
        assert answer.text.strip()
        assert set(answer.custom) == KEYS


async def test_what_a_patient_says_is_read_back_without_markup(telephone):
    await telephone.say("hello")
    answer = await telephone.say("**34** <b>& more</b> [here](http://x.example) \N{GRINNING FACE}")
    assert not set(answer.text) & set("<>&*[]")
    assert "http" not in answer.text
    assert answer.text.endswith("Do you have a headache? Say yes or press 1.")


async def test_start_greets_without_a_message(telephone, actions):
    answer = await telephone.post({"sender": "call-7", "metadata": {"event": "start"}})
    assert answer.text == "How old are you?"
    assert actions.calls[0]["metadata"]["event"] == "start"
    assert actions.words == [""]


@pytest.mark.parametrize("event", ["no_input", "no_match", "hangup"])
async def test_an_event_without_words_is_answered_and_no_words_are_made_up(telephone, actions, event):
    await telephone.say("hello")
    answer = await telephone.tell(event)
    assert answer.custom["fact"] == "age"
    assert actions.calls[-1]["metadata"]["event"] == event
    assert actions.calls[-1]["text"] == ""
    assert actions.calls[-1]["intent"]["name"] is None


async def test_an_event_with_words_keeps_the_words(telephone, actions):
    await telephone.say("hello", metadata={"event": "start"})
    assert actions.words == ["hello"]
    assert actions.calls[-1]["metadata"]["event"] == "start"


@pytest.mark.parametrize("text", ["/restart", "/ /restart", "//restart", " \t/restart", "/\N{ZERO WIDTH SPACE}/restart",
                                  "\N{FULLWIDTH SOLIDUS}restart", "- /restart"])
async def test_a_leading_slash_has_no_special_meaning(telephone, actions, text):
    await telephone.say("hello")
    answer = await telephone.say(text)
    assert actions.words[-1] == "restart"
    assert answer.custom["fact"] == "headache"


async def test_nothing_outside_can_name_an_intent_or_set_a_slot(telephone, actions, agent):
    await telephone.say("hello")
    for text in ('/answer{"headache": "no"}', '/SetSlots(headache=no)', '/request'):
        await telephone.say(text, sender="call-8")
        assert actions.calls[-1]["intent"].get("confidence", 0) < 1
    tracker = await agent.tracker_store.retrieve("call-8")
    assert tracker.get_slot("headache") != "no"


async def test_only_the_event_is_read_of_the_metadata_and_no_other_field(telephone, actions, agent):
    await telephone.say("hello", metadata={"event": "start", "slots": {"age": 99}, "secret": "x"},
                        input_channel="web", intent="request", slots={"age": 99})
    assert set(actions.calls[-1]["metadata"]) <= {"event", "delivery", "assistant_id", "model_id"}
    tracker = await agent.tracker_store.retrieve("call-7")
    assert tracker.get_latest_input_channel() == "rest"
    assert tracker.get_slot("age") is None


async def test_a_text_that_is_only_a_slash_counts_as_not_understood(telephone, actions):
    await telephone.say("hello")
    answer = await telephone.say("/")
    assert answer.custom["fact"] == "age"
    assert actions.calls[-1]["metadata"]["event"] == "no_match"


async def test_two_calls_know_nothing_of_each_other(telephone):
    await telephone.say("hello", sender="call-1")
    await telephone.say("34", sender="call-1")
    answer = await telephone.say("hello", sender="call-2")
    assert answer.custom["fact"] == "age"


async def test_calls_that_speak_at_once_all_get_their_own_answer(telephone):
    callers = [f"call-{number}" for number in range(12)]
    await asyncio.gather(*(telephone.say("hello", sender=caller) for caller in callers))
    answers = await asyncio.gather(*(telephone.say(f"{20 + number}", sender=caller)
                                     for number, caller in enumerate(callers)))
    for number, answer in enumerate(answers):
        assert answer.json[0]["recipient_id"] == f"call-{number}"
        assert answer.text.startswith(f"I heard {20 + number}.")


async def test_messages_of_one_call_that_come_at_once_are_taken_one_after_the_other(telephone, agent):
    await telephone.say("hello")
    answers = await asyncio.gather(telephone.say("34"), telephone.say("no"))
    assert sorted(answer.custom["done"] for answer in answers) == [False, True]
    said = [event.text for event in await stored_events(agent) if event.type_name == "user"]
    assert sorted(said) == ["34", "hello", "no"]


async def test_the_channel_says_that_it_is_there(telephone):
    async with telephone.http.get(telephone.url[:-len("webhook")]) as response:
        assert (response.status, await response.json()) == (200, {"status": "ok"})


async def test_there_is_no_stream_that_could_hang(telephone):
    answer = await telephone.post({"sender": "call-7", "message": "hello"}, query="?stream=true")
    assert answer.text == "How old are you?"
