"""How long a medicine was taken, as whole weeks inside the 24 months before today (contract, `treatment_length`)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List, Optional, Sequence, Tuple

from understanding import almanac, telling
from understanding.atoms import Atom
from understanding.found import Found
from understanding.lengths import DAYS, MONTH
from understanding.line import chosen, written
from understanding.text import Word

WINDOW = 24 * MONTH
ENOUGH = 84
WEEK = 7
MOST_WEEKS = int(WINDOW // WEEK)
UNSURE = "unsure"
MONTHS_CUT_SHORT = re.compile(r" (?:about |around |like |maybe )?(?P<count>\d{1,3}) ?m[ .,!]*")
EVERY = re.compile(r"\b(?:every|each) (?P<amount>\d+(?:\.\d+)?|other)? ?(?P<unit>days?|weeks?|months?)\b")
# Binary fractions: 30.4 is not quite 30.4.
EPSILON = 1e-6

Days = Tuple[float, float]


def durations(words: Sequence[Word], today: date, age: Optional[int] = None) -> List[Found]:
    """Every length of treatment told: whole weeks inside the last 24 months, or "unsure".

    Args:
        words: the plain words of the utterance.
        today: the day of the conversation.
        age: the patient's age where it is known, for "since I was 30".

    Returns:
        Each with `detail`: `kind` (length, since, range, stopped, infusions), `days` (inside the window; of a range the
        lower and the upper end as `low` and `high`), `ongoing` when said, `vague` when told without a number.
    """
    line = written(words)
    found = []
    for phrase in telling.phrases(line, today, age):
        days = _inside(phrase, today)
        if days is not None:
            detail = _detail(phrase, days, line.text)
            if phrase.kind in ("infusions", "range") and telling.DOSES.search(line.text):
                days = _with_last_interval(phrase, days, line.text)
            told = _middle(days) if phrase.kind == "range" and not phrase.ongoing(line.text) else days
            found.append(line.found("duration", weeks(*told, vague=detail.get("vague", False)),
                                    phrase.start, phrase.last, detail))
    return chosen(found)


def bare_weeks(words: Sequence[Word]) -> Optional[Found]:
    """A bare number given to the length question: weeks, as the keypad prompt asks for them; "12", "12#"."""
    line = written(words)
    figures = line.text.replace("#", " ").strip(" .!,")
    if not figures.isdigit() or len(figures) > 3 or not words:
        return None
    told = int(figures)
    detail: Dict[str, Any] = {"kind": "length", "days": min(told * WEEK, int(WINDOW))}
    return Found("duration", min(told, MOST_WEEKS), 0, len(words), detail)


def bare_months(words: Sequence[Word]) -> Optional[Found]:
    """"18m", where only a length can be meant."""
    match = MONTHS_CUT_SHORT.fullmatch(written(words).text)
    if match is None:
        return None
    days = int(match["count"]) * MONTH
    return Found("duration", weeks(days, days), 0, len(words), {"kind": "length", "days": int(min(days, WINDOW))})


def weeks(low: float, high: float, vague: bool = False) -> Any:
    """Whole weeks for a stretch of `low` to `high` days; "unsure" where it could be 84 days or less.

    A vague amount counts only where even its lower end is enough, or its upper end is a few days.
    """
    low, high = min(low, WINDOW), min(high, WINDOW)
    if low + EPSILON >= ENOUGH:
        return int((low + EPSILON) // WEEK)
    if high + EPSILON < (2 * WEEK if vague else ENOUGH):
        return int((high + EPSILON) // WEEK)
    return UNSURE


def _with_last_interval(phrase: telling.Phrase, days: Days, text: str) -> Days:
    """Dated infusions count until the next one would have been due, where their interval is said (contract)."""
    end = phrase.of("end")
    every = EVERY.search(text)
    if end is None or end.still or every is None:
        return days
    amount = {"other": 2.0, None: 1.0}.get(every["amount"]) or float(every["amount"])
    more = amount * DAYS[every["unit"].rstrip("s")]
    return days[0] + more, days[1] + more


def _middle(days: Days) -> Days:
    """"From May to November" is six months, give or take the days of the first and the last, where all are enough."""
    middle = sum(days) / 2
    return (middle, middle) if days[0] + EPSILON >= ENOUGH else days


def _detail(phrase: telling.Phrase, days: Days, text: str) -> Dict[str, Any]:
    low, high = (int(min(end, WINDOW) + EPSILON) for end in days)
    detail: Dict[str, Any] = {"kind": phrase.kind}
    detail.update({"days": low} if low == high else {"low": low, "high": high})
    if any(atom.vague for atom in phrase.atoms):
        detail["vague"] = True
    ongoing = phrase.ongoing(text)
    if ongoing is not None:
        detail["ongoing"] = ongoing
    return detail


def _inside(phrase: telling.Phrase, today: date) -> Optional[Days]:
    """The least and the most days inside the window that a phrase can mean; None when it tells no length."""
    length, begin, end, at = (phrase.of(kind) for kind in ("length", "begin", "end", "at"))
    if begin and end:
        return _from_to(begin, end, today)
    if begin and length and not begin.still:
        return _placed(length, [_ago(begin.end, today), _ago(begin.start, today)])
    if begin:
        since = _inside_window(_ago(begin.end, today), 0), _inside_window(_ago(begin.start, today), 0)
        return _narrowed(since, length) if length else since
    if end and length:
        return _ended(length, [_ago(end.end, today), _ago(end.start, today)])
    if end:
        return (0, 0) if _ago(end.end, today) >= WINDOW else (0, WINDOW - max(_ago(end.end, today), 0))
    if at and length:
        return _somewhere(length, at, today)
    if length:
        return length.low, length.high
    if at and at.share is not None:
        return _share(at, today)
    return None


def _narrowed(since: Days, length: Atom) -> Days:
    """"Since last October, so a little over a year": what both tell, where they agree."""
    both = max(since[0], length.low), min(since[1], length.high)
    return both if both[0] <= both[1] else since


def _ago(day: date, today: date) -> float:
    return max((today - day).days, 0)


def _inside_window(first: float, last: float) -> float:
    """Days inside the window from `first` days ago to `last` days ago."""
    return max(min(first, WINDOW) - max(last, 0), 0)


def _from_to(begin: Atom, end: Atom, today: date) -> Days:
    begin, end = _in_order(begin, end)
    least = _inside_window(_ago(begin.end, today), _ago(end.start, today))
    return least, _inside_window(_ago(begin.start, today), _ago(end.end, today))


def _in_order(begin: Atom, end: Atom) -> Tuple[Atom, Atom]:
    """A month told without its year lies in the year that fits the other: "from November to March"."""
    if begin.yearless:
        while begin.start > end.end:
            begin = _year_before(begin)
    elif end.yearless:
        while _year_before(end).start > begin.end:
            end = _year_before(end)
    return begin, end


def _year_before(atom: Atom) -> Atom:
    return atom._replace(start=almanac.years_before(atom.start, 1), end=almanac.years_before(atom.end, 1))


def _placed(length: Atom, begun: Sequence[float]) -> Days:
    """Begun so many days ago, for a length."""
    told = [_inside_window(ago, ago - days) for ago in begun for days in (length.low, min(length.high, ago))]
    return min(told), max(told)


def _ended(length: Atom, ended: Sequence[float]) -> Days:
    told = [_inside_window(ago + days, ago) for ago in ended for days in (length.low, length.high)]
    return min(told), max(told)


def _somewhere(length: Atom, at: Atom, today: date) -> Days:
    """A length at a time: begun and ended inside that time where it fits there, otherwise only begun in it."""
    first, last = _ago(at.start, today), _ago(at.end, today)
    if first < length.low and not length.vague:
        return length.low, length.high          # "a year in November", said in November, is how long it is then
    if first - last >= length.high:
        spans = [(first, first - length.low), (last + length.low, last),
                 (first, first - length.high), (last + length.high, last)]
    else:
        spans = [(first, first - length.low), (last, last - length.low),
                 (first, first - length.high), (last, last - length.high)]
    told = [_inside_window(begun, ended) for begun, ended in spans]
    return min(told), max(told)


def _share(at: Atom, today: date) -> Days:
    """Half of a year, most of it, all of it."""
    first, last = _ago(at.start, today), _ago(at.end, today)
    inside, whole = _inside_window(first, last), first - last + 1
    low, high = (share * whole for share in at.share or (0, 1))
    return max(low - (whole - inside), 0), min(high, inside)
