"""A bad line: deliveries that are repeated, overtake each other, or are cut off, and facts that stay what was said."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any, Dict, List, Mapping, Optional, Tuple

import aiohttp
import pytest

from prescreen.log import ScreeningLog
from prescreen.log.records import StoredScreening
from tests.end_to_end.running import TOKEN, Running
from tests.telephony.callers import keyed, mixed, somebody, spoken
from tests.telephony.spoken import Conversation, Office

DELIVERIES = int(os.environ.get("DELIVERIES", "10000"))
REPEATED, REORDERED, CUT_OFF = 0.20, 0.05, 0.05
LONGEST_CUT_SECONDS = 3.0
CALLS_AT_ONCE = 8
MOST_TURNS = 60

pytestmark = [pytest.mark.acceptance, pytest.mark.asyncio]


@dataclass
class Line:
    """One call over HTTP, on a good line or a bad one.

    Attributes:
        sent: how many requests went out.
        kinds: how often each trouble was met.
    """

    http: aiohttp.ClientSession
    url: str
    token: str
    sender: str
    trouble: Optional[Random] = None
    replies: List[Dict[str, Any]] = field(default_factory=list)
    sent: int = 0
    kinds: Counter = field(default_factory=Counter)
    before: Optional[Tuple[Dict[str, Any], bytes]] = None
    asked: Optional[str] = None

    @property
    def custom(self) -> Dict[str, Any]:
        """The hints of the last reply."""
        return self.replies[-1]["custom"]

    async def post(self, body: Dict[str, Any], seconds: float = 60.0) -> Tuple[int, bytes]:
        """Send one request."""
        self.sent += 1
        async with self.http.post(self.url, json=body, headers={"Authorization": f"Bearer {self.token}"},
                                  timeout=aiohttp.ClientTimeout(total=seconds)) as answer:
            return answer.status, await answer.read()

    async def deliver(self, message: str, event: Optional[str] = None) -> None:
        """Send a message until its reply is there, through whatever the line does to it."""
        body: Dict[str, Any] = {"sender": self.sender, "message": message, "message_id": f"m{len(self.replies)}"}
        if event:
            body["metadata"] = {"event": event}
        reply = await (self._through_trouble(body) if self.trouble else self.post(body))
        assert reply[0] == 200, reply
        self.replies.append(json.loads(reply[1])[0])
        self.before = (body, reply[1])

    async def _through_trouble(self, body: Dict[str, Any]) -> Tuple[int, bytes]:
        chance = self.trouble.random()
        if chance < CUT_OFF:
            await self._cut_off(body)
        elif chance < CUT_OFF + REORDERED and self.before:
            await self._overtaken(body)
        reply = await self.post(body)
        if self.trouble.random() < REPEATED:
            self.kinds["repeated"] += 1
            assert await self.post(body) == reply, "the same bytes again"
            other = {**body, "message": f"{body['message']} or not", "metadata": None}
            assert (await self.post(other))[0] == 409
        return reply

    async def _cut_off(self, body: Dict[str, Any]) -> None:
        """The front end hangs up before the reply is there."""
        self.kinds["cut off"] += 1
        try:
            await self.post(body, self.trouble.uniform(0.001, LONGEST_CUT_SECONDS))
        except asyncio.TimeoutError:
            self.kinds["cut off in the middle"] += 1

    async def _overtaken(self, body: Dict[str, Any]) -> None:
        """The delivery before this one comes again, beside it or after it, and is answered as before."""
        self.kinds["reordered"] += 1
        old, reply = self.before
        late, _ = await asyncio.gather(self.post(old), self.post(body))
        assert late == (200, reply)
        assert await self.post(old) == (200, reply)


class Talk:
    """What callers look at, for a call over HTTP."""

    def __init__(self, line: Line) -> None:
        self.custom, self.replies = line.custom, line.replies
        which = line.custom["fact"] == "autoantibodies" and "4" in line.custom["dtmf"]
        self.asked = "autoantibodies_which" if which else line.custom["fact"]


async def hold(line: Line, answer: Any) -> Line:
    """Hold a whole call."""
    await line.deliver("", "start")
    for _ in range(MOST_TURNS):
        if line.custom["done"]:
            return line
        await line.deliver(answer(Talk(line)))
    raise AssertionError(f"no end: {line.custom}")


async def test_on_a_bad_line_every_conversation_comes_to_the_same_facts(running):
    """Ten thousand deliveries, a fifth of them repeated, with late ones and cut ones among them."""
    sent, kinds, calls = await hold_calls(running, DELIVERIES)
    print(f"{sent} deliveries in {calls} calls: {dict(kinds)}")
    assert kinds["repeated"] > calls
    assert kinds["reordered"] > 0
    assert kinds["cut off in the middle"] > 0


async def hold_calls(running: Running, deliveries: int) -> Tuple[int, Counter, int]:
    """Hold calls on a bad line until so many deliveries are made; compare each with the same call on a clean one."""
    random, sent, kinds, clean = Random(11), 0, Counter(), {}  # noqa: S311
    async with aiohttp.ClientSession() as http:
        while sent < deliveries:
            some = [pair(running, http, f"bad-{len(clean) + extra}", random) for extra in range(CALLS_AT_ONCE)]
            for good, bad in await asyncio.gather(*some):
                compare(good, bad)
                clean[bad.sender] = good
                sent += bad.sent
                kinds += bad.kinds
    compare_log(ScreeningLog(running.database_url).records(), clean)
    return sent, kinds, len(clean)


async def pair(running: Running, http: aiohttp.ClientSession, sender: str,
               random: Random) -> Tuple[Conversation, Line]:
    """The same patient on a clean line, in process, and on a bad one, over HTTP."""
    facts = somebody(random)
    answer = random.choice([keyed, spoken, mixed])(facts)
    url = f"http://127.0.0.1:{running.port}/webhooks/rest/webhook"
    bad = await hold(Line(http, url, TOKEN, sender, Random(random.random())), answer)  # noqa: S311
    return Office().call(sender).answer(answer), bad


def compare(clean: Conversation, bad: Line) -> None:
    """Every reply but the last, in which each call has a code of its own, is the same."""
    assert [reply["text"] for reply in bad.replies[:-1]] == [reply["text"] for reply in clean.replies[:-1]]
    assert [reply["custom"]["fact"] for reply in bad.replies] == [reply["custom"]["fact"] for reply in clean.replies]
    assert bad.custom["disposition"] == clean.custom["disposition"]


def compare_log(records: List[StoredScreening], clean: Mapping[str, Conversation]) -> None:
    """The log has each call once, with the facts of the clean one."""
    by_call = {record.key.conversation: record for record in records if record.key.conversation in clean}
    assert len(by_call) == sum(record.key.conversation in clean for record in records)
    for sender, call in clean.items():
        wanted = call.office.log.records()
        assert (sender in by_call) is bool(wanted), sender
        if wanted:
            assert by_call[sender].disposition == wanted[0].disposition
            assert values(by_call[sender]) == values(wanted[0]), sender


def values(record: StoredScreening) -> Dict[str, Any]:
    """Facts without the times at which they were said."""
    return {fact: {name: value for name, value in entry.items() if name != "at"}
            for fact, entry in record.facts.items()}
