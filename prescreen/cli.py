"""The study team's command `prescreen` (CONTRACT section 6). Each command stands in a module of `prescreen.commands`.

Exit codes: 0 done, 1 it could not be done, 2 it was asked wrongly. Every error is one sentence on the error output.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import NoReturn, Optional, Sequence

from prescreen.commands import (
    check,
    erase,
    export,
    funnel,
    handling,
    keys,
    listing,
    protocol,
    relay,
    retention,
    serve,
    show,
)
from prescreen.commands.common import ASKED_WRONGLY, NOT_DONE, CommandError
from prescreen.log.failures import LogUnavailable
from prescreen.protocol import ProtocolError

COMMANDS = (listing, show, handling, export, funnel, erase, retention, check, keys, relay, serve, protocol)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence and a pointer to the help."""

    def error(self, message: str) -> NoReturn:
        self.exit(ASKED_WRONGLY, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = parser().parse_args(argv)
        code = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except SystemExit as end:
        return int(end.code or 0)
    except CommandError as error:
        return _fail(str(error), error.code)
    except (LogUnavailable, ProtocolError) as error:
        return _fail(str(error), NOT_DONE)
    except KeyboardInterrupt:
        return _fail("Stopped; nothing was changed.", NOT_DONE)
    except BrokenPipeError:  # the reader, `head` for instance, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE


def parser() -> argparse.ArgumentParser:
    """The command line with all its commands."""
    whole = Parser(
        prog="prescreen", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="The pre-screening log of the study team, and the study protocol.",
        epilog="The log is in the database that DATABASE_URL names, in the environment or the file .env; otherwise in "
               "var/prescreen.sqlite.\n\nA day's work:\n  prescreen list --state open\n  prescreen show 482-913-068\n"
               "  prescreen claim 482-913-068\n  prescreen close 482-913-068 --outcome screening_visit\n"
               "  prescreen funnel\n\nThe same to look at, in a browser: prescreen serve")
    commands = whole.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for command in COMMANDS:
        command.add_to(commands)
    return whole


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
