"""The assistant in processes of its own, and a caller who talks with it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from tests.telephony.joining import heard, nothing_heard, unspoken

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 420
SECONDS_TO_STOP = 60    # the launcher itself gives its two servers 20 s each, and the housekeeping 10
MOST_TURNS = 40
TOKEN = "of-the-end-to-end-tests"
WEBHOOK = "/webhooks/rest/webhook"


class Client:
    """A client of an assistant.

    Attributes:
        heard: conversation to what was heard in it on the REST channel.
    """

    def __init__(self, address: str, certificate: Optional[Path] = None) -> None:
        """A client.

        Args:
            address: the assistant's, without a path.
            certificate: the one to trust, where the address begins with https.
        """
        self.address, self.heard = address, nothing_heard()
        secure = [urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(certificate)))] \
            if certificate else []
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), *secure)

    def get(self, path: str, **headers: str) -> Tuple[int, bytes]:
        """The status and the body of a page."""
        return self._open(urllib.request.Request(self.address + path, headers=headers))

    def post(self, path: str, body: Mapping[str, Any], token: Optional[str] = TOKEN) -> Tuple[int, Any]:
        """The status and the JSON of an answer, which is heard if it is a reply; what is not JSON is given as bytes."""
        status, answer = self.send(path, json.dumps(body).encode(), token)
        try:
            reply = json.loads(answer)
        except ValueError:
            return status, answer
        if path == WEBHOOK and status == 200:
            self.listen(body["sender"], reply)
        return status, reply

    def listen(self, sender: str, reply: Sequence[Mapping[str, Any]]) -> None:
        """Hear a reply of the REST channel under the joining rule (tests/telephony/joining.py)."""
        self.heard[sender].add(heard(reply))

    def send(self, path: str, body: bytes, token: Optional[str] = TOKEN) -> Tuple[int, bytes]:
        """The status and the body of an answer to any bytes."""
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        return self._open(urllib.request.Request(
            self.address + path, body, {"Content-Type": "application/json", **bearer}))

    def _open(self, request: urllib.request.Request) -> Tuple[int, bytes]:
        try:
            with self._opener.open(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


class Running(Client):
    """`python -m launch.up` on free ports with a database of its own.

    Attributes:
        port: the Rasa server's port.
        database_url: where conversations and the log are.
        output: what it printed, once it is up or has ended.
        seconds: how long it took until it said that it is up.
    """

    def __init__(self, database_url: str, folder: Path, **settings: str) -> None:
        """Nothing is started yet; `settings` come on top of ports, database and a token."""
        self.port, self.actions_port = free_ports(2)
        super().__init__(f"http://127.0.0.1:{self.port}")
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

    def unspoken(self) -> List[Tuple[str, str]]:
        """The turns so far of which a caller did not hear every text."""
        return unspoken(self.database_url, self.heard)

    def prescreen(self, *arguments: str) -> str:
        """What the study team's command prints."""
        done = subprocess.run(  # noqa: S603 (our own module)
            [sys.executable, "-m", "prescreen", *arguments], cwd=ROOT, env=self._environment, check=True,
            capture_output=True, text=True, timeout=60)
        return done.stdout

    def records(self) -> List[Dict[str, Any]]:
        """The pre-screening log."""
        return json.loads(self.prescreen("list", "--json"))


class Caller:
    """A telephone front end with a patient behind it, who answers what is asked.

    Attributes:
        replies: the elements of all replies.
    """

    def __init__(self, running: Client, sender: str) -> None:
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
        status, reply = self.running.post(WEBHOOK, body)
        assert (status, len(reply)) == (200, 1), reply
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


def free_ports(many: int) -> List[int]:
    """Ports on which nothing listens now."""
    with ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.socket()) for _ in range(many)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
