"""What is counted, and that nothing of a patient is."""

from __future__ import annotations

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from channels import limits, metrics
from channels.history import Said
from tests.channels.conftest import stored_events

COUNTED = re.compile("_total$|_count$|_under_way$")

pytestmark = pytest.mark.asyncio

ASKING, ENDED = {"fact": "age", "disposition": None}, {"fact": None, "done": True, "disposition": "needs_review"}


class Figures:
    """How much each figure has grown since it was last looked at."""

    def __init__(self) -> None:
        self._before = self._now()

    def grown(self):
        """The figures that have changed, and by how much; times aside."""
        before, self._before = self._before, self._now()
        return {name: value - before.get(name, 0.0) for name, value in self._before.items()
                if value != before.get(name, 0.0)}

    def _now(self):
        families = text_string_to_metric_families(metrics.exposition().decode())
        return {(sample.name, *sample.labels.values()): sample.value for family in families
                for sample in family.samples if sample.name.startswith("prescreening") and COUNTED.search(sample.name)}


async def test_a_turn_is_counted_with_its_time(telephone):
    figures = Figures()
    await telephone.say("hello")
    assert figures.grown() == {("prescreening_turns_total", "rest", "answered"): 1.0,
                               ("prescreening_turn_seconds_count", "rest"): 1.0}


async def test_a_failure_is_counted_where_it_was_met(telephone, actions):
    figures = Figures()
    actions.failure = OSError("refused")
    await telephone.say("hello")
    grown = figures.grown()
    assert grown["prescreening_turns_total", "rest", "apologised"] == 1.0
    assert grown["prescreening_errors_total", "ActionFailure", "turn"] == 1.0


async def test_a_turn_without_a_model_and_a_conflict_are_counted_apart(telephone):
    await telephone.say("hello", message_id="m1")
    figures = Figures()
    await telephone.say("good day", message_id="m1")
    telephone.app.ctx.agent = None
    await telephone.say("hello")
    grown = figures.grown()
    assert grown["prescreening_turns_total", "rest", "conflict"] == 1.0
    assert grown["prescreening_turns_total", "rest", "unready"] == 1.0


async def test_a_turn_for_which_there_is_no_place_is_counted_without_a_time(telephone, monkeypatch):
    figures = Figures()
    monkeypatch.setattr(limits, "TURNS_AT_ONCE", 0)
    await telephone.say("hello")
    assert figures.grown() == {("prescreening_turns_total", "rest", "shed"): 1.0}


async def test_an_end_is_counted_once_however_often_it_is_said():
    figures = Figures()
    metrics.count_progress(Said(("?",), ASKING), Said(("Bye.",), ENDED), asked_again=False)
    metrics.count_progress(Said(("Bye.",), ENDED), Said(("Bye.",), ENDED), asked_again=False)
    assert figures.grown() == {("prescreening_dispositions_total", "needs_review"): 1.0}


async def test_a_question_asked_again_is_counted(telephone, actions):
    await telephone.say("hello")
    figures = Figures()
    actions.answer = {"events": [{"event": "slot", "name": "tries", "value": 1},
                                 {"event": "slot", "name": "requested_slot", "value": "age"},
                                 {"event": "slot", "name": "prompt", "value": ASKING}], "responses": []}
    await telephone.say("mumble")
    assert figures.grown()["prescreening_asked_again_total",] == 1.0


async def test_no_label_comes_from_outside(telephone, actions, agent):
    actions.failure = RuntimeError("canary")
    await telephone.say("canary", sender="call-canary")
    metrics.count_progress(None, Said(("Bye.",), {"disposition": "canary"}), asked_again=False)
    answer = await telephone.get("/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert b"canary" not in answer.body
    assert await stored_events(agent, "call-canary") == []


async def test_every_alarm_has_its_series_from_the_start():
    text = metrics.exposition().decode()
    for series in ('prescreening_turns_total{channel="web",outcome="apologised"}',
                   'prescreening_errors_total{failure="StoreFailure",where="read"}',
                   'prescreening_dispositions_total{disposition="rescreen_by_phone"}'):
        assert series in text
