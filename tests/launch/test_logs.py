"""Logs name types and places; a patient's words, a token and a sender never get into them."""

from __future__ import annotations

import io
import logging
import sys
import warnings

import pytest

from launch.logs import OWN, TypesOnly, event_key_only
from launch.settings import ROOT

CANARY = "canary in the coal mine"


@pytest.fixture
def out():
    """What a handler with our formatter writes."""
    return io.StringIO()


@pytest.fixture
def log(out):
    """A function that logs under a name."""
    handler = logging.StreamHandler(out)
    handler.setFormatter(TypesOnly())

    def under(name):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.DEBUG)
        return logger

    return under


@pytest.mark.parametrize("name", ["rasa.core.processor", "rasa_sdk.executor", "sanic.root", "sqlalchemy", "asyncio"])
def test_what_others_log_is_cut_down_to_the_place(log, out, name):
    logger = log(name)
    logger.warning("Received %s", CANARY)
    logger.warning(f"Received {CANARY}")  # noqa: G004 (as Rasa does)
    logger.error(CANARY, extra={"text": CANARY})
    assert CANARY not in out.getvalue()
    assert f"WARNING {name} test_logs:" in out.getvalue()


def test_our_own_messages_stay_because_they_hold_types_only(log, out):
    log("channels.turn").error("A turn failed and was not saved: %s", "ActionFailure from OSError")
    assert "A turn failed and was not saved: ActionFailure from OSError" in out.getvalue()


@pytest.mark.parametrize("name", ["rasa.core.processor", "channels.turn"])
def test_an_exception_is_its_types_and_places_without_its_message_or_variables(log, out, name):
    words = CANARY
    try:
        try:
            raise ValueError(words)
        except ValueError as error:
            raise RuntimeError(f"while reading {words}") from error
    except RuntimeError:
        log(name).exception("It failed")
    line = out.getvalue()
    assert CANARY not in line
    assert "builtins.RuntimeError at " in line
    assert "builtins.ValueError at " in line
    assert line.count("\n") == 1


def test_the_name_of_a_module_that_is_missing_stays(log, out):
    try:
        raise ModuleNotFoundError(CANARY, name="spacy")
    except ModuleNotFoundError:
        log("rasa.engine").exception(CANARY)
    assert "(spacy)" in out.getvalue()
    assert CANARY not in out.getvalue()


def test_of_a_structured_event_the_key_and_the_exception_stay():
    event = {"event": "processor.message.parse", "text": CANARY, "slots": {"age": 34}}
    assert event_key_only(None, "debug", event) == {"msg": "processor.message.parse"}
    assert event_key_only(None, "error", {"event": CANARY}) == {"msg": "event"}
    error = ValueError(CANARY)
    assert event_key_only(None, "error", {"event": "a.b", "exc_info": error}) == {"msg": "a.b", "exc_info": error}


def test_an_event_key_of_rasa_is_told(log, out):
    log("rasa.core").warning("processor.actions.policy_prediction")
    assert "processor.actions.policy_prediction" in out.getvalue()


def test_every_part_of_the_project_that_a_server_loads_is_known_as_our_own():
    parts = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").is_file()}
    assert parts - {"benchmarks", "tests", "telephony"} == OWN


def test_configuring_twice_leaves_one_handler(monkeypatch):
    from launch import logs
    root = logging.getLogger()
    saved, level, shown = root.handlers[:], root.level, warnings.showwarning
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    try:
        logs.configure()
        logs.configure()
        assert len(root.handlers) == 1
        logging.getLogger("rasa").warning(CANARY)
        assert CANARY not in sys.stderr.getvalue()
        assert logging.getLogger("sanic.access").disabled
    finally:
        logging.captureWarnings(False)
        root.handlers, warnings.showwarning = saved, shown
        root.setLevel(level)
        for name in logs.SANIC:
            logging.getLogger(name).handlers, logging.getLogger(name).propagate = [], True
