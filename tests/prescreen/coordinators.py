"""The coordinators' page on a log of made-up people, for its tests and for the pictures under docs/screenshots/.

`make screenshots` takes the pictures anew (needs Chromium).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Iterator

from playwright.sync_api import sync_playwright

from prescreen import diagram
from prescreen.log import ScreeningLog
from prescreen.log.handling import CLAIMED, CLOSED
from prescreen.picture import png
from prescreen.serve.server import CoordinatorServer
from tests.prescreen.exported import ATTEMPTS, CONTACT
from tests.prescreen.logs import Clock, attempt, excluded, half_way, other_key
from tests.prescreen.people import PROTOCOL

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "screenshots"
PAGE, SMALL = {"viewport": {"width": 1280, "height": 860}}, {"viewport": {"width": 360, "height": 740}}
LOOKS = {"": PAGE, "-dark": {**PAGE, "color_scheme": "dark"}, "-360": SMALL}
TOKEN = "a token that is long enough"
WORDS = {"headache": "well, on and off these days", "headache_cause": "nobody has looked at it yet",
         "autoantibodies": "the one with DNA, I never saw the rest", "age": "I'm thirty four",
         "chronic_illness": "hard to say, my sugar goes up and down"}


def fill(log: ScreeningLog) -> str:
    """A few days of screenings; the reference of one that needs review."""
    for given in ATTEMPTS.values():
        log.record(given)
    for number, question in enumerate(["headache", "headache", "consent", "treatment_length"], 20):
        log.record(half_way(question, other_key(number)))
    for number, fact in enumerate(["seizures", "pregnant_or_lactating", "severe_nephritis"], 30):
        log.record(attempt([fact], other_key(number), **{fact: "yes"}))
    log.record(excluded(other_key(40)))
    claimed, closed = (log.record(attempt(key=other_key(number))).reference for number in (50, 51))
    log.handle(claimed, "ann", CLAIMED)
    log.handle(closed, "bob", CLOSED, "screening_visit")
    for number in range(60, 63):
        log.count_declined(other_key(number), "web")
    given = attempt(key=other_key(70), headache="yes", headache_cause="unsure", chronic_illness="unsure")
    facts = {name: {**fact, "words": WORDS.get(name, "no" if fact["value"] == "no" else "yes")}
             for name, fact in given.facts.items()}
    return log.record(replace(given, facts=facts, contact=CONTACT)).reference


@contextmanager
def serving(log: ScreeningLog) -> Iterator[CoordinatorServer]:
    """The page, served."""
    with CoordinatorServer(0, log, PROTOCOL, "ann", TOKEN) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def log_in(page: Any, url: str) -> None:
    """Give the token."""
    page.goto(url)
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Screenings").wait_for()


def main() -> None:
    """Take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as here, sync_playwright() as playwright:
        log = ScreeningLog(f"sqlite:///{here}/log.sqlite", clock=Clock())
        log.prepare()
        reference = fill(log)
        drawn = diagram.diagram_of(log.funnel())
        (FOLDER / "funnel.svg").write_text(diagram.svg(drawn), encoding="utf-8")
        (FOLDER / "funnel.png").write_bytes(png(drawn))
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=[] if os.geteuid() else ["--no-sandbox"])
        with serving(log) as server:
            for ending, options in LOOKS.items():
                take(browser.new_page(**options), f"http://127.0.0.1:{server.server_port}", reference, ending)
        browser.close()
        log.close()


def take(page: Any, url: str, reference: str, ending: str) -> None:
    """A picture of each page, in one look."""
    page.goto(url)
    page.screenshot(path=FOLDER / f"coordinator-login{ending}.png")
    log_in(page, url)
    for name, path in (("list", "/"), ("screening", f"/screenings/{reference}"), ("funnel", "/funnel")):
        page.goto(url + path)
        page.screenshot(path=FOLDER / f"coordinator-{name}{ending}.png", full_page=True)


if __name__ == "__main__":
    main()
