"""The assistant in processes of its own, and a caller who talks with it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 420
SECONDS_TO_STOP = 30
MOST_TURNS = 40
TOKEN = "of-the-end-to-end-tests"


class Running:
    """`python -m launch.up` on free ports with a database of its own.

    Attributes:
        port: the Rasa server's port.
        database_url: where conversations and the log are.
        output: what it printed, once it is up or has ended.
        seconds: how long it took until it said that it is up.
    """

    def __init__(self, database_url: str, folder: Path, **settings: str) -> None:
        """Nothing is started yet; `settings` come on top of ports, database and a token."""
        self.port, self.actions_port = two_free_ports()
        self.database_url = database_url
        self.seconds = 0.0
        self._out = folder / f"output-{self.port}.txt"
        self._environment = {**os.environ, "PORT": str(self.port), "ACTIONS_PORT": str(self.actions_port),
                             "DATABASE_URL": database_url, "IVR_TOKENS": TOKEN, "RATE_LIMIT": "0", **settings}
        self._process: Optional["subprocess.Popen[bytes]"] = None

    @property
    def output(self) -> str:
        """What both servers and the launcher have printed so far."""
        return self._out.read_text(encoding="utf-8")

    def start(self) -> "Running":
        """Start, and wait until it says that it is up."""
        began = time.monotonic()
        with self._out.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "launch.up"], cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT)
        while "The assistant is up." not in self.output:
            assert self._process.poll() is None, self.output
            assert time.monotonic() - began < SECONDS_TO_START, self.output
            time.sleep(0.1)
        self.seconds = time.monotonic() - began
        return self

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Stop it with a signal; returns its exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        try:
            return self._process.wait(SECONDS_TO_STOP)
        finally:
            self._process.kill()

    def answers(self, port: int) -> bool:
        """Whether anything listens on a port of this machine."""
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    def get(self, path: str, **headers: str) -> Tuple[int, bytes]:
        """The status and the body of a page."""
        return self._open(urllib.request.Request(self._address(path), headers=headers))

    def post(self, path: str, body: Mapping[str, Any], token: Optional[str] = TOKEN) -> Tuple[int, Any]:
        """The status and the JSON of an answer."""
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        status, answer = self._open(urllib.request.Request(
            self._address(path), json.dumps(body).encode(), {"Content-Type": "application/json", **bearer}))
        return status, json.loads(answer)

    def prescreen(self, *arguments: str) -> str:
        """What the study team's command prints."""
        done = subprocess.run(  # noqa: S603 (our own module)
            [sys.executable, "-m", "prescreen", *arguments], cwd=ROOT, env=self._environment, check=True,
            capture_output=True, text=True, timeout=60)
        return done.stdout

    def records(self) -> List[Dict[str, Any]]:
        """The pre-screening log."""
        return json.loads(self.prescreen("list", "--json"))

    def _address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @staticmethod
    def _open(request: urllib.request.Request) -> Tuple[int, bytes]:
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


class Caller:
    """A telephone front end with a patient behind it, who answers what is asked.

    Attributes:
        replies: the elements of all replies.
    """

    def __init__(self, running: Running, sender: str) -> None:
        """A call that has not begun."""
        self.running, self.sender = running, sender
        self.replies: List[Dict[str, Any]] = []

    @property
    def custom(self) -> Dict[str, Any]:
        """The hints of the last reply."""
        return self.replies[-1]["custom"]

    @property
    def text(self) -> str:
        """The words of the last reply."""
        return self.replies[-1]["text"]

    @property
    def asked(self) -> List[str]:
        """The facts asked for, in order."""
        return [reply["custom"]["fact"] for reply in self.replies if reply["custom"]["fact"]]

    def say(self, message: str, **fields: Any) -> "Caller":
        """Say something; every reply is one element with text."""
        body = {"sender": self.sender, "message": message, **fields}
        status, reply = self.running.post("/webhooks/rest/webhook", body)
        assert (status, len(reply)) == (200, 1), reply
        assert reply[0]["text"].strip()
        self.replies.append(reply[0])
        return self

    def tell(self, event: str) -> "Caller":
        """Report an event without words."""
        return self.say("", metadata={"event": event})

    def answer(self, lines: Mapping[str, Any]) -> "Caller":
        """Answer every question to the end.

        Args:
            lines: fact to what the patient says; for `treatment_length` and `confirm` a mapping by item.
        """
        if not self.replies:
            self.tell("start")
        for _ in range(MOST_TURNS):
            if self.custom["done"]:
                return self
            line = lines[self.custom["fact"]]
            self.say(line[self.custom["item"]] if isinstance(line, Mapping) else line)
        raise AssertionError(f"no end after {MOST_TURNS} turns: {self.asked}")


def two_free_ports() -> Tuple[int, int]:
    """Two ports on which nothing listens now."""
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]
