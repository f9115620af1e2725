"""The pages under /chat/: the study's page, the patient's printable summary, and the files of the widget.

Everything is read once, at the start, from `widget/`; nothing else can be asked for. No page loads anything from
another site, and the policy in `CONTENT_SECURITY_POLICY` lets the browser see to that.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import os
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw, redirect

from prescreen import protocol, wording

WIDGET = Path(__file__).resolve().parent.parent / "widget"
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY, "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()", "X-Frame-Options": "DENY"}
# Other sites embed the scripts: they hold nothing about anybody.
SCRIPT_HEADERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@dataclass(frozen=True)
class File:
    """One file as it is sent: its bytes, the same compressed, and its headers."""

    body: bytes
    packed: bytes
    headers: Mapping[str, str]

    @classmethod
    def of(cls, kind: str, body: bytes) -> "File":
        """A file of a kind (`KINDS`)."""
        own = PAGE_HEADERS if kind == ".html" else SCRIPT_HEADERS
        return cls(body, gzip.compress(body, 9, mtime=0), {
            "Content-Type": KINDS[kind], "Cache-Control": "no-cache", "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff", "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', **own})

    def answer(self, request: Request) -> HTTPResponse:
        """The file; nothing but its headers when the browser has it already."""
        if request.headers.get("if-none-match") == self.headers["ETag"]:
            return empty(304, dict(self.headers))
        if "gzip" in request.headers.get("accept-encoding", ""):
            return raw(self.packed, headers={**self.headers, "Content-Encoding": "gzip"})
        return raw(self.body, headers=dict(self.headers))


class ChatPages(InputChannel):
    """The pages, mounted beside the channels; no message comes in here."""

    def __init__(self, status: Optional[str] = None, folder: Path = WIDGET) -> None:
        """Read the files.

        Args:
            status: `recruiting` or `not_recruiting`; None: as the protocol says.
            folder: where the files are.
        """
        self.files = {path.name: File.of(path.suffix, path.read_bytes()) for path in sorted(folder.iterdir())
                      if path.suffix in KINDS}
        page = study_page((folder / "index.html").read_text(encoding="utf-8"), status)
        self.files["index.html"] = File.of(".html", page.encode("utf-8"))

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "chat"

    def url_prefix(self) -> str:
        """Where the pages are: an absolute path, so not under /webhooks/."""
        return "/chat"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "ChatPages":  # noqa: ARG003
        """The pages with their settings from the environment: `RECRUITMENT_STATUS`."""
        return cls(os.environ.get("RECRUITMENT_STATUS"))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """The addresses of the files."""
        pages = Blueprint("chat", url_prefix=self.url_prefix(), strict_slashes=True)

        @pages.get("")
        async def without_slash(_request: Request) -> HTTPResponse:
            return redirect("chat/", status=308)

        @pages.get("/")
        async def front(request: Request) -> HTTPResponse:
            return self.files["index.html"].answer(request)

        @pages.get("/<name:[a-z._-]+>")
        async def file(request: Request, name: str) -> HTTPResponse:
            found = self.files.get(name)
            return found.answer(request) if found else empty(404)

        return pages


def study_page(page: str, status: Optional[str] = None) -> str:
    """The study's page with the approved texts ($utter_...), the facts of the listing ($study_...) and the $status."""
    study = protocol.load().study
    status = status or study["status"]
    texts = wording.load()
    slots = {"recruitment_status": status}
    words = {name: texts.variants(name, None, slots)[0]["text"] for name in texts.texts
             if texts.variants(name, None, slots)}
    words.update({f"study_{name}": str(value) for name, value in study.items()}, status=status)
    return Template(page).substitute({name: html.escape(value) for name, value in words.items()})
