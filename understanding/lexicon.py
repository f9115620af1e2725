"""The cue lists under `lexicon/`, and the small language that they are written in.

A cue is a row of plain words (`text.py`): lower case, contractions opened ("do not", "i am"). In it

    (a|b c|)   one of these; an empty one makes it optional
    @name      a word class from classes.yml, which may hold rows of words
    ..         up to three words of any kind, never across punctuation
    ^  $       the cue begins, or ends, a clause

A cue becomes one pattern over an utterance's words; nothing is spelled out, so brackets cost nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, Iterator, List, NamedTuple, Pattern, Sequence, Tuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

FOLDER = Path(__file__).parent / "lexicon"
CLASSES = "classes.yml"
PIECE = re.compile(r"\s*(\(|\)|\||@[a-z_]+|\.\.|\^|\$|[^\s()|]+)")

# How an utterance's words stand in the line that patterns are matched against (`line_of`).
STOP, LAST = "\x02", "\x03"
GAP = rf"(?: [^ {STOP}]+){{0,3}}?"

Plain = Callable[[str], Sequence[str]]
FirstWords = FrozenSet[str]


class Cue(NamedTuple):
    """A cue, ready to be looked for.

    Attributes:
        kind: what it is a sign of, `stance` for instance.
        value: which, `yes` for instance.
        pattern: matches from the blank before its first word on.
        first_words: the words that it may begin with.
        at_start: it begins a clause.
    """

    kind: str
    value: str
    pattern: Pattern[str]
    first_words: FirstWords
    at_start: bool


class Part(NamedTuple):
    """A part of a cue as a regular expression, the words it may begin with, and whether it may be empty."""

    regex: str
    first_words: FirstWords
    optional: bool


class LexiconError(ValueError):
    """A cue that cannot be read; the message says which, where, and what is wrong with it."""


def load_cues(plain: Plain, folder: Path = FOLDER) -> List[Cue]:
    """All cues of the lexicon.

    Args:
        folder: where the lexicon stands.
        plain: the plain words of one word as written in a cue ("don't" is "do not").

    Raises:
        LexiconError: a file is no YAML, or no lists of cues; a cue is not well formed, or names a word class that is
            not there.
    """
    reader = _CueReader(plain)
    for name, lines in _file(folder / CLASSES).items():
        reader.classes[name] = reader.one_of(
            [reader.part(line, f"{CLASSES}, {name}") for line in _lines(lines, CLASSES, name)]
        )
    return [
        cue
        for path in sorted(folder.glob("*.yml"))
        if path.name != CLASSES
        for cue in _cues(reader, _file(path), path.name)
    ]


def _file(path: Path) -> Dict[str, Any]:
    """What stands in a file of the lexicon."""
    try:
        loaded = YAML(typ="safe").load(path.read_text("utf-8")) or {}
    except YAMLError as error:
        raise LexiconError(f"{path.name}: no YAML that can be read: {' '.join(str(error).split())}") from None
    if not isinstance(loaded, dict):
        raise LexiconError(f"{path.name}: kinds are expected, each with its cues")
    return loaded


def _lines(lines: Any, where: str, name: str) -> List[str]:
    """The cues of a list."""
    if not isinstance(lines, list) or not all(isinstance(line, (str, int)) for line in lines):
        raise LexiconError(
            f"{where}, {name}: a list of cues is expected, each of them words; quote one that holds a colon"
        )
    return [str(line) for line in lines]


def line_of(words: Sequence[str], stops: FrozenSet[str], last_in_clause: Sequence[bool]) -> Tuple[str, List[int]]:
    """The words as one line for the patterns, and the offset of the blank before each of them."""
    pieces = [
        STOP + word if word in stops else word + LAST if last else word
        for word, last in zip(words, last_in_clause, strict=True)
    ]
    offsets, place = [], 0
    for piece in pieces:
        offsets.append(place)
        place += len(piece) + 1
    return " " + " ".join(pieces) + " ", offsets


def _cues(reader: "_CueReader", kinds: Dict[str, Any], where: str) -> Iterator[Cue]:
    for kind, values in kinds.items():
        if not isinstance(values, dict):
            raise LexiconError(f"{where}, {kind}: values are expected, each with a list of cues")
        for value, lines in values.items():
            for line in _lines(lines, where, f"{kind}: {value}"):
                part = reader.part(line, f"{where}, {kind}: {value}")
                pattern = re.compile(part.regex + "(?= )")
                yield Cue(str(kind), str(value), pattern, part.first_words, line.lstrip().startswith("^"))


class _CueReader:
    """Turns the lines of the lexicon into patterns."""

    def __init__(self, plain: Plain) -> None:
        self.classes: Dict[str, Part] = {}
        self._plain = lru_cache(maxsize=None)(plain)  # the same words stand in many cues

    def part(self, line: str, where: str) -> Part:
        """The pattern of one line."""
        try:
            part, rest = self._alternatives(PIECE.findall(line))
            if rest:
                raise LexiconError("a bracket closes that was not opened")
            if part.optional:
                raise LexiconError("it may be empty, and would be found everywhere")
        except LexiconError as error:
            raise LexiconError(f"{where}: {line!r}: {error}") from None
        return part

    def one_of(self, parts: Sequence[Part]) -> Part:
        """Alternatives; the longer ones first, so that a pattern takes in as much as it can."""
        filled = sorted({part.regex for part in parts if part.regex}, key=lambda regex: (-len(regex), regex))
        empty = any(not part.regex for part in parts)
        regex = "(?:" + "|".join(filled) + ")" + ("?" if empty else "") if filled else ""
        return Part(
            regex,
            frozenset().union(*(part.first_words for part in parts)),
            any(part.optional for part in parts) or not filled,
        )

    def _alternatives(self, pieces: List[str]) -> Tuple[Part, List[str]]:
        found: List[Part] = []
        row: List[Part] = []
        while pieces and pieces[0] != ")":
            piece, pieces = pieces[0], pieces[1:]
            if piece == "|":
                found.append(_in_order(row))
                row = []
            elif piece == "(":
                part, pieces = self._alternatives(pieces)
                if not pieces:
                    raise LexiconError("a bracket stays open")
                row.append(part)
                pieces = pieces[1:]
            else:
                row.append(self._word(piece))
        found.append(_in_order(row))
        return (found[0] if len(found) == 1 else self.one_of(found)), pieces

    def _word(self, piece: str) -> Part:
        if piece == "^":
            return Part("", frozenset(), True)
        if piece == "$":
            return Part(f"(?<={LAST})", frozenset(), True)
        if piece == "..":
            return Part(GAP, frozenset(), True)
        if piece.startswith("@"):
            if piece[1:] not in self.classes:
                raise LexiconError(f"no word class {piece}")
            return self.classes[piece[1:]]
        words = self._plain(piece) or [piece]
        return Part("".join(f" {STOP}?{re.escape(word)}{LAST}?" for word in words), frozenset(words[:1]), False)


def _in_order(row: Sequence[Part]) -> Part:
    first_words: FirstWords = frozenset()
    for part in row:
        first_words |= part.first_words
        if not part.optional:
            return Part("".join(each.regex for each in row), first_words, False)
    return Part("".join(each.regex for each in row), first_words, True)
