"""The coordinators' page: closed without the token, read only, honest about the record, and usable by everybody."""

from __future__ import annotations

import http.client
import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from prescreen.cli import main
from prescreen.log import ScreeningLog
from prescreen.serve import server as served
from tests.prescreen.coordinators import TOKEN, fill, log_in, serving
from tests.prescreen.logs import Clock, attempt, half_way, other_key
from tests.widget.conftest import browser  # noqa: F401
from tests.widget.visitor import faults


@pytest.fixture
def log(tmp_path):
    log = ScreeningLog(f"sqlite:///{tmp_path / 'log.sqlite'}", clock=Clock())
    log.prepare()
    yield log
    log.close()


@pytest.fixture
def page(log, monkeypatch):
    """Ask the page for something: its status, its headers and its content."""
    monkeypatch.setattr(served, "SECONDS_AFTER_A_WRONG_TOKEN", 0)
    with serving(log) as server:
        def ask(path, method="GET", body=None, **headers):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
            connection.request(method, path, body, {"Host": f"127.0.0.1:{server.server_port}", **headers})
            answer = connection.getresponse()
            told = answer.status, dict(answer.getheaders()), answer.read().decode()
            connection.close()
            return told
        yield ask


@pytest.fixture
def inside(page):
    """The same, logged in."""
    _, headers, _ = page("/login", "POST", urlencode({"token": TOKEN}))
    cookie = headers["Set-Cookie"].partition(";")[0]
    return lambda path, **headers: page(path, Cookie=cookie, **headers)


def test_without_the_token_nothing_is_shown(log, page):
    reference = fill(log)
    for path in ("/", "/funnel", f"/screenings/{reference}", "/nothing"):
        status, _, content = page(path)
        assert status == 401
        assert reference not in content
        assert "Ann" not in content
    assert page("/", Cookie="prescreen_session=guessed")[0] == 401


@pytest.mark.parametrize("token", ["", "wrong", "ä", TOKEN + "x"])
def test_a_wrong_token_opens_nothing(page, token):
    status, headers, content = page("/login", "POST", urlencode({"token": token}))
    assert status == 401
    assert "Set-Cookie" not in headers
    assert "That is not the token." in content


def test_the_cookie_is_kept_from_scripts_and_other_sites(page):
    status, headers, _ = page("/login", "POST", urlencode({"token": TOKEN}))
    assert (status, headers["Location"]) == (303, "/")
    assert headers["Set-Cookie"].endswith("; HttpOnly; SameSite=Strict; Path=/")


def test_no_page_may_be_kept_framed_or_given_a_script(page):
    for path in ("/", "/style.css"):
        headers = page(path)[1]
        assert headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_name_that_leads_here_from_another_site_is_not_answered(page):
    assert page("/", Host="evil.example.org")[0] == 421
    assert page("/login", "POST", urlencode({"token": TOKEN}), Host="evil.example.org")[0] == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(inside, page, method):
    assert page("/", method)[0] == 501
    assert page("/", "POST", "state=closed")[0] == 400
    assert page("/login", "POST", "x" * 5000)[0] == 400


def test_the_list_shows_every_screening_and_can_be_narrowed(log, inside):
    reference = fill(log)
    content = inside("/")[2]
    assert content.count('href="/screenings/') == len(log.records())
    narrowed = inside("/?disposition=needs_review&state=open&since=2026-03-02&until=2026-03-02&channel=rest")[2]
    assert reference in narrowed
    assert narrowed.count('href="/screenings/') == log.count(disposition="needs_review", state="open")
    assert "0 screenings" in inside("/?since=2027-01-01")[2]
    assert inside("/?state=%27%3B--&since=yesterday")[0] == 200


def test_a_screening_shows_verdicts_words_who_settles_and_what_is_open_and_is_noted(log, inside):
    reference = fill(log)
    status, _, content = inside(f"/screenings/{reference}")
    text = re.sub(r"<[^>]+>", "|", content)
    for part in ("Patient must be at least 18 years of age.", "undetermined",
                 "headache_cause: |nobody has looked at it yet", "doctor", "investigator", "Ann Lee",
                 "+1 555 0100", "CLIA"):
        assert part in text
    assert status == 200
    assert [(entry.who, entry.what) for entry in log.trail(reference)] == [("ann", "show (page)")]


def test_a_screening_says_what_became_of_it_and_what_to_know_of_it(log, inside):
    from prescreen.log.handling import CLOSED
    first = log.record(half_way(key=other_key(1))).reference
    assert "Left at the question headache." in inside(f"/screenings/{first}")[2]
    given = replace(attempt(headache="unsure"), previous_reference=first, safety_text_given=True)
    second = log.record(given).reference
    log.record(replace(attempt(), previous_reference=first, safety_text_given=True))
    log.handle(second, "bob", CLOSED, "screening_visit")
    content = inside(f"/screenings/{second}")[2]
    for part in ("closed by bob: goes on to the study", "At first: needs_review", f'href="/screenings/{first}"',
                 "A safety text was given.", "telephone"):
        assert part in content


@pytest.mark.parametrize("path", ["/screenings/482913068", "/screenings/1", "/screenings/../etc/passwd", "/nothing"])
def test_what_is_not_there_is_said_not_to_be(log, inside, path):
    assert inside(path)[0] == 404


def test_words_cannot_become_part_of_the_page(log, inside):
    words = "<script>alert(1)</script>\"'&\ud800"
    given = attempt()
    facts = {name: {**fact, "words": words} for name, fact in given.facts.items()}
    contact = {"name": words, "phone": words, "time": words}
    reference = log.record(replace(given, facts=facts, contact=contact)).reference
    content = inside(f"/screenings/{reference}")[2]
    assert "<script" not in content
    assert "&lt;script&gt;" in content


def test_a_log_that_does_not_answer_is_told_of(log, inside):
    with log._engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE screenings RENAME TO away")
    status, _, content = inside("/")
    assert status == 503
    assert "does not answer" in content


def test_every_person_stands_in_one_box_of_the_diagram(log, inside):
    fill(log)
    boxes = re.findall(r"<text [^>]*>([^<]*)</text>", inside("/funnel")[2])
    funnel = log.funnel()
    assert boxes[0] == f"Screened: {funnel.screened}"
    assert f"Not assessed: {funnel.declined + funnel.incomplete}" in boxes
    assert f"Excluded by a confirmed answer: {funnel.not_eligible}" in boxes
    ends = dict(zip(boxes[-6::2], boxes[-5::2], strict=True))
    assert ends == {"Re-screen by telephone": str(funnel.rescreen_by_phone), "Needs review": str(funnel.needs_review),
                    "May be a fit": str(funnel.potentially_eligible)}
    assert sum(map(int, ends.values())) == funnel.screened - funnel.declined - funnel.incomplete - funnel.not_eligible


def test_a_short_token_and_a_port_in_use_are_told_of(log, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", str(log._engine.url))
    monkeypatch.setenv("COORDINATOR_TOKEN", "short")
    assert main(["serve"]) == 1
    monkeypatch.setenv("COORDINATOR_TOKEN", TOKEN)
    with serving(log) as server:
        assert main(["serve", "--port", str(server.server_port)]) == 1
    assert f"Port {server.server_port} cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_has_faults_of_accessibility(log, browser, width, scheme):
    reference = fill(log)
    with serving(log) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True, color_scheme=scheme)
        page = context.new_page()
        page.goto(url)
        assert faults(page) == []
        log_in(page, url)
        for path in ("/", f"/screenings/{reference}", "/funnel", "/screenings/482913068"):
            page.goto(url + path)
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        context.close()
