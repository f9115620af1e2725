"""`prescreen protocol`: check the study protocol, or print it as prose."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from prescreen import lint, medicines, prose
from prescreen.commands.common import DONE, NOT_DONE, add_command
from prescreen.protocol import Protocol, load


def add_to(commands: Any) -> None:
    """Put the command with its two parts on the command line."""
    whole = commands.add_parser("protocol", help="Check the study protocol, or print it as prose.",
                                description="Check the study protocol, or print it as prose.",
                                epilog="Example: prescreen protocol check")
    parts = whole.add_subparsers(metavar="check|print", required=True)
    for name, about, run in (("check", "Say what is wrong with a protocol file.", check),
                             ("print", "Print a protocol as prose, for the clinician who signs it off.", show)):
        part = add_command(parts, name, about, f"prescreen protocol {name} protocol/NCT06038474.yml", run)
        part.add_argument("file", metavar="FILE", nargs="?", type=Path, help="the protocol in use, if left out")


def check(arguments: argparse.Namespace) -> int:
    """Print every problem, each with where it is and what to do."""
    protocol = _load(arguments)
    problems = [*lint.problems(protocol), *medicines.problems(protocol=protocol)]
    for problem in problems:
        print(problem)
    if problems:
        return NOT_DONE
    print(f"Protocol {protocol.version} of {protocol.trial}: no problems found.")
    return DONE


def show(arguments: argparse.Namespace) -> int:
    """Print the protocol."""
    print(prose.describe(_load(arguments)).rstrip())
    return DONE


def _load(arguments: argparse.Namespace) -> Protocol:
    return load(arguments.file)
