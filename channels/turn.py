"""One turn of a conversation, the same for every channel.

A turn is taken under the conversation's lock, is saved only as a whole and only when it succeeded, is answered once
however often it is delivered, and always ends in something to say. Channels run it through `under_way.py`, so that a
caller who hangs up in the middle does not tear it apart.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Awaitable, Dict, Optional, Tuple, TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from channels import history, limits, metrics
from channels.apology import RESPONSE, Apology
from channels.door import Delivery
from channels.failures import InsideFailure, ReplyMissing, StoreFailure, name_of
from channels.history import FINGERPRINT, Said
from channels.processor import TurnProcessor

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

NO_WORDS: Dict[str, Any] = {"text": "", "intent": {"name": None, "confidence": 0.0}, "entities": []}


class Conflict(Exception):
    """Another message was already delivered under this message id."""


@dataclass(frozen=True)
class Outcome:
    """How a turn ended.

    Attributes:
        texts: what is said, in order.
        prompt: the hints about the question asked now; empty when nothing is known to be asked.
        ready: False when nothing could be tried: no model is loaded, the conversation cannot be read, or too many
            turns are under way.
        taken: False when the delivery was not taken, and so may be sent again.
        names: the names of the texts in data/responses, in the same order.
        screen: what a channel with a screen shows besides; empty when nothing is known.
    """

    texts: Tuple[str, ...]
    prompt: Dict[str, Any]
    ready: bool = True
    taken: bool = True
    names: Tuple[Optional[str], ...] = ()
    screen: Dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Said) -> "Outcome":
        """A turn that succeeded, with what was said in it."""
        return cls(said.texts, said.prompt, names=said.names, screen=said.screen)

    @classmethod
    def not_tried(cls, words: str) -> "Outcome":
        """An apology for a turn that was not tried, or of which nobody knows yet how it ends."""
        return cls((words,), {}, ready=False, taken=False, names=(RESPONSE,))


class Silent(OutputChannel):
    """An output channel that sends nothing: the reply is built from the events of the turn.

    Its name chooses the texts (`channel: <name>` in data/responses); a channel derives from it and says its name.
    """

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Send nothing."""


async def take_turn(agent: Optional[Agent], delivery: Delivery, output: OutputChannel, apology: Apology) -> Outcome:
    """Take one turn.

    Args:
        agent: Rasa's agent, or None when it is not there yet.
        delivery: the message, checked at the door.
        output: the output channel, whose name chooses the texts.
        apology: what is said when something fails.

    Returns:
        What to say. After a failure inside: the apology, the last question again and its prompt; nothing of the turn
        was saved.

    Raises:
        Conflict: another text was delivered under the same message id.
    """
    if agent is None or not agent.is_ready():
        return Outcome.not_tried(await apology.words(None, None))
    return await _Turn(agent, delivery, output, apology).under_lock()


class _Turn:
    def __init__(self, agent: Agent, delivery: Delivery, output: OutputChannel, apology: Apology) -> None:
        self.agent = agent
        self.delivery = delivery
        self.output = output
        self.apology = apology
        self.processor = TurnProcessor(agent.processor)
        self.deadline = asyncio.get_running_loop().time() + limits.TURN_SECONDS

    async def under_lock(self) -> Outcome:
        async with AsyncExitStack() as held:
            try:
                await asyncio.wait_for(held.enter_async_context(self._lock()), limits.LOCK_WAIT_SECONDS)
            except Exception as error:  # noqa: BLE001 (Redis and Rasa raise many kinds)
                _note("lock", "The lock of a conversation was not had", error)
                return await self._apologise(await self._read_for_apology())
            try:
                tracker = await self._read()
            except (StoreFailure, asyncio.TimeoutError) as error:
                _note("read", "A conversation was not read", error)
                return Outcome.not_tried(await self.apology.words(None, None))
            return self._replay(tracker) or await self._new_turn(tracker)

    async def _in_time(self, work: Awaitable[Result]) -> Result:
        return await asyncio.wait_for(work, self.deadline - asyncio.get_running_loop().time())

    async def _read(self) -> DialogueStateTracker:
        return await self._in_time(self.processor.get_tracker(self.delivery.sender))

    def _lock(self) -> Any:
        return self.agent.lock_store.lock(self.delivery.sender, lock_lifetime=limits.LOCK_LIFETIME_SECONDS,
                                          wait_time_in_seconds=limits.LOCK_POLL_SECONDS)

    def _replay(self, tracker: DialogueStateTracker) -> Optional[Outcome]:
        if self.delivery.message_id is None:
            return None
        turn = history.turn_of_message(tracker, self.delivery.message_id)
        if turn is None:
            return None
        if (turn[0].metadata or {}).get(FINGERPRINT) != self.delivery.fingerprint:
            raise Conflict
        said = history.said_in(turn)
        return Outcome.of(said) if said else None

    async def _new_turn(self, tracker: DialogueStateTracker) -> Outcome:
        before = history.last_question(tracker)
        try:
            said = await self._in_time(self._run(tracker))
            # The save has its own deadlines in the database: cut off here, nobody would know whether it was done.
            await self.processor.save_tracker(tracker)
        except (Exception, InsideFailure) as error:  # noqa: BLE001 (whatever failed, the patient hears an apology)
            _note("turn", "A turn failed and was not saved", error)
            return await self._apologise(before, tracker)
        metrics.count_progress(before, said, history.asked_again(history.turns_of(tracker)[-1]))
        return Outcome.of(said)

    async def _run(self, tracker: DialogueStateTracker) -> Said:
        await self.processor.take(self._message(), tracker)
        said = history.said_in(history.turns_of(tracker)[-1])
        if said is None:
            raise ReplyMissing("no text or no prompt")
        return said

    def _message(self) -> UserMessage:
        """The message for Rasa; one without words passes NLU by, so that silence is never read as words."""
        delivery = self.delivery
        metadata = {FINGERPRINT: delivery.fingerprint}
        if delivery.event:
            metadata["event"] = delivery.event
        if delivery.origin:
            metadata["origin"] = delivery.origin
        return UserMessage(delivery.text, self.output, delivery.sender, input_channel=self.output.name(),
                           parse_data=None if delivery.text else dict(NO_WORDS), message_id=delivery.message_id,
                           metadata=metadata)

    async def _read_for_apology(self) -> Optional[Said]:
        try:
            return history.last_question(await self._read())
        except (StoreFailure, asyncio.TimeoutError):
            return None

    async def _apologise(self, question: Optional[Said], tracker: Optional[DialogueStateTracker] = None) -> Outcome:
        words = await self.apology.words(self.agent, tracker)
        if question is None:
            return Outcome((words,), {}, taken=False, names=(RESPONSE,))
        return Outcome((words, *question.texts), question.prompt, taken=False, names=(RESPONSE, *question.names),
                       screen=question.screen)


def _note(where: str, what: str, error: BaseException) -> None:
    metrics.count_error(where, error)
    logger.error("%s: %s", what, name_of(error))
