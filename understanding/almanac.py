"""Months, northern seasons, holidays and weekdays, and when the latest of each was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Dict, Optional, Tuple

Day = Tuple[int, int]
Days = Tuple[date, date]

MONTHS: Dict[str, int] = {name: number for number, names in enumerate(
    ("january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sep sept", "october oct", "november nov", "december dec"), 1) for name in names.split()}
WEEKDAYS: Dict[str, int] = {name: number for number, name in enumerate(
    "monday tuesday wednesday thursday friday saturday sunday".split())}
# The first day and the last, as (month, day); a holiday that moves has all the days that it can fall on.
SEASONS: Dict[str, Tuple[Day, Day]] = {
    "spring": ((3, 1), (5, 31)), "springtime": ((3, 1), (5, 31)), "spring break": ((3, 10), (4, 15)),
    "summer": ((6, 1), (8, 31)), "summertime": ((6, 1), (8, 31)), "back to school": ((8, 20), (9, 15)),
    "fall": ((9, 1), (11, 30)), "autumn": ((9, 1), (11, 30)),
    "winter": ((12, 1), (2, 28)), "wintertime": ((12, 1), (2, 28)),
    "christmas": ((12, 25), (12, 25)), "xmas": ((12, 25), (12, 25)), "christmas time": ((12, 20), (12, 31)),
    "the holidays": ((12, 20), (12, 31)), "new year 's eve": ((12, 31), (12, 31)),
    "new year 's day": ((1, 1), (1, 1)), "new year 's": ((1, 1), (1, 1)), "new years": ((1, 1), (1, 1)),
    "the new year": ((1, 1), (1, 1)), "valentine 's day": ((2, 14), (2, 14)), "valentines day": ((2, 14), (2, 14)),
    "valentine 's": ((2, 14), (2, 14)), "easter": ((3, 22), (4, 25)), "mother 's day": ((5, 8), (5, 14)),
    "memorial day": ((5, 25), (5, 31)), "father 's day": ((6, 15), (6, 21)), "independence day": ((7, 4), (7, 4)),
    "labor day": ((9, 1), (9, 7)), "halloween": ((10, 31), (10, 31)), "thanksgiving": ((11, 22), (11, 28)),
}
MOVING = frozenset(("thanksgiving", "easter", "memorial day", "labor day", "mother 's day", "father 's day"))
# Holidays on the first, second ... (or last, -1) such weekday of a month: (month, weekday, which).
WEEKDAY_OF_MONTH: Dict[str, Tuple[int, int, int]] = {
    "thanksgiving": (11, 3, 4), "memorial day": (5, 0, -1), "labor day": (9, 0, 1), "mother 's day": (5, 6, 2),
    "father 's day": (6, 6, 3)}
PANDEMIC: Days = (date(2020, 3, 1), date(2021, 12, 31))
MOST_DAYS = 43800
FEBRUARY = 2


def day(year: int, month: int, number: int) -> Optional[date]:
    """A day of the calendar, or None when there is none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def back(today: date, days: float) -> date:
    """So many days before; no further than a human life."""
    return today - timedelta(days=int(min(days, MOST_DAYS)))


def ahead(today: date, days: float) -> date:
    """So many days after, one at least; no further than a human life."""
    return today + timedelta(days=max(int(min(days, MOST_DAYS)), 1))


def years_before(one: date, years: int) -> date:
    """The same day so many years before."""
    return one.replace(year=one.year - years, day=min(one.day, 28) if one.month == FEBRUARY else one.day)


def month(year: int, number: int) -> Days:
    """A month from its first day to its last; `number` may run over the ends of the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), following - timedelta(days=1)


def year(number: int) -> Days:
    """A year from its first day to its last."""
    return date(number, 1, 1), date(number, 12, 31)


def week(today: date, step: int) -> Days:
    """The week of today (0), the one before (-1), the next (1)."""
    monday = today + timedelta(days=7 * step - today.weekday())
    return monday, monday + timedelta(days=6)


def season(name: str, number: int) -> Days:
    """A season, holiday or month of a year; a winter bears the year that it begins in."""
    if name in MONTHS:
        return month(number, MONTHS[name])
    if name in WEEKDAY_OF_MONTH:
        return _weekday_of_month(number, *WEEKDAY_OF_MONTH[name])
    first, last = SEASONS[name]
    return date(number, *first), date(number + 1 if last < first else number, *last)


def _weekday_of_month(number: int, month_number: int, weekday: int, which: int) -> Days:
    start, end = month(number, month_number)
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days + 1)]
    the_day = [each for each in days if each.weekday() == weekday][which - 1 if which > 0 else which]
    return the_day, the_day


def latest(name: str, today: date) -> Days:
    """The latest season, holiday or month of a name that has begun; one that moves must be over."""
    this = season(name, today.year)
    return this if this[name in MOVING] <= today else season(name, today.year - 1)


def part(name: Optional[str], days: Days) -> Days:
    """Early, in the middle, late: a third; the first or the second half; all of it without a name."""
    start, end = days
    third, half = (end - start) / 3, (end - start) / 2
    parts = {"early": (start, start + third), "mid": (start + third, end - third), "late": (end - third, end),
             "first half": (start, start + half), "second half": (start + half, end)}
    same = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "1th half": "first half",
            "2th half": "second half"}
    return parts[same.get(name, name)] if name else days


def full_year(said: str, today: date) -> int:
    """A year of two figures as the latest that is not to come; one of four as it is."""
    figures = said.lstrip("'")
    number = int(figures)
    if len(figures) > 2:
        return number
    return 2000 + number if 2000 + number <= today.year else 1900 + number


def age_on(today: date, born: date) -> int:
    """Whole years of life."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
