"""The assistant's REST channel as the bridge uses it: one message in, one reply out, within the provider's patience."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import Any, Dict, Optional

import aiohttp

from telephony.delivery import Delivery

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_TRIES = 1.0


class Away(Exception):
    """The assistant gave no usable answer in time."""


@dataclass(frozen=True)
class Reply:
    """What to say, and what a front end has to know about the question."""

    text: str
    custom: Dict[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether the conversation has ended."""
        return bool(self.custom.get("done"))

    @property
    def expects(self) -> str:
        """The form of the answer that is waited for."""
        return str(self.custom.get("expects") or "none")

    @property
    def fact(self) -> Optional[str]:
        """The fact that is asked for."""
        return self.custom.get("fact")

    @property
    def keys(self) -> Dict[str, str]:
        """The keys that the question takes."""
        return self.custom.get("dtmf") or {}


class Assistant:
    """A client of the REST channel."""

    def __init__(self, url: str, token: Optional[str], http: aiohttp.ClientSession) -> None:
        """A client; nothing is sent yet.

        Args:
            url: the REST channel.
            token: what it asks of its callers, if anything.
            http: the session to send with.
        """
        self._url, self._http = url, http
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def send(self, sender: str, delivery: Delivery, patience: float) -> Reply:
        """Deliver one message; tried again under the same id while there is time, which counts once.

        Args:
            sender: the conversation's id.
            delivery: the message.
            patience: seconds after which it is given up.

        Raises:
            Away: no usable reply in time.
        """
        deadline = time.monotonic() + patience
        while True:
            left = deadline - time.monotonic()
            reply = await self._try(delivery.body(sender), left)
            if reply is not None:
                return reply
            if deadline - time.monotonic() <= SECONDS_BETWEEN_TRIES:
                raise Away
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _try(self, body: Dict[str, Any], seconds: float) -> Optional[Reply]:
        """The reply; None when trying again may help.

        Raises:
            Away: trying again cannot help.
        """
        timeout = aiohttp.ClientTimeout(total=max(seconds, 0.1))
        try:
            async with self._http.post(self._url, json=body, headers=self._headers, timeout=timeout) as answer:
                if answer.status == 200:
                    return _reply(await answer.json(content_type=None))
                logger.error("The assistant answered with status %s", answer.status)
                if answer.status not in (429, 502, 503, 504):
                    raise Away
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            logger.error("The assistant was not reached: %s", type(error).__name__)
        return None


def _reply(elements: Any) -> Optional[Reply]:
    """The reply in the channel's one element; None when it is another program that answered."""
    element = elements[0] if isinstance(elements, list) and len(elements) == 1 else None
    if not isinstance(element, dict) or not element.get("text"):
        return None
    custom = element.get("custom")
    return Reply(str(element["text"]), custom if isinstance(custom, dict) else {})
