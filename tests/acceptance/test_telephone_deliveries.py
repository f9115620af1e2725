"""A bad line: deliveries that are repeated, overtake each other, or are cut off, and facts that stay what was said."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any, Dict, List, Optional, Tuple

import aiohttp
import pytest

from prescreen.log import ScreeningLog
from prescreen.log.records import StoredScreening
from tests.end_to_end.running import TOKEN, Running
from tests.telephony.callers import keyed, mixed, somebody, spoken

DELIVERIES = int(os.environ.get("DELIVERIES", "10000"))
REPEATED, REORDERED, CUT_OFF = 0.20, 0.05, 0.05
LONGEST_CUT_SECONDS = 3.0
CALLS_AT_ONCE = 4
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
    random, sent, kinds, number = Random(11), 0, Counter(), 0  # noqa: S311
    async with aiohttp.ClientSession() as http:
        while sent < DELIVERIES:
            pairs = [pair(running, http, f"{number + extra}", random) for extra in range(CALLS_AT_ONCE)]
            number += CALLS_AT_ONCE
            for clean, bad in await asyncio.gather(*pairs):
                assert [reply["text"] for reply in mute(bad)] == [reply["text"] for reply in mute(clean)]
                assert [reply["custom"]["fact"] for reply in bad.replies] == \
                    [reply["custom"]["fact"] for reply in clean.replies]
                assert bad.custom["disposition"] == clean.custom["disposition"]
                sent += bad.sent
                kinds += bad.kinds
    records = ScreeningLog(running.database_url).records()
    print(f"{sent} deliveries in {number} calls: {dict(kinds)}; {len(records)} records")
    assert kinds["repeated"] > number
    assert kinds["cut off in the middle"] > 0
    assert_pairs_agree(records, number)


async def pair(running: Running, http: aiohttp.ClientSession, number: str, random: Random) -> Tuple[Line, Line]:
    """The same patient on a good line and on a bad one."""
    facts = somebody(random)
    answer = random.choice([keyed, spoken, mixed])(facts)
    url = f"http://127.0.0.1:{running.port}/webhooks/rest/webhook"
    clean = await hold(Line(http, url, TOKEN, f"clean-{number}"), answer)
    trouble = Random(random.random())  # noqa: S311
    return clean, await hold(Line(http, url, TOKEN, f"bad-{number}", trouble), answer)


def mute(line: Line) -> List[Dict[str, Any]]:
    """The replies without the last one, in which each call has a code of its own."""
    return line.replies[:-1]


def assert_pairs_agree(records: List[StoredScreening], calls: int) -> None:
    """The log has each call once, and the facts of a bad line are those of the good one."""
    by_call = {record.key.conversation: record for record in records}
    assert len(by_call) == len(records), "each call is in the log once"
    for number in range(calls):
        clean, bad = by_call.get(f"clean-{number}"), by_call.get(f"bad-{number}")
        assert (clean is None) is (bad is None), number
        if clean:
            assert clean.disposition == bad.disposition
            assert values(clean) == values(bad), number
    assert len(records) > calls


def values(record: StoredScreening) -> Dict[str, Any]:
    """Facts without the times at which they were said."""
    return {fact: {name: value for name, value in entry.items() if name != "at"}
            for fact, entry in record.facts.items()}
