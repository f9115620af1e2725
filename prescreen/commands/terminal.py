"""Tables that can be read in a terminal, and values in words."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from itertools import zip_longest
from typing import Any, Iterable, List, Optional, Sequence

from prescreen.answers import UNSURE, Medicine
from prescreen.log.records import stamp

GAP = "  "
NARROWEST = 10


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: Optional[int] = None) -> str:
    """Columns under a head; a cell that is too long for the terminal goes on in the next line."""
    width = width or shutil.get_terminal_size((120, 24)).columns
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = _fitted([max(map(len, column)) for column in zip(head, *cells)], width)
    lines = [_line(head, widths), _line(["-" * each for each in widths], widths)]
    for row in cells:
        wrapped = [textwrap.wrap(cell, each) or [""] for cell, each in zip(row, widths)]
        lines += [_line(cells_of_line, widths) for cells_of_line in zip_longest(*wrapped, fillvalue="")]
    return "\n".join(lines)


def clean(text: str) -> str:
    """A text on one line without control characters: a patient's words must not steer the terminal."""
    return "".join(" " if unicodedata.category(each).startswith(("C", "Z")) else each for each in text)


def in_words(value: Any) -> str:
    """A value of a fact on one line, codes as they are: "methotrexate, 52 weeks; azathioprine, length not known"."""
    if value is None:
        return ""
    if isinstance(value, list):
        medicines = any(isinstance(entry, dict) for entry in value)
        return "; ".join(map(_medicine, value)) if medicines else ", ".join(map(str, value))
    return str(value)


def minute(time: Any) -> str:
    """A time to the minute, UTC."""
    return (stamp(time) or "")[:16].replace("T", " ")


def _medicine(entry: Any) -> str:
    medicine = Medicine.from_dict(entry)
    length = "length not known" if medicine.weeks in (None, UNSURE) else f"{medicine.weeks} weeks"
    taken = {True: ", still taken", False: ", stopped"}.get(medicine.ongoing, "")
    return f"{medicine.name or 'a medicine without a name'}, {length}{taken}"


def _fitted(widths: List[int], width: int) -> List[int]:
    """The widest columns give way until the table fits."""
    widths = list(widths)
    while sum(widths) + len(GAP) * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip()
