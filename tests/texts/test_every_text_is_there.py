"""What the code can say, what the contract lists, and what stands in data/responses are the same."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Iterator, List, Tuple

import pytest
from ruamel.yaml import YAML

from channels.apology import RESPONSE
from conversation.requests import HANDLERS, TERM_OF_FACT
from prescreen import needed_texts
from prescreen.wording import problems
from tests.texts.approved import PHRASES, PROTOCOL, QUESTIONS, WORDING

ROOT = Path(__file__).parents[2]
SPEAKING = ("conversation", "actions", "prescreen", "telephony")
SOURCES = sorted(path for part in SPEAKING for path in (ROOT / part).rglob("*.py") if path.name != "needed_texts.py")
DOMAIN = YAML(typ="safe").load(ROOT / "domain.yml")
ANSWERS = {"affirm", "deny", "unsure", "inform"}
NEEDED = {**needed_texts.said(PROTOCOL), **PHRASES}
ANY_REQUEST = "utter_.+"


def test_no_text_is_missing():
    assert problems() == []


def test_every_text_in_the_code_is_listed():
    listed = set(NEEDED) | {RESPONSE}
    unlisted = {pattern for pattern, _ in _in_code() if not any(re.fullmatch(pattern, name) for name in listed)}
    assert not unlisted, "add them to prescreen/needed_texts.py"


def test_every_listed_text_is_in_the_code():
    patterns = {pattern for pattern, _ in _in_code()} - {ANY_REQUEST}
    spoken = {name for name in NEEDED if any(re.fullmatch(pattern, name) for pattern in patterns)}
    by_name = {*QUESTIONS, RESPONSE, *(f"utter_{request}" for request in needed_texts.REQUESTS)}
    assert set(NEEDED) - spoken - by_name == set(), "take them out of prescreen/needed_texts.py"


def test_every_text_is_given_what_is_listed():
    calls = [(pattern, sorted(arguments)) for pattern, arguments in _in_code()
             if arguments is not None and pattern != ANY_REQUEST]
    given = {name: _arguments(name, calls) for name in NEEDED}
    assert sum(map(bool, given.values())) > 150
    assert {name: found for name, found in given.items() if any(each != sorted(NEEDED[name]) for each in found)} == {}


def _arguments(name: str, calls: List[Tuple[str, List[str]]]) -> List[List[str]]:
    """What a text is given in each call that says it; a call that names it more closely wins."""
    matching = [(len(pattern.replace(".+", "")), arguments) for pattern, arguments in calls
                if re.fullmatch(pattern, name)]
    closest = max((length for length, _ in matching), default=0)
    return [arguments for length, arguments in matching if length == closest]


def test_no_text_is_left_over():
    glossary = {name for name in WORDING.texts if name.startswith("utter_term_")}
    assert set(WORDING.texts) - set(NEEDED) - glossary == set(), "nothing says these texts"


def test_every_request_has_an_answer():
    requests = set(DOMAIN["intents"]) - ANSWERS
    assert requests == set(needed_texts.REQUESTS) | set(HANDLERS)


@pytest.mark.parametrize("term", sorted(set(TERM_OF_FACT.values())))
def test_every_term_of_a_question_is_in_the_glossary(term):
    assert term in needed_texts.TERMS


def test_every_term_that_a_patient_can_ask_for_is_in_the_glossary():
    lexicon = YAML(typ="safe").load((ROOT / "understanding/lexicon/requests.yml").read_text("utf-8"))
    assert {TERM_OF_FACT.get(term, term) for term in lexicon["term"]} <= set(needed_texts.TERMS)


def test_texts_use_only_slots_of_the_domain():
    assert {*needed_texts.SLOTS, *needed_texts.CONDITIONS} <= set(DOMAIN["slots"])


def test_the_version_stands_on_top_of_every_file_of_texts():
    for path in (ROOT / "data" / "responses").glob("*.yml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert f"Version {WORDING.version}, dated {WORDING.version[:10]}" in first, path.name


def _in_code() -> Iterator[Tuple[str, object]]:
    """Each text name in the code as a pattern, with the arguments it is said with (None where that is not seen)."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("say", "phrase") and node.args:
                arguments = [keyword.arg for keyword in node.keywords]
                yield from ((pattern, arguments) for pattern in _names(node.args[0]))
            else:
                yield from ((pattern, None) for pattern in _names(node))


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and str(node.value).startswith("utter_") and str(node.value) != "utter_":
        if re.fullmatch(r"utter_\w*[a-z0-9]", node.value):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _names(node.body)
        yield from _names(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        pattern = "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values)
        if pattern.startswith("utter_"):
            yield pattern
