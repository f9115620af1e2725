"""`prescreen claim` and `prescreen close`: who of the study team takes care of a screening, and what came of it."""

from __future__ import annotations

import argparse
from typing import Any, Optional

from prescreen.commands.common import DONE, CommandError, add_command, opened_log, reference_of, unknown, who
from prescreen.log import ScreeningLog
from prescreen.log.handling import CLAIMED, CLOSED, OPEN, RESULTS, AlreadyHandled


def add_to(commands: Any) -> None:
    """Put both commands on the command line."""
    claim = add_command(commands, "claim", "Take a screening on, or give it back to the others.",
                        "prescreen claim 482-913-068", run_claim)
    claim.add_argument("--release", action="store_true", help="give it back: it is open again")
    close = add_command(commands, "close", "Close a screening with what came of it.",
                        "prescreen close 482-913-068 --outcome not_reached", run_close)
    close.add_argument("--outcome", required=True, choices=list(RESULTS), metavar="WHICH",
                       help="; ".join(f"{name}: {about}" for name, about in RESULTS.items()))
    for command in (claim, close):
        command.add_argument("reference", metavar="REFERENCE", help="its nine digits")
        command.add_argument("--take-over", action="store_true",
                             help="even when somebody else has claimed it, or it is closed")


def run_claim(arguments: argparse.Namespace) -> int:
    """Claim it, or give it back."""
    reference = reference_of(arguments.reference)
    with opened_log() as log:
        _handle(log, arguments, reference, OPEN if arguments.release else CLAIMED, None)
    print(f"{reference} is open again." if arguments.release else f"{reference} is claimed by {who()}.")
    return DONE


def run_close(arguments: argparse.Namespace) -> int:
    """Close it."""
    reference = reference_of(arguments.reference)
    with opened_log() as log:
        _handle(log, arguments, reference, CLOSED, arguments.outcome)
    print(f"{reference} is closed: {RESULTS[arguments.outcome]}.")
    return DONE


def _handle(log: ScreeningLog, arguments: argparse.Namespace, reference: str, state: str,
            result: Optional[str]) -> None:
    try:
        before = log.handle(reference, who(), state, result, take_over=arguments.take_over)
    except AlreadyHandled as already:
        stands = already.handling
        closed = f"closed by {stands.who} ({stands.result})"
        raise CommandError(f"{reference} is {closed if stands.state == CLOSED else f'claimed by {stands.who}'}; "
                           "add --take-over to change it all the same.") from None
    if before is None:
        raise unknown(reference)
