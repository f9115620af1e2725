"""The short form of tests/acceptance/test_bad_inputs.py: some inputs of each kind."""

from __future__ import annotations

from itertools import islice

from tests.acceptance.bad_inputs import by_hand, generated
from tests.acceptance.test_bad_inputs import attack


def test_the_assistant_answers_bad_inputs_and_decides_nothing(assistant):
    done = attack(assistant, [*by_hand()[::7], *islice(generated("a few"), 100)])
    assert done.statuses[400] > 50 and done.statuses[200] > 20


def test_generated_inputs_are_the_same_each_time():
    assert list(islice(generated("a few"), 50)) == list(islice(generated("a few"), 50))
