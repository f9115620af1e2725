"""`kill -9` at seeded points of a conversation: no answer is lost, nothing counts twice, and it goes on where it was.

Each kill falls into one turn of a conversation of its own, so many milliseconds after its message was sent. The front
end sends the message again under its id until it is answered. In the end every reply is compared with those of the same
patient in process, and the pre-screening log with that patient's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import ssl
import time
from dataclasses import dataclass
from random import Random
from typing import Any, Dict, List, Optional, Set

import aiohttp
import pytest

from channels.apology import Apology
from prescreen.log import ScreeningLog
from tests.acceptance.test_telephone_deliveries import Line, compare, compare_log, hold
from tests.end_to_end.several import KEY, Several
from tests.telephony.callers import keyed, mixed, somebody, spoken
from tests.telephony.spoken import Office

POINTS = int(os.environ.get("KILLS", "100"))
VICTIMS = ("rasa", "actions", "postgresql", "redis")
LATEST_SECONDS = 0.15
SECONDS_BETWEEN_TRIES = 0.3
SECONDS_TO_BE_BACK = 30.0

pytestmark = pytest.mark.acceptance


@dataclass
class KilledLine(Line):
    """A call in one of whose turns something is killed.

    Attributes:
        deployment: where to kill.
        victim: what to kill: a server's name, `postgresql` or `redis`.
        turn: in which turn, counted from 0.
        delay: how many seconds after its message was sent.
        seconds: how long that turn took, from its first delivery to its answer.
    """

    deployment: Optional[Several] = None
    victim: str = ""
    turn: int = 0
    delay: float = 0.0
    seconds: float = 0.0

    async def deliver(self, message: str, event: Optional[str] = None) -> None:
        """Send a message, again and again, until it is answered."""
        body: Dict[str, Any] = {"sender": self.sender, "message": message, "message_id": f"m{len(self.replies)}"}
        if event:
            body["metadata"] = {"event": event}
        began = time.monotonic()
        killing = asyncio.ensure_future(self._kill()) if len(self.replies) == self.turn else None
        reply = await self._insist(body)
        if killing:
            self.seconds = time.monotonic() - began
            await killing
            assert await self._insist(body) == reply, "acknowledged, so it is still there"
        self.replies.append(reply)

    async def _insist(self, body: Dict[str, Any]) -> Dict[str, Any]:
        began = time.monotonic()
        while time.monotonic() - began < SECONDS_TO_BE_BACK:
            with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
                status, answer = await self.post(body, SECONDS_TO_BE_BACK)
                assert status in (200, 502, 503, 504), (status, answer)
                if status == 200:
                    (element,) = json.loads(answer)
                    if not element["text"].startswith(APOLOGY):
                        return element
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        raise AssertionError(f"{self.victim} was killed in turn {self.turn}, and nothing was answered any more")

    async def _kill(self) -> None:
        await asyncio.sleep(self.delay)
        await asyncio.get_running_loop().run_in_executor(None, kill_and_start, self.deployment, self.victim)


APOLOGY = Apology("rest").text


def kill_and_start(deployment: Several, victim: str) -> None:
    """Kill something, and start it again as a supervisor does."""
    process = {**deployment.servers, "postgresql": deployment.postgresql, "redis": deployment.redis}[victim]
    process.kill()
    process.start()
    if victim in deployment.servers:
        process.wait_until_up()


async def kill_at_points(deployment: Several, kind: str, points: int) -> List[float]:
    """Kill servers of a kind at so many seeded points; how long each turn took until it was answered."""
    random, office, seconds = Random(f"{kind} killed"), Office(), []  # noqa: S311
    names = [name for name in deployment.servers if name.startswith(kind)] or [kind]
    trust = ssl.create_default_context(cafile=str(deployment.folder / "fullchain.pem"))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust)) as http:
        for point in range(points):
            answer = random.choice([keyed, spoken, mixed])(somebody(random))
            sender = f"killed-{kind}-{point}"
            clean = office.call(sender).answer(answer)
            line = KilledLine(http, deployment.client, sender, deployment=deployment, victim=names[point % len(names)],
                              turn=random.randrange(len(clean.replies)),
                              delay=random.uniform(0.0, LATEST_SECONDS))
            compare(clean, await hold(line, answer))
            seconds.append(line.seconds)
    compare_with_log(deployment, office, {f"killed-{kind}-{point}" for point in range(points)})
    return seconds


def compare_with_log(deployment: Several, office: Office, calls: Set[str]) -> None:
    """The log has each call once, with the clean one's facts, and nothing in it was written over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOG_KEYS", KEY)
        with contextlib.closing(ScreeningLog(deployment.postgresql.url)) as log:
            compare_log(log.records(), office.log.records(), calls)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", VICTIMS)
async def test_whatever_is_killed_every_conversation_comes_to_the_same_and_goes_on_within_30_seconds(deployed, kind):
    seconds = sorted(await kill_at_points(deployed, kind, POINTS))
    print(f"{kind} killed at {POINTS} points: answered after {seconds[len(seconds) // 2]:.1f} s (median), "
          f"{seconds[-1]:.1f} s (longest)")
    assert seconds[-1] <= SECONDS_TO_BE_BACK
