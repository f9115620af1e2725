"""Progress of long work: on the error output, and only where that is a terminal, so that scripts see nothing of it."""

from __future__ import annotations

import sys
from typing import Any, Iterable

from tqdm import tqdm

from prescreen.log.watching import Watch

SECONDS_BEFORE_IT_SHOWS = 1.0


def progress(what: str) -> Watch[Any]:
    """Watches long work and shows how far it is; `what` is one word for what is done."""
    def watched(steps: Iterable[Any], number: int) -> Iterable[Any]:
        return tqdm(steps, total=number, desc=what, unit="", leave=False, file=sys.stderr, disable=None,
                    delay=SECONDS_BEFORE_IT_SHOWS)

    return watched
