"""An utterance as one line in which every number is written in figures, so that patterns can be short."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Any, List, Mapping, NamedTuple, Sequence, Tuple

from understanding.almanac import MONTHS
from understanding.found import Found
from understanding.numbers import runs
from understanding.pieces import SMALL, Piece, pieces
from understanding.text import RESPELT, Word

SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())

# Units as they are cut short, behind a figure or written onto it.
UNITS = {"mo": "months", "mos": "months", "mth": "months", "mnth": "months", "mnths": "months", "mon": "months",
         "month": "months", "w": "weeks", "wk": "weeks", "wks": "weeks", "week": "weeks", "y": "years", "yr": "year",
         "yrs": "years", "yo": "yo", "d": "days", "dy": "days", "dys": "days"}
BY_ITSELF = frozenset("mo mos mth mnth mnths mon wk wks y yr yrs dys".split())


class Line(NamedTuple):
    """A line of text and where its parts come from.

    Attributes:
        text: the plain words with single spaces between them, numbers in figures ("two and a half" is 2.5, "fifth"
            is 5th), a space at either end.
        offsets: where in `text` each part begins.
        places: for each part the number of its first word, and the number behind its last.
    """

    text: str
    offsets: Tuple[int, ...]
    places: Tuple[Tuple[int, int], ...]

    def found(self, kind: str, value: Any, start: int, end: int, detail: Mapping[str, Any]) -> Found:
        """What the characters from `start` up to `end` tell, placed by words."""
        while start < end - 1 and self.text[start] == " ":
            start += 1
        while end > start + 1 and self.text[end - 1] == " ":
            end -= 1
        first = self.places[max(bisect_right(self.offsets, start) - 1, 0)][0]
        return Found(kind, value, first, self.places[bisect_right(self.offsets, end - 1) - 1][1], detail)


def written(words: Sequence[Word]) -> Line:
    """The words as a line."""
    return _line(tuple(word.plain for word in words))


@lru_cache(maxsize=1)
def _line(row: Tuple[str, ...]) -> Line:
    """One utterance is asked for by several parsers in a row; only the latest is kept."""
    parts = _parts(row)
    offsets: List[int] = []
    place = 1
    for text, _, _ in parts:
        offsets.append(place)
        place += len(text) + 1
    line = " ".join(text for text, _, _ in parts)
    return Line(f" {line} " if line else " ", tuple(offsets), tuple((first, last) for _, first, last in parts))


def chosen(found: Sequence[Found]) -> List[Found]:
    """Those that do not overlap, in the order of their beginnings; where two begin alike the longer one."""
    kept: List[Found] = []
    for each in sorted(found, key=lambda one: (one.first, -one.last)):
        if not kept or each.first >= kept[-1].last:
            kept.append(each)
    return kept


def _parts(row: Sequence[str]) -> List[Tuple[str, int, int]]:
    """Each part of the line with the words that it stands for."""
    parts: List[Tuple[str, int, int]] = []
    index = 0
    spoken = pieces(row)
    codes = [run for run in runs([piece for piece in spoken if not piece.ordinal], row, alone=False) if len(run) > 1]
    at = {piece.first: (_figures(piece), piece.last) for piece in spoken}
    at.update({run[0].first: ("".join(piece.digits for piece in run), run[-1].last) for run in codes})
    while index < len(row):
        text, last = at.get(index, (row[index], index + 1))
        if text.startswith(("mid-", "early-", "late-")):
            text = text.replace("-", " ", 1)
        elif text in BY_ITSELF and parts and parts[-1][0][-1:].isdigit():
            text = UNITS[text]
        if not _silent(row, index, parts):
            parts.append((text, index, last))
        index = last
    return _with_dates(parts)


def _figures(piece: Piece) -> str:
    if piece.ordinal:
        return f"{piece.value}th"
    figures = piece.digits or (str(piece.value) if piece.value != int(piece.value) else str(int(piece.value)))
    written, plus = piece.rest.rstrip("+"), " +" if piece.rest.endswith("+") else ""
    rest = UNITS.get(written) or RESPELT.get(written, written)
    return (f"{figures} {rest}" if rest else figures) + plus


def _silent(row: Sequence[str], index: int, parts: Sequence[Tuple[str, int, int]]) -> bool:
    """Hyphens inside a word, and the stop of a month cut short, say nothing."""
    if not 0 < index < len(row) - 1 or not parts:
        return False
    before, word, after = parts[-1][0], row[index], row[index + 1]
    if word == "-":
        return not (_is_end(before) and _is_end(after))
    return word == "." and before in SHORT_MONTHS


def _is_end(word: str) -> bool:
    """Whether a word can be an end of a stretch: "3-4 months", "March-July"."""
    return word[-1:].isdigit() or word[:1].isdigit() or word in SMALL or word in MONTHS or word == "a"


def _with_dates(parts: List[Tuple[str, int, int]]) -> List[Tuple[str, int, int]]:
    """Dates written with hyphens, and years cut short, become one part again: `1985-03-12`, `'85`."""
    joined: List[Tuple[str, int, int]] = []
    index = 0
    while index < len(parts):
        five = [part[0] for part in parts[index:index + 5]]
        if five[0] == "'" and len(five) > 1 and five[1].isdigit() and len(five[1]) == 2:
            joined.append((f"'{five[1]}", parts[index][1], parts[index + 1][2]))
            index += 2
            continue
        if len(five) == 5 and five[1] == five[3] == "-" and all(five[place].isdigit() for place in (0, 2, 4)):
            joined.append(("-".join(five[::2]), parts[index][1], parts[index + 4][2]))
            index += 5
        else:
            joined.append(parts[index])
            index += 1
    return joined
