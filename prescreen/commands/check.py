"""`prescreen check`: whether everything in the log is as it was written."""

from __future__ import annotations

import argparse
from typing import Any

from prescreen.commands.common import DONE, NOT_DONE, add_command, opened_log


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    add_command(commands, "check", "Look for rows of the log that were changed or taken away past the program.",
                "prescreen check", run)


def run(_arguments: argparse.Namespace) -> int:
    """Print every row that is not as it was written."""
    with opened_log() as log:
        number, problems = log.count(), log.check()
    for problem in problems:
        print(problem)
    if problems:
        return NOT_DONE
    print(f"{number} screening{'' if number == 1 else 's'} and the audit: everything is as it was written.")
    return DONE
