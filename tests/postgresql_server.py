"""A PostgreSQL of a test's own, in a temporary folder and on a free port: it may be killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest
import sqlalchemy as sa

SECONDS_TO_START = 30
USER = "prescreening"


class PostgresqlServer:
    """A cluster made by `initdb`, as user `postgres` where the tests run as root.

    Attributes:
        url: its one database.
    """

    def __init__(self) -> None:
        """Make the cluster; it is skipped where the machine has no PostgreSQL."""
        self._programs = _programs()
        self._folder = Path(tempfile.mkdtemp(prefix="prescreening-postgresql-"))
        self._as: Dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(self._folder, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"postgresql://{USER}@127.0.0.1:{self._port}/postgres"
        self.process: Optional["subprocess.Popen[bytes]"] = None
        self._run(["initdb", "-D", str(self._data), "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync"]).wait()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def start(self) -> "PostgresqlServer":
        """Start, and wait until it answers; after a kill its last processes have to end first."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert time.monotonic() < deadline, "PostgreSQL does not start"
            if self.process is None or self.process.poll() is not None:
                self.process = self._run(["postgres", "-D", str(self._data), "-p", str(self._port), "-k",
                                          str(self._folder), "-h", "127.0.0.1"])
            time.sleep(0.2)
        return self

    def kill(self) -> None:
        """End it as `kill -9` does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def remove(self) -> None:
        """End it, and delete all that it has."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, command: List[str]) -> "subprocess.Popen[bytes]":
        program = str(self._programs / command[0])
        return subprocess.Popen(  # noqa: S603 (a list)
            [program, *command[1:]], cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._as)

    def _answers(self) -> bool:
        engine = sa.create_engine(self.url, connect_args={"connect_timeout": 2}, poolclass=sa.pool.NullPool)
        try:
            with engine.connect() as connection:
                return connection.execute(sa.select(1)).scalar() == 1
        except sa.exc.OperationalError:
            return False


def _programs() -> Path:
    """The folder of initdb and postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or list(filter(None, [shutil.which("initdb")]))
    if not found:
        pytest.skip("there is no PostgreSQL server on this machine")
    return Path(found[-1]).parent
