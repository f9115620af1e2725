"""Lengths of time in a line with figures: "about 3 months", "6 months to a year", "a few weeks"."""

from __future__ import annotations

import re
from typing import Dict, NamedTuple, Optional, Tuple

MONTH = 30.4
DAYS: Dict[str, float] = {"day": 1, "week": 7, "fortnight": 14, "month": MONTH, "year": 12 * MONTH, "decade": 120 * MONTH}
UNIT = r"(?:days?|weeks?|fortnights?|months?|years?|decades?)"
NUMBER = r"(?:\d+(?:\.\d+)?|a|an)"
# What a vague amount may stand for, from and to. "A few months" is unknown (contract, section 4).
VAGUE: Dict[str, Tuple[float, float]] = {"few": (2, 13), "several": (2, 13), "some": (1, 13), "handful": (2, 13),
                                         "number": (2, 13), "lot": (4, 60), "lots": (4, 60), "many": (4, 60)}
VAGUE_WORD = r"(?:a )?(?:good |very |great |quite a )?(?P<vague>few|several|some|handful|number|lots?|many)(?: of)?"
HEDGE = (r"(?P<hedge>(?:(?:about|around|approximately|approx|roughly|maybe|perhaps|probably|like|say|almost|nearly|not|quite|just|"
         r"only|over|under|below|more|less|fewer|than|at|least|most|up|to|close|shy|of|a|little|bit|well|good|whole|full|"
         r"entire|solid|past|longer|no|even|the|last|these|first|exactly|going on|pushing|upwards|barely|minimum|"
         r"another|additional|total) )*?)")
AFTER = r"(?P<after>(?: (?:or so|or more|or longer|or less|plus|at least|at most|max|maximum|tops|minimum|\+|and counting|give or take))?)"
LENGTH = re.compile(
    HEDGE + r"(?:between |from )?(?:"
    rf"(?P<low>{NUMBER})(?: (?P<lowunit>{UNIT}))?(?: to | - | or (?:maybe )?| maybe |(?<=between \d) and |(?<=between \d\d) and )"
    rf"(?P<high>{NUMBER}) (?P<unit1>{UNIT})"
    rf"|(?P<one>{NUMBER}) (?P<unit2>{UNIT}) or (?P<two>2|so 2)"
    rf"|half (?:a|an|of a) (?P<unit3>{UNIT})"
    rf"|(?P<count>{NUMBER})(?P<plus> \+)? (?:whole |full |entire |solid |good |long |straight |consecutive )?(?P<unit4>{UNIT})"
    rf"(?P<half> and (?:a )?half)?(?: (?:and |, )?(?P<more>{NUMBER}) (?P<unit5>{UNIT}))?"
    rf"|{VAGUE_WORD} (?P<unit6>{UNIT})"
    r"|(?P<bare>(?<=for )(?:days|weeks|months|years|decades))"
    r")(?!\w)" + AFTER)
NEARLY = re.compile(r"almost|nearly|not quite|just under|(?:little|bit) under|shy of|close to|going on|pushing|barely|just about")
AT_MOST = re.compile(r"less than|fewer than|under|below|at most|up to|no(?:t)? more than|no longer than|not even|or less|max|tops")
AT_LEAST = re.compile(r"more than|longer than|over|at least|past|upwards of|no less than|or more|or longer|plus|\+|minimum|counting")


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
    match = LENGTH.match(text, place)
    if match is None:
        return None
    low, high, vague = _days(match)
    hedge = f"{match['hedge']}{match['after']}{match['plus'] or ''}"
    if NEARLY.search(hedge):
        low = 0.85 * low
    elif AT_LEAST.search(hedge) and not re.search(r"no(?:t)? (?:more|longer)|not (?:even )?over", hedge):
        high = max(high, 100 * DAYS["year"])
    elif AT_MOST.search(hedge):
        low = 0.0
    return Length(low, high, match.end(), vague)


def _days(match: "re.Match[str]") -> Tuple[float, float, bool]:
    if match["high"]:
        unit = _unit(match["unit1"])
        first = _amount(match["low"]) * (_unit(match["lowunit"]) if match["lowunit"] else unit)
        second = _amount(match["high"]) * unit
        return min(first, second), max(first, second), False
    if match["one"]:
        unit = _unit(match["unit2"])
        return _amount(match["one"]) * unit, 2 * unit, False
    if match["unit3"]:
        return _unit(match["unit3"]) / 2, _unit(match["unit3"]) / 2, False
    if match["vague"]:
        low, high = VAGUE[match["vague"]]
        return low * _unit(match["unit6"]), high * _unit(match["unit6"]), True
    if match["bare"]:
        return 2 * _unit(match["bare"]), 60 * _unit(match["bare"]), True
    unit = _unit(match["unit4"])
    days = _amount(match["count"]) * unit + (unit / 2 if match["half"] else 0)
    if match["more"]:
        days += _amount(match["more"]) * _unit(match["unit5"])
    return days, days, False


def _unit(word: str) -> float:
    return DAYS[word.rstrip("s")]


def _amount(said: str) -> float:
    return 1.0 if said in ("a", "an") else float(said)
