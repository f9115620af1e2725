"""When something was: lately, further back, or still to come."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Dict, List, Optional, Sequence

from understanding import almanac, lengths, spans
from understanding.atoms import beginnings
from understanding.found import Found
from understanding.line import chosen, written
from understanding.text import Word

LATELY_DAYS = 91
# What goes on since then, or a birthday, is no point in time.
NOT_WHEN = re.compile(r"\b(?:since|from|between|starting|as of|born|birth|birthday|birthdate|dob)"
                      r"(?: (?:the|about|around|in|on|is|back|my|i|was|early|mid|late|way|of|:|\d+))* $")
TO_COME = re.compile(r"\b(?:due|will|going to|scheduled|appointment|expecting|starting|start)\b")
IN_THE_LAST = re.compile(r"(?:the )?(?:last|past|previous) (?=\d|few |several |many |week |month |year |day )")
FROM_NOW = re.compile(r" (?:from now|from today)(?!\w)")


def whens(words: Sequence[Word], today: date, age: Optional[int] = None, lately_days: int = LATELY_DAYS) -> List[Found]:
    """Every point or span of time told: "recent", "past", "future", or "unsure" where it reaches over the limit.

    Args:
        words: the plain words of the utterance.
        today: the day of the conversation.
        age: the patient's age where it is known, for "when I was 30".
        lately_days: up to so many days ago, that day included, is recent (a setting of the protocol).

    Returns:
        Each with `detail`: `from` and `to` (ISO days), and `days_ago` where it is one day.
    """
    line = written(words)
    found: List[Found] = []
    place = 0
    for start in beginnings(line):
        if start < place:
            continue
        span = _span(line.text, start, today, age)
        if span is not None:
            place = span.last
            if not NOT_WHEN.search(line.text, 0, start) and not line.text.endswith("born", start, span.last):
                value = _value(span, today, lately_days)
                found.append(line.found("when", value, start, span.last, _detail(span, today)))
    return chosen(found)


def _span(text: str, place: int, today: date, age: Optional[int]) -> Optional[spans.Span]:
    return spans.told(text, place, today, age) or _in_the_last(text, place, today) or _to_come(text, place, today)


def _in_the_last(text: str, place: int, today: date) -> Optional[spans.Span]:
    """The last six weeks: some day of them."""
    match = IN_THE_LAST.match(text, place)
    if match is None:
        return None
    length = lengths.at(text, match.end()) or lengths.at(f" a {text[match.end():]}", 1)
    if length is None:
        return None
    told = lengths.at(text, match.end())
    last = told.last if told else match.end() + length.last - len(" a ")
    return spans.Span(almanac.back(today, length.low), today, last, "within")


def _to_come(text: str, place: int, today: date) -> Optional[spans.Span]:
    """In two weeks: when it is said to be still to come."""
    length = lengths.at(text, place)
    if length is None:
        return None
    from_now = FROM_NOW.match(text, length.last)
    if not from_now and not (text.endswith(" in ", 0, place) and TO_COME.search(text, 0, place)):
        return None
    last = from_now.end() if from_now else length.last
    return spans.Span(almanac.ahead(today, length.low), almanac.ahead(today, length.high), last, "to come")


def _value(span: spans.Span, today: date, lately_days: int) -> str:
    limit = today - timedelta(days=lately_days)
    if span.start > today:
        return "future"
    if min(span.end, today) < limit:
        return "past"
    return "recent" if span.start >= limit else "unsure"


def _detail(span: spans.Span, today: date) -> Dict[str, Any]:
    detail: Dict[str, Any] = {"from": span.start.isoformat(), "to": span.end.isoformat()}
    if span.start == span.end:
        detail["days_ago"] = (today - span.start).days
    return detail
