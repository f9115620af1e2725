"""`prescreen export`: all records, or some of them, for other programs."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Mapping, Sequence

from prescreen import fhir, redcap
from prescreen.commands.common import (
    ASKED_WRONGLY,
    DONE,
    CommandError,
    add_choice,
    add_command,
    as_json,
    chosen,
    opened_log,
    who,
    write_file,
)
from prescreen.commands.progress import progress
from prescreen.commands.terminal import in_words
from prescreen.log.records import CONTACT_ENTRIES
from prescreen.log.store import utc_now
from prescreen.protocol import load
from prescreen.spreadsheet import harmless

Record = Dict[str, Any]
HEAD = ("reference", "trial", "protocol_version", "wording_version", "channel", "attempt", "started_at",
        "finished_at", "disposition")


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    command = add_command(commands, "export", "Write records for other programs, the first begun first.",
                          "prescreen export --format csv --output screenings.csv", run)
    command.add_argument("--format", required=True, choices=list(FORMATS), help=", ".join(FORMATS))
    command.add_argument("--output", metavar="FILE", type=Path, help="write to this file, for its owner alone to read")
    command.add_argument("--dictionary", action="store_true",
                         help="with redcap: write the data dictionary of the protocol in use, without any record")
    add_choice(command)


def run(arguments: argparse.Namespace) -> int:
    """Write the records, after noting in the audit who took them out."""
    if arguments.dictionary:
        return _write_dictionary(arguments)
    with opened_log() as log:
        log.note_access(who(), f"export {arguments.format}")
        records = [screening.to_record() for screening in reversed(chosen(log, arguments, watch=progress("reading")))]
    content = FORMATS[arguments.format](records)
    if arguments.output:
        write_file(arguments.output, content.encode("utf-8", "backslashreplace"))
        print(f"{len(records)} record{'' if len(records) == 1 else 's'} written to {arguments.output}.")
    else:
        sys.stdout.write(content)
    return DONE


def json_of(records: Sequence[Record]) -> str:
    """The records as a JSON list."""
    return as_json(list(records)) + "\n"


def csv_of(records: Sequence[Record]) -> str:
    """The records as CSV (RFC 4180), one a line, the same columns whatever the records hold."""
    columns = _columns(records)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for record in records:
        cells = _cells(record)
        writer.writerow([harmless(cells.get(column, "")) for column in columns])
    return text.getvalue()


def fhir_of(records: Sequence[Record]) -> str:
    """The records as a FHIR R4 bundle."""
    return as_json(fhir.bundle(records, load(), utc_now())) + "\n"


def redcap_of(records: Sequence[Record]) -> str:
    """The records as a file for REDCap's import."""
    return redcap.import_file(records, load())


FORMATS: Mapping[str, Callable[[Sequence[Record]], str]] = {
    "json": json_of, "csv": csv_of, "fhir": fhir_of, "redcap": redcap_of}


def _write_dictionary(arguments: argparse.Namespace) -> int:
    if arguments.format != "redcap":
        raise CommandError("Only REDCap has a data dictionary: write --format redcap --dictionary.", ASKED_WRONGLY)
    content = redcap.dictionary(load())
    if arguments.output:
        write_file(arguments.output, content.encode("utf-8", "backslashreplace"))
        print(f"The data dictionary is written to {arguments.output}.")
    else:
        sys.stdout.write(content)
    return DONE


def _columns(records: Sequence[Record]) -> List[str]:
    """The facts and criteria of the protocol in use in its order, then those of earlier ones, then contact."""
    protocol = load()
    facts = _in_order([fact.name for fact in protocol.facts], records, lambda record: record["facts"])
    criteria = _in_order([criterion.id for criterion in protocol.criteria], records,
                         lambda record: [criterion["id"] for criterion in record["criteria"]])
    return [*HEAD, *(f"{fact}{part}" for fact in facts for part in ("", "_words", "_confirmed")),
            *(f"{criterion}_{part}" for criterion in criteria for part in ("verdict", "because", "settled_by")),
            *(f"contact_{entry}" for entry in CONTACT_ENTRIES)]


def _in_order(known: Sequence[str], records: Sequence[Record], names: Callable[[Record], Any]) -> Iterator[str]:
    return iter(dict.fromkeys([*known, *(name for record in records for name in names(record))]))


def _cells(record: Record) -> Dict[str, str]:
    cells = {name: "" if record[name] is None else str(record[name]) for name in HEAD}
    for name, fact in record["facts"].items():
        cells.update({name: in_words(fact["value"]), f"{name}_words": fact["words"],
                      f"{name}_confirmed": "yes" if fact["confirmed"] else "no"})
    for criterion in record["criteria"]:
        cells.update({f"{criterion['id']}_verdict": criterion["verdict"],
                      f"{criterion['id']}_because": ", ".join(criterion["because"] or ()),
                      f"{criterion['id']}_settled_by": criterion["settled_by"] or ""})
    cells.update({f"contact_{entry}": value or "" for entry, value in (record["contact"] or {}).items()})
    return cells
