"""When something was: lately, further back, or still to come."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Dict, List, Optional, Sequence

from understanding import lengths, spans
from understanding.found import Found
from understanding.line import chosen, written
from understanding.telling import TRIGGER
from understanding.text import Word

LATELY_DAYS = 91
# What goes on since then, or a birthday, is no point in time.
NOT_WHEN = re.compile(r"\b(?:since|from|between|starting|as of|born|birth|birthday|birthdate|dob)"
                      r"(?: (?:the|about|around|in|on|is|back|my|i|was|early|mid|late|way|of|:|\d+))* $")
TO_COME = re.compile(r"\b(?:due|will|going to|scheduled|appointment|expecting|starting|start)\b")
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
    for match in TRIGGER.finditer(line.text):
        start = match.start()
        if start < place:
            continue
        span = _span(line.text, start, today, age)
        if span is not None:
            place = span.last
            if not NOT_WHEN.search(line.text, 0, start):
                found.append(line.found("when", _value(span, today, lately_days), start, span.last, _detail(span, today)))
    return chosen(found)


def _span(text: str, place: int, today: date, age: Optional[int]) -> Optional[spans.Span]:
    return spans.told(text, place, today, age) or _in_the_last(text, place, today) or _to_come(text, place, today)


def _in_the_last(text: str, place: int, today: date) -> Optional[spans.Span]:
    """The last six weeks: some day of them."""
    match = spans.IN_THE_LAST.match(text, place)
    if match is None:
        return None
    length = lengths.at(text, match.end())
    unit = spans.LAST_UNIT.match(text, match.end())
    if length is None and (unit is None or unit.group() not in lengths.DAYS):
        return None
    days = length.low if length else lengths.DAYS[unit.group()] if unit else 0
    return spans.Span(today - timedelta(days=int(min(days, 43800))), today, length.last if length else
                      unit.end() if unit else place, "within")


def _to_come(text: str, place: int, today: date) -> Optional[spans.Span]:
    """In two weeks: when it is said to be still to come."""
    length = lengths.at(text, place)
    if length is None:
        return None
    from_now = FROM_NOW.match(text, length.last)
    ahead = text.endswith(" in ", 0, place) and TO_COME.search(text, 0, place)
    if not from_now and not ahead:
        return None
    low, high = (today + timedelta(days=max(int(min(days, 43800)), 1)) for days in (length.low, length.high))
    return spans.Span(low, high, from_now.end() if from_now else length.last, "to come")


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
