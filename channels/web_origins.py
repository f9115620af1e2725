"""Which sites may talk to the web channel."""

from __future__ import annotations

import os
from typing import Dict, FrozenSet, Iterable, Mapping, Optional
from urllib.parse import urlsplit

from channels.door import Refused

PREFLIGHT = {"Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "Authorization, Content-Type",
             "Access-Control-Max-Age": "600"}


class Origins:
    """The sites that may embed the widget, besides the one that serves it.

    Attributes:
        allowed: their origins, such as https://www.example.org.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        """Allow these origins besides the own one."""
        self.allowed: FrozenSet[str] = frozenset(allowed)

    @classmethod
    def from_environment(cls) -> "Origins":
        """The sites of `WIDGET_ORIGINS`, separated by commas."""
        listed = (origin.strip().rstrip("/") for origin in os.environ.get("WIDGET_ORIGINS", "").split(","))
        return cls(origin for origin in listed if origin)

    def check(self, headers: Mapping[str, str]) -> None:
        """Let in the own site, the listed ones, and programs that are no browser and so name no origin.

        Raises:
            Refused: 403.
        """
        origin = headers.get("origin")
        listed = origin is None or origin in self.allowed or _is_own(origin, headers)
        foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if not listed or (origin is None and foreign):
            raise Refused(403, "This site may not use the chat: add its origin to WIDGET_ORIGINS on the server.")

    def headers(self, origin: Optional[str], preflight: bool = False) -> Dict[str, str]:
        """The headers that let a listed site read a reply; before it sends anything, those that let it send."""
        if origin not in self.allowed:
            return {"Vary": "Origin"}
        return {"Vary": "Origin", "Access-Control-Allow-Origin": origin, **(PREFLIGHT if preflight else {})}


def _is_own(origin: str, headers: Mapping[str, str]) -> bool:
    return bool(headers.get("host")) and urlsplit(origin).netloc == headers["host"]
