"""Lengths of time in a line with figures: "about 3 months", "6 months to a year", "a few weeks"."""

from __future__ import annotations

import re
from typing import Dict, NamedTuple, Optional, Tuple

MONTH = 30.4
YEAR = 12 * MONTH
DAYS: Dict[str, float] = {"day": 1, "week": 7, "fortnight": 14, "month": MONTH, "year": YEAR, "decade": 10 * YEAR}
UNIT = r"(?:days?|weeks?|fortnights?|months?|years?|decades?)"
NUMBER = r"(?:\d+(?:\.\d+)?|a|an)"
# What a vague amount may stand for, from and to. "A few months" is unknown (contract, section 4).
VAGUE: Dict[str, Tuple[float, float]] = {"few": (2, 13), "several": (2, 13), "some": (1, 13), "handful": (2, 13),
                                         "number": (2, 13), "lot": (4, 60), "lots": (4, 60), "many": (4, 60)}
HEDGES = frozenset(
    "about around approximately approx roughly maybe perhaps probably like say almost nearly not quite just only over "
    "under below more less fewer than at least most up to close shy of a little bit well good whole full entire solid "
    "past longer no even the last these first exactly going on pushing upwards barely minimum another additional "
    "total".split())
BEGINS = HEDGES | frozenset(VAGUE) | frozenset(
    "a an between half quarter year month great very from days weeks months years decades".split())
SHORTER = r"(?:maybe|perhaps|possibly|probably|could be|might be) (?:a bit |even |a little )?(?:less|shorter)"
AFTER = (rf"(?P<after>(?:(?: ,)? {SHORTER})?"
         r"(?: (?:or so|or more|or longer|or less|plus|at least|at most|max|maximum|tops|minimum|\+|"
         r"and counting|give or take))?)")
LENGTH = re.compile(
    rf"(?P<hedge>(?:(?:{'|'.join(sorted(HEDGES))}) )*?)(?:between |from )?(?:"
    rf"(?P<either>{NUMBER}) (?P<either_unit>{UNIT})(?: ,)? (?:or )?(?:maybe|perhaps|possibly) (?P<other>{NUMBER})"
    rf"(?! {UNIT})(?! of)"
    rf"|(?P<low>{NUMBER})(?: (?P<low_unit>{UNIT}))?"
    r"(?: to | - | or (?:maybe )?| maybe |(?<=between \d) and |(?<=between \d\d) and )"
    rf"(?P<high>{NUMBER}) (?P<high_unit>{UNIT})"
    rf"|(?P<one>{NUMBER}) (?P<one_unit>{UNIT}) or (?:2|so 2)"
    rf"|half (?:a|an|of a) (?P<half_unit>{UNIT})"
    r"|(?P<lone>year|month) and (?:a )?half"
    r"|(?:(?P<quarters>\d+|a) )?quarters?(?: of)? (?:a|the|1) year"
    rf"|(?P<count>{NUMBER})(?P<plus> \+| plus)?(?: or so)? "
    rf"(?:(?:whole|full|entire|solid|good|long|straight|calendar|full calendar) )?(?P<unit>{UNIT})"
    rf"(?P<half> and (?:a )?half)?(?P<quarter> and (?:a )?quarter)?"
    rf"(?: (?:and |, )?(?P<more>{NUMBER}) (?P<more_unit>{UNIT}))?"
    r"|(?:a )?(?:good |very |great |quite a )?(?P<vague>few|several|some|handful|number|lots?|many)(?: of)? "
    rf"(?P<vague_unit>{UNIT})"
    r"|(?P<bare>(?<=for )(?:days|weeks|months|years|decades))"
    r")(?!\w)" + AFTER)
NEARLY = re.compile(r"almost|nearly|not quite|just under|(?:little|bit) under|shy of|close to|pushing|barely|"
                    rf"just about|{SHORTER}")
AT_MOST = re.compile(r"less than|fewer than|under|below|at most|up to|not? more than|no longer than|not even|or less|"
                     r"max|tops")
LESS = re.compile(r"(?<!not )(?:less|fewer) than|under|below|not even")
AT_LEAST = re.compile(r"more than|longer than|over|at least|past|upwards of|no less than|or more|or longer|plus|\+|"
                      r"minimum|counting")
NOT_MORE = re.compile(r"not? (?:more|longer)|not (?:even )?over")


class Length(NamedTuple):
    """A length of time.

    Attributes:
        low: at least so many days.
        high: at most so many days.
        last: offset behind it in the line.
        vague: told without a number.
    """

    low: float
    high: float
    last: int
    vague: bool = False


def at(text: str, place: int) -> Optional[Length]:
    """The length told in the line from `place` on, or None."""
    if not text[place:place + 1].isdigit() and text[place:text.find(" ", place)] not in BEGINS:
        return None
    match = LENGTH.match(text, place)
    if match is None:
        return None
    low, high, vague = _days(match)
    hedge = f"{match['hedge']}{match['after']}{match['plus'] or ''}"
    if NEARLY.search(hedge):
        low = 0.85 * low
    elif AT_LEAST.search(hedge) and not NOT_MORE.search(hedge):
        high = max(high, 100 * YEAR)
    elif AT_MOST.search(hedge):
        low, high = 0.0, high - (1 if LESS.search(hedge) else 0)
    return Length(low, high, match.end(), vague)


def _days(match: "re.Match[str]") -> Tuple[float, float, bool]:
    if match["high"]:
        first = _amount(match["low"]) * _unit(match["low_unit"] or match["high_unit"])
        second = _amount(match["high"]) * _unit(match["high_unit"])
        return min(first, second), max(first, second), False
    if match["one"]:
        unit = _unit(match["one_unit"])
        return _amount(match["one"]) * unit, 2 * unit, False
    if match["either"]:
        unit = _unit(match["either_unit"])
        first, second = _amount(match["either"]) * unit, _amount(match["other"]) * unit
        return min(first, second), max(first, second), False
    if "quarter" in match.group() and not match["unit"]:
        days = _amount(match["quarters"] or "a") * YEAR / 4
        return days, days, False
    if match["lone"]:
        return 1.5 * _unit(match["lone"]), 1.5 * _unit(match["lone"]), False
    if match["half_unit"]:
        return _unit(match["half_unit"]) / 2, _unit(match["half_unit"]) / 2, False
    if match["vague"]:
        low, high = VAGUE[match["vague"]]
        return low * _unit(match["vague_unit"]), high * _unit(match["vague_unit"]), True
    if match["bare"]:
        return 2 * _unit(match["bare"]), 60 * _unit(match["bare"]), True
    unit = _unit(match["unit"])
    days = _amount(match["count"]) * unit + (unit / 2 if match["half"] else unit / 4 if match["quarter"] else 0)
    if match["more"]:
        days += _amount(match["more"]) * _unit(match["more_unit"])
    return days, days, False


def _unit(word: str) -> float:
    return DAYS[word.rstrip("s")]


def _amount(said: str) -> float:
    return 1.0 if said in ("a", "an") else float(said)
