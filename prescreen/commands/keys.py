"""`prescreen keys`: which keys the log is written with, and a new one."""

from __future__ import annotations

import argparse
from typing import Any

from prescreen.commands.common import DONE, CommandError, add_command, opened_log, who
from prescreen.commands.progress import progress
from prescreen.log import ScreeningLog
from prescreen.log.keys import keys_in, new_key, write_keys
from prescreen.log.location import key_file, keys_setting


def add_to(commands: Any) -> None:
    """Put the command with its two parts on the command line."""
    about = "Say which keys the log is written with, or write it anew with a new one."
    whole = commands.add_parser("keys", help=about, description=about, epilog="Example: prescreen keys list")
    parts = whole.add_subparsers(metavar="list|rotate", required=True)
    add_command(parts, "list", "Say which keys are used, by their ids.", "prescreen keys list", run_list)
    add_command(parts, "rotate", "Make a new key, put it first into the key file, and write the whole log anew with "
                "it. Old keys stay in the file: backups need them. With LOG_KEYS, put the new key first there "
                "yourself, and run this.", "prescreen keys rotate", run_rotate)


def run_list(_arguments: argparse.Namespace) -> int:
    """Print the id of each key and how many versions it has written."""
    with opened_log() as log:
        for key_id, number in log.keys_used().items():
            print(f"{key_id}  {number} version{'' if number == 1 else 's'}")
    return DONE


def run_rotate(_arguments: argparse.Namespace) -> int:
    """A new key, then everything anew. Stopped half-way, nothing is lost: both keys are in the file."""
    with opened_log() as log:
        _ensure_sound(log)
    if not keys_setting():
        file = key_file()
        write_keys(file, [new_key(), *keys_in(file)])
    with opened_log() as log:
        number = log.write_anew(who(), progress("writing anew"))
        print(f"{number} version{'' if number == 1 else 's'} written anew with the key {log.current_key}.")
    return DONE


def _ensure_sound(log: ScreeningLog) -> None:
    """What was tampered with must not be sealed again."""
    if log.check(progress("checking")):
        raise CommandError("The log is not as it was written, so it is not written anew: see `prescreen check`.")
