"""What a telephone front end can rely on."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.asyncio


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
