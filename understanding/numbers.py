"""Numbers as patients say and type them: digits, words, years, codes told one digit at a time."""

from __future__ import annotations

import re
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from understanding.found import Found
from understanding.text import Word

Amount = Union[int, float]
Row = Sequence[str]
Read = Optional[Tuple[int, int]]

DIGITS: Dict[str, int] = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine".split())}
SMALL: Dict[str, int] = {**DIGITS, **{word: value for value, word in enumerate(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)}}
TENS: Dict[str, int] = {word: 10 * value for value, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
TENS.update({"fourty": 40, "ninty": 90, "fivty": 50})
ZEROS = frozenset("oh o zero nought naught".split())
TIMES: Dict[str, int] = {"double": 2, "triple": 3}
ORDINALS: Dict[str, int] = {word: value for value, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)}
ORDINALS["thirtieth"] = 30
CENTURIES = frozenset(("nineteen", "twenty"))
LAST_YEAR_SAID = 39
# What a speech recogniser writes for a digit behind "thirty", and for "forty".
HEARD: Dict[str, int] = {"for": 4, "fore": 4, "to": 2, "too": 2, "won": 1, "ate": 8, "tree": 3, "free": 3, "sex": 6,
                         "sicks": 6, "fife": 5}
TEA = frozenset("tea tee ty".split())
NO_COUNT_AFTER = frozenset("this that the which no any every each some another other last only new good right wrong "
                           "these those".split())
ENDS = frozenset(", . ! ? ; : years year yo".split()) | {""}
BETWEEN = frozenset(", - . / ( )".split())

TYPED = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(½?)([a-z]*)")
ORDINAL_ENDS = frozenset("st nd rd th".split())
HALVES = frozenset(("1/2", "½"))
PIECE_BEGINS = (frozenset(SMALL) | frozenset(TENS) | ZEROS | frozenset(TIMES) | frozenset(ORDINALS)
                | frozenset("a an half couple for fore hundred thousand dozen".split()))


class Piece(NamedTuple):
    """A number as it was said.

    Attributes:
        value: the number.
        first: number of its first word.
        last: number behind its last word.
        digits: its figures, leading zeros kept; empty when it has a fraction.
        rest: letters written onto it: "yo" of "34yo".
        ordinal: it is a place in a row ("third").
    """

    value: Amount
    first: int
    last: int
    digits: str = ""
    rest: str = ""
    ordinal: bool = False


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


def pieces(row: Row) -> List[Piece]:
    """The numbers of a row of plain words, ordinals included, each by itself."""
    found: List[Piece] = []
    padded = [*row, "", "", "", ""]
    index = 0
    while index < len(row):
        word = row[index]
        piece = _piece(padded, index) if word in PIECE_BEGINS or word[0].isdigit() or word[0] == "-" else None
        if piece is None:
            index += 1
        else:
            found.append(piece)
            index = piece.last
    return found


def _piece(row: Row, index: int) -> Optional[Piece]:
    word = row[index]
    if word[0].isdigit() or word[0] == "-":
        return _typed(row, index)
    if word in TIMES:
        digit = DIGITS.get(row[index + 1], 0 if row[index + 1] in ZEROS else None)
        figures = str(digit) * TIMES[word]
        return None if digit is None else Piece(int(figures), index, index + 2, figures)
    if word in ZEROS:
        beside = (row[index - 1] if index else "", row[index + 1])
        told = word != "o" or any(each in DIGITS or each in ZEROS or each.isdigit() for each in beside)
        return Piece(0, index, index + 1, "0") if told else None
    return _ordinal(row, index) or _dozen(row, index) or _spoken(row, index)


def _typed(row: Row, index: int) -> Optional[Piece]:
    match = TYPED.fullmatch(row[index])
    if match is None:
        return None
    sign, figures, half, rest = match.groups()
    figures = figures.replace(",", "")
    if rest in ORDINAL_ENDS:
        return Piece(int(float(figures)), index, index + 1, ordinal=True)
    value: Amount = float(figures) if "." in figures else int(figures)
    last = index + 1
    if half:
        value += 0.5
    elif not rest and row[last] in HALVES:
        value, last = value + 0.5, last + 1
    elif not rest and row[last] in ("hundred", "thousand") and value == int(value):
        value, last = int(value) * {"hundred": 100, "thousand": 1000}[row[last]], last + 1
        figures = str(value)
    elif not rest:
        value, last = _and_a_half(row, value, last)
    if sign:
        value = -value
    return Piece(value, index, last, figures if isinstance(value, int) and not sign else "", rest)


