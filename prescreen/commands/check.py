"""`prescreen check`: whether everything in the log is as it was written."""

from __future__ import annotations

import argparse
from typing import Any

from prescreen.commands.common import DONE, NOT_DONE, add_command, opened_log
from prescreen.commands.progress import progress


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    add_command(commands, "check", "Look for rows of the log that were changed, taken away or put in past the program.",
                "prescreen check", run)


def run(_arguments: argparse.Namespace) -> int:
    """Print every row that is not as it was written."""
    with opened_log() as log:
        problems, sizes = log.check(progress("checking")), log.sizes()
    for problem in problems:
        print(problem)
    if problems:
        return NOT_DONE
    print(f"{_several(sizes['screenings'], 'screening')}, {_several(sizes['screening_audit'], 'audit entry')} and "
          f"{_several(sizes['screening_counts'], 'anonymous count')}: everything is as it was written.")
    return DONE


def _several(number: int, what: str) -> str:
    if number == 1:
        return f"1 {what}"
    return f"{number} {what[:-1]}ies" if what.endswith("y") else f"{number} {what}s"
