"""Each number in a row of plain words by itself: typed in figures, spelt, said as a year, halves and dozens."""

from __future__ import annotations

import re
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

Amount = Union[int, float]
Row = Sequence[str]
Read = Optional[Tuple[int, int]]

DIGITS: Dict[str, int] = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine".split())}
SMALL: Dict[str, int] = {**DIGITS, **{word: value for value, word in enumerate(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)}}
TENS: Dict[str, int] = {word: 10 * value for value, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SMALL.update({f"{tens}{ones}": value + DIGITS[ones] for tens, value in TENS.items() for ones in list(DIGITS)[1:]})
# As they are misspelt, and as a recogniser writes them when they are mumbled.
SMALL.update({"twelv": 12, "forteen": 14, "fourten": 14, "fiveteen": 15, "fivteen": 15, "fiften": 15, "sixten": 16,
              "seventen": 17, "eightteen": 18, "eigteen": 18, "eighten": 18, "ninteen": 19, "nineten": 19})
TENS.update({"twenny": 20, "tweny": 20, "twenti": 20, "twennie": 20, "thirdy": 30, "thrity": 30, "thirdie": 30,
             "fourty": 40, "fordy": 40, "fivty": 50, "fity": 50, "fiddy": 50, "fifdy": 50, "fiffty": 50, "sixy": 60,
             "sixdy": 60, "sevendy": 70, "seventie": 70, "sevnty": 70, "eigthy": 80, "eightty": 80, "eighdy": 80,
             "ninty": 90, "ninedy": 90})
ZEROS = frozenset("oh o zero nought naught".split())
TIMES: Dict[str, int] = {"double": 2, "triple": 3}
ORDINALS: Dict[str, int] = {word: value for value, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)}
ORDINALS.update({f"{tens[:-1]}ieth": value for tens, value in TENS.items() if tens.endswith("ty")})
CENTURIES = frozenset(("nineteen", "twenty"))
LAST_YEAR_SAID = 39
# What a speech recogniser writes for a digit behind "thirty", and for "forty".
HEARD: Dict[str, int] = {"for": 4, "fore": 4, "to": 2, "too": 2, "won": 1, "ate": 8, "tree": 3, "free": 3, "sex": 6,
                         "sicks": 6, "fife": 5}
TEA = frozenset("tea tee ty".split())
NO_COUNT_AFTER = frozenset("this that the which no any every each some another other last only new good right wrong "
                           "these those".split())
ENDS = frozenset(", . ! ? ; : years year yo".split()) | {""}

TYPED = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(½?)([a-z]*\+?)")
ORDINAL_ENDS = frozenset("st nd rd th".split())
HALVES = frozenset(("1/2", "½"))
UNITS = frozenset("year years month months".split())
PIECE_BEGINS = (frozenset(SMALL) | frozenset(TENS) | ZEROS | frozenset(TIMES) | frozenset(ORDINALS)
                | frozenset("a an half couple for fore hundred thousand dozen threescore".split()))


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
        return Piece(0.5, index, index + 1) if row[index] in HALVES and row[index + 1] in UNITS else None
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
    return _score(row, index, count)


def _score(row: Row, index: int, count: Optional[int]) -> Optional[Piece]:
    """"Three score and ten"."""
    if row[index] != "threescore" and not (count and row[index + 1] == "score"):
        return None
    value, last = (60, index + 1) if row[index] == "threescore" else (20 * (count or 1), index + 2)
    rest = _below_hundred(row, last + 1) if row[last] == "and" else None
    return Piece(value + rest[0], index, rest[1]) if rest else Piece(value, index, last)


def _spoken(row: Row, index: int) -> Optional[Piece]:
    if row[index] == "one" and index and row[index - 1] in NO_COUNT_AFTER and row[index + 1] != "and":
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
