"""Take the pictures under docs/screenshots/: each state of the widget, on the real assistant (`make screenshots`)."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, Dict, List

from playwright.sync_api import Browser, sync_playwright

from tests.end_to_end.running import ROOT, Running
from tests.widget.visitor import Visitor

FOLDER = ROOT / "docs" / "screenshots"
PANEL = {"viewport": {"width": 480, "height": 780}}
PAGE = {"viewport": {"width": 1280, "height": 860}}
SMALL = {"viewport": {"width": 320, "height": 640}}
DARK = {"color_scheme": "dark"}

START = ["yes", "34", "yes", "yes", "yes"]
FITS = [*START, "methotrexate for a year and cellcept for two years", "anti-dsDNA", *["no"] * 8]
UNSURE = [*START, "methotrexate for a year and cellcept for two years", "not sure", "not sure", *["no"] * 7]
HEADACHE = [*START, "methotrexate for a year and cellcept for two years", "anti-dsDNA", *["no"] * 5, "yes",
            "my doctor said it is a migraine and not lupus", "no", "no"]


class Camera:
    """Takes pictures of visits."""

    def __init__(self, browser: Browser, url: str) -> None:
        """A camera in front of a site."""
        self._browser, self._url = browser, url

    def take(self, name: str, words: List[str], options: Dict[str, Any], *after: Callable[[Visitor], Any]) -> None:
        """Visit, say these words, do what comes after, and take the picture."""
        context = self._browser.new_context(**{"device_scale_factor": 1.5, "reduced_motion": "reduce", **options})
        visitor = Visitor(context, self._url)
        if words:
            visitor.open()
        for each in words:
            if each:
                visitor.type(each)
        for act in after:
            act(visitor)
        page = context.pages[-1]
        page.wait_for_timeout(400)
        page.screenshot(path=FOLDER / f"{name}.png", full_page=name.startswith(("page", "print")))
        context.close()


def show(selector: str) -> Callable[[Visitor], Any]:
    """Bring a part of the conversation into view."""
    return lambda visitor: visitor.chat.locator(selector).last.evaluate("node => node.scrollIntoView({block: 'start'})")


def end(visitor: Visitor) -> None:
    """Scroll to the end of the conversation."""
    visitor.chat.locator(".scroll").evaluate("node => node.scrollTo(0, node.scrollHeight)")


def click(name: str) -> Callable[[Visitor], Any]:
    """Click a button."""
    return lambda visitor: visitor.chat.get_by_role("button", name=name, exact=True).last.click()


def offline(visitor: Visitor) -> None:
    """Answer without a connection."""
    visitor.page.context.set_offline(True)
    visitor.chat.locator("#input").fill("yes, for years")
    visitor.chat.locator("#input").press("Enter")
    visitor.chat.get_by_role("button", name="Try now").wait_for()


def summary(visitor: Visitor) -> None:
    """Open the printable page, as it looks on paper."""
    with visitor.page.context.expect_page() as opened:
        visitor.click("Print or save my summary")
    opened.value.get_by_role("heading", name="What to ask my doctor").wait_for()


def on_paper(visitor: Visitor) -> None:
    """As it looks on paper."""
    summary(visitor)
    page = visitor.page.context.pages[-1]
    page.emulate_media(media="print")
    page.evaluate("document.body.style.padding = '2cm'")


def take_all(camera: Camera) -> None:
    """Every state."""
    camera.take("page", [], PAGE)
    camera.take("page-dark", [], {**PAGE, **DARK})
    camera.take("page-320", [], SMALL)
    camera.take("over-the-page", ["yes", "34"], PAGE)
    camera.take("opening", [""], PANEL)
    camera.take("buttons", ["yes", "34"], PANEL)
    camera.take("buttons-dark", ["yes", "34"], {**PANEL, **DARK})
    camera.take("buttons-320", ["yes", "34"], SMALL)
    camera.take("number", ["yes"], PANEL)
    camera.take("why", ["yes"], PANEL, click("Why do you ask?"))
    camera.take("medicines", START, PANEL, click("methotrexate (Trexall)"), click("belimumab (Benlysta)"))
    camera.take("length", [*START, "methotrexate for a year and cellcept"], PANEL)
    camera.take("length-320", [*START, "methotrexate for a year and cellcept"], SMALL)
    camera.take("review", FITS, PANEL, show(".card.review"))
    camera.take("review-dark", FITS, {**PANEL, **DARK}, show(".card.review"))
    camera.take("outcome-may-fit", [*FITS, "no"], PANEL)
    camera.take("outcome-end", [*FITS, "no"], PANEL, end)
    camera.take("outcome-open", [*UNSURE, "no"], PANEL)
    camera.take("outcome-headache", [*HEADACHE, "no"], {**PANEL, **DARK}, end)
    camera.take("outcome-320", [*FITS, "no"], SMALL)
    camera.take("outcome-no-fit", ["yes", "34", "no", "yes"], PANEL)
    camera.take("safety", ["yes", "I have chest pain right now"], PANEL)
    camera.take("safety-crisis-dark", ["yes", "I want to kill myself"], {**PANEL, **DARK})
    camera.take("no-connection", ["yes", "34", "yes"], PANEL, offline)
    camera.take("delete", ["yes", "34"], PANEL, click("Delete my data"))
    camera.take("deleted", ["yes", "34", "delete my data"], PANEL)
    camera.take("forced-colours", START, {**PANEL, "forced_colors": "active"}, click("methotrexate (Trexall)"))
    camera.take("zoom-200", ["yes", "34"], {"viewport": {"width": 640, "height": 400}})
    camera.take("print-screen", [*UNSURE, "no"], PAGE, summary)
    camera.take("print", [*UNSURE, "no"], {"viewport": {"width": 816, "height": 1056}}, on_paper)


def main() -> int:
    """Start the assistant, take the pictures, stop it."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        running = Running(f"sqlite:///{folder}/prescreen.sqlite", Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=path, args=[] if os.geteuid() else ["--no-sandbox"])
        try:
            take_all(Camera(browser, f"http://127.0.0.1:{running.port}/chat/"))
        finally:
            browser.close()
            running.stop()
    print(f"The pictures are in {FOLDER.relative_to(ROOT)}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
