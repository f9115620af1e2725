"""What stops a launch: one clear sentence that says what to do."""

from __future__ import annotations

import sys
from typing import Callable, Optional


class Trouble(Exception):
    """The launch cannot go on. The message is for whoever typed the command: what is wrong, and what to do."""


def told(main: Callable[[], Optional[int]]) -> int:
    """Run a command; a `Trouble` becomes its sentence on standard error and exit code 1, Ctrl-C becomes 130."""
    try:
        return main() or 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
