"""A bad line: deliveries that are repeated, overtake each other, or are cut off, and facts that stay what was said."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any, Dict, Iterator, List, Optional, Set, Tuple

import aiohttp
import pytest

from prescreen.log import ScreeningLog
from prescreen.log.records import StoredScreening
from tests.end_to_end.running import TOKEN, WEBHOOK, Client, Running
from tests.telephony.callers import keyed, mixed, somebody, spoken
from tests.telephony.spoken import Conversation, Office

DELIVERIES = int(os.environ.get("DELIVERIES", "10000"))
REPEATED, REORDERED, CUT_OFF = 0.20, 0.05, 0.05
LONGEST_CUT_SECONDS = 3.0
CALLS_AT_ONCE = 10     # with those that are cut off and go on, about as many turns as one server takes at once
SECONDS_UNTIL_AGAIN = 0.2
MOST_TURNS = 60

pytestmark = [pytest.mark.acceptance, pytest.mark.asyncio]


@dataclass
class Line:
    """One call over HTTP, on a good line or a bad one.

    Attributes:
        sent: how many deliveries went out; one that is sent again because there was no place for it counts once.
        kinds: how often each trouble was met.
    """

    http: aiohttp.ClientSession
    running: Client
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
        """Send one request, and again a little later while the assistant has no place for it (503)."""
        self.sent += 1
        while True:
            status, reply = await self._post(body, seconds)
            if status != 503:
                return status, reply
            self.kinds["sent again after 503"] += 1
            await asyncio.sleep(SECONDS_UNTIL_AGAIN)

    async def _post(self, body: Dict[str, Any], seconds: float) -> Tuple[int, bytes]:
        async with self.http.post(f"{self.running.address}{WEBHOOK}", json=body,
                                  headers={"Authorization": f"Bearer {TOKEN}"},
                                  timeout=aiohttp.ClientTimeout(total=seconds)) as answer:
            return answer.status, await answer.read()

    async def deliver(self, message: str, event: Optional[str] = None) -> None:
        """Send a message until its reply is there, through whatever the line does to it."""
        body: Dict[str, Any] = {"sender": self.sender, "message": message, "message_id": f"m{len(self.replies)}"}
        if event:
            body["metadata"] = {"event": event}
        reply = await (self._through_trouble(body) if self.trouble else self.post(body))
        assert reply[0] == 200, reply
        elements = json.loads(reply[1])
        self.running.listen(self.sender, elements)
        self.replies.extend(elements)
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
    office, bad = Office(), []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        def made() -> int:
            return sum(line.sent for line in bad)

        async def keep_calling(numbers: Iterator[int]) -> None:
            while made() < deliveries:
                random = Random(next(numbers))  # noqa: S311
                answer = random.choice([keyed, spoken, mixed])(somebody(random))
                line = Line(http, running, f"bad-{len(bad)}", random)
                bad.append(line)
                await hold(line, answer)
                compare(office.call(line.sender).answer(answer), line)

        numbers = count()
        await asyncio.gather(*(keep_calling(numbers) for _ in range(CALLS_AT_ONCE)))
    compare_log(ScreeningLog(running.database_url).records(), office.log.records(), {line.sender for line in bad})
    return made(), sum((line.kinds for line in bad), Counter()), len(bad)


def compare(clean: Conversation, bad: Line) -> None:
    """Every reply but the last, in which each call has a code of its own, is the same."""
    assert [reply["text"] for reply in bad.replies[:-1]] == [reply["text"] for reply in clean.replies[:-1]]
    assert [reply["custom"]["fact"] for reply in bad.replies] == [reply["custom"]["fact"] for reply in clean.replies]
    assert bad.custom["disposition"] == clean.custom["disposition"]


def compare_log(records: List[StoredScreening], wanted: List[StoredScreening], calls: Set[str]) -> None:
    """The log has each call once, with the facts of the clean one."""
    of_calls = [record for record in records if record.key.conversation in calls]
    found, clean = ({record.key.conversation: record for record in some} for some in (of_calls, wanted))
    assert len(found) == len(of_calls)
    assert set(found) == set(clean)
    for sender, record in clean.items():
        assert found[sender].disposition == record.disposition, sender
        assert values(found[sender]) == values(record), sender


def values(record: StoredScreening) -> Dict[str, Any]:
    """Facts without the times at which they were said."""
    return {fact: {name: value for name, value in entry.items() if name != "at"}
            for fact, entry in record.facts.items()}
