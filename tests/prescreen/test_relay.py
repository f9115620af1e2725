"""The relay: signed, at least once under the same id, tried again with patience, and nothing personal leaves."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from prescreen import relay
from prescreen.cli import main
from prescreen.delivery import BadSetting, NotDelivered
from prescreen.log import ScreeningLog
from prescreen.webhook import Webhook
from tests.prescreen.logs import NOON, Clock, attempt, half_way, log, other_key, sql, url  # noqa: F401

SECRET = "a secret of sixteen or more"


@contextmanager
def receiver(*statuses):
    """A webhook that answers with these statuses in turn, the last one for good; gives its address and what came."""
    came, left = [], list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((dict(self.headers), body))
            self.send_response(left.pop(0) if len(left) > 1 else left[0])
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook?study=1", came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def later(log, **time):
    log._now.time += timedelta(**time)


def test_a_finished_screening_is_passed_on_once_signed_and_without_an_answer(log):
    reference = log.record(replace(attempt(), contact={"name": "Ann Lee", "phone": "555", "time": "noon"})).reference
    log.record(half_way(key=other_key(1)))
    with receiver(204) as (url, came):
        assert relay.deliver_due(log, Webhook(url, SECRET, clock=lambda: 1_800_000_000.5)) == 1
        assert relay.deliver_due(log, Webhook(url, SECRET)) == 0
    (headers, body), = came
    event = json.loads(body)
    assert event == {"event_id": headers["X-Prescreen-Event"], "kind": "disposition_set", "reference": reference,
                     "written_at": event["written_at"], "trial": "NCT06038474", "disposition": "potentially_eligible",
                     "channel": "rest", "finished_at": event["finished_at"]}
    signed = hmac.new(SECRET.encode(), b"1800000000." + body, hashlib.sha256).hexdigest()
    assert (headers["X-Prescreen-Time"], headers["X-Prescreen-Signature"]) == ("1800000000", f"sha256={signed}")
    assert log.outbox.waiting() == []


def test_what_was_not_taken_is_tried_again_under_the_same_id_after_a_wait_that_doubles(log):
    log.record(attempt())
    waits = []
    with receiver(500, 302, 200) as (url, came):
        for trouble in ("HTTP 500", "HTTP 302"):
            assert relay.deliver_due(log, Webhook(url, SECRET)) == 0
            event, = log.outbox.waiting()
            assert event.trouble == trouble
            waits.append(round((event.due_at - log._now.time) / timedelta(minutes=1)))
            later(log, minutes=waits[-1])
        assert relay.deliver_due(log, Webhook(url, SECRET)) == 1
    assert waits == [0, 1]  # one and two minutes, less the minute that the clock of the tests goes on by
    assert len({headers["X-Prescreen-Event"] for headers, _ in came}) == 1
    assert len(came) == 3


def test_what_is_never_taken_is_given_up_and_can_be_tried_anew(log):
    log.record(attempt())
    with receiver(500) as (url, came):
        for _ in range(20):
            relay.deliver_due(log, Webhook(url, SECRET))
            later(log, hours=7)
        assert len(came) == 12
        assert log.outbox.waiting()[0].given_up
        assert log.outbox.try_again() == 1
        relay.deliver_due(log, Webhook(url, SECRET))
        assert len(came) == 13


def test_what_a_relay_took_before_it_broke_off_is_due_again(log):
    log.record(attempt())
    taken = log.outbox.take()
    assert log.outbox.take() is None
    later(log, minutes=3)
    assert log.outbox.take() == taken


def test_who_was_told_of_a_screening_is_told_that_it_is_erased(log):
    reference = log.record(attempt()).reference
    with receiver(200) as (url, came):
        relay.deliver_due(log, Webhook(url, SECRET))
        log.erase(reference)
        relay.deliver_due(log, Webhook(url, SECRET))
    told = [json.loads(body) for _, body in came]
    assert [(each["kind"], each["disposition"]) for each in told] == [
        ("disposition_set", "potentially_eligible"), ("erased", None)]


def test_a_webhook_that_is_away_is_told_of_by_the_type_of_its_failure(log):
    log.record(attempt())
    assert relay.deliver_due(log, Webhook("http://127.0.0.1:1/", SECRET)) == 0
    assert log.outbox.waiting()[0].trouble == "ConnectionRefusedError"
    with pytest.raises(NotDelivered):
        Webhook("https://127.0.0.1:1/", SECRET).deliver(log.outbox.take() or _event())


def _event():
    from prescreen.log.outbox import Event
    return Event("e", "disposition_set", "100000001", "", None, None, None, None)


@pytest.mark.parametrize("url", ["http://example.org/hook", "ftp://example.org", "example.org", "https://", ""])
def test_a_webhook_without_https_is_refused(url):
    with pytest.raises(BadSetting, match="WEBHOOK_URL"):
        Webhook(url, SECRET)


def test_a_short_secret_is_refused_without_quoting_it():
    with pytest.raises(BadSetting) as raised:
        Webhook("https://example.org/hook", "short")
    assert "short:" in str(raised.value)
    assert "WEBHOOK_SECRET" in str(raised.value)


def test_the_relay_is_off_unless_it_is_configured(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'log.sqlite'}")
    for name in ("WEBHOOK_URL", "MAIL_TO"):
        monkeypatch.delenv(name, raising=False)
    assert main(["relay", "--once"]) == 2
    assert capsys.readouterr().err == "The relay is off: neither WEBHOOK_URL nor MAIL_TO is set.\n"


def test_the_command_passes_on_what_is_due_and_the_outbox_shows_what_is_left(tmp_path, monkeypatch, capsys):
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    log = ScreeningLog(url, clock=Clock(NOON))
    log.prepare()
    reference = log.record(attempt()).reference
    with receiver(500, 200) as (hook, _):
        monkeypatch.setenv("WEBHOOK_URL", hook)
        assert main(["relay", "--once"]) == 0
        assert main(["outbox"]) == 0
        assert f"{reference}  disposition_set" in capsys.readouterr().out
        with log._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE screening_outbox SET due_at = NULL")
        assert main(["relay", "--once"]) == 0
    assert capsys.readouterr().out == "1 passed on.\n"
    assert main(["outbox", "--retry"]) == 0
    assert capsys.readouterr().out == "0 will be tried anew.\nNothing waits to be passed on.\n"
