"""What is spoken on the telephone: short, speakable, the question last, every key named (CONTRACT 2, DOMAIN 3)."""

from __future__ import annotations

import re
from typing import Set

from channels.replies import speakable
from prescreen.wording import TELEPHONE
from tests.texts.approved import CODE, QUESTIONS, Text, asked, said

SPOKEN = said(TELEPHONE)
ASKED = asked(TELEPHONE)
WORDS_OF_A_PROMPT = 45          # about 20 seconds
WORDS_OF_THE_OPENING = 50
BADLY_SPOKEN = re.compile(r"[()/<>&*_#\[\]{}|~^`\"@%=+]|\b(e\.g|i\.e|etc|vs|NCT\d+|SLE|anti-Sm)\b|dsDNA|https?:|www\.")
WAY_TO_ANSWER = re.compile(r"\b(press|say|name|tell|read)\b|take your time|keep your answers|birth year is fine"
                           r"|first name is enough", re.IGNORECASE)


def spoken(name: str) -> Text:
    return next(text for text in SPOKEN if text.name == name)


def test_every_text_can_be_read_aloud():
    assert len(SPOKEN) > 200
    assert [text for text in SPOKEN if speakable(text.words) != text.words] == []
    assert [text for text in SPOKEN if BADLY_SPOKEN.search(text.words) or not text.words.isascii()] == []


def test_the_question_comes_last_and_only_ways_to_answer_follow():
    assert [text for text in ASKED if QUESTIONS[text.name].expects != "none" and not _question_last(text)] == []


def test_the_last_words_of_a_call_ask_nothing():
    ended = [text for text in ASKED if QUESTIONS[text.name].expects == "none"]
    assert ended
    assert [text for text in ended if "?" in " ".join(text.sentences)] == []


def _question_last(text: Text) -> bool:
    last = max((index for index, sentence in enumerate(text.sentences) if sentence.endswith("?")), default=None)
    return last is not None and all(WAY_TO_ANSWER.search(sentence) for sentence in text.sentences[last + 1:])


def test_every_key_is_named_with_what_to_say_instead():
    keyed = [(text, key, meaning) for text in ASKED for key, meaning in QUESTIONS[text.name].keys.items()]
    assert len(keyed) > 150
    assert [each for each in keyed if not _say_or_press(*each)] == []


def _say_or_press(text: Text, key: str, meaning: str) -> bool:
    """The words and the key stand in one sentence: "Say not sure, or press 3"."""
    offers = [sentence for sentence in text.sentences if re.search(rf"\bpress {key}\b", sentence)]
    return len(offers) == 1 and "say " in offers[0].lower() and bool(_words(meaning) & _words(offers[0]))


def _words(text: str) -> Set[str]:
    spelled_out = text.lower().replace("anti-dsdna", "dna").replace("anti-sm", "smith").replace("smithith", "smith")
    spelled_out = spelled_out.replace("not sure", "not sure no doctor has said")
    return set(re.findall(r"[a-z]+", spelled_out)) - {"anti", "or", "not", "press", "say"}


def test_where_digits_are_expected_they_are_asked_for():
    for text in ASKED:
        expects = QUESTIONS[text.name].expects
        if expects in ("number", "code", "phone", "duration"):
            assert re.search(r"\bpress\b", text.words), text
        if expects == "duration":
            assert "pound key" in text.words, text


def test_a_prompt_takes_at_most_twenty_seconds():
    assert [text for text in ASKED if len(text.words.split()) > WORDS_OF_A_PROMPT] == []


def test_the_opening_is_short():
    openings = [text for text in SPOKEN if text.name == "utter_opening"]
    assert len(openings) == 2
    assert [text for text in openings if len(text.words.split()) > WORDS_OF_THE_OPENING] == []


def test_the_last_code_of_a_call_is_said_twice_and_can_be_heard_again():
    for name in ("utter_reference", "utter_kept", "utter_silence_end", "utter_headache_still"):
        assert spoken(name).words.count(CODE) == 2, name
        assert "ress star to hear it again" in spoken(name).words, name


def test_a_caller_in_danger_is_told_to_hang_up_and_dial():
    for name, number in (("utter_safety_emergency", "911"), ("utter_safety_suicide", "988")):
        assert f"hang up and dial {number}" in spoken(name).words
        assert "local emergency number" in spoken(name).words
