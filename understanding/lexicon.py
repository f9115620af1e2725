"""The cue lists under `lexicon/`, and the small language that they are written in.

A cue is a row of plain words (`text.py`): lower case, contractions opened ("do not", "i am"). In it

    (a|b c|)   one of these; an empty one makes it optional
    @name      a word class from classes.yml, which may hold rows of words
    ..         up to three words of any kind, never across punctuation
    ^  $       the cue begins, or ends, a clause

A cue without `..` is spelled out into phrases; one with `..` becomes a pattern.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Tuple

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "lexicon"
CLASSES = "classes.yml"
GAP = ".."
START, END = "^", "$"
PIECE = re.compile(r"\s*(\(|\)|\||@[a-z_]+|\.\.|\^|\$|[^\s()|]+)")
MOST_FORMS = 12_000

Row = Tuple[str, ...]


class Cue(NamedTuple):
    """One form of a cue.

    Attributes:
        kind: what it is a sign of, `stance` for instance.
        value: which, `yes` for instance.
        row: its words; `..` stands for up to three of any kind.
        at_start: it begins a clause.
        at_end: it ends a clause.
    """

    kind: str
    value: str
    row: Row
    at_start: bool
    at_end: bool


class LexiconError(ValueError):
    """A cue that cannot be read; the message says which, where, and what is wrong with it."""


def load_cues(folder: Path = FOLDER) -> List[Cue]:
    """All cues of the lexicon.

    Raises:
        LexiconError: a cue is not well formed, or names a word class that is not there.
    """
    yaml = YAML(typ="safe")
    classes = _classes(yaml.load((folder / CLASSES).read_text("utf-8")))
    cues: List[Cue] = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == CLASSES:
            continue
        for kind, values in (yaml.load(path.read_text("utf-8")) or {}).items():
            for value, lines in values.items():
                for line in lines:
                    cues.extend(_cues(str(kind), str(value), str(line), classes, path.name))
    return cues


def _classes(raw: Dict[str, List[str]]) -> Dict[str, List[Row]]:
    """Word classes spelled out; a class may use those above it."""
    classes: Dict[str, List[Row]] = {}
    for name, lines in raw.items():
        classes[name] = [row for line in lines for row in forms(str(line), classes)]
    return classes


def _cues(kind: str, value: str, line: str, classes: Dict[str, List[Row]], where: str) -> Iterator[Cue]:
    try:
        rows = forms(line, classes)
    except LexiconError as error:
        raise LexiconError(f"{where}, {kind}: {value}: {line!r}: {error}") from None
    for row in dict.fromkeys(rows):
        at_start, at_end = row[:1] == (START,), row[-1:] == (END,)
        row = tuple(word for word in row if word not in (START, END))
        if row:
            yield Cue(kind, value, row, at_start, at_end)


def forms(line: str, classes: Dict[str, List[Row]]) -> List[Row]:
    """Every row of words that a cue stands for.

    Raises:
        LexiconError: a bracket is open, a class is unknown, or the cue has too many forms to be meant so.
    """
    pieces = PIECE.findall(line)
    rows, rest = _alternatives(pieces, classes)
    if rest:
        raise LexiconError("a bracket closes that was not opened")
    if len(rows) > MOST_FORMS:
        raise LexiconError(f"{len(rows)} forms; write it as several cues")
    return rows


def _alternatives(pieces: List[str], classes: Dict[str, List[Row]]) -> Tuple[List[Row], List[str]]:
    found: List[Row] = []
    parts: List[List[Row]] = []
    while pieces and pieces[0] != ")":
        piece, pieces = pieces[0], pieces[1:]
        if piece == "|":
            found.extend(_joined(parts))
            parts = []
        elif piece == "(":
            rows, pieces = _alternatives(pieces, classes)
            if not pieces:
                raise LexiconError("a bracket stays open")
            parts.append(rows)
            pieces = pieces[1:]
        elif piece.startswith("@"):
            if piece[1:] not in classes:
                raise LexiconError(f"no word class {piece}")
            parts.append(classes[piece[1:]])
        else:
            parts.append([(piece,)])
    found.extend(_joined(parts))
    return found, pieces


def _joined(parts: List[List[Row]]) -> List[Row]:
    return [tuple(word for row in rows for word in row) for rows in product(*parts)]
