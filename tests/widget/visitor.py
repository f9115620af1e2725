"""A patient in front of the widget: what can be seen and done, in the words of a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import axe_playwright_python
from playwright.sync_api import BrowserContext, Locator, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Told by the browser itself, whoever listens: `securitypolicyviolation`.
LISTEN = """addEventListener('securitypolicyviolation', (event) => console.error('CSP', event.violatedDirective,
  event.blockedURI)); window.ran = 0;"""


class Visitor:
    """One tab.

    Attributes:
        page: the tab.
        hosts: the hosts that were asked for anything.
        complaints: what the browser complained of: policy violations, errors of scripts.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        """Open the page in a new tab."""
        self.page: Page = context.new_page()
        self.url = url
        self.hosts: set = set()
        self.complaints: List[str] = []
        self.page.set_default_timeout(8_000)
        self.watch(self.page)
        self.page.goto(url)
        self.chat.locator(".launcher, .panel").first.wait_for(state="attached")

    def watch(self, page: Page) -> None:
        """Note what a tab asks for and complains of."""
        page.add_init_script(LISTEN)
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self._complain(line.text))

    def _complain(self, line: str) -> None:
        if "Content Security Policy" in line or line.startswith("CSP"):
            self.complaints.append(line)

    @property
    def chat(self) -> Locator:
        """The element."""
        return self.page.locator("screening-chat")

    @property
    def question(self) -> str:
        """The question that waits."""
        return self.chat.locator("#question").inner_text()

    @property
    def messages(self) -> List[str]:
        """Everything in the conversation, from the top."""
        return [text.replace("Assistant:", "").replace("You:", "").strip()
                for text in self.chat.locator(".log > *").all_inner_texts()]

    @property
    def buttons(self) -> List[str]:
        """The answers to choose from."""
        return self.chat.locator(".answers button:visible").all_inner_texts()

    @property
    def focused(self) -> str:
        """What has the focus: its id, class or text."""
        return self.page.evaluate("""() => { let node = document.activeElement;
          while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
          return node.id || node.getAttribute('aria-label') || node.className || node.textContent; }""")

    def open(self) -> "Visitor":
        """Open the chat and wait for its question."""
        self.chat.locator(".launcher").click()
        return self.wait_for_reply()

    def wait_for_reply(self) -> "Visitor":
        """Wait until nothing is under way."""
        self.page.wait_for_function("""() => {
          const root = document.querySelector('screening-chat').shadowRoot;
          return !root.querySelector('[aria-busy]') && root.querySelector('.log').childElementCount;
        }""", timeout=30_000)
        return self

    def type(self, words: str) -> "Visitor":
        """Type an answer and send it."""
        self.chat.locator("#input").fill(words)
        self.chat.locator("#input").press("Enter")
        return self.wait_for_reply()

    def click(self, name: str) -> "Visitor":
        """Click a button by its exact name."""
        self.chat.get_by_role("button", name=name, exact=True).last.click()
        return self.wait_for_reply()

    def press(self, *keys: str) -> "Visitor":
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def tab_to(self, name: str, limit: int = 40) -> "Visitor":
        """Press the tabulator until something is focused; fails when it is out of reach by keyboard."""
        for _ in range(limit):
            if self.focused == name:
                return self
            self.press("Tab")
        raise AssertionError(f"{name} is out of reach: the focus is at {self.focused}")

    def faults(self) -> List[str]:
        """What axe-core finds in the tab as it is (WCAG 2.2 A and AA, and best practices)."""
        return faults(self.page)


def faults(page: Page) -> List[str]:
    """What axe-core finds: the rule and where, one line each."""
    page.evaluate(AXE)
    found: Dict[str, Any] = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
    return [f"{rule['id']}: {json.dumps(node['target'])} {node.get('failureSummary', '')}"
            for rule in found["violations"] for node in rule["nodes"]]
