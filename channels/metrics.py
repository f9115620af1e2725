"""What is counted for those who run the assistant, in Prometheus's terms.

Nothing here tells of a patient: every label is one of a few words that stand in this module, never a text, an id or
anything else from outside.
"""

from __future__ import annotations

import asyncio
from typing import Collection, Optional

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from channels.failures import ActionFailure, ReplyMissing, StoreFailure
from channels.history import Said
from prescreen.assessment import Disposition

CHANNELS = ("rest", "web")
OUTCOMES = ("answered", "apologised", "unready", "conflict", "shed", "late")
PLACES = ("lock", "read", "turn")
FAILURES = {kind: kind.__name__ for kind in (ActionFailure, ReplyMissing, StoreFailure, asyncio.TimeoutError)}
OTHER = "other"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

TURNS = Counter("prescreening_turns", "Turns by how they ended", ["channel", "outcome"], registry=REGISTRY)
TURN_SECONDS = Histogram("prescreening_turn_seconds", "How long a delivery waited for its reply", ["channel"],
                         buckets=SECONDS, registry=REGISTRY)
UNDER_WAY = Gauge("prescreening_turns_under_way", "Turns that are under way now", registry=REGISTRY)
ASKED_AGAIN = Counter("prescreening_asked_again", "Questions asked again in other words: the answer was not understood",
                      registry=REGISTRY)
DISPOSITIONS = Counter("prescreening_dispositions", "What conversations came to", ["disposition"], registry=REGISTRY)
ERRORS = Counter("prescreening_errors", "Failures inside, by where they were met", ["where", "failure"],
                 registry=REGISTRY)

# A series that is there from the start can be alarmed on: its first failure is a step from 0 to 1.
for _channel in CHANNELS:
    TURN_SECONDS.labels(_channel)
    for _outcome in OUTCOMES:
        TURNS.labels(_channel, _outcome)
for _disposition in Disposition:
    DISPOSITIONS.labels(_disposition.value)
for _place in PLACES:
    for _failure in (*FAILURES.values(), OTHER):
        ERRORS.labels(_place, _failure)


def exposition() -> bytes:
    """All figures in Prometheus's text format."""
    return generate_latest(REGISTRY)


def count_turn(channel: str, outcome: str, seconds: Optional[float] = None) -> None:
    """Count a delivery that was answered, `seconds` after it came in; None when no turn was begun for it."""
    TURNS.labels(_one_of(CHANNELS, channel), _one_of(OUTCOMES, outcome)).inc()
    if seconds is not None:
        TURN_SECONDS.labels(_one_of(CHANNELS, channel)).observe(seconds)


def count_progress(before: Optional[Said], said: Said, asked_again: bool) -> None:
    """Count what a turn that was saved came to.

    Args:
        before: the question that waited, or None in a new conversation.
        said: what was said in the turn.
        asked_again: whether the question was asked again because its answer was not understood.
    """
    if asked_again:
        ASKED_AGAIN.inc()
    disposition = said.prompt.get("disposition")
    if disposition and not (before and before.prompt.get("disposition")):
        DISPOSITIONS.labels(_one_of([each.value for each in Disposition], disposition)).inc()


def count_error(where: str, error: BaseException) -> None:
    """Count a failure inside, met at one of PLACES."""
    name = next((name for kind, name in FAILURES.items() if isinstance(error, kind)), OTHER)
    ERRORS.labels(_one_of(PLACES, where), name).inc()


def _one_of(known: Collection[str], word: str) -> str:
    return word if word in known else OTHER
