"""Other Englishes are put into the words of the lexicon, and nothing else is touched."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.understanding.said import said
from understanding import varieties

SPEECH = Path(__file__).parent / "ordinary_speech.txt"


def plain(utterance: str) -> str:
    return " ".join(word.plain for word in varieties.mended(said(utterance)))


@pytest.mark.parametrize(
    ("utterance", "meant"),
    [
        ("I cannae mind, I didnae ask", "i can not mind , i did not ask"),
        ("the weans are fine", "the children are fine"),
        ("I'm after getting the results", "i have just got the results"),
        ("it does be sore of a morning so it does", "it is sore of a morning"),
        ("I done had that", "i have had that"),
        ("I ain't never been told", "i have never been told"),
        ("Mi nuh know, mi never tek it", "i do not know , i never take it"),
        ("dem tell me seh mi knee dem bad", "they tell me seh mi knees bad"),
        ("abeg I no sabi", "please i do not know"),
        ("I don stop am since June", "i have stop it since june"),
        ("doctor say na lupus", "doctor say it is lupus"),
        ("I already stop liao", "i already stop already"),
        ("can lah", "can"),
        ("since last two and half years", "for the last two and a half years"),
        ("My doctor he say it is fine", "my doctor say it is fine"),
        ("I not take anything, I ready", "i do not take anything , i am ready"),
    ],
)
def test_what_other_englishes_say_is_put_into_known_words(utterance: str, meant: str) -> None:
    assert plain(utterance) == meant


@pytest.mark.parametrize(
    "utterance",
    ["since last year", "am i ready", "i am not on them", "so i did", "i think so i do", "they gave me one", "oh no"],
)
def test_plain_english_stays_as_it_is(utterance: str) -> None:
    assert plain(utterance) == " ".join(word.plain for word in said(utterance))


def test_a_word_put_in_stands_at_the_place_of_what_was_said() -> None:
    spoken = "Naw, I havenae had yin"
    words = varieties.mended(said(spoken))
    assert [spoken[word.start:word.end] for word in words if word.plain in ("have", "one")] == [
        "havenae", "yin"]
    assert all(one.start <= other.start for one, other in pairwise(words))


@pytest.mark.parametrize("line", [each for each in SPEECH.read_text("utf-8").splitlines() if each][:200])
def test_mending_twice_changes_nothing_more(line: str) -> None:
    once = varieties.mended(said(line))
    assert varieties.mended(once) == once
