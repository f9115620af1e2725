"""The pages under /chat/ and their headers."""

from __future__ import annotations

import re

import pytest

from channels.web_pages import CONTENT_SECURITY_POLICY, WIDGET, ChatPages, study_page

PAGE = (WIDGET / "index.html").read_text(encoding="utf-8")


def test_every_page_forbids_what_it_does_not_need():
    pages = ChatPages("not_recruiting").files
    for name in ("index.html", "summary.html"):
        assert pages[name].headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert not re.search(r"\*|https?:|data:|blob:", CONTENT_SECURITY_POLICY)


def test_a_page_names_no_file_of_another_site():
    for name in ("index.html", "summary.html"):
        page = (WIDGET / name).read_text(encoding="utf-8")
        assert not re.search(r'(?:src|srcset)="(?:https?:)?//', page)
        assert not re.search(r'<link[^>]*href="(?:https?:)?//', page)


@pytest.mark.parametrize(("status", "says"), [
    ("not_recruiting", "The study is not taking new patients now"), ("recruiting", "the study team looks at your")])
def test_the_page_says_what_the_recruitment_status_is(status, says):
    page = study_page(PAGE, status)
    assert f'<body class="{status}">' in page
    assert says in page


def test_nothing_is_left_to_fill_in():
    assert not re.search(r"\$\w", study_page(PAGE))


def test_a_file_keeps_its_tag_until_it_changes():
    first, second = ChatPages("recruiting").files, ChatPages("not_recruiting").files
    assert first["widget.js"].headers["ETag"] == second["widget.js"].headers["ETag"]
    assert first["index.html"].headers["ETag"] != second["index.html"].headers["ETag"]


def test_scripts_may_be_embedded_by_other_sites_and_pages_may_not_be_framed():
    files = ChatPages("recruiting").files
    assert files["widget.js"].headers["Access-Control-Allow-Origin"] == "*"
    assert "frame-ancestors 'none'" in files["index.html"].headers["Content-Security-Policy"]
