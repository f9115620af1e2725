"""Every conversation of the tests, held again over HTTP, is spoken whole under the joining rule of jambonz's verb.

`Running.post` hears each reply under the rule; `Running.unspoken` compares what was heard with Rasa's own record.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, List

import pytest

from benchmarks.samples import load
from tests.end_to_end.running import ROOT, Caller, Running
from tests.telephony.callers import OfTheSet

pytestmark = pytest.mark.acceptance

RECORDED = ["tests/rescreen", "tests/telephony/test_whole_calls.py"]
AT_ONCE = 6
MOST_TURNS = 60


def test_every_scripted_conversation_is_spoken_whole(running, tmp_path):
    offices = recorded(tmp_path / "conversations.json")
    assert len(offices) > 100
    with ThreadPoolExecutor(AT_ONCE) as pool:
        turns = sum(pool.map(lambda office: hold(running, *office), enumerate(offices)))
    print(f"{sum(map(len, offices))} conversations, {turns} turns")
    assert running.unspoken() == []


def test_every_patient_of_the_development_set_is_spoken_whole(running):
    patients = load("development").patients
    with ThreadPoolExecutor(AT_ONCE) as pool:
        turns = sum(pool.map(lambda patient: screen(running, patient), patients))
    print(f"{len(patients)} patients, {turns} turns")
    assert running.unspoken() == []


def recorded(file: Any) -> List[List[Dict[str, Any]]]:
    """The scripts of the conversations that the tests hold in process, by the log that they share."""
    done = subprocess.run(  # noqa: S603 (our own tests)
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.telephony.recorder", "--recording", str(file), *RECORDED],
        cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    offices: Dict[int, List[Dict[str, Any]]] = defaultdict(list)
    for script in json.loads(file.read_text(encoding="utf-8")):
        offices[script["office"]].append(script)
    return list(offices.values())


def hold(running: Running, number: int, scripts: List[Dict[str, Any]]) -> int:
    """Hold the conversations of one log one after the other; a code is the one given here. Returns the turns."""
    codes: Dict[str, str] = {}
    for place, script in enumerate(scripts):
        caller = Caller(running, f"again-{number}-{place}")
        for (words, event), code in zip(script["lines"], script["codes"], strict=True):
            caller.say(codes.get(words, words), **({"metadata": {"event": event}} if event else {}))
            if code and caller.custom["reference"]:
                codes[code] = caller.custom["reference"]
    return sum(len(script["lines"]) for script in scripts)


def screen(running: Running, patient: Any) -> int:
    """The whole conversation of a patient of the set; returns its turns."""
    caller, says = Caller(running, f"joined-{patient.id}").say(patient.opening), OfTheSet(patient)
    for _ in range(MOST_TURNS):
        if caller.custom["done"]:
            return len(caller.replies)
        caller.say(says(caller.custom))
    raise AssertionError(f"no end: {patient.id}")
