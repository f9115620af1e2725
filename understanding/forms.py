"""What each form of a point or span of time means, in days of the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Callable, Dict, NamedTuple, Optional

from understanding import almanac
from understanding.almanac import Days

YOUNG = 17
JUST_OVER = 45   # days


class Saying(NamedTuple):
    """What the reader of a form goes by."""

    said: "re.Match[str]"
    today: date
    age: Optional[int]


Read = Optional[Days]


def _one(found: Optional[date]) -> Read:
    return (found, found) if found else None


def _year_said(said: Optional[str], today: date) -> Optional[int]:
    if not said:
        return None
    if said[0] in "'0123456789":
        return almanac.full_year(said, today)
    steps = {"the year before last": -2, "last year": -1, "the previous year": -1, "this year": 0, "next year": 1}
    return today.year + steps[said] if said in steps else None


def _iso(saying: Saying) -> Read:
    return _one(almanac.day(*(int(saying.said[name]) for name in ("iso_y", "iso_m", "iso_d"))))


def _numeric(saying: Saying) -> Read:
    """American order; with dots, or where that is no date, day first."""
    first, second = int(saying.said["n1"]), int(saying.said["n2"])
    year = almanac.full_year(saying.said["ny"], saying.today)
    if saying.said["sep"] == ".":
        first, second = second, first
    return _one(almanac.day(year, first, second) or almanac.day(year, second, first))


def _spoken(saying: Saying) -> Read:
    first, second, year = (int(saying.said[name]) for name in ("s1", "s2", "sy"))
    return _one(almanac.day(year, first, second) or almanac.day(year, second, first))


def _month_year(saying: Saying) -> Read:
    month = int(saying.said["mm"])
    return almanac.month(int(saying.said["my"]), month) if 1 <= month <= 12 else None


def _calendar_day(month: str, number: str, year: Optional[int], today: date) -> Read:
    found = almanac.day(year or today.year, almanac.MONTHS[month], int(number))
    if found and not year and found > today:
        found = almanac.day(today.year - 1, found.month, found.day)
    return _one(found)


def _day_month(saying: Saying) -> Read:
    said = saying.said
    return _calendar_day(said["m1"], said["d1"], _year_said(said["y1"], saying.today), saying.today)


def _month_day(saying: Saying) -> Read:
    said = saying.said
    return _calendar_day(said["m2"], said["d2"], _year_said(said["y2"], saying.today), saying.today)


def _before_last(saying: Saying) -> Read:
    unit, today = saying.said["unit"], saying.today
    if unit == "year":
        return almanac.year(today.year - 2)
    if unit == "month":
        return almanac.month(today.year, today.month - 2)
    if unit == "week":
        return almanac.week(today, -2)
    start, end = almanac.latest(unit, today)
    return almanac.years_before(start, 1), almanac.years_before(end, 1)


def _decade(saying: Saying) -> Read:
    tens = {"seventies": 70, "eighties": 80, "nineties": 90}.get(saying.said["nineties"]) or int(saying.said["tens"])
    first = (2000 if 2000 + tens <= saying.today.year else 1900) + tens
    return date(first, 1, 1), date(first + 9, 12, 31)


def _week_of(saying: Saying) -> Read:
    """The last week of May, the first week in June 2025: about that third of the month."""
    said = saying.said
    year = _year_said(said["y4"], saying.today)
    days = almanac.season(said["m4"], year) if year else almanac.latest(said["m4"], saying.today)
    quarters = {"1th": 0, "2th": 7, "middle": 11, "3th": 14, "4th": 21, "last": 24, "final": 24}
    start = days[0] + timedelta(days=quarters[said["nth"]])
    return start, min(start + timedelta(days=6), days[1])


def _relative(saying: Saying) -> Read:
    which, what, today = saying.said["which"], saying.said["what"], saying.today
    step = 1 if which in ("next", "this coming") else 0 if which == "this" else -1
    if what == "year":
        return almanac.year(today.year + step)
    if what == "month":
        return almanac.month(today.year, today.month + step)
    if what == "night":
        return today - timedelta(days=1), today
    if what in almanac.WEEKDAYS:
        back = (today.weekday() - almanac.WEEKDAYS[what]) % 7 or 7
        return _one(today - timedelta(days=back) if step <= 0 else today + timedelta(days=7 - back or 7))
    monday, sunday = almanac.week(today, step)
    return (sunday - timedelta(days=1), sunday) if what == "weekend" else (monday, sunday)


def _weekday(saying: Saying) -> Read:
    weekday = almanac.WEEKDAYS[saying.said["weekday_said"]]
    return _one(saying.today - timedelta(days=(saying.today.weekday() - weekday) % 7))


def _season(saying: Saying) -> Read:
    said, today = saying.said, saying.today
    name, nearness, year = said["season_said"], said["nearness"], _year_said(said["y3"], today)
    if year:
        days = almanac.season(name, year)
    elif nearness in ("next", "this coming"):
        days = almanac.season(name, today.year)
        days = days if days[0] > today else almanac.season(name, today.year + 1)
    else:
        days = almanac.latest(name, today)
        if nearness == "last" and days[1] >= today:
            days = almanac.season(name, days[0].year - 1)
        elif nearness == "last" and name in almanac.MONTHS and (today - days[1]).days < JUST_OVER:
            days = almanac.season(name, days[0].year - 1)[0], days[1]   # the one just over, or the year before's
    return almanac.part(said["part1"], days)


def _this_year(saying: Saying) -> Read:
    return almanac.part(saying.said["part3"], almanac.year(saying.today.year))


def _year(saying: Saying) -> Read:
    year = _year_said(saying.said["year_said"], saying.today)
    if not year or not saying.today.year - 120 <= year <= saying.today.year + 10:
        return None
    return almanac.part(saying.said["part2"], almanac.year(year))


def _day(saying: Saying) -> Read:
    said, today = saying.said["day_said"], saying.today
    if "other" in said:
        return today - timedelta(days=21), today - timedelta(days=1)
    days = {"yesterday": -1, "last night": -1, "the day before yesterday": -2, "tomorrow": 1}
    return _one(today + timedelta(days=days.get(said, 0)))


def _years_ago(saying: Saying) -> Read:
    least = 365 if "long" in saying.said["long"] else 730
    return almanac.back(saying.today, almanac.MOST_DAYS), almanac.back(saying.today, least)


def _a_while(saying: Saying) -> Read:
    return almanac.back(saying.today, 3650), almanac.back(saying.today, 14)


def _was_age(saying: Saying) -> Read:
    """At a given age; where the patient's is not known, only childhood lies clearly back."""
    was, age, today = int(saying.said["was"]), saying.age, saying.today
    if age is None:
        return (almanac.back(today, almanac.MOST_DAYS), almanac.back(today, 366)) if was < YOUNG else None
    if was > age:
        return None
    return almanac.back(today, 365.25 * (age - was + 1)), almanac.back(today, max(365.25 * (age - was - 1), 0))


def _young(saying: Saying) -> Read:
    least = 366 if saying.age is None else max(365.25 * (saying.age - YOUNG), 366)
    return almanac.back(saying.today, almanac.MOST_DAYS), almanac.back(saying.today, least)


def _pandemic(_: Saying) -> Read:
    return almanac.PANDEMIC


READERS: Dict[str, Callable[[Saying], Read]] = {
    "iso": _iso, "numeric": _numeric, "spoken": _spoken, "month_year": _month_year, "day_month": _day_month,
    "month_day": _month_day, "before_last": _before_last, "week_of": _week_of, "decade": _decade, "relative": _relative,
    "weekday": _weekday, "season": _season, "this_year": _this_year, "year": _year, "day": _day,
    "years_ago": _years_ago, "a_while": _a_while, "was_age": _was_age, "young": _young, "pandemic": _pandemic}
