"""Whatever is to be said becomes one element that can be spoken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.replies import NOTHING_ASKED, reply_bytes, speakable


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&*_`#[]()|~/\n- .ahtps:w"))))
def test_what_is_left_can_be_spoken(text):
    spoken = speakable(text)
    assert not set(spoken) & set("<>&*_`#[]|~{}\\^\n\t")
    assert "http://" not in spoken
    assert "  " not in spoken
    assert spoken == spoken.strip()
    assert speakable(spoken) == spoken


@pytest.mark.parametrize(("text", "spoken"), [
    ("**Do you** have _lupus_?", "Do you have lupus?"), ("* one\n* two", "one two"), ("-\n- - one", "one"),
    ("- one\n- two", "one two"), ("See [our page](https://x.example/a?b=c).", "See our page."),
    ("Go to https://x.example now", "Go to now"), ("<b>Yes</b> & no", "Yes and no"),
    ("Hello \N{GRINNING FACE}", "Hello"),
    ("# Title", "Title"), ("4 8 2, 9 1 3, 0 6 8", "4 8 2, 9 1 3, 0 6 8"), ("anti-dsDNA", "anti-dsDNA"),
    ("Is it 3.5 or more?", "Is it 3.5 or more?"), ("3 - 5", "3 - 5")])
def test_texts_as_they_are_spoken(text, spoken):
    assert speakable(text) == spoken


def test_a_reply_is_one_element_and_the_same_bytes_for_the_same_turn():
    prompt = {"fact": "age", "expects": "number", "unknown": "left out"}
    body = reply_bytes("call-7", ["Hello.", " ", "How old are you?"], prompt)
    assert json.loads(body) == [{"recipient_id": "call-7", "text": "Hello. How old are you?",
                                 "custom": {**NOTHING_ASKED, "fact": "age", "expects": "number"}}]
    assert reply_bytes("call-7", ["Hello.", " ", "How old are you?"], dict(reversed(prompt.items()))) == body


@pytest.mark.parametrize("texts", [[], [""], [" ", "**", "\N{GRINNING FACE}"]])
def test_there_is_no_reply_without_words(texts):
    with pytest.raises(ValueError, match="nothing to say"):
        reply_bytes("call-7", texts, {})
