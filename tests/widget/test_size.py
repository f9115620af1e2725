"""How much a visitor loads, and how soon the chat can be used."""

from __future__ import annotations

import gzip
import re

from launch.widget_version import WIDGET, embedding, modules, version

LIMIT = 20_000


def test_the_widget_is_20_kilobytes_at_most():
    assert sum(len(gzip.compress((WIDGET / name).read_bytes(), 9)) for name in modules()) <= LIMIT


def test_the_study_page_loads_the_widget_and_its_own_files_only(visitor):
    loaded = visitor.page.evaluate("performance.getEntriesByType('resource').map(({name}) => name.split('/').pop())")
    assert set(loaded) - {"icon.svg"} == set(modules()) | {"page.css", "page.js"}


def test_the_widget_needs_nothing_from_outside():
    for name in modules():
        source = (WIDGET / name).read_text(encoding="utf-8")
        addresses = set(re.findall(r"https?://[^/'\"`\s]+", source))
        assert addresses <= {"https://study.example", "http://www.w3.org"}


def test_the_lines_for_a_site_name_the_hash_of_every_module():
    lines = embedding("https://study.example")
    assert lines.count('integrity="sha384-') == len(modules())
    assert all(f"https://study.example/chat/{name}" in lines for name in modules())


def test_the_version_is_three_numbers():
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())
