"""`prescreen retention`: what has been kept long enough, and its deletion."""

from __future__ import annotations

import argparse
from typing import Any

from prescreen.commands.common import DONE, add_command, as_json, opened_log, who
from prescreen.commands.progress import progress
from prescreen.log.retention import Due, Times
from prescreen.protocol import load


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    command = add_command(
        commands, "retention", "Say what has been kept as long as the protocol allows, and delete it with --carry-out. "
        "An anonymous count stays of each person. A running assistant does it by itself.",
        "prescreen retention --carry-out", run)
    command.add_argument("--carry-out", action="store_true", help="delete what is due; this cannot be undone")
    command.add_argument("--json", action="store_true", help="the references and counts as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Say what is due, or delete it and note it in the audit."""
    times = Times.of(load().settings)
    with opened_log() as log:
        due = log.carry_out_retention(who(), times, progress("deleting")) if arguments.carry_out else log.due(times)
    if arguments.json:
        print(as_json({"people": [list(each) for each in due.people], "conversations": len(due.conversations)}))
    else:
        print(_told(due, arguments.carry_out))
    return DONE


def _told(due: Due, done: bool) -> str:
    if not due.people and not due.conversations:
        return "Nothing is due."
    people = f"{len(due.people)} {'person' if len(due.people) == 1 else 'people'}"
    number = len(due.conversations)
    conversations = f"{number} conversation{'' if number == 1 else 's'} word for word"
    lines = [f"{'Deleted' if done else 'Due'}: the screenings of {people}, and {conversations}."]
    lines += [f"  {', '.join(person)}" for person in due.people]
    return "\n".join([*lines, *([] if done else ["Nothing is deleted yet: add --carry-out."])])
