"""Requests: what patients want of the assistant, told from their answers."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.understanding.heard import heard
from understanding import requests
from understanding.meaning import Meaning
from understanding.reader import Reader

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
READER = Reader()
YAML_ = YAML(typ="safe")
TABLE = YAML_.load((Path(__file__).parent / "tables" / "requests.yml").read_text("utf-8"))
ANSWERS = TABLE.pop("none")


def found(text):
    return requests.find(READER.read(text, TODAY))


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TABLE.items() for text in texts])
def test_a_request_is_found_with_what_it_is_about(name, text):
    request, _, about = name.partition("/")
    assert found(text) == (request, about or None)


@pytest.mark.parametrize("text", [str(text) for text in ANSWERS])
def test_an_answer_is_no_request(text):
    assert found(text) is None


@pytest.mark.parametrize(("text", "request_"), [
    ("hello, what is this study about?", "trial_what"),
    ("thanks, can you repeat that?", "repeat"),
    ("yes. why do you ask?", "why"),
    ("I'm 34, how much longer?", "how_long_now"),
    ("no, and I'd like to talk to a person", "person"),
    ("stop and forget it", "stop_delete"),
    ("why should I take part", "faq_take_part"),
])
def test_the_more_telling_request_wins(text, request_):
    assert found(text)[0] == request_


def test_every_request_of_the_lexicon_is_an_intent_with_examples():
    intents = set(YAML_.load((ROOT / "domain.yml").read_text("utf-8"))["intents"])
    names = set(YAML_.load((ROOT / "understanding/lexicon/requests.yml").read_text("utf-8"))["request"]) - {"none"}
    examples = {each["intent"] for path in (ROOT / "data/nlu").glob("*.yml")
                for each in YAML_.load(path.read_text("utf-8"))["nlu"]}
    assert names <= intents
    assert intents == examples


def test_no_example_stands_under_two_intents():
    seen = {}
    for path in (ROOT / "data/nlu").glob("*.yml"):
        for each in YAML_.load(path.read_text("utf-8"))["nlu"]:
            for example in each["examples"].splitlines():
                assert seen.setdefault(example.lower(), each["intent"]) == each["intent"], example


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_read(text):
    request = found(text)
    assert request is None or isinstance(request[0], str)


@pytest.mark.parametrize("words", ["this is for my mom", "can I answer for my husband?", "I'm calling for my daughter"])
def test_who_answers_for_somebody_else_and_says_no_more_is_told_that_it_is_welcome(words):
    assert heard("consent", words) == Meaning(request="on_behalf")


def test_an_answer_for_somebody_else_is_an_answer():
    assert heard("consent", "yes, it's for my wife") == Meaning(reply="yes")