def _ordinal(row: Row, index: int) -> Optional[Piece]:
    word = row[index]
    if word in ORDINALS:
        return Piece(ORDINALS[word], index, index + 1, ordinal=True)
    if word in TENS:
        place = index + 2 if row[index + 1] == "-" else index + 1
        if ORDINALS.get(row[place], 10) < 10:
            return Piece(TENS[word] + ORDINALS[row[place]], index, place + 1, ordinal=True)
    return None


def _dozen(row: Row, index: int) -> Optional[Piece]:
    word, follows = row[index], row[index + 1]
    if word == "couple" or (word == "a" and follows == "couple"):
        last = index + 1 if word == "couple" else index + 2
        return Piece(2, index, last + (row[last] == "of"))
    if word == "half" and follows == "a" and row[index + 2] == "dozen":
        return Piece(6, index, index + 3)
    count = 1 if word == "a" else SMALL.get(word)
    if count and follows == "dozen":
        return Piece(12 * count, index, index + 2)
    return None


def _spoken(row: Row, index: int) -> Optional[Piece]:
    if row[index] == "one" and index and row[index - 1] in NO_COUNT_AFTER:
        return None
    read = _year(row, index) or _cardinal(row, index)
    if read is None:
        return None
    value, last = read
    if row[last] == "point":
        decimals = _decimals(row, last + 1)
        if decimals:
            return Piece(float(f"{value}.{decimals}"), index, last + 1 + len(decimals))
    amount, last = _and_a_half(row, value, last)
    return Piece(amount, index, last, str(amount) if amount == value else "")


def _decimals(row: Row, index: int) -> str:
    figures = ""
    while row[index] in DIGITS:
        figures += str(DIGITS[row[index]])
        index += 1
    return figures


def _and_a_half(row: Row, value: Amount, last: int) -> Tuple[Amount, int]:
    place = last + 1 if row[last] == "-" else last
    said = [word for word in row[place:place + 6] if word != "-"][:3]
    if said != ["and", "a", "half"] and said[:2] != ["and", "half"]:
        return value, last
    while row[place] != "half":
        place += 1
    return value + 0.5, place + 1


def _year(row: Row, index: int) -> Read:
    """A year said as two pairs: "nineteen eighty four", "twenty oh five"."""
    if row[index] not in CENTURIES:
        return None
    century = 1900 if row[index] == "nineteen" else 2000
    if row[index + 1] in ZEROS and row[index + 2] in DIGITS:
        return century + DIGITS[row[index + 2]], index + 3
    pair = _below_hundred(row, index + 1)
    if pair is None or pair[0] < 10 or (century == 2000 and pair[0] > LAST_YEAR_SAID):
        return None
    return century + pair[0], pair[1]


def _cardinal(row: Row, index: int) -> Read:
    start = _below_thousand(row, index)
    if start is None or row[start[1]] != "thousand":
        return start
    value, last = 1000 * start[0], start[1] + 1
    rest = _below_thousand(row, last + 1 if row[last] == "and" else last)
    return (value + rest[0], rest[1]) if rest else (value, last)


def _below_thousand(row: Row, index: int) -> Read:
    if row[index] in ("a", "an"):
        start: Read = (1, index + 1) if row[index + 1] in ("hundred", "thousand") else None
    else:
        start = _below_hundred(row, index)
    if start is None or row[start[1]] != "hundred":
        return start
    value, last = 100 * start[0], start[1] + 1
    rest = _below_hundred(row, last + 1 if row[last] == "and" else last)
    return (value + rest[0], rest[1]) if rest else (value, last)


def _below_hundred(row: Row, index: int) -> Read:
    word = row[index]
    if word in SMALL:
        return SMALL[word], index + 1
    if word in TENS:
        tens, last = TENS[word], index + 1
    elif word in ("for", "fore", "four") and row[index + 1] in TEA:
        tens, last = 40, index + 2
    else:
        return None
    place = last + 1 if row[last] == "-" else last
    if DIGITS.get(row[place]):
        return tens + DIGITS[row[place]], place + 1
    if row[place] in HEARD and row[place + 1] in ENDS:
        return tens + HEARD[row[place]], place + 1
    return (tens, last) if word in TENS or row[last] in ENDS else None
