"""Ages told only roughly: "early forties", "around 40", "over 18", "34 or 35"."""

from __future__ import annotations

import re
from typing import NamedTuple, Optional

from understanding.own_ages import NO_AGE

OLDEST = 120
MARGIN = 3
DECADES = {"teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fourties": 40, "fifties": 50, "sixties": 60,
           "seventies": 70, "eighties": 80, "nineties": 90}
DECADE = re.compile(rf"(?:(?P<part>early|mid|middle|late) )?(?:(?P<word>{'|'.join(DECADES)})|"
                    r"(?P<figures>[1-9]0) ?'?s)(?!\w)")
PARTS = {"early": (0, 3), "mid": (3, 7), "middle": (3, 7), "late": (7, 9)}
ABOUT = re.compile(r"\b(?:around|about|roughly|approximately|somewhere near) (?P<first>\d+)(?!\w)|"
                   r"(?P<second>\d+) ?(?:-? ?ish|or so|something|odd)(?!\w)")
OVER = re.compile(r"\b(?:over|above|older than|at least|more than)(?: the age of| age)? (?P<first>\d+)|"
                  r"(?P<second>\d+) (?:or (?:older|over|above|more)|plus|\+|and (?:over|above|up|older))")
UNDER = re.compile(r"\b(?:under|below|younger than|less than|not even|not yet)(?: the age of| age)? (?P<first>\d+)|"
                   r"\bnot (?P<second>\d+) yet")
EITHER = re.compile(r"(?P<first>\d+) ?(?:or|-|to|maybe) ?(?P<second>\d+)(?!\w)")
ENDED = re.compile(NO_AGE)


class Rough(NamedTuple):
    """Bounds of an age and their place in the line."""

    first: int
    last: int
    low: int
    high: int


def rough_age(text: str) -> Optional[Rough]:
    """The bounds of an age told only roughly, or None."""
    match = DECADE.search(text)
    if match is not None and " born " not in text:
        decade = DECADES[match["word"]] if match["word"] else int(match["figures"])
        low, high = PARTS.get(match["part"], (0, 9))
        return Rough(match.start(), match.end(), decade + low, decade + high)
    for pattern in (OVER, UNDER, ABOUT, EITHER):
        match = pattern.search(text)
        if match is not None and ENDED.match(text, match.end()):
            low, high = _bounds(pattern, match)
            if low <= high <= OLDEST:
                return Rough(match.start(), match.end(), low, high)
    return None


def _bounds(pattern: "re.Pattern[str]", match: "re.Match[str]") -> "tuple[int, int]":
    number = int(match["first"] or match["second"])
    if pattern is OVER:
        return number, OLDEST
    if pattern is UNDER:
        return 0, number - 1
    return (number - MARGIN, number + MARGIN) if pattern is ABOUT else (number, int(match["second"]))
