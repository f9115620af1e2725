"""False starts, repeated small words and the comma of a filler are let fall; what is meant twice stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.said import said
from understanding import disfluency
from understanding.text import Word


def plain(utterance: str) -> str:
    return " ".join(word.plain for word in disfluency.mended(said(utterance)))


@pytest.mark.parametrize(
    ("utterance", "meant"),
    [
        ("I, I, uh, haven't", "i have not"),
        ("it's, it's true", "it is true"),
        ("I have, uh, I have had it", "i have had it"),
        ("the the doctor", "the doctor"),
        ("ye-, yes", "yes"),
        ("Oh, uh-huh", "uh_huh"),
        ("yes, um, no", "yes , no"),
    ],
)
def test_a_false_start_is_let_fall(utterance: str, meant: str) -> None:
    assert plain(utterance) == meant


@pytest.mark.parametrize("utterance", ["no , no", "two , two", "so so", "yes , yes , yes", "never ever never"])
def test_what_is_meant_twice_stays(utterance: str) -> None:
    assert plain(utterance) == utterance


@pytest.mark.parametrize("utterance", ["no- never", "no-- I never did"])
def test_a_dash_that_hangs_on_a_word_parts_it_from_the_next(utterance: str) -> None:
    assert plain(utterance).startswith("no ;")


WORDS = st.sampled_from(["i", "have", "it", "no", "yes", "lupus", ",", ";", "the", "two"])


@given(st.lists(WORDS, max_size=12))
def test_mending_what_is_mended_changes_nothing_and_keeps_the_last_word(spoken: list[str]) -> None:
    words = [Word(word, at, at + 1) for at, word in enumerate(spoken)]
    once = disfluency.mended(words)
    assert disfluency.mended(once) == once
    assert [word for word in once if word.plain not in disfluency.BREAKS][-1:] == [
        word for word in words if word.plain not in disfluency.BREAKS
    ][-1:]
