"""What the commands share: the log, who is asking, references as typed, and the options that choose screenings."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Optional

from prescreen.assessment import Disposition
from prescreen.log import ScreeningLog, StoredScreening
from prescreen.log.handling import STATES
from prescreen.log.location import database_url
from prescreen.log.records import INCOMPLETE
from prescreen.log.watching import Watch, unwatched
from prescreen.protocol import load
from prescreen.reference import is_valid, nine_digits

DONE, NOT_DONE, ASKED_WRONGLY = 0, 1, 2
PATIENCE_SECONDS = 30.0
CHANNELS = {"telephone": "rest", "rest": "rest", "web": "web"}
OUTCOMES = [each.value for each in Disposition if each is not Disposition.DECLINED] + [INCOMPLETE]


class CommandError(Exception):
    """A command cannot be done; the message is one sentence for its user."""

    def __init__(self, sentence: str, code: int = NOT_DONE) -> None:
        super().__init__(sentence)
        self.code = code


@contextlib.contextmanager
def opened_log() -> Iterator[ScreeningLog]:
    """The log, ready for use; raises LogUnavailable."""
    log = ScreeningLog(database_url(), patience=PATIENCE_SECONDS)
    try:
        log.prepare()
        yield log
    finally:
        log.close()


def who() -> str:
    """The name of the account that asks, for the audit."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def add_command(commands: Any, name: str, about: str, example: str, run: Any,
                **options: Any) -> argparse.ArgumentParser:
    """Put a command with its help and an example on the command line."""
    command = commands.add_parser(
        name, help=about, description=about, epilog=f"Example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter, **options)
    command.set_defaults(run=run)
    return command


def reference_of(text: str) -> str:
    """A reference as somebody typed it, with spaces or dashes; raises CommandError with what is wrong with it."""
    code = nine_digits(text)
    if code is None:
        raise CommandError("That is not a reference: a reference has nine digits and does not begin with 0.",
                           ASKED_WRONGLY)
    if not is_valid(code):
        raise CommandError("That is not a reference: its last digit does not match. "
                           "Please check for a mistyped digit.", ASKED_WRONGLY)
    return code


def unknown(reference: str) -> CommandError:
    """No screening has this reference."""
    return CommandError(f"There is no screening with the reference {reference}; it may have been erased.")


def add_choice(command: argparse.ArgumentParser) -> None:
    """The options that choose screenings."""
    command.add_argument("--disposition", choices=OUTCOMES, metavar="WHICH", help=f"one of {', '.join(OUTCOMES)}")
    command.add_argument("--since", type=_day, metavar="DAY", help="begun on this day (UTC) or later: 2026-01-31")
    command.add_argument("--until", type=_day, metavar="DAY", help="begun on this day (UTC) or earlier: 2026-01-31")
    command.add_argument("--channel", choices=list(CHANNELS), metavar="CHANNEL",
                         help="telephone (which the records call rest) or web")
    command.add_argument("--state", choices=STATES, metavar="STATE",
                         help="where it stands with the study team: open, claimed or closed")


def chosen(log: ScreeningLog, arguments: argparse.Namespace, limit: Optional[int] = None,
           watch: Watch[StoredScreening] = unwatched) -> List[StoredScreening]:
    """The screenings that the options choose, the last begun first."""
    return log.records(**choice(arguments), limit=limit, watch=watch)


def choice(arguments: argparse.Namespace) -> Dict[str, Any]:
    """The options as `ScreeningLog.records` and `ScreeningLog.count` take them."""
    until = arguments.until + timedelta(days=1) if arguments.until else None
    return {"disposition": arguments.disposition, "since": arguments.since, "until": until,
            "channel": CHANNELS.get(arguments.channel), "state": arguments.state}


def in_full(criteria: Iterable[str]) -> List[str]:
    """What stands behind the ids of criteria: the listing's own words, one line each."""
    sources = {criterion.id: criterion.source for criterion in load().criteria}
    return [f"{each}: {sources[each]}" for each in criteria if each in sources]


def none_found(arguments: argparse.Namespace) -> str:
    """Why there is nothing to see."""
    if any(choice(arguments).values()):
        return "No screening fits these options."
    return "The pre-screening log is empty."


def as_json(content: Any) -> str:
    """JSON for people and programs."""
    return json.dumps(content, ensure_ascii=False, indent=2)


def write_file(file: Path, content: bytes) -> None:
    """The whole file or none of it, for its owner alone to read; raises CommandError."""
    unfinished = file.with_name(file.name + ".unfinished")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            opened.write(content)
        unfinished.replace(file)
    except OSError as error:
        raise CommandError(f"{file} cannot be written ({error.strerror}).") from None


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=timezone.utc)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-01-31") from None
