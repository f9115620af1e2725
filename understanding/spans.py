"""Points and spans of time in a line with figures: "in March 2021", "last spring", "2 years ago", "when I was 12"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

from understanding import lengths

MONTHS: Dict[str, int] = {name: number for number, names in enumerate(
    ("january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sep sept", "october oct", "november nov", "december dec"), 1) for name in names.split()}
# Northern seasons and days that people date by: first day and last day as (month, day).
Day = Tuple[int, int]
SEASONS: Dict[str, Tuple[Day, Day]] = {
    "spring": ((3, 1), (5, 31)), "springtime": ((3, 1), (5, 31)), "summer": ((6, 1), (8, 31)),
    "summertime": ((6, 1), (8, 31)), "fall": ((9, 1), (11, 30)), "autumn": ((9, 1), (11, 30)),
    "winter": ((12, 1), (2, 28)), "wintertime": ((12, 1), (2, 28)),
    "christmas": ((12, 25), (12, 25)), "xmas": ((12, 25), (12, 25)), "christmas time": ((12, 20), (12, 31)),
    "the holidays": ((12, 20), (12, 31)), "thanksgiving": ((11, 22), (11, 28)), "easter": ((3, 22), (4, 25)),
    "halloween": ((10, 31), (10, 31)), "new year 's eve": ((12, 31), (12, 31)), "new year 's day": ((1, 1), (1, 1)),
    "new year 's": ((1, 1), (1, 1)), "new years": ((1, 1), (1, 1)), "the new year": ((1, 1), (1, 1)),
    "valentine 's day": ((2, 14), (2, 14)), "valentines day": ((2, 14), (2, 14)), "valentine 's": ((2, 14), (2, 14)),
    "memorial day": ((5, 25), (5, 31)), "labor day": ((9, 1), (9, 7)), "back to school": ((8, 20), (9, 15)),
    "mother 's day": ((5, 8), (5, 14)), "father 's day": ((6, 15), (6, 21)), "spring break": ((3, 10), (4, 15)),
    "independence day": ((7, 4), (7, 4)),
}
# Their day moves: the latest one is over for certain only when its last possible day is.
MOVING = frozenset(("thanksgiving", "easter", "memorial day", "labor day", "mother 's day", "father 's day"))
WEEKDAYS = {name: number for number, name in enumerate(
    "monday tuesday wednesday thursday friday saturday sunday".split())}
PANDEMIC = (date(2020, 3, 1), date(2021, 12, 31))
YOUNG = 17


def _any(names: "Dict[str, object] | List[str]") -> str:
    return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"


YEAR = r"(?:(?:19|20)\d\d|'\d\d|(?:last|this|the same|that|the previous|next) year|the year before last)"
TAIL = rf"(?:(?: ,| of| in)? (?P<{{0}}>{YEAR})(?!\w))?"
PART = r"(?:the )?(?P<{0}>early|mid|middle|late|beginning|start|end|first half|1th half|second half|2th half)(?: in| of)? (?:the )?"
RELATIVE = r"(?P<which>last|this past|this last|this coming|this|next|previous)"
FORMS: List[Tuple[str, str]] = [
    ("iso", r"(?P<isoy>(?:19|20)\d\d)-(?P<isom>\d{1,2})-(?P<isod>\d{1,2})"),
    ("numeric", r"(?P<n1>\d{1,2})(?P<sep>[/.-])(?P<n2>\d{1,2})(?P=sep)(?P<ny>\d{4}|\d\d)"),
    ("spoken", r"(?P<s1>\d{1,2}) (?P<s2>\d{1,2}) (?P<sy>(?:19|20)\d\d)"),
    ("monthyear", r"(?P<mm>\d{1,2})/(?P<my>(?:19|20)\d\d)"),
    ("daymonth", rf"(?:the )?(?P<d1>\d{{1,2}})(?:th)? (?:day )?(?:of )?(?P<m1>{_any(MONTHS)})(?!\w)" + TAIL.format("y1")),
    ("monthday", rf"(?P<m2>{_any(MONTHS)}) (?:the )?(?P<d2>\d{{1,2}})(?:th)?(?![\w.]| - \d)(?! {lengths.UNIT}| mg| times| of)"
     + TAIL.format("y2")),
    ("beforelast", r"the (?P<unit>week|month|year|summer|winter|spring|fall) before last(?: (?:week|month|year))?"),
    ("relative", rf"{RELATIVE} (?P<what>week|weekend|month|year|{_any(WEEKDAYS)}|night)"),
    ("weekday", rf"(?P<weekday>{_any(WEEKDAYS)})"),
    ("season", rf"(?:{PART.format('part1')})?(?:(?P<swhich>last|this past|this last|this coming|this|next) )?(?:the )?"
     rf"(?P<season>{_any(SEASONS)}|{_any(MONTHS)})(?!\w)(?! break)" + TAIL.format("y3")),
    ("thisyear", rf"{PART.format('part3')}year"),
    ("year", rf"(?:{PART.format('part2')})?(?:the year )?(?P<year>{YEAR})(?!\w)(?! (?:mg|dollars|times|calories|steps|iu|units))"),
    ("day", r"(?P<day>today|tonight|this (?:morning|afternoon|evening)|earlier (?:today|on today)|yesterday|last night|"
     r"the day before yesterday|the other (?:day|night|week)|just now|tomorrow|a (?:minute|moment|second) ago|"
     r"(?:\d+|an?|a few|few|some) (?:minutes?|hours?) ago)"),
    ("yearsago", r"(?:many |long |so many )?(?P<long>years|decades|ages|long|a long time|a very long time|a long while) (?:ago|back)"),
    ("awhile", r"(?:quite )?(?:a while|some time|a bit|sometime|a little while) (?:ago|back)"),
    ("wasage", r"(?:(?:when )?i (?:was|turned) (?:about |around |like |only |just )?|(?:my |the )?age (?:of )?|aged )"
     r"(?P<was>\d{1,2})(?: years old| years of age| yo)?(?! (?:weeks?|months?|days?|mg|%))(?!\w)"),
    ("young", r"(?:i was (?:just |only |still )?(?:a |an |in |very |really |so |little |young )*(?:baby|infant|toddler|kid|child|boy|girl|"
     r"teenager|teen|little|young|small|adolescent|preteen|kindergarten|elementary school|grade school|middle school|born)|"
     r"(?:my |early )?(?:childhood|infancy|teens|teenage years)|birth|a (?:child|kid|baby|teenager|teen)|(?:elementary|middle|grade) school)"),
    ("pandemic", r"(?:the )?(?:covid|covid 19|covid-19|pandemic|lockdown|corona)"),
]
MOMENT = re.compile("(?:" + "|".join(f"(?P<_{name}>{pattern})" for name, pattern in FORMS) + r")(?!\w)")
NOW = re.compile(r"(?:right )?(?:now|today|present|the present(?: day)?|date|this day|currently|the moment|at present)(?!\w)")
AGO = re.compile(r" (?:ago|back(?! (?:in|to|on))|earlier|prior|before (?:today|now))(?!\w)")
IN_THE_LAST = re.compile(r"(?:the )?(?:last|past|previous) (?=(?:\d|few|couple|several|many|week|month|year|day))")
LAST_UNIT = re.compile(r"(?:week|month|year|day|24 hours|48 hours)(?!\w)")


class Span(NamedTuple):
    """A span of time, both days included.

    Attributes:
        start: its first day.
        end: its last day.
        last: offset behind its words in the line.
        form: how it was told: `year`, `season`, `ago`, ...
        yearless: it is a day, a month or a season of a year that was not told.
    """

    start: date
    end: date
    last: int
    form: str
    yearless: bool = False


def at(text: str, place: int, today: date, age: Optional[int] = None) -> Optional[Span]:
    """The span told in the line from `place` on, or None; the longer reading wins.

    Args:
        text: a line with figures (`line.written`).
        place: offset of its first character.
        today: the day of the conversation; what has no year is taken to be the latest that has begun.
        age: the patient's age, for "when I was 12".
    """
    ago = _ago(text, place, today)
    if ago is not None:
        return ago
    match = MOMENT.match(text, place)
    if match is None:
        return None
    form = str(match.lastgroup)[1:]
    days = READERS[form](match, today, age)
    yearless = form in YEARLESS and not (match["y1"] or match["y2"] or match["y3"] or match["swhich"])
    return Span(days[0], days[1], match.end(), form, yearless) if days else None


Days = Optional[Tuple[date, date]]


YEARLESS = frozenset(("daymonth", "monthday", "season"))
FREE = frozenset("iso numeric spoken monthyear daymonth monthday relative beforelast day yearsago awhile pandemic".split())
AT_AGE = re.compile(r"\b(?:at|since|around|by|from|when|until|before) (?:about |around |the )?$")
INTRODUCED = re.compile(r"(?:in|on|of|by|around|during|about|over|for|back|early|mid|late|was|at|as|through(?:out)?|that|this) (?:the )?$")


def told(text: str, place: int, today: date, age: Optional[int] = None) -> Optional[Span]:
    """The span told from `place` on by words that stand for a time wherever they stand, "in the spring" but not "spring"."""
    span = at(text, place, today, age)
    if span is None or span.form in FREE or span.form == "ago":
        return span
    words = text[place:span.last]
    if span.form == "wasage":
        return span if "i " in words or AT_AGE.search(text, 0, place) else None
    if span.form == "young":
        return span if words.startswith("i was") or INTRODUCED.search(text, 0, place) else None
    if span.form == "year":
        return span
    single = " " not in words or words.startswith("the ")
    return span if not single or INTRODUCED.search(text, 0, place) or text[place - 1:].strip(" .") == words else None


def _ago(text: str, place: int, today: date) -> Optional[Span]:
    length = lengths.at(text, place)
    if length is None:
        return None
    match = AGO.match(text, length.last)
    if match is None:
        return None
    return Span(_back(today, length.high), _back(today, length.low), match.end(), "ago")


def _back(today: date, days: float) -> date:
    """So many days before; no earlier than a human life."""
    return today - timedelta(days=int(min(days, 43800)))


def day(year: int, month: int, number: int) -> Optional[date]:
    """A day of the calendar, or None when there is none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def full_year(said: str, today: date) -> int:
    """A year of two figures as the latest that is not to come; one of four as it is."""
    number = int(said.lstrip("'"))
    if len(said.lstrip("'")) > 2:
        return number
    return 2000 + number if 2000 + number <= today.year else 1900 + number


