"""Records for REDCap: a data dictionary made of the protocol, and a file to import.

Both are CSV as REDCap's own templates have it. A cell that a spreadsheet would take for a formula, and one that begins
with an apostrophe, has an apostrophe before it: take one away when reading the file back.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Sequence, Tuple

from prescreen.answers import ADULT, ALL_NEGATIVE, NO, NONE, UNSURE, YES
from prescreen.assessment import Disposition
from prescreen.protocol import Fact, Protocol
from prescreen.spreadsheet import reversible
from prescreen.verdict import Verdict

DICTIONARY_HEAD = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation")
FORM = "prescreening"
CONTACT = (("name", "name"), ("phone", "telephone number"), ("time", "when to ring"))
SETTLERS = ("patient", "doctor", "laboratory", "investigator")


@dataclass(frozen=True)
class Field:
    """One line of the data dictionary: a field, its type and the codes it may take."""

    name: str
    kind: str
    label: str
    choices: Tuple[str, ...] = ()
    validation: str = ""
    identifier: bool = False

    @property
    def columns(self) -> List[str]:
        """The columns of the import file; a checkbox has one for each code."""
        if self.kind == "checkbox":
            return [f"{self.name}___{code_of(choice)}" for choice in self.choices]
        return [self.name]


def code_of(text: str) -> str:
    """A value as a code or part of a name: lower case letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def dictionary(protocol: Protocol) -> str:
    """The data dictionary, for REDCap's "Data Dictionary: upload"."""
    lines = []
    for field in fields(protocol):
        choices = " | ".join(f"{code_of(choice)}, {choice.replace('_', ' ')}" for choice in field.choices)
        lines.append([field.name, FORM, "", field.kind, field.label, choices, "", field.validation, "", "",
                      "y" if field.identifier else "", *[""] * 7])
    return _csv(DICTIONARY_HEAD, lines)


def import_file(records: Sequence[Mapping[str, Any]], protocol: Protocol) -> str:
    """The file for REDCap's "Data Import Tool", one record a line.

    A fact that the protocol in use does not have is left out: the dictionary has no field for it.
    """
    columns = [column for field in fields(protocol) for column in field.columns]
    rows = (_cells(record, protocol) for record in records)
    return _csv(columns, ([row.get(column, "") for column in columns] for row in rows))


def fields(protocol: Protocol) -> List[Field]:
    """Every field: the record, each fact with its evidence, each criterion, and contact."""
    outcomes = (*(each.value for each in Disposition), "incomplete")
    found = [Field("record_id", "text", "Reference"), Field("trial", "text", "Registry number of the study"),
             Field("protocol_version", "text", "Version of the protocol"),
             Field("wording_version", "text", "Version of the texts for patients"),
             Field("channel", "radio", "Telephone (rest) or website (web)", ("rest", "web")),
             Field("attempt", "text", "Number of the attempt", validation="integer"),
             Field("started_at", "text", "Begun (UTC)", validation="datetime_seconds_ymd"),
             Field("finished_at", "text", "Finished (UTC)", validation="datetime_seconds_ymd"),
             Field("disposition", "radio", "What it came to; the investigator decides", outcomes),
             Field("consent", "radio", "Agreed to go on", (YES, NO)), *_evidence("consent")]
    for fact in protocol.facts:
        found += [*_answer(fact), *_evidence(fact.name)]
    for each in protocol.criteria:
        name = code_of(each.id)
        found += [Field(f"{name}_verdict", "radio", each.source, tuple(verdict.value for verdict in Verdict)),
                  Field(f"{name}_because", "text", f"{each.id}: the facts that it rests on"),
                  Field(f"{name}_settled_by", "radio", f"{each.id}: who can settle it", SETTLERS)]
    return found + [Field(f"contact_{name}", "text", f"Contact: {label}", identifier=True) for name, label in CONTACT]


def _answer(fact: Fact) -> List[Field]:
    form, detail = next(iter(fact.values.items()))
    if form == "years":
        return [Field(fact.name, "text", fact.about, validation="integer"),
                Field(f"{fact.name}_stated", "radio", f"{fact.about}: instead of a number", (ADULT, UNSURE))]
    if form == "medicines":
        return [Field(fact.name, "notes", f"{fact.about} (JSON)", identifier=True),
                Field(f"{fact.name}_stated", "radio", f"{fact.about}: instead of a list", (NONE, UNSURE))]
    if form == "positives_among":
        return [Field(fact.name, "checkbox", fact.about, (*detail, ALL_NEGATIVE, UNSURE))]
    return [Field(fact.name, "radio", fact.about, tuple(detail))]


def _evidence(name: str) -> List[Field]:
    return [Field(f"{name}_words", "notes", f"{name}: the patient's words", identifier=True),
            Field(f"{name}_confirmed", "radio", f"{name}: read back and confirmed", (YES, NO))]


def _cells(record: Mapping[str, Any], protocol: Protocol) -> Dict[str, str]:
    cells = {name: str(record[name]) for name in ("trial", "protocol_version", "wording_version", "channel", "attempt")}
    cells.update(record_id=record["reference"], started_at=_time(record["started_at"]),
                 finished_at=_time(record["finished_at"]), disposition=record["disposition"] or "incomplete")
    forms = {fact.name: next(iter(fact.values)) for fact in protocol.facts}
    for name, fact in record["facts"].items():
        cells.update(_value(name, forms.get(name), fact["value"], protocol))
        cells.update({f"{name}_words": fact["words"], f"{name}_confirmed": YES if fact["confirmed"] else NO})
    for criterion in record["criteria"]:
        name = code_of(criterion["id"])
        cells.update({f"{name}_verdict": criterion["verdict"], f"{name}_because": ", ".join(criterion["because"] or ()),
                      f"{name}_settled_by": criterion["settled_by"] or ""})
    cells.update({f"contact_{entry}": value or "" for entry, value in (record["contact"] or {}).items()})
    return cells


def _value(name: str, form: Any, value: Any, protocol: Protocol) -> Dict[str, str]:
    if form == "positives_among":
        chosen = {code_of(each) for each in (value if isinstance(value, list) else [value])}
        field = next(field for field in fields(protocol) if field.name == name)
        return {column: "1" if column.partition("___")[2] in chosen else "0" for column in field.columns}
    if form == "medicines" and isinstance(value, list):
        return {name: json.dumps(value)}
    if form in ("years", "medicines") and not isinstance(value, int):
        return {f"{name}_stated": str(value)}
    return {name: "" if value is None else str(value)}


def _time(stamp: Any) -> str:
    return (stamp or "").replace("T", " ").rstrip("Z")


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([reversible(cell) for cell in row] for row in rows)
    return text.getvalue()
