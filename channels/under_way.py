"""The turns that are under way in this process, of all channels together.

A turn that has begun goes on to its end, whoever hangs up: its reply waits in the conversation for the retry. A server
that stops waits for the turns that are under way.
"""

from __future__ import annotations

import asyncio
from typing import Any, Set

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel
from sanic import Sanic

from channels import limits, metrics
from channels.action_server import KeptOpen
from channels.apology import Apology
from channels.door import Delivery
from channels.turn import Conflict, Outcome, take_turn


class TurnsUnderWay:
    """The turns under way on one server."""

    def __init__(self) -> None:
        """None yet."""
        self._turns: Set["asyncio.Future[Outcome]"] = set()

    @classmethod
    def of(cls, app: Sanic) -> "TurnsUnderWay":
        """Those of a server: all its channels share them."""
        if not hasattr(app.ctx, "turns_under_way"):
            app.ctx.turns_under_way = cls()
        return app.ctx.turns_under_way

    def __len__(self) -> int:
        """How many there are."""
        return len(self._turns)

    async def take(self, app: Sanic, delivery: Delivery, output: OutputChannel, apology: Apology) -> Outcome:
        """Take a turn, and count it.

        Args:
            app: the server, which knows Rasa's agent once that is there.
            delivery: the message, checked at the door.
            output: the output channel, whose name chooses the texts.
            apology: what is said when something fails.

        Raises:
            Conflict: another text was delivered under the same message id.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            outcome = await asyncio.shield(self._begin(getattr(app.ctx, "agent", None), delivery, output, apology))
        except Conflict:
            metrics.count_turn(output.name(), "conflict", loop.time() - began)
            raise
        metrics.count_turn(output.name(), _kind(outcome), loop.time() - began)
        return outcome

    async def end(self) -> None:
        """Wait for all of them, but no longer than a turn may take."""
        if self._turns:
            await asyncio.wait(set(self._turns), timeout=limits.TURN_SECONDS)

    def _begin(self, agent: "Agent | None", delivery: Delivery, output: OutputChannel,
               apology: Apology) -> "asyncio.Future[Outcome]":
        turn = asyncio.ensure_future(take_turn(agent, delivery, output, apology))
        self._turns.add(turn)
        metrics.UNDER_WAY.inc()
        turn.add_done_callback(self._end)
        return turn

    def _end(self, turn: "asyncio.Future[Outcome]") -> None:
        self._turns.discard(turn)
        metrics.UNDER_WAY.dec()


async def finish(app: Sanic, _loop: Any) -> None:
    """What a channel does before the server stops: turns end, then the connections to the action server are closed."""
    await TurnsUnderWay.of(app).end()
    endpoint = getattr(getattr(app.ctx, "agent", None), "action_endpoint", None)
    if isinstance(endpoint, KeptOpen):
        await endpoint.close()


def _kind(outcome: Outcome) -> str:
    if outcome.taken:
        return "answered"
    return "apologised" if outcome.ready else "unready"
