"""Rasa without tensorflow: what stands in for it can be imported and does no work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.machinery import PathFinder

import pytest

from launch.settings import ROOT
from launch.without_tensorflow import SWITCH, StandInFinder, TensorflowMissing, install

HAS_TENSORFLOW = PathFinder.find_spec("tensorflow") is not None
SENTENCES = ["yes", "no, never", "I'm thirty four", "methotrexate for two years", "why do you ask?", "qwerty", "1", ""]
PARSE = """
import asyncio, json, sys
from launch import without_tensorflow
without_tensorflow.install()
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
print(json.dumps([asyncio.run(agent.parse_message(text)) for text in json.loads(sys.argv[2])]))
"""


@pytest.fixture(autouse=True)
def _installed():
    install()


def test_a_stand_in_can_be_imported_inherited_from_and_used_as_an_annotation():
    import tensorflow as tf
    from tensorflow.python.keras.engine.base_layer import Layer

    class Own(Layer):
        field: tf.Tensor[int]

    assert issubclass(Own, Layer)


def test_a_stand_in_decorates():
    import tensorflow as tf

    @tf.function
    def plain():
        return 1

    @tf.function(input_signature=[1])
    def with_options():
        return 2

    assert (plain(), with_options()) == (1, 2)


@pytest.mark.parametrize("work", [lambda tf: tf.keras.Model.Sub(1).fit(2), lambda tf: tf.constant(1, 2)(3),
                                  lambda tf: type("Own", (tf.keras.Model,), {})()])
def test_whoever_wants_real_work_is_told_what_to_do(work):
    import tensorflow as tf
    with pytest.raises(TensorflowMissing, match=f"config.yml.*{SWITCH}=1"):
        work(tf)


def test_installing_twice_puts_in_one_finder():
    install()
    assert sum(isinstance(finder, StandInFinder) for finder in sys.meta_path) == 1


@pytest.mark.skipif(HAS_TENSORFLOW, reason="tensorflow is installed here")
def test_the_switch_back_needs_tensorflow(monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    with pytest.raises(TensorflowMissing, match="not installed"):
        install()


@pytest.mark.skipif(not HAS_TENSORFLOW, reason="tensorflow is not installed: install 2.12 into .venv to compare both")
def test_what_is_understood_is_the_same_with_tensorflow_and_without():
    from launch.train import ensure_model
    model = str(ensure_model())
    without, with_it = (_parsed(model, switch) for switch in ("0", "1"))
    assert without == with_it


def _parsed(model, switch):
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", PARSE, model, json.dumps(SENTENCES)],  # noqa: S603
                          cwd=ROOT, env={**os.environ, SWITCH: switch}, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1], parse_float=lambda number: round(float(number), 6))
