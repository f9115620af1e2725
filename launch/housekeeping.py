"""Deleting what has been kept long enough, while the assistant runs: nobody has to think of it.

It looks every ten minutes, in a thread of the process that holds the two servers; each deletion is a short transaction,
so no patient waits for it. A database that is away is tried again the next time.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Optional, Type

from prescreen.log import LogUnavailable, ScreeningLog
from prescreen.log.retention import Times
from prescreen.protocol import load

SECONDS_BETWEEN = 600.0
# For one statement: looking through all conversations may take longer than a turn waits for its own.
PATIENCE_SECONDS = 30.0
SECONDS_TO_STOP = 10.0
WHO = "assistant"


class Housekeeping:
    """Runs from entering the context to leaving it."""

    def __init__(self, database_url: str, seconds_between: float = SECONDS_BETWEEN) -> None:
        """Nothing runs yet."""
        self._url, self._seconds = database_url, seconds_between
        self._times = Times.of(load().settings)
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
        """One look, with a connection of its own, so that none is held for ten minutes."""
        try:
            log = ScreeningLog(self._url, patience=PATIENCE_SECONDS)
            try:
                log.prepare()
                log.carry_out_retention(WHO, self._times)
            finally:
                log.close()
        except LogUnavailable as error:
            print(f"What is due could not be deleted, and is tried again later. {error}", file=sys.stderr, flush=True)
