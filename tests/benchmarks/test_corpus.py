"""Answers of real speakers: counted as right, turned round or not understood, and never written down."""

from __future__ import annotations

import pytest

from benchmarks import corpus
from benchmarks.corpus import Reply
from benchmarks.measure import Listener
from benchmarks.samples import SampleError
from prescreen.protocol import load as load_protocol

REPLIES = (
    Reply("yes, I have", "yes", "one"),
    Reply("no", "yes", "one"),
    Reply("I have no idea", "unsure", "two"),
    Reply("the bus leaves at nine", "no", "two"),
)


@pytest.fixture(scope="module")
def figures():
    return corpus.measure(Listener(load_protocol()), REPLIES)


def test_right_answers_flips_and_silence_are_counted(figures):
    assert (figures["right"], figures["flips"], figures["not_understood"], figures["of"]) == (2, 1, 1, 4)
    assert figures["taken_for"]["yes"] == {"yes": 1, "no": 1}
    assert figures["sources"] == 2


def test_what_came_out_wrong_is_kept_for_the_terminal_with_its_dialogue(figures):
    assert figures["lines"] == [
        'one: "no" wanted yes, got no',
        'two: "the bus leaves at nine" wanted no, got not understood',
    ]


def test_no_words_of_a_speaker_are_written(figures, tmp_path):
    written = corpus.written("switchboard", figures, "abc", tmp_path).read_text("utf-8")
    assert "2 of 4" in written
    assert not any(reply.say in written for reply in REPLIES if len(reply.say) > len("no"))


def test_a_label_is_yes_no_or_unsure(tmp_path):
    file = tmp_path / "some.jsonl"
    file.write_text('{"say": "perhaps", "label": "maybe"}\n', "utf-8")
    with pytest.raises(SampleError, match="not maybe"):
        corpus.load(file)


def test_a_file_without_lines_is_named(tmp_path):
    with pytest.raises(SampleError, match="no lines"):
        corpus.load(tmp_path / "nowhere.jsonl")
