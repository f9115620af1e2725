"""`prescreen relay` and `prescreen outbox`: passing finished screenings on, and what could not be passed on."""

from __future__ import annotations

import argparse
import time
from typing import Any

from prescreen import relay
from prescreen.commands.common import ASKED_WRONGLY, DONE, CommandError, add_command, opened_log
from prescreen.commands.terminal import minute, table
from prescreen.delivery import BadSetting, Way

SECONDS_BETWEEN_LOOKS = 5.0


def add_to(commands: Any) -> None:
    """Put both commands on the command line."""
    command = add_command(
        commands, "relay", "Pass finished screenings on until Ctrl-C: to WEBHOOK_URL, signed with WEBHOOK_SECRET, or "
        "by mail to MAIL_TO. The webhook gets the reference and the disposition, a mail the reference and a link; no "
        "answer and no contact leave.", "prescreen relay --once", run)
    command.add_argument("--once", action="store_true", help="try what is due, and end")
    outbox = add_command(commands, "outbox", "List what has not been passed on, and why.", "prescreen outbox --retry",
                         run_outbox)
    outbox.add_argument("--retry", action="store_true", help="try anew what was given up")


def run(arguments: argparse.Namespace) -> int:
    """Deliver what is due, once or again and again."""
    way = _way()
    with opened_log() as log:
        while True:
            delivered = relay.deliver_due(log, way)
            if delivered or arguments.once:
                print(f"{delivered} passed on.", flush=True)
            if arguments.once:
                return DONE
            time.sleep(SECONDS_BETWEEN_LOOKS)


def run_outbox(arguments: argparse.Namespace) -> int:
    """Print the events that wait or were given up."""
    with opened_log() as log:
        if arguments.retry:
            print(f"{log.outbox.try_again()} will be tried anew.")
        waiting = log.outbox.waiting()
    if not waiting:
        print("Nothing waits to be passed on.")
        return DONE
    print(table(("reference", "what", "written (UTC)", "tries", "trouble", "next try (UTC)"), [
        (each.reference, each.kind, minute(each.written_at), str(each.tries), each.trouble or "",
         "given up" if each.given_up else minute(each.due_at)) for each in waiting]))
    return DONE


def _way() -> Way:
    try:
        way = relay.configured()
    except BadSetting as wrong:
        raise CommandError(str(wrong), ASKED_WRONGLY) from None
    if way is None:
        raise CommandError("The relay is off: neither WEBHOOK_URL nor MAIL_TO is set.", ASKED_WRONGLY)
    return way
