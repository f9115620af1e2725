"""Points and spans of time in a line with figures: "in March 2021", "last spring", "2 years ago", "when I was 12"."""

from __future__ import annotations

import re
from datetime import date
from typing import Dict, Iterable, NamedTuple, Optional

from understanding import almanac, lengths
from understanding.forms import READERS, Saying


def _any(names: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"


MONTH, WEEKDAY = _any(almanac.MONTHS), _any(almanac.WEEKDAYS)
SEASON = _any([*almanac.SEASONS, *almanac.MONTHS])
YEAR = r"(?:(?:19|20)\d\d|'\d\d|(?:last|this|the same|that|the previous|next) year|the year before last)"
OF_YEAR = rf"(?:(?: ,| of| in)? (?P<{{0}}>{YEAR})(?!\w))?"
PART = (r"(?:the )?(?P<{0}>early|mid|middle|late|beginning|start|end|(?:first|1th|second|2th) half)"
        r"(?: in| of)? (?:the )?")
NOT_DAY = rf"(?![\w.]| - \d)(?! {lengths.UNIT}| mg| times| of)"
NOT_YEAR = rf"(?!\w)(?! (?:{lengths.UNIT}|mg|dollars|times|calories|steps|iu|units))"
CHILDHOOD = (r"(?:i was (?:just |only |still )?(?:a |an |in |very |really |so |little |young )*"
             r"(?:baby|infant|toddler|kid|child|boy|girl|teenager|teen|little|young|small|adolescent|preteen|"
             r"(?:elementary|grade|middle) school|kindergarten|born)|"
             r"(?:my |early )?(?:childhood|infancy|teens|teenage years)|birth|a (?:child|kid|baby|teenager|teen)|"
             r"(?:elementary|middle|grade) school)")
RECENT_DAY = (r"(?:today|tonight|this (?:morning|afternoon|evening)|earlier today|yesterday|last night|"
              r"the day before yesterday|the other (?:day|night|week)|just now|tomorrow|"
              r"(?:\d+|an?|a few|few|some) (?:seconds?|moments?|minutes?|hours?) ago)")
FORMS: Dict[str, str] = {
    "iso": r"(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d{1,2})-(?P<iso_d>\d{1,2})",
    "numeric": r"(?P<n1>\d{1,2})(?P<sep>[/.-])(?P<n2>\d{1,2})(?P=sep)(?P<ny>\d{4}|\d\d)",
    "spoken": r"(?P<s1>\d{1,2}) (?P<s2>\d{1,2}) (?P<sy>(?:19|20)\d\d)",
    "month_year": r"(?P<mm>\d{1,2})/(?P<my>(?:19|20)\d\d)",
    "day_month": (rf"(?:the )?(?P<d1>\d{{1,2}})(?:th)? (?:day )?(?:of )?(?P<m1>{MONTH})(?!\w)"
                  + OF_YEAR.format("y1")),
    "month_day": rf"(?P<m2>{MONTH}) (?:the )?(?P<d2>\d{{1,2}})(?:th)?" + NOT_DAY + OF_YEAR.format("y2"),
    "before_last": (r"the (?P<unit>week|month|year|summer|winter|spring|fall) before last"
                    r"(?: (?:week|month|year))?"),
    "decade": r"the (?:early |mid |late )?(?:(?:19|20)?(?P<tens>[2-9]0) ?'?s|(?P<nineties>(?:seven|eigh|nine)ties))",
    "week_of": (rf"(?:the )?(?:very )?(?P<nth>1th|2th|3th|4th|last|final|middle) "
                rf"(?:week|weekend|part|half|days?)(?: of| in) (?P<m4>{MONTH})(?!\w)" + OF_YEAR.format("y4")),
    "relative": (r"(?P<which>last|this past|this last|this coming|this|next|previous) "
                 rf"(?P<what>week|weekend|month|year|night|{WEEKDAY})"),
    "weekday": rf"(?P<weekday_said>{WEEKDAY})",
    "season": (rf"(?:{PART.format('part1')})?(?:(?P<nearness>last|this past|this last|this coming|this|next) )?"
               rf"(?:the )?(?P<season_said>{SEASON})(?!\w)(?! break)" + OF_YEAR.format("y3")),
    "this_year": rf"{PART.format('part3')}year",
    "year": rf"(?:{PART.format('part2')})?(?:the year )?(?P<year_said>{YEAR})" + NOT_YEAR,
    "day": rf"(?P<day_said>{RECENT_DAY})",
    "years_ago": (r"(?:many |long |so many )?(?P<long>years|decades|ages|long|a (?:very )?long time|a long while) "
                  r"(?:ago|back)"),
    "a_while": r"(?:quite )?(?:a while|some time|a bit|sometime|a little while) (?:ago|back)",
    "was_age": (r"(?:(?:when )?i (?:was|turned) (?:about |around |like |only |just )?|"
                r"(?:my |the )?age (?:of )?|aged )"
                r"(?P<was>\d{1,2})(?: years old| years of age| yo)?(?! (?:weeks?|months?|days?|mg|%))"),
    "young": CHILDHOOD,
    "pandemic": r"(?:the )?(?:covid(?: 19|-19)?|pandemic|lockdown|corona)",
}
MOMENT = re.compile("(?:" + "|".join(f"(?P<_{name}>{form})" for name, form in FORMS.items()) + r")(?!\w)")
NOW = re.compile(r"(?:right )?(?:now|today|present|the present(?: day)?|date|this day|currently|the moment|at present)"
                 r"(?!\w)")
AGO = re.compile(r" (?:ago|back(?! (?:in|to|on))|earlier|prior|before (?:today|now))(?!\w)")

FIGURES = frozenset("'0123456789")
BEGINS = (frozenset(almanac.MONTHS) | frozenset(almanac.WEEKDAYS)
          | frozenset(name.split()[0] for name in almanac.SEASONS)
          | frozenset("the last this next previous that early mid middle late beginning start end today tonight "
                      "earlier yesterday just tomorrow a an few some years decades ages long many so quite sometime "
                      "when i my age aged childhood infancy teens teenage birth elementary middle grade covid "
                      "pandemic lockdown corona first".split()))
YEARLESS = frozenset(("day_month", "month_day", "season", "week_of"))
# These tell a time wherever they stand; the others need "in", "during" and the like before them.
ANYWHERE = frozenset("ago decade iso numeric week_of spoken month_year day_month month_day relative before_last day "
                     "years_ago a_while year this_year".split())
INTRODUCED = re.compile(r"(?:in|on|of|by|around|during|about|over|for|back|early|mid|late|was|at|as|through(?:out)?|"
                        r"that|this) (?:the )?$")
AS = re.compile(r"\b(?:as|since|from|when) $")
AT_AGE = re.compile(r"\b(?:at|since|around|by|from|when|until|before) (?:about |around |the )?$")


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
    """The span told in the line from `place` on, or None.

    Args:
        text: a line with figures (`line.written`).
        place: offset of its first character.
        today: the day of the conversation; what has no year is taken to be the latest that has begun.
        age: the patient's age, for "when I was 30".
    """
    ago = _ago(text, place, today)
    if ago is not None:
        return ago
    match = MOMENT.match(text, place) if _may_begin(text, place) else None
    if match is None:
        return None
    form = str(match.lastgroup)[1:]
    days = READERS[form](Saying(match, today, age))
    yearless = form in YEARLESS and not any(match[name] for name in ("y1", "y2", "y3", "y4", "nearness"))
    return Span(days[0], days[1], match.end(), form, yearless) if days else None


def told(text: str, place: int, today: date, age: Optional[int] = None) -> Optional[Span]:
    """The span told from `place` on where nothing else announces a time: "in the spring", but not "spring"."""
    span = at(text, place, today, age)
    return span if span and stands_alone(span, text, place) else None


def stands_alone(span: Span, text: str, place: int) -> bool:
    """Whether a span is a time where it stands, or its words announce it as one."""
    if span.form in ANYWHERE:
        return True
    words = text[place:span.last]
    if span.form == "was_age" or words.startswith("i was"):
        return words.startswith(("i ", "when i ")) or AT_AGE.search(text, 0, place) is not None
    if span.form == "young" and words.startswith("a "):
        return AS.search(text, 0, place) is not None
    clear = span.form == "season" and " " in words and not words.startswith("the ")
    return clear or text.strip(" .") == words or INTRODUCED.search(text, 0, place) is not None


def _may_begin(text: str, place: int) -> bool:
    return text[place:place + 1] in FIGURES or text[place:text.find(" ", place)] in BEGINS


def _ago(text: str, place: int, today: date) -> Optional[Span]:
    length = lengths.at(text, place)
    match = AGO.match(text, length.last) if length else None
    if length is None or match is None:
        return None
    return Span(almanac.back(today, length.high), almanac.back(today, length.low), match.end(), "ago")
