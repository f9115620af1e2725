"""`prescreen show`: one screening with the patient's words, the verdicts, and who can settle what is open."""

from __future__ import annotations

import argparse
from typing import Any, Dict, Iterator, Sequence

from prescreen.assessment import Disposition
from prescreen.commands.common import DONE, add_command, as_json, in_full, opened_log, reference_of, unknown, who
from prescreen.commands.terminal import clean, in_words, minute, table
from prescreen.log import StoredScreening
from prescreen.log.handling import CLOSED, RESULTS, Handling
from prescreen.log.records import CONTACT_ENTRIES
from prescreen.verdict import Verdict


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    command = add_command(commands, "show", "Show one screening.", "prescreen show 482-913-068", run)
    command.add_argument("reference", metavar="REFERENCE", help="its nine digits; spaces in quotes and dashes are fine")
    command.add_argument("--json", action="store_true", help="the record as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the screening, after noting in the audit who asked for it."""
    reference = reference_of(arguments.reference)
    with opened_log() as log:
        log.note_access(who(), "show", reference)
        screening, trail = log.find(reference), log.trail(reference)
    if screening is None:
        raise unknown(reference)
    print(as_json(screening.to_record()) if arguments.json else "\n".join(_parts(screening, trail)))
    return DONE


def _parts(screening: StoredScreening, trail: Sequence[Any]) -> Iterator[str]:
    yield from _head(screening)
    yield ""
    yield table(("fact", "answer", "the patient's words", "read back"),
                [_fact(screening, name, fact) for name, fact in screening.facts.items()])
    yield ""
    yield table(("criterion", "verdict", "because", "who can settle it", "open beside it"),
                map(_criterion, screening.criteria))
    yield from in_full(each["id"] for each in screening.criteria if each["verdict"] != Verdict.SATISFIED.value)
    yield ""
    yield from _contact(screening)
    yield ""
    yield table(("when (UTC)", "who", "what"), [(minute(entry.at), entry.who, entry.what) for entry in trail])


def _head(screening: StoredScreening) -> Iterator[str]:
    changed = screening.disposition != screening.first_disposition
    first = f" (at first {screening.first_disposition})" if changed else ""
    yield f"{screening.reference}  {screening.outcome}{first}"
    yield f"{screening.key.trial}, attempt {screening.attempt}, channel {screening.channel}"
    yield f"begun {minute(screening.started_at)}, finished {minute(screening.finished_at) or 'not yet'} (UTC)"
    yield (f"protocol {screening.key.protocol_version}, wording {screening.wording_version}, "
           f"version {screening.version} written {minute(screening.written_at)} (UTC)")
    if screening.previous_reference:
        yield f"goes on from {screening.previous_reference}"
    if screening.disposition is None and screening.last_question:
        yield f"left at the question {screening.last_question}"
    yield _handling(screening.handling)
    if screening.safety_text_given:
        yield "a safety text was given"


def _handling(handling: Handling) -> str:
    if handling.state == CLOSED:
        return f"closed by {handling.who}: {RESULTS.get(handling.result or '', handling.result)}"
    return f"claimed by {handling.who}" if handling.who else "open: nobody has claimed it"


def _fact(screening: StoredScreening, name: str, fact: Dict[str, Any]) -> Sequence[str]:
    not_kept = screening.disposition == Disposition.NOT_ELIGIBLE.value
    words = "not kept" if not_kept else fact.get("words") or ""
    return name, in_words(fact.get("value")), words, "confirmed" if fact.get("confirmed") else ""


def _criterion(criterion: Dict[str, Any]) -> Sequence[str]:
    return (criterion["id"], criterion["verdict"], ", ".join(criterion.get("because") or ()),
            criterion.get("settled_by") or "", ", ".join(criterion.get("also_open") or ()))


def _contact(screening: StoredScreening) -> Iterator[str]:
    if screening.contact:
        for entry in CONTACT_ENTRIES:
            yield f"contact {entry}: {clean(screening.contact.get(entry) or 'not given')}"
    else:
        yield "contact: none kept"
