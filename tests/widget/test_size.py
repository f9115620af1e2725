"""How much a visitor loads, and how soon the chat can be used."""

from __future__ import annotations

import gzip
import re
from typing import Set

from channels.web_pages import WIDGET

LIMIT = 20_000
IMPORT = re.compile(r"from '\./([a-z.]+)'")


def modules(name: str = "widget.js") -> Set[str]:
    """A script and everything that it imports."""
    imported = IMPORT.findall((WIDGET / name).read_text(encoding="utf-8"))
    return {name}.union(*map(modules, imported)) if imported else {name}


def test_the_widget_is_20_kilobytes_at_most():
    assert sum(len(gzip.compress((WIDGET / name).read_bytes(), 9)) for name in modules()) <= LIMIT


def test_the_study_page_loads_the_widget_and_its_own_files_only(visitor):
    loaded = visitor.page.evaluate("performance.getEntriesByType('resource').map(({name}) => name.split('/').pop())")
    assert set(loaded) - {"icon.svg"} == modules() | {"page.css", "page.js"}


def test_the_widget_needs_nothing_from_outside():
    for name in modules():
        source = (WIDGET / name).read_text(encoding="utf-8")
        addresses = set(re.findall(r"https?://[^/'\"`\s]+", source))
        assert addresses <= {"https://study.example", "http://www.w3.org"}
