"""The NLU component that attaches a reading to a message: what was mentioned, free of the question asked."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from understanding.reader import Reader


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class UtteranceReader(GraphComponent):
    """Sets `reading` on each message (for `understanding.context`) and its mentions as Rasa entities."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._reader.read("yes", datetime.now(timezone.utc).date())  # the first reading prepares what the others use

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "UtteranceReader":
        """Build the reader; it needs no training."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Read each message."""
        for message in messages:
            reading = self._reader.read(message.get(TEXT) or "", datetime.now(timezone.utc).date())
            message.set("reading", reading.to_dict(), add_to_output=True)
            message.set(ENTITIES, (message.get(ENTITIES) or []) + _entities(reading), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing is learned, so training examples pass untouched."""
        return training_data


def _entities(reading: Any) -> List[Dict[str, Any]]:
    return [{"entity": mention.kind, "value": mention.value, "start": mention.start, "end": mention.end,
             "extractor": "UtteranceReader"} for mention in reading.mentions]
