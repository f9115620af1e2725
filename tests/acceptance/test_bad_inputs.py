"""Bad inputs against the running assistant: it lives on, answers each at once, and decides nothing because of them."""

from __future__ import annotations

import itertools
import json
import os
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Optional, Set

import pytest

from prescreen.log import ScreeningLog
from tests.acceptance.bad_inputs import SENDER, by_hand, generated
from tests.end_to_end.running import TOKEN, Caller, Running
from tests.end_to_end.test_conversations import MAY_FIT

GENERATED = int(os.environ.get("BAD_INPUTS", "5000"))
DECLARED = {200, 400, 409, 413}
A_CONVERSATION = 20
# Who says "restart" or "stop" is asked these; the third answer to them that is of no use ends the conversation kindly.
OF_THE_PROCEDURE = ("consent", "stopping", "reference", "reference_age")
SECONDS_TO_ANSWER = 2.0

pytestmark = pytest.mark.acceptance


@dataclass
class Attack:
    """Bad inputs sent to an assistant one after the other.

    Attributes:
        statuses: how often each status came back.
        slowest: the longest that an answer took, in seconds.
        senders: the conversations that were begun for it: each waits for an age.
    """

    running: Running
    statuses: Counter = field(default_factory=Counter)
    slowest: float = 0.0
    senders: List[str] = field(default_factory=list)

    def send(self, inputs: Iterable[bytes]) -> "Attack":
        """Send each to a conversation that waits for an answer, to one that has ended, and to a visitor's."""
        ended = Caller(self.running, f"bad-ended-{id(self)}").answer(MAY_FIT)
        before = self._logged(ended.custom["reference"])
        secret = self.running.post("/webhooks/web/conversations", {}, token=None)[1]["secret"]
        left = 0
        for number, body in enumerate(inputs):
            left = left or self._begin(number)
            waiting = self._call(self.senders[-1], body)
            assert told(waiting, "disposition") is None, body[:200]
            left = 0 if told(waiting, "fact") in OF_THE_PROCEDURE else left - 1
            if number % 5 == 0:
                self._call(ended.sender, body)
                self._post("/webhooks/web/messages", body, secret)
        assert self._logged(ended.custom["reference"]) == before
        assert self._dispositions_of(self.senders) == {None}
        return self

    def _begin(self, number: int) -> int:
        """A conversation that waits for an age; for how many inputs it serves."""
        self.senders.append(f"bad-{id(self)}-{number}")
        Caller(self.running, self.senders[-1]).tell("start").say("yes")
        return A_CONVERSATION

    def _call(self, sender: str, body: bytes) -> Optional[List[Dict[str, Any]]]:
        return self._post("/webhooks/rest/webhook", body.replace(SENDER.encode(), sender.encode()))

    def _post(self, path: str, body: bytes, token: str = TOKEN) -> Optional[List[Dict[str, Any]]]:
        """The elements of a reply; None for a refusal."""
        began = time.monotonic()
        status, reply = self.running.send(path, body, token)
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.statuses[status] += 1
        assert status in DECLARED, (status, body[:200])
        answer = json.loads(reply)
        if status != 200:
            assert answer["error"]
            return None
        if isinstance(answer, list):
            (element,) = answer
            assert element["text"].strip()
            self.running.listen(element["recipient_id"], answer)
            return answer
        assert answer["says"]
        return None

    def _logged(self, reference: str) -> Any:
        with closing(ScreeningLog(self.running.database_url)) as log:
            record = log.find(reference)
        return record.disposition, record.facts

    def _dispositions_of(self, senders: List[str]) -> Set[Optional[str]]:
        with closing(ScreeningLog(self.running.database_url)) as log:
            found = {record.key.conversation: record.disposition for record in log.records()}
        return {found.get(sender) for sender in senders}


def told(answer: Optional[List[Dict[str, Any]]], hint: str) -> Optional[str]:
    """A hint of a reply."""
    return answer[0]["custom"][hint] if answer else None


def attack(running: Running, inputs: Iterable[bytes]) -> Attack:
    """Send bad inputs; afterwards the same assistant screens a patient as ever."""
    done = Attack(running).send(inputs)
    assert running.get("/livez")[0] == 200
    after = Caller(running, f"after-{id(done)}").answer(MAY_FIT)
    assert after.custom["disposition"] == "potentially_eligible"
    return done


@pytest.mark.parametrize("kind", ["by hand", "generated"])
def test_the_assistant_answers_every_bad_input_within_two_seconds_and_decides_nothing(running, kind):
    inputs = by_hand() if kind == "by hand" else list(itertools.islice(generated("bad"), GENERATED))
    assert len(inputs) >= 300
    done = attack(running, inputs)
    print(f"{len(inputs)} {kind}: {dict(done.statuses)}, slowest {done.slowest:.2f} s")
    assert done.slowest <= SECONDS_TO_ANSWER
