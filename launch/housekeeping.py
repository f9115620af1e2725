"""What the assistant does by itself while it runs: writing down who left, and deleting what was kept long enough.

It looks every ten minutes, in a thread of the process that holds the two servers; each step is a short transaction, so
no patient waits for it. Whatever goes wrong is told and tried again the next time. Where the servers run without
`make run`, in containers for instance, `python -m launch.housekeeping` does it in a process of its own.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from types import TracebackType
from typing import Callable, Optional, Type

from actions.left import record_left
from launch import settings
from launch.trouble import told
from prescreen.log import LogUnavailable, ScreeningLog
from prescreen.log.retention import Times
from prescreen.protocol import load

SECONDS_BETWEEN = 600.0
# For one statement: looking through all conversations may take longer than a turn waits for its own.
PATIENCE_SECONDS = 30.0
SECONDS_TO_STOP = 10.0
WHO = "assistant"


def main() -> int:
    """Keep house until SIGTERM or Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), Housekeeping(settings.read().database_url):
        threading.Event().wait()
    return 0


class Housekeeping:
    """Runs from entering the context to leaving it."""

    def __init__(self, database_url: str, seconds_between: float = SECONDS_BETWEEN) -> None:
        """Nothing runs yet."""
        self._url, self._seconds = database_url, seconds_between
        self._protocol = load()
        self._times = Times.of(self._protocol.settings)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def __enter__(self) -> "Housekeeping":
        """Begin, without waiting for the first round."""
        self._thread.start()
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        """End; a round that is under way gets a little time, and can be cut off anywhere without harm."""
        self._over.set()
        self._thread.join(SECONDS_TO_STOP)

    def _run(self) -> None:
        while not self._over.is_set():
            self._round()
            self._over.wait(self._seconds)

    def _round(self) -> None:
        """One look; what fails in the first step does not keep the second from being done."""
        self._do(self._record_left)
        self._do(self._delete)

    def _do(self, work: Callable[[ScreeningLog], None]) -> None:
        """One step, with a connection of its own, so that none is held for ten minutes."""
        try:
            with contextlib.closing(ScreeningLog(self._url, patience=PATIENCE_SECONDS)) as log:
                log.prepare()
                work(log)
        except LogUnavailable as error:
            _tell(str(error))
        except Exception as error:  # noqa: BLE001 (the next round must come, whatever happened in this one)
            _tell(f"{type(error).__name__}.")

    def _record_left(self, log: ScreeningLog) -> None:
        record_left(log, self._protocol, self._times.over)

    def _delete(self, log: ScreeningLog) -> None:
        log.carry_out_retention(WHO, self._times)


def _tell(what: str) -> None:
    print(f"The log could not be put in order; this is tried again later. {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(told(main))
