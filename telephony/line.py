"""One turn of a call, the same for every provider: from what was heard to what is said next.

The bridge keeps nothing between two webhooks. What it has to know stands in the address that it gives the provider for
the next one: the number of the turn, and how often the assistant was tried in vain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from telephony import texts
from telephony.assistant import Assistant, Away, Reply
from telephony.delivery import HANG_UP, START, Call, Delivery, again

MOST_TRIES = 6
SECONDS_ON_THE_LINE = 5


@dataclass(frozen=True)
class Next:
    """What a provider is to do next.

    Attributes:
        text: what to say.
        turn: the number of the next turn.
        reply: the assistant's reply, for the form of the answer; None when there was none.
        tries: how often in a row the assistant was tried in vain; 0 when it answered.
    """

    text: str
    turn: int
    reply: Optional[Reply] = None
    tries: int = 0

    @property
    def ends(self) -> bool:
        """Whether the call ends here, unless the caller still says something."""
        return self.reply.done if self.reply else self.tries > MOST_TRIES


class Line:
    """Calls that come in through one provider."""

    def __init__(self, assistant: Assistant, key: str, patience: float) -> None:
        """A line.

        Args:
            assistant: who answers.
            key: what callers' numbers are made unrecognisable with.
            patience: seconds that the provider waits for an answer, and a little less.
        """
        self._assistant, self._key, self._patience = assistant, key, patience

    async def begin(self, call: Call) -> Next:
        """A call comes in."""
        return await self._take(call, START, 0, 0)

    async def listen(self, call: Call, turn: int, delivery: Delivery) -> Next:
        """The caller said or keyed something, or nothing."""
        return await self._take(call, delivery, turn, 0)

    async def try_again(self, call: Call, turn: int, tries: int) -> Next:
        """The assistant was away: the opening again, or the question that waits."""
        return await self._take(call, again(turn) if turn else START, turn, tries)

    async def end(self, call: Call) -> None:
        """The call is over. Nobody is there to hear an apology."""
        try:
            await self._assistant.send(call.sender(self._key), HANG_UP, self._patience)
        except Away:
            return

    async def _take(self, call: Call, delivery: Delivery, turn: int, tries: int) -> Next:
        try:
            reply = await self._assistant.send(call.sender(self._key), delivery, self._patience)
        except Away:
            text = texts.stay_on_the_line() if tries < MOST_TRIES else texts.call_again()
            # What was said may have been taken or not. Another turn asks which question waits; a repeated one is safe.
            return Next(text, turn + 1 if turn and not tries else turn, tries=tries + 1)
        return Next(reply.text, turn + 1, reply)
