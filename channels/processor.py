"""Rasa's own processor, for one turn, made to tell a failure instead of going on.

Rasa 3.6 keeps a conversation going at any price: `MessageProcessor._run_action` logs an action's exception and goes on
as if the action had returned nothing, `ActionExtractSlots` does the same for its custom actions, and when ten actions
were predicted in a row the turn just ends. A patient would hear a closing text that no record stands behind, or
nothing at all. So, for the length of a turn,

- an exception out of any action becomes an `ActionFailure`, which Rasa's `except Exception` lets pass;
- the action server is called through an endpoint of ours, because `ActionExtractSlots` swallows before the action's
  caller sees anything, and because Rasa's deadline for it is 300 s;
- the limit of predictions is a failure too.

Everything else is Rasa's code of the pinned version, unchanged. A rejection of an action (status 400) is no failure:
it is how an action server tells Rasa to predict something else.
"""

from __future__ import annotations

import functools
from typing import Any, Awaitable, Callable, List, Tuple

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from channels.action_server import PromptEndpoint
from channels.failures import ActionFailure


class TurnProcessor(MessageProcessor):
    """A view on the agent's processor: the same model, stores and texts, with failures that are told."""

    def __init__(self, processor: MessageProcessor) -> None:
        """The view for one turn."""
        self.__dict__.update(vars(processor))
        if processor.action_endpoint is not None:
            self.action_endpoint = PromptEndpoint(processor.action_endpoint)

    async def take(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        """Rasa's `handle_message` on a tracker that is there already, without saving it.

        Raises:
            ActionFailure: an action failed, or actions went round in circles.
            Exception: whatever NLU or a policy raised.
        """
        await self._update_tracker_session(tracker, message.output_channel)
        await self._handle_message_with_tracker(message, tracker)
        await self.run_action_extract_slots(message.output_channel, tracker)
        await self._run_prediction_loop(message.output_channel, tracker)

    async def _run_action(self, action: Action, *args: Any, **kwargs: Any) -> bool:
        action.run = _telling(action.run)  # type: ignore[assignment]  # the action was made for this one run
        return await super()._run_action(action, *args, **kwargs)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> Tuple[Action, PolicyPrediction]:
        """Rasa's prediction, whose limit is a failure."""
        try:
            return super().predict_next_with_tracker_if_should(tracker)
        except ActionLimitReached as error:
            raise ActionFailure("too many actions in one turn") from error


def _telling(run: Callable[..., Awaitable[List[Event]]]) -> Callable[..., Awaitable[List[Event]]]:
    @functools.wraps(run)
    async def told(*args: Any, **kwargs: Any) -> List[Event]:
        try:
            return await run(*args, **kwargs)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            raise ActionFailure(type(error).__name__) from error

    return told
