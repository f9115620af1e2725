"""`prescreen erase`: delete a person's data; only an anonymous count stays."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from prescreen.commands.common import (
    ASKED_WRONGLY,
    DONE,
    NOT_DONE,
    CommandError,
    add_command,
    opened_log,
    reference_of,
    unknown,
    who,
)
from prescreen.log import Erased


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    command = add_command(
        commands, "erase", "Delete all that is kept of a person: the screening, those linked to it by a re-screen, and "
        "their conversations. Only an anonymous count stays. This cannot be undone.",
        "prescreen erase 482-913-068 --yes", run)
    command.add_argument("reference", metavar="REFERENCE", help="its nine digits")
    command.add_argument("--yes", action="store_true", help="do not ask first")


def run(arguments: argparse.Namespace) -> int:
    """Ask, note it in the audit, and erase."""
    reference = reference_of(arguments.reference)
    with opened_log() as log:
        if log.find(reference) is None:
            raise unknown(reference)
        if not arguments.yes and not _agreed(reference):
            print("Nothing was erased.")
            return NOT_DONE
        log.note_access(who(), "erase", reference)
        erased = log.erase(reference)
    if erased is None:
        raise unknown(reference)
    print(_told(erased))
    return DONE


def _agreed(reference: str) -> bool:
    if not sys.stdin.isatty():
        raise CommandError("Nothing was erased: add --yes to erase without being asked.", ASKED_WRONGLY)
    try:
        return input(f"Erase {reference} for good? Please write yes: ").strip().lower() == "yes"
    except EOFError:
        return False


def _told(erased: Erased) -> str:
    events = f", and {erased.conversation_events} events of conversations" if erased.conversation_events else ""
    return f"Erased {', '.join(erased.references)}{events}. An anonymous count stays."
