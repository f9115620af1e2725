"""The two servers as child processes: started together, waited for, watched, and stopped together."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import List, Mapping, Optional, Type

from launch.settings import ROOT, Settings
from launch.trouble import Trouble

SECONDS_TO_START = 120
SECONDS_TO_STOP = 20
SECONDS_BETWEEN_LOOKS = 0.2


@dataclass
class Server:
    """One running server.

    Attributes:
        name: what people call it.
        address: what answers with 200 once it is up.
        process: its process; it ends when our end of its standard input is closed.
    """

    name: str
    address: str
    process: "subprocess.Popen[bytes]"

    def is_up(self) -> bool:
        """Whether it answers."""
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(self.address, timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def ensure_alive(self) -> None:
        """Raises Trouble when its process has ended."""
        code = self.process.poll()
        if code is not None:
            raise Trouble(f"The {self.name} ended by itself (exit code {code}), so everything was stopped: its last "
                          "lines above say why; run `make run` again once that is mended.")


class Servers:
    """Both servers, from entering the context to leaving it, for whatever reason it is left."""

    def __init__(self, settings: Settings, model: Path) -> None:
        """Nothing runs yet."""
        self._settings = settings
        self._model = model
        self._running: List[Server] = []

    def __enter__(self) -> "Servers":
        """Start both."""
        environment = self._settings.environment()
        rasa, actions = self._settings.port, self._settings.actions_port
        self._start("Rasa server", f"http://127.0.0.1:{rasa}/", ["launch.rasa_server", str(self._model)], environment)
        self._start("action server", f"http://127.0.0.1:{actions}/health", ["launch.action_server"], environment)
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        """Stop the Rasa server first: a running turn still needs the action server."""
        for server in self._running:
            _stop(server.process)

    def wait_until_up(self, seconds: float = SECONDS_TO_START) -> None:
        """Wait until both answer.

        Raises:
            Trouble: one ended, or does not answer in time.
        """
        deadline = time.monotonic() + seconds
        for server in self._running:
            while not server.is_up():
                self._ensure_alive()
                if time.monotonic() > deadline:
                    raise Trouble(f"The {server.name} does not answer after {seconds:.0f} seconds: see its lines "
                                  "above, and run `make run` again when the machine is less busy.")
                time.sleep(SECONDS_BETWEEN_LOOKS)

    def watch(self) -> None:
        """Stay until a server ends by itself, which is a Trouble."""
        while True:
            self._ensure_alive()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def _start(self, name: str, address: str, module: List[str], environment: Mapping[str, str]) -> None:
        """A session of its own keeps Ctrl-C away: we stop the servers, in their order."""
        process = subprocess.Popen(  # noqa: S603 (our own modules)
            [sys.executable, "-m", *module, "--with-parent"], cwd=ROOT, env=dict(environment), stdin=subprocess.PIPE,
            start_new_session=True)
        self._running.append(Server(name, address, process))

    def _ensure_alive(self) -> None:
        for server in self._running:
            server.ensure_alive()


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask a process to end, and end it when it does not."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
