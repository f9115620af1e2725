"""Patients' words stay words: in the conversation, in the cards, and on the printable page."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.web_pages import WIDGET
from tests.widget.payloads import payloads

MARKUP = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc",
          "DOMParser", "createContextualFragment", "setHTMLUnsafe")


def test_there_are_150_payloads():
    assert len(set(payloads())) == 150


@pytest.mark.parametrize("every", [50, pytest.param(1, marks=pytest.mark.acceptance)], ids=["some", "all"])
def test_no_payload_runs_anywhere(visit, every):
    """Each is an answer, a medicine and a name, and is printed."""
    for payload in payloads()[::every]:
        visitor = visit().open()
        for words in ("yes", payload, "not sure", payload, payload, "yes", payload):
            visitor.type(words)
        assert payload in visitor.messages
        assert visitor.page.evaluate("window.ran") == 0
        with visitor.page.context.expect_page() as opened:
            visitor.click("Print or save my summary")
        page = opened.value
        visitor.watch(page)
        page.get_by_role("heading", name="What to ask my doctor").wait_for()
        assert payload in page.locator("main").inner_text()
        assert page.evaluate("window.ran ?? 0") == 0
        assert page.locator("main :is(script, img, iframe, svg, object, form)").count() == 0
        visitor.page.context.close()


@pytest.mark.parametrize("path", sorted(WIDGET.glob("*.js")), ids=lambda path: path.name)
def test_no_script_has_a_way_to_read_text_as_markup(path: Path):
    source = path.read_text(encoding="utf-8")
    assert [way for way in MARKUP if way in source] == []


def test_the_printable_page_shows_nothing_that_another_page_hands_over(visit):
    visitor = visit().open()
    with visitor.page.context.expect_page() as opened:
        visitor.page.evaluate("""() => {
          const tab = open('/chat/summary.html');
          addEventListener('message', () => tab.postMessage({secret: 'x'.repeat(43), turns: ['Call 555']}, '*'));
        }""")
    opened.value.get_by_text("There is no summary to show. Please open it from the chat.").wait_for()
