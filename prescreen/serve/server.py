"""The server of the coordinators' page: on the loopback interface only, read only, behind a token."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from datetime import datetime, timedelta, timezone
from http import cookies
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, Optional
from urllib.parse import parse_qs, urlsplit

from prescreen.commands.common import OUTCOMES
from prescreen.log import LogUnavailable, ScreeningLog
from prescreen.log.handling import STATES
from prescreen.protocol import Protocol
from prescreen.reference import is_valid
from prescreen.serve import pages

HOST = "127.0.0.1"
COOKIE = "prescreen_session"
AT_ONCE = 200
LONGEST_FORM = 1000
SECONDS_AFTER_A_WRONG_TOKEN = 1.0
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
                               "base-uri 'none'",
    "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class CoordinatorServer(ThreadingHTTPServer):
    """The server; `server_port` is where it listens."""

    daemon_threads = True

    def __init__(self, port: int, log: ScreeningLog, protocol: Protocol, who: str, token: str) -> None:
        """Listen, without serving yet.

        Args:
            port: the port; 0 takes a free one.
            log: the log.
            protocol: the study in use.
            who: who is named in the audit.
            token: what must be given to log in.
        """
        self.log, self.protocol, self.who, self.token = log, protocol, who, token
        self.session = secrets.token_urlsafe(32)
        self.guessing = threading.Lock()
        super().__init__((HOST, port), Handler)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: CoordinatorServer
    server_version, sys_version = "prescreen", ""
    timeout = 30

    def do_GET(self) -> None:
        """Show a page."""
        address = urlsplit(self.path)
        if not self._is_called_by_its_name():
            self._send(421, pages.message("Wrong address", "This page answers at 127.0.0.1 only."))
        elif address.path == "/style.css":
            self._send(200, pages.STYLE, "text/css")
        elif not self._is_logged_in():
            self._send(401, pages.login())
        else:
            self._show(address.path, {name: values[-1] for name, values in parse_qs(address.query).items()})

    def do_POST(self) -> None:
        """Log in; nothing else can be posted."""
        length = self.headers.get("Content-Length", "")
        if not self._is_called_by_its_name() or self.path != "/login" or not length.isdigit() \
                or int(length) > LONGEST_FORM:
            self._send(400, pages.message("Not understood", "Nothing can be changed here."))
            return
        given = parse_qs(self.rfile.read(int(length)).decode("utf-8", "replace")).get("token", [""])[0]
        if hmac.compare_digest(given.encode(), self.server.token.encode()):
            cookie = f"{COOKIE}={self.server.session}; HttpOnly; SameSite=Strict; Path=/"
            self._send(303, "", extra={"Location": "/", "Set-Cookie": cookie})
            return
        with self.server.guessing:  # one guess a second, however many ask
            time.sleep(SECONDS_AFTER_A_WRONG_TOKEN)
        self._send(401, pages.login(wrong=True))

    def log_message(self, *_: Any) -> None:
        """Say nothing: addresses hold references."""

    def _show(self, path: str, query: Dict[str, str]) -> None:
        try:
            if path == "/":
                self._send(200, self._list(query))
            elif path == "/funnel":
                self._send(200, pages.funnel(self.server.log.funnel()))
            elif path.startswith("/screenings/"):
                self._screening(path.rpartition("/")[2])
            else:
                self._send(404, pages.message("Not here", "There is no such page."))
        except LogUnavailable as error:
            self._send(503, pages.message("The log does not answer", str(error)))

    def _list(self, query: Dict[str, str]) -> str:
        chosen = {"state": query.get("state") if query.get("state") in STATES else None,
                  "disposition": query.get("disposition") if query.get("disposition") in OUTCOMES else None,
                  "channel": query.get("channel") or None, "since": _day(query.get("since")),
                  "until": _day(query.get("until"), 1)}
        log = self.server.log
        return pages.listing(log.records(limit=AT_ONCE, **chosen), log.count(**chosen), query)

    def _screening(self, reference: str) -> None:
        log = self.server.log
        found = log.find(reference) if is_valid(reference) else None
        if found is None:
            self._send(404, pages.message("Not here", "There is no such screening; it may have been erased."))
            return
        log.note_access(self.server.who, "show (page)", reference)
        self._send(200, pages.screening(found, self.server.protocol, log.trail(reference)))

    def _is_called_by_its_name(self) -> bool:
        """A page of another site must not reach this one through a name of its own."""
        return self.headers.get("Host", "") in (f"{HOST}:{self.server.server_port}",
                                                f"localhost:{self.server.server_port}")

    def _is_logged_in(self) -> bool:
        jar = cookies.SimpleCookie(self.headers.get("Cookie", ""))
        given = jar[COOKIE].value if COOKIE in jar else ""
        return hmac.compare_digest(given.encode(), self.server.session.encode())

    def _send(self, status: int, content: str, kind: str = "text/html", extra: Optional[Dict[str, str]] = None) -> None:
        body = content.encode("utf-8", "replace")
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body)),
                            **(extra or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _day(text: Optional[str], days_later: int = 0) -> Optional[datetime]:
    try:
        day = datetime.strptime(text or "", "%Y-%m-%d").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return day + timedelta(days=days_later)
