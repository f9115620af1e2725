"""A browser, and the site that the widget is tried on."""

from __future__ import annotations

import os
import shutil
from typing import Any, Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.widget.site import Site
from tests.widget.visitor import Visitor

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: this machine's own, or the one that `playwright install chromium` brought.

    A browser of each module's own: playwright's loop must be gone before asynchronous tests of other modules begin.
    """
    path = next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), None)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        except Error:
            pytest.skip("no Chromium here: install Debian's chromium, or run `.venv/bin/playwright install chromium`")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    """The site, started once for a module."""
    site = Site()
    yield site
    site.close()


@pytest.fixture
def site(served: Site) -> Site:
    """The site, as if nobody had been there."""
    served.reset()
    return served


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Visit the site in a browser of one's own, with playwright's options; afterwards, nothing was complained of."""
    contexts, visitors = [], []

    def visit(**options: Any) -> Visitor:
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options}))
        visitors.append(Visitor(contexts[-1], site.url))
        return visitors[-1]

    yield visit
    for context in contexts:
        context.close()
    for visitor in visitors:
        assert visitor.complaints == []
        assert visitor.hosts == {site.url.split("/")[2]}


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """A visitor with an ordinary screen."""
    return visit()
