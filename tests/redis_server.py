"""A Redis of a test's own, on a free port of this machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Optional

import pytest

SECONDS_TO_START = 10


class RedisServer:
    """`redis-server` in a process of its own, without persistence.

    Attributes:
        url: where it listens.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing runs yet; it is skipped where the machine has no Redis."""
        self._program = shutil.which("redis-server")
        if self._program is None:
            pytest.skip("there is no redis-server on this machine")
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.process: Optional["subprocess.Popen[bytes]"] = None

    def start(self) -> "RedisServer":
        """Start, and wait until it listens."""
        self.process = subprocess.Popen(  # noqa: S603 (a list)
            [self._program, "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
             "--dir", str(self._folder)], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._listens():
            assert time.monotonic() < deadline, "Redis does not start"
            time.sleep(0.05)
        return self

    def kill(self) -> None:
        """End it at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _listens(self) -> bool:
        with closing(socket.socket()) as client:
            return client.connect_ex(("127.0.0.1", self._port)) == 0
