"""The way to the action server: called with a deadline, over connections that are kept for a moment.

Rasa opens a connection for every call and waits up to 300 s for its answer.
"""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from channels import limits
from channels.failures import ActionFailure


class KeptOpen(EndpointConfig):
    """The action server of endpoints.yml, over connections that serve more than one call."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        """The same endpoint; no connection is opened yet."""
        self.__dict__.update(vars(endpoint))
        self._connector: Optional[aiohttp.TCPConnector] = None

    def session(self) -> aiohttp.ClientSession:
        """A session on the connections that are there; to be used within the server's loop."""
        if self._connector is None or self._connector.closed:
            self._connector = aiohttp.TCPConnector(keepalive_timeout=limits.IDLE_CONNECTION_SECONDS)
        auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
        return aiohttp.ClientSession(connector=self._connector, connector_owner=False, headers=self.headers, auth=auth)

    async def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        if self._connector is not None:
            await self._connector.close()


class PromptEndpoint(EndpointConfig):
    """The action server for one turn: within a deadline, with failures that reach the turn.

    It is sent the events of this turn only. What came before stands in the slots, and would make each turn of a long
    conversation slower than the last.
    """

    def __init__(self, endpoint: EndpointConfig, seconds: float = limits.ACTION_SECONDS) -> None:
        """The same endpoint, with a deadline in seconds."""
        self.__dict__.update(vars(endpoint))
        self._endpoint = endpoint
        self._seconds = seconds

    async def request(self, *args: Any, **kwargs: Any) -> Optional[Any]:
        """Call the action server.

        Raises:
            ActionFailure: it is away, slower than the deadline, or answered with an error.
            ClientResponseError: it rejected the action (400).
        """
        if "json" in kwargs:
            kwargs["json"] = _of_this_turn(kwargs["json"])
        try:
            return await asyncio.wait_for(self._endpoint.request(*args, **kwargs), self._seconds)
        except ClientResponseError as error:
            if error.status == 400:
                raise
            raise ActionFailure(f"status {error.status}") from error
        except Exception as error:
            raise ActionFailure(type(error).__name__) from error


def _of_this_turn(call: Dict[str, Any]) -> Dict[str, Any]:
    """The call of an action, with the events from the patient's last words on."""
    tracker = call["tracker"]
    events = tracker["events"]
    begins = max((position for position, event in enumerate(events) if event["event"] == "user"), default=0)
    return {**call, "tracker": {**tracker, "events": events[begins:]}}
