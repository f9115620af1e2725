"""The turns that are under way in this process, of all channels together.

There are only so many at once: beyond, a caller hears an apology at once instead of waiting in a queue. A turn that has
begun goes on to its end, whoever hangs up, and a server that stops waits for it.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from typing import Any, Optional, Set

from rasa.core.channels.channel import OutputChannel
from sanic import Sanic

from channels import limits, metrics
from channels.action_server import KeptOpen
from channels.apology import Apology
from channels.door import Delivery
from channels.turn import Conflict, Outcome, take_turn

Turn = "asyncio.Future[Outcome]"


class TurnsUnderWay:
    """The turns under way on one server."""

    def __init__(self) -> None:
        """None yet."""
        self._turns: Set[Turn] = set()
        self._of_conversation: "Counter[str]" = Counter()
        self._unheard: "OrderedDict[str, Turn]" = OrderedDict()

    @classmethod
    def of(cls, app: Sanic) -> "TurnsUnderWay":
        """Those of a server: all its channels share them."""
        if not hasattr(app.ctx, "turns_under_way"):
            app.ctx.turns_under_way = cls()
        return app.ctx.turns_under_way

    def __len__(self) -> int:
        """How many there are."""
        return len(self._turns)

    @property
    def are_full(self) -> bool:
        """Whether there is no place for one more."""
        return len(self) >= limits.TURNS_AT_ONCE

    def shed(self, channel: str, apology: Apology) -> Outcome:
        """The apology to a caller for whose turn there is no place."""
        metrics.count_turn(channel, "shed")
        return Outcome.not_tried(apology.text)

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
        if self.are_full or self._of_conversation[delivery.sender] >= limits.TURNS_AT_ONCE_OF_A_CONVERSATION:
            return self.shed(output.name(), apology)
        loop = asyncio.get_running_loop()
        began = loop.time()
        turn = self._unheard_by(delivery) or self._begin(app, delivery, output, apology)
        try:
            outcome = await self._reply_of(turn, delivery)
            kind = _kind(outcome)
        except Conflict:
            metrics.count_turn(output.name(), "conflict", loop.time() - began)
            raise
        except asyncio.TimeoutError:
            outcome, kind = Outcome.not_tried(apology.text), "late"
        metrics.count_turn(output.name(), kind, loop.time() - began)
        return outcome

    async def end(self) -> None:
        """Wait for all of them, but no longer than the last reply may take."""
        if self._turns:
            await asyncio.wait(set(self._turns), timeout=limits.REPLY_SECONDS)

    def _begin(self, app: Sanic, delivery: Delivery, output: OutputChannel, apology: Apology) -> Turn:
        turn = asyncio.ensure_future(take_turn(getattr(app.ctx, "agent", None), delivery, output, apology))
        self._turns.add(turn)
        self._of_conversation[delivery.sender] += 1
        metrics.UNDER_WAY.inc()
        turn.add_done_callback(lambda ended: self._leave(ended, delivery.sender))
        return turn

    def _leave(self, turn: Turn, sender: str) -> None:
        self._turns.discard(turn)
        self._of_conversation[sender] -= 1
        self._of_conversation += Counter()  # forgets who has none
        metrics.UNDER_WAY.dec()

    async def _reply_of(self, turn: Turn, delivery: Delivery) -> Outcome:
        """The outcome of a turn, which goes on when it is late or its caller hangs up."""
        try:
            return await asyncio.wait_for(asyncio.shield(turn), limits.REPLY_SECONDS)
        except (asyncio.TimeoutError, asyncio.CancelledError):
            self._note_unheard(turn, delivery.sender)
            raise

    def _note_unheard(self, turn: Turn, sender: str) -> None:
        self._unheard[sender] = turn
        if len(self._unheard) > limits.REMEMBERED_SENDERS:
            self._unheard.popitem(last=False)

    def _unheard_by(self, delivery: Delivery) -> Optional[Turn]:
        """The turn whose reply never reached the caller, when that is what the caller has to hear now.

        Whoever has not heard a question cannot have answered it. A delivery with an id needs none of this: it is known
        as a retry or as a new message.
        """
        turn = self._unheard.pop(delivery.sender, None)
        if turn is None or delivery.message_id is not None or delivery.event == "hangup":
            return None
        failed = turn.done() and (turn.cancelled() or turn.exception() is not None or not turn.result().taken)
        return None if failed else turn


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
