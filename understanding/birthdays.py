"""Birth years and birthdays in a line with figures: "born in 1990", "dob 1985-03-12"."""

from __future__ import annotations

import re
from datetime import date
from typing import Iterator, NamedTuple, Optional

from understanding import almanac, spans

BORN = re.compile(
    r"(?<= )(?:i (?:was|am|got) )?(?:born|my birthday|birthday|birth ?date|dob|d\.o\.b\.|d o b|date of birth|birth "
    r"year|year of birth)(?: (?:is|was|:|-|on|in|the|year|back|around|=|of|day|,))* ")
OTHERS = re.compile(r"\b(?:son|daughter|kids?|child|children|baby|twins|he|she|they|mom|father|husband|wife|sister|"
                    r"brother|who|it|his|her|their|'s)(?: (?:was|were|is|got|who))* $")
SHORT_YEAR = re.compile(r"(?P<year>'?\d\d)(?! ?/|\d|\.\d)(?!\w)")
INTRODUCED = re.compile(r"(?:(?:it is|in|on|that is|year|the year|i think|from|it was|was|the) )*")
FORMS = frozenset("iso numeric spoken month_year day_month month_day season year".split())


class Birthday(NamedTuple):
    """An age that follows from a birth year or a birthday.

    Attributes:
        first: offset of its beginning in the line.
        last: offset behind it.
        low: the age if the birthday is still to come this year.
        high: the age if it has been.
    """

    first: int
    last: int
    low: int
    high: int


def birthdays(text: str, today: date) -> Iterator[Birthday]:
    """The patient's birth years and birthdays told by the word ("born", "dob")."""
    for match in BORN.finditer(text):
        told = None if OTHERS.search(text, 0, match.start()) else at(text, match.end(), today)
        if told is not None:
            yield told._replace(first=match.start())


def bare(text: str, today: date) -> Optional[Birthday]:
    """A year or a date at the beginning of the line, told without any such word."""
    stripped = text.strip(" .,!?")
    if not stripped:
        return None
    match = INTRODUCED.match(text, text.index(stripped))
    return at(text, match.end(), today, short=False) if match else None


def at(text: str, place: int, today: date, short: bool = True) -> Optional[Birthday]:
    """The birthday told from `place` on; a year of two figures counts where `short`."""
    span = spans.at(text, place, today)
    if span is not None and (span.yearless or span.form not in FORMS):
        return None
    if span is None:
        match = SHORT_YEAR.match(text, place) if short else None
        if match is None:
            return None
        start, end = almanac.year(almanac.full_year(match["year"], today))
        span = spans.Span(start, end, match.end(), "year")
    if span.start > today:
        return None
    low, high = almanac.age_on(today, min(span.end, today)), almanac.age_on(today, span.start)
    return Birthday(place, span.last, low, high)
