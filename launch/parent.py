"""A server ends with the process that started it, however that one ended: no orphan keeps a port."""

from __future__ import annotations

import os
import signal
import threading

STANDARD_INPUT = 0


def stop_with_parent() -> None:
    """From now on, stop this process as SIGTERM would when the parent's end of standard input is closed.

    Only for a process that was started with a pipe as its standard input, on which nothing is ever written.
    """
    threading.Thread(target=_wait_for_end, name="parent", daemon=True).start()


def _wait_for_end() -> None:
    while os.read(STANDARD_INPUT, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
