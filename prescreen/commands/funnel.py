"""`prescreen funnel`: how many people were screened, and what became of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Iterator, Tuple

from prescreen import diagram
from prescreen.commands.common import DONE, add_command, as_json, in_full, opened_log, write_file
from prescreen.commands.terminal import table
from prescreen.log import Funnel


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    command = add_command(
        commands, "funnel", "Count people: how many were screened, and what became of them.",
        "prescreen funnel --diagram funnel.png", run)
    ways = command.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="the counts as JSON")
    ways.add_argument("--svg", action="store_true", help="a diagram in the manner of a CONSORT flow chart, as SVG")
    ways.add_argument("--diagram", metavar="FILE", type=_picture, help="the diagram in a file: .svg or .png")


def run(arguments: argparse.Namespace) -> int:
    """Print the counts."""
    with opened_log() as log:
        funnel = log.funnel()
    if arguments.json:
        print(as_json(funnel.to_dict()))
    elif arguments.svg:
        print(diagram.svg(diagram.diagram_of(funnel)), end="")
    elif arguments.diagram:
        _draw(funnel, arguments.diagram)
        print(f"The diagram is written to {arguments.diagram}.")
    elif not funnel.screened:
        print("The pre-screening log is empty.")
    else:
        print(table(("people", "number"), ((name, f"{number:6}") for name, number in _rows(funnel))))
        for criterion in in_full(funnel.excluded_by):
            print(criterion)
    return DONE


def _draw(funnel: Funnel, file: Path) -> None:
    drawn = diagram.diagram_of(funnel)
    if file.suffix.lower() == ".png":
        from prescreen.picture import png
        write_file(file, png(drawn))
    else:
        write_file(file, diagram.svg(drawn).encode("utf-8"))


def _picture(text: str) -> Path:
    if not text.lower().endswith((".svg", ".png")):
        raise argparse.ArgumentTypeError(f"{text!r} is neither an SVG nor a PNG; write funnel.svg or funnel.png")
    return Path(text)


def _rows(funnel: Funnel) -> Iterator[Tuple[str, int]]:
    yield "screened", funnel.screened
    yield "declined", funnel.declined
    yield "incomplete", funnel.incomplete
    for question, number in funnel.incomplete_at.items():
        yield f"  left at {question}", number
    yield "not eligible", funnel.not_eligible
    for criterion, number in funnel.excluded_by.items():
        yield f"  excluded by {criterion}", number
    yield "re-screen by telephone", funnel.rescreen_by_phone
    yield "needs review", funnel.needs_review
    yield "potentially eligible", funnel.potentially_eligible