def _said_year(said: Optional[str], today: date) -> Optional[int]:
    if not said:
        return None
    if said[0].isdigit() or said[0] == "'":
        return full_year(said, today)
    if "before last" in said:
        return today.year - 2
    if "next" in said:
        return today.year + 1
    return today.year if "this" in said else today.year - 1 if "last" in said or "previous" in said else None


def _one(found: Optional[date]) -> Days:
    return (found, found) if found else None


def _iso(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return _one(day(int(match["isoy"]), int(match["isom"]), int(match["isod"])))


def _numeric(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    """American order; with dots, or where that is no date, day first."""
    first, second, year = int(match["n1"]), int(match["n2"]), full_year(match["ny"], today)
    if match["sep"] == ".":
        first, second = second, first
    return _one(day(year, first, second) or day(year, second, first))


def _spoken(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    first, second, year = int(match["s1"]), int(match["s2"]), int(match["sy"])
    return _one(day(year, first, second) or day(year, second, first))


def _month_year(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    month = int(match["mm"])
    return _month(int(match["my"]), month) if 1 <= month <= 12 else None


def _month(year: int, month: int) -> Tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _calendar_day(month: str, number: str, year: Optional[str], today: date) -> Days:
    said = _said_year(year, today)
    found = day(said or today.year, MONTHS[month], int(number))
    if found and not said and found > today:
        found = day(today.year - 1, MONTHS[month], int(number))
    return _one(found)


def _day_month(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return _calendar_day(match["m1"], match["d1"], match["y1"], today)


def _month_day(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return _calendar_day(match["m2"], match["d2"], match["y2"], today)


def _before_last(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    unit = match["unit"]
    if unit == "year":
        return date(today.year - 2, 1, 1), date(today.year - 2, 12, 31)
    if unit == "month":
        return _shifted_month(today, -2)
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 14)
        return monday, monday + timedelta(days=6)
    start, end = _latest(unit, today)
    return start.replace(year=start.year - 1), _same_day(end, end.year - 1)


def _shifted_month(today: date, by: int) -> Tuple[date, date]:
    number = today.year * 12 + today.month - 1 + by
    return _month(number // 12, number % 12 + 1)


def _relative(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    which, what = match["which"], match["what"]
    step = 1 if "next" in which or "coming" in which else 0 if which == "this" else -1
    if what == "year":
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    if what == "month":
        return _shifted_month(today, step)
    monday = today - timedelta(days=today.weekday())
    if what == "week":
        return monday + timedelta(days=7 * step), monday + timedelta(days=7 * step + 6)
    if what == "weekend":
        saturday = monday + timedelta(days=5 + 7 * step)
        return saturday, saturday + timedelta(days=1)
    if what == "night":
        return today - timedelta(days=1), today
    back = (today.weekday() - WEEKDAYS[what]) % 7 or 7
    return _one(today - timedelta(days=back) if step <= 0 else today + timedelta(days=7 - back or 7))


def _weekday(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return _one(today - timedelta(days=(today.weekday() - WEEKDAYS[match["weekday"]]) % 7))


def _same_day(one: date, year: int) -> date:
    return day(year, one.month, one.day) or date(year, 2, 28)


def _in_year(name: str, year: int) -> Tuple[date, date]:
    """A season, holiday or month of a year; a winter bears the year that it begins in."""
    if name in MONTHS:
        return _month(year, MONTHS[name])
    first, last = SEASONS[name]
    return date(year, *first), date(year + 1 if last < first else year, *last)


def _latest(name: str, today: date) -> Tuple[date, date]:
    """The latest one that has begun."""
    this = _in_year(name, today.year)
    return this if this[name in MOVING] <= today else _in_year(name, today.year - 1)


def _season(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    name, which, year = match["season"], match["swhich"] or "", _said_year(match["y3"], today)
    if year:
        start, end = _in_year(name, year)
    elif which in ("next", "this coming"):
        start, end = _in_year(name, today.year)
        start, end = (start, end) if start > today else _in_year(name, today.year + 1)
    else:
        start, end = _latest(name, today)
        if which == "last" and end >= today:
            start, end = _in_year(name, start.year - 1)
    return _part(match["part1"], start, end)


def _year(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    year = _said_year(match["year"], today)
    if not year or not today.year - 120 <= year <= today.year + 10:
        return None
    return _part(match["part2"], date(year, 1, 1), date(year, 12, 31))


def _this_year(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return _part(match["part3"], date(today.year, 1, 1), date(today.year, 12, 31))


def _part(part: Optional[str], start: date, end: date) -> Tuple[date, date]:
    if not part:
        return start, end
    third = (end - start) / 3
    half = (end - start) / 2
    return {"early": (start, start + third), "beginning": (start, start + third), "start": (start, start + third),
            "mid": (start + third, end - third), "middle": (start + third, end - third),
            "late": (end - third, end), "end": (end - third, end),
            "first half": (start, start + half), "1th half": (start, start + half),
            "second half": (start + half, end), "2th half": (start + half, end)}[part]


def _day(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    said = match["day"]
    if "yesterday" in said or said == "last night":
        return _one(today - timedelta(days=2 if "before" in said else 1))
    if said == "tomorrow":
        return _one(today + timedelta(days=1))
    if "other" in said:
        return today - timedelta(days=21), today - timedelta(days=1)
    return _one(today)


def _years_ago(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    least = 365 if "long" in match["long"] else 730
    return _back(today, 43800), _back(today, least)


def _a_while(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return _back(today, 3650), _back(today, 14)


def _was_age(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    was = int(match["was"])
    if age is None:
        return (_back(today, 43800), _back(today, 366)) if was < YOUNG else None
    if was > age:
        return None
    return _back(today, 365.25 * (age - was + 1)), _back(today, max(365.25 * (age - was - 1), 0))


def _young(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return _back(today, 43800), _back(today, 366 if age is None else max(365.25 * (age - YOUNG), 366))


def _pandemic(match: "re.Match[str]", today: date, age: Optional[int]) -> Days:
    return PANDEMIC


READERS: Dict[str, Callable[["re.Match[str]", date, Optional[int]], Days]] = {
    "iso": _iso, "numeric": _numeric, "spoken": _spoken, "monthyear": _month_year, "daymonth": _day_month,
    "monthday": _month_day, "beforelast": _before_last, "relative": _relative, "season": _season, "year": _year, "thisyear": _this_year, "weekday": _weekday,
    "day": _day, "yearsago": _years_ago, "awhile": _a_while, "wasage": _was_age, "young": _young,
    "pandemic": _pandemic}
