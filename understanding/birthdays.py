"""Birth years and birthdays in a line with figures: "born in 1990", "dob 1985-03-12"."""

from __future__ import annotations

import re
from datetime import date
from typing import Iterator, NamedTuple, Optional, Sequence

from understanding import almanac, spans
from understanding.line import written
from understanding.text import Word

BORN = re.compile(
    r"(?<= )(?:i (?:was|am|got) )?(?:born|my birthday|birthday|birth ?date|dob|d\.o\.b\.|d o b|date of birth|birth "
    r"year|year of birth|yob|year born|b \.|b\.|(?<=^ )b)(?: (?:is|was|:|-|on|in|the|year|back|around|=|of|day|,))* ")
OTHERS = re.compile(r"\b(?:son|daughter|kids?|child|children|baby|twins|he|she|they|mom|father|husband|wife|sister|"
                    r"brother|who|it|his|her|their|'s)(?: (?:was|were|is|got|who))* $")
BORN_BEHIND = re.compile(
    r"(?<= )(?:the year )?(?P<year>(?:19|20)\d\d|'?\d\d)(?: (?:is|was|'s|that is|that was|,|it is|the year|when))* "
    r"(?:i was born|i got born|they born me|my mom (?:had|born) me|i came (?:into|in) |my (?:birth ?year|year of birth|"
    r"birth|dob))(?!\w)|(?<= )(?:i am|am) an? (?P<baby>(?:19|20)\d\d|'?\d\d) (?:baby|kid|child|model|vintage)(?!\w)|"
    r"(?:[1-9]0 ?'?s|[a-z]{4,7}ties) (?:baby|kid|child) ,? ?(?P<of>'?\d\d)(?!\w)")
NO_BIRTH = re.compile(r"\b(?:since|until|till|before|after|around|on|for|by|at) (?:about |around |just )?$")
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
        told = None if _is_no_birth(match, text) else at(text, match.end(), today)
        if told is not None:
            yield told._replace(first=match.start())
    for match in BORN_BEHIND.finditer(text):
        if not OTHERS.search(text, 0, match.start()):
            year = match["year"] or match["baby"] or match["of"]
            yield _of_year(year, match, today)


def _is_no_birth(match: "re.Match[str]", text: str) -> bool:
    """Whether it is somebody else's birth, or a birthday of a later year: "since my birthday in June 2024"."""
    a_day = "birthday" in match.group() and NO_BIRTH.search(text, 0, match.start())
    return bool(a_day or OTHERS.search(text, 0, match.start()))


def _of_year(year: str, match: "re.Match[str]", today: date) -> Birthday:
    start, end = almanac.year(almanac.full_year(year, today))
    return Birthday(match.start(), match.end(), almanac.age_on(today, min(end, today)), almanac.age_on(today, start))


def birthday_has_been(words: Sequence[Word], today: date) -> Optional[str]:
    """Whether the birthday told by its day or month has been this year: "yes", "no", or None where it is not told."""
    line = written(words)
    for place in line.offsets:
        span = spans.at(line.text, place, today)
        if span is not None and span.yearless:
            days = [(day.month, day.day) for day in (span.start, span.end)]
            now = (today.month, today.day)
            return "no" if days[0] > now else "yes" if days[1] <= now else None
    return None


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
