"""Numbers as patients say and type them: digits, words, years, codes told one digit at a time."""

from __future__ import annotations

from typing import List, Sequence

from understanding.found import Found
from understanding.pieces import TIMES, Piece, Row, pieces
from understanding.text import Word

BETWEEN = frozenset(", - . / ( )".split())


def numbers(words: Sequence[Word]) -> List[Found]:
    """Every number said; `detail["digits"]` holds the figures of one told digit by digit or in groups."""
    row = [word.plain for word in words]
    spoken = [piece for piece in pieces(row) if not piece.ordinal]
    found = []
    for run in runs(spoken, row, alone=True):
        if len(run) > 1:
            digits = "".join(piece.digits for piece in run)
            found.append(Found("number", int(digits), run[0].first, run[-1].last, {"digits": digits}))
        elif run[0].rest not in ("s", "x"):
            found.append(_single(run[0]))
    return found


def _single(piece: Piece) -> Found:
    long = len(piece.digits) > 1 and (piece.digits.startswith("0") or len(piece.digits) > 6)
    return Found("number", piece.value, piece.first, piece.last, {"digits": piece.digits} if long else {})


def runs(spoken: Sequence[Piece], row: Row, alone: bool) -> List[List[Piece]]:
    """Pieces that make up one code or telephone number together; all others stand alone.

    Args:
        spoken: the pieces in their order.
        row: the words.
        alone: take two single digits for one number when nothing else was said ("four three").
    """
    groups: List[List[Piece]] = []
    for piece in spoken:
        if groups and _adjoins(groups[-1][-1], piece, row):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [run for group in groups for run in ([group] if _is_code(group, row, alone) else [[each] for each in group])]


def _adjoins(before: Piece, piece: Piece, row: Row) -> bool:
    return bool(before.digits and piece.digits) and not before.rest and all(
        word in BETWEEN for word in row[before.last:piece.first])


def _is_code(group: Sequence[Piece], row: Row, alone: bool) -> bool:
    if len(group) < 2:
        return False
    lengths = [len(piece.digits) for piece in group]
    if max(lengths) == 1 or any(row[piece.first] in TIMES for piece in group):
        nothing_else = all(word in BETWEEN for word in (*row[:group[0].first], *row[group[-1].last:]))
        return sum(lengths) > 2 or (alone and nothing_else and group[0].last == group[1].first)
    return sum(lengths) >= 9 or lengths == [3, 4]
