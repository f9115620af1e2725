"""`prescreen list`: the screenings, the last begun first."""

from __future__ import annotations

import argparse
from typing import Any, Sequence

from prescreen.commands.common import (
    DONE,
    add_choice,
    add_command,
    as_json,
    choice,
    chosen,
    none_found,
    opened_log,
    who,
)
from prescreen.commands.terminal import minute, table
from prescreen.log import StoredScreening
from prescreen.verdict import Verdict

AT_ONCE = 200

def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    command = add_command(commands, "list", "List the screenings, the last begun first.",
                          "prescreen list --disposition needs_review --since 2026-01-01", run)
    add_choice(command)
    command.add_argument("--limit", type=int, metavar="NUMBER",
                         help=f"no more than this many; a table shows {AT_ONCE} unless told otherwise, 0 shows all")
    command.add_argument("--json", action="store_true", help="whole records as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the list. Whole records hold personal data, so asking for them is noted in the audit."""
    limit = (None if arguments.json else AT_ONCE) if arguments.limit is None else arguments.limit or None
    with opened_log() as log:
        if arguments.json:
            log.note_access(who(), "list --json")
        screenings = chosen(log, arguments, limit)
        number = log.count(**choice(arguments))
    if arguments.json:
        print(as_json([screening.to_record() for screening in screenings]))
    elif not screenings:
        print(none_found(arguments))
    else:
        print(table(("reference", "begun (UTC)", "channel", "attempt", "state", "disposition", "why"),
                    map(_row, screenings)))
        shown = f", the last {len(screenings)} shown" if number > len(screenings) else ""
        print(f"\n{number} screening{'' if number == 1 else 's'}{shown}")
    return DONE


def _row(screening: StoredScreening) -> Sequence[str]:
    return (screening.reference, minute(screening.started_at), screening.channel, str(screening.attempt),
            screening.handling.state, screening.outcome, _why(screening))


def _why(screening: StoredScreening) -> str:
    """The criteria that decide, with the facts they rest on; of an incomplete one, the question that waited."""
    if screening.disposition is None:
        return f"left at {screening.last_question}" if screening.last_question else ""
    violated = [each for each in screening.criteria if each["verdict"] == Verdict.VIOLATED.value]
    open_ones = [each for each in screening.criteria if each["verdict"] != Verdict.SATISFIED.value]
    return "; ".join(f"{each['id']} {', '.join(each.get('because') or ())}".strip() for each in violated or open_ones)
