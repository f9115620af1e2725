"""What axe-core finds in each state (WCAG 2.2 A and AA, and best practices): nothing. And what other eyes need."""

from __future__ import annotations

import pytest

from tests.widget.visitor import faults

DARK = {"color_scheme": "dark"}
SMALL = {"viewport": {"width": 320, "height": 568}}
SCREENS = [pytest.param({}, id="light"), pytest.param(DARK, id="dark", marks=pytest.mark.acceptance),
           pytest.param(SMALL, id="small", marks=pytest.mark.acceptance)]
TO_THE_END = ("yes", "34", "not sure", "methotrexate", "3 months", "no", "Ada")
STATES = {
    "a question": (),
    "buttons": ("yes", "34"),
    "a number": ("yes",),
    "names to choose from": ("yes", "34", "not sure"),
    "a length": ("yes", "34", "not sure", "methotrexate"),
    "review": TO_THE_END[:5],
    "the outcome": TO_THE_END,
    "an emergency": ("I think of suicide",),
    "an apology": ("something fails",),
    "deleted": ("yes", "delete my data"),
}


@pytest.mark.parametrize("options", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_an_open_chat_has_no_faults(visit, state, options):
    visitor = visit(**options, reduced_motion="reduce").open()
    for words in STATES[state]:
        visitor.type(words)
    assert visitor.faults() == []


@pytest.mark.parametrize("options", SCREENS)
def test_the_closed_chat_and_its_page_have_no_faults(visit, options):
    assert visit(**options).faults() == []


@pytest.mark.parametrize("options", SCREENS[:2])
def test_without_a_connection_there_are_no_faults(visit, site, options):
    visitor = visit(**options).open()
    site.away = True
    visitor.chat.locator("#input").fill("yes")
    visitor.chat.locator("#input").press("Enter")
    visitor.chat.get_by_role("button", name="Try now").wait_for()
    assert visitor.faults() == []


def test_a_question_in_a_dialog_has_no_faults(visitor):
    visitor.open().type("yes")
    visitor.chat.locator(".tools").get_by_text("Delete my data").click()
    assert visitor.faults() == []


@pytest.mark.parametrize("options", SCREENS)
def test_the_printable_summary_has_no_faults(visit, options):
    visitor = visit(**options).open()
    for words in TO_THE_END:
        visitor.type(words)
    with visitor.page.context.expect_page() as opened:
        visitor.click("Print or save my summary")
    opened.value.get_by_role("heading", name="What to ask my doctor").wait_for()
    assert faults(opened.value) == []


@pytest.mark.parametrize("width", [320, 640], ids=["320 pixels", "200 percent of 1280"])
def test_nothing_is_cut_off_on_a_narrow_screen(visit, width):
    visitor = visit(viewport={"width": width, "height": 400}).open()
    for words in TO_THE_END[:3]:
        visitor.type(words)
    overhang = visitor.page.evaluate("""() => {
      const root = document.querySelector('screening-chat').shadowRoot;
      return [...root.querySelectorAll('.panel *')].filter((node) => node.getBoundingClientRect().right > innerWidth + 1
        && !node.classList.contains('unseen')).map((node) => node.className || node.tagName);
    }""")
    assert overhang == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_wants_less_motion_gets_none(visit):
    visitor = visit(reduced_motion="reduce").open()
    assert visitor.page.evaluate("document.querySelector('screening-chat').shadowRoot.getAnimations().length") == 0


def test_targets_are_large_enough_to_touch(visitor):
    visitor.open().type("yes").type("34")
    small = visitor.page.evaluate("""() => [...document.querySelector('screening-chat').shadowRoot
      .querySelectorAll('button, a, input, textarea, select')].filter((node) => node.offsetParent)
      .filter((node) => node.offsetHeight < 24 || node.offsetWidth < 24).map((node) => node.textContent)""")
    assert small == []


def test_forced_colours_keep_the_bubbles_and_the_choice_visible(visit):
    visitor = visit(forced_colors="active").open().type("yes").type("34").type("not sure")
    visitor.chat.get_by_role("button", name="methotrexate (Trexall)").click()
    assert visitor.chat.locator(".message").first.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
    assert visitor.chat.get_by_role("button", pressed=True).count() == 1
    assert visitor.faults() == []
