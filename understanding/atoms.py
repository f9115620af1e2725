"""What tells how long in a line with figures, piece by piece: lengths, beginnings, ends, and times."""

from __future__ import annotations

import re
from datetime import date
from typing import Iterator, NamedTuple, Optional, Tuple

from understanding import almanac, lengths, spans
from understanding.line import Line

# The words that something which tells a time can begin with, figures apart.
TRIGGERS = lengths.BEGINS | frozenset(almanac.MONTHS) | frozenset(almanac.WEEKDAYS) | frozenset(
    "- since starting started start began begun beginning went got prescribed as until till til through thru stopped "
    "stop quit ended end came taken took finished discontinued off have had been being touched this next early mid "
    "late in on during all one every each ever always forever ages yesterday today tonight tomorrow when back "
    "previous to my throughout christmas xmas thanksgiving easter halloween spring summer fall autumn winter monthly "
    "weekly childhood infancy and put dating i age aged new covid"
    " yonks donkey years decades so while such too used needed gotten our long".split())

BEGIN = re.compile(r"(?:(?P<still>(?:ever )?since|as of|dating back to|going back to)|from|beginning|starting|started|"
                   r"start|began|begun|1th (?:took|had|used|dose|infusion|shot|one)|"
                   r"(?:got )?put on|went on|got on|prescribed|between) ")
END = re.compile(r"(?:up until|until|till|til|through|thru|and|stopped|stop|quit|ended|came off|went off|taken off|"
                 r"took me off|got off|finished|discontinued|last (?:took|had|used|taken|dose|infusion|shot|one)|"
                 r"(?<!and )off (?:of )?(?:it |them )?since|to|-) ")
TO = re.compile(r" (?:to|-|through|thru|until|till|til) ")
JOINS = frozenset("to - through thru until till til".split())
NOT_SINCE = re.compile(r"\b(?:not|never|stopped|quit|(?<!on and )off)\b(?! sure| certain| long| stopped| missed| and "
                       r"on)(?: (?!but|and|so)[\w']+){0,6} $")
NOT_FOR = re.compile(r"(?:not (?:been |actually |really )?(?:taken|had|used|been|on|taking|touched|needed|gotten)|"
                     r"been off|off)(?: (?:it|on|them|that|any|one|this|of|the|a dose|medicine|taking|been))*,? "
                     r"(?:for|in|now|over) ")
SINCE_I = re.compile(r" (?:now )?since (?:i|they|we|my doctor) (?:have |had |was |were |got |last |first )*"
                     r"(?:(?P<over>stopped|quit|took|ended|finished|off)|started|began|put|on|prescribed|went)(?!\w)")
THEN_I = re.compile(r" ?,? (?:i|they|we|my doctor) (?:was |were |got |have |had |1th |then )*"
                    r"(?:(?P<over>stopped|quit|ended|finished|came off)|started|began|put me on|put on|went on|"
                    r"prescribed)(?!\w)")
LATER = re.compile(r" (?:later|afterwards|after that)(?!\w)")
STOPPING = re.compile(r"\b(?:stopped|quit|ended|finished|off|discontinued)(?: \w+){0,3} $")
CHILD = r"(?:son|daughter|kid|child|baby|boy|girl|twins|grandson|granddaughter|grandchild|oldest|youngest|eldest)"
BORN_AND_NOW = re.compile(
    rf"(?:(?:ever |right )?since|(?:right )?after|when) (?:my|our|the) (?:\w+ )?{CHILD}(?: was| were| got)? "
    r"(?:born|came|arrived)(?: along| home)?(?: [,.-]| and| who| which| \()*"
    r"(?: (?:he|she|they|who|that)?(?: is| are| 's)?"
    r"(?: now| just| turning| turns| turned| about| almost)*)? ?"
    r"(?P<count>\d+)(?: (?P<unit>years|year|months|weeks|month|week))?(?: old)?(?: now)?")
BORN = re.compile(r"(?:ever )?since (?:my|our|the) (?:\w+ ){1,2}(?:was |were )?(?:born|came|arrived)(?!\w)")
LIFE = re.compile(r"(?:for )?(?:forever|ages|yonks|years (?:and|upon|on) years|donkey ?'?s? years|"
                  r"the (?:whole|entire|full) time|(?:all|most) of my (?:\w+ )?life|"
                  r"all my life|my (?:whole |entire |adult )+life|(?:an )?eternity|as long as i can remember|"
                  r"(?<=for )(?:years|decades)(?! ago| old| of))(?! since)(?!\w)")
A_WHILE = re.compile(r"(?:for |not |quite |only |just |such |so |very |really |too |a )*"
                     r"(?:a (?:little |short |long |good )?while|a (?:little )?bit|some time|(?:long|short) time|"
                     r"(?:not|so|very|too|really|for) long|long enough)"
                     r"(?! (?:ago|back|term|as|acting|covid|before))(?!\w)")
SHARE = re.compile(r"(?:about |around |nearly |almost )?(?P<share>half|most|all|the whole|the entire|whole|all through|"
                   r"throughout|all throughout)(?: of)?(?: the)? "
                   rf"(?=(?:19|20)\d\d|last|this|that|the|spring|summer|fall|autumn|winter|{'|'.join(almanac.MONTHS)})")
SHARES = {"half": (0.45, 0.55), "most": (0.5, 1.0)}
DOSE = (r"(?:infusions?|doses?|shots?|injections?|treatments?|rounds?|courses?|cycles?|ivs?|drips?|pulses?|times)")
SOME_DOSE = re.compile(DOSE)
UNIT = r"(?:weeks?|months?|days?|years?)"
EVERY = rf"(?:every|each) (?P<every>\d+(?:\.\d+)?|other)? ?(?P<unit>{UNIT})"
INFUSIONS = (
    re.compile(rf"(?P<count>\d+) (?P<rhythm>monthly|weekly|biweekly) {DOSE}"),
    re.compile(rf"(?P<count>\d+)(?: (?:\w+ )?{DOSE})? ?,? ?(?:of (?:it|them|\w+) ?,? ?)?(?:given |got |spaced |at )?"
               rf"(?:(?:1 |once )?(?:(?:every|each|per|a) )(?P<every>\d+(?:\.\d+)?|other)? ?(?P<unit>{UNIT})|"
               rf"(?P<apart>\d+(?:\.\d+)?|a) (?P<apart_unit>{UNIT}) apart|(?P<rhythm>monthly|weekly))"),
    re.compile(rf"{EVERY} (?:for |x )?(?P<count>\d+) {DOSE}"))
RHYTHMS = {"monthly": lengths.MONTH, "weekly": 7.0, "biweekly": 14.0}
# "5 mg a day", "twice a week", "every 4 weeks" tell how often, "in two weeks" and "over the last year" when.
HOW_OFTEN = re.compile(
    r"(?<!\w)(?:every|each|per|once|twice|thrice|times|other|mg|g|ml|mcg|milligrams?|grams?|pills?|tablets?|capsules?|doses?|"
    r"shots?|units?|hours?|one|\dx|x|injections?|infusions?|pregnant) (?:in |an? |every )?$|"
    r"\bevery (?:about |other )?$|"
    r"\b(?:out|quarters)(?: of)?(?: the)?(?: last| past)? $|"
    r"\b(?:in|within|during|over) (?:the )?(?:last |past |previous )*$|"
    r"\b(?:inside|in|within) the $")
A_DAY = re.compile(r"an? (?:day|week|month|night|morning)(?!\w)")
NO_LENGTH = re.compile(r" (?:old|of age|pregnant|along|ago|back(?! (?:in|to|on)\b)|from now|later|"
                       r"before(?! (?:they|he|she|i|we|my \w+|the \w+) (?:had to |then |finally )?(?:switched|stopped|"
                       r"took|changed|swapped|moved|quit|came|stop|quit))|"
                       r"after(?! (?:i|that|it)\b)|apart|"
                       r"postpartum|premature|early|gestation|in advance|supply)(?!\w)")
NOT_BEHIND = re.compile(r"[.,;!?]|\b(?:and|but|then|stopped|quit|for|until|till|because|when)\b")
MOST_WORDS_AHEAD = 8


class Atom(NamedTuple):
    """One thing told.

    Attributes:
        kind: `length`, `begin`, `end` or `at`.
        first: offset of its beginning in the line.
        last: offset behind it.
        low: of a length, at least so many days.
        high: at most so many days.
        start: of a time, the first day that it can be.
        end: the last day that it can be.
        still: a beginning that says that it goes on ("since"), an end that is now.
        vague: told without a number or a date.
        share: of a time, the least and the most of it.
        infusions: it counts infusions.
        yearless: a time told without its year.
    """

    kind: str
    first: int
    last: int
    low: float = 0.0
    high: float = 0.0
    start: date = date.min
    end: date = date.max
    still: bool = False
    vague: bool = False
    share: Optional[Tuple[float, float]] = None
    infusions: bool = False
    yearless: bool = False


def beginnings(line: Line) -> Iterator[int]:
    """The offsets in a line where something that tells a time may begin."""
    for place in line.offsets:
        if line.text[place] in spans.FIGURES or line.text[place:line.text.find(" ", place)] in TRIGGERS:
            yield place


def atoms(line: Line, today: date, age: Optional[int]) -> Iterator[Atom]:
    """The things told in a line, in their order."""
    place = 0
    before: Optional[Atom] = None
    for start in beginnings(line):
        atom = _atom(line.text, start, today, age, before) if start >= place else None
        if atom is not None:
            if before is not None:
                yield _before(before, atom, line.text)
            place, before = atom.last, atom
    if before is not None:
        yield before


def _before(before: Atom, atom: Atom, text: str) -> Atom:
    """The time before "to" is a beginning: "January to June 2025"."""
    adjoins = before.kind == "at" and atom.kind == "end" and atom.first - before.last <= 1
    word = text[atom.first:text.find(" ", atom.first)]
    return before._replace(kind="begin") if adjoins and word in JOINS else before


def _atom(text: str, place: int, today: date, age: Optional[int], before: Optional[Atom]) -> Optional[Atom]:
    return (_infusions(text, place) or _child(text, place, today) or _not_for(text, place, today)
            or _begin(text, place, today, age) or _end(text, place, today, age, before)
            or _share(text, place, today, age) or _at(text, place, today, age)
            or _length(text, place, today) or _vaguely(text, place))


def _infusions(text: str, place: int) -> Optional[Atom]:
    """Six infusions every four weeks: from the first to the last, and the interval."""
    if not (text[place].isdigit() or text.startswith("e", place)) or not SOME_DOSE.search(text):
        return None
    match = next(filter(None, (form.match(text, place) for form in INFUSIONS)), None)
    if match is None:
        return None
    told = match.groupdict()
    days = int(told["count"]) * _interval(told)
    if not days or not (told.get("apart") or SOME_DOSE.search(match.group()) or int(told["count"]) > 1):
        return None
    return Atom("length", place, match.end(), days, days, infusions=True)


def _interval(told: "dict[str, Optional[str]]") -> float:
    rhythm = told.get("rhythm")
    if rhythm:
        return RHYTHMS[rhythm]
    amount = told.get("every") or told.get("apart") or "1"
    unit = lengths.DAYS[(told.get("unit") or told.get("apart_unit") or "week").rstrip("s")]
    return unit * (2.0 if amount == "other" else 1.0 if amount == "a" else float(amount))


def _child(text: str, place: int, today: date) -> Optional[Atom]:
    """Since my son was born, he is 3."""
    match = BORN_AND_NOW.match(text, place)
    if match is not None:
        unit, old = lengths.DAYS[(match["unit"] or "years").rstrip("s")], float(match["count"])
        return Atom("begin", place, match.end(), start=almanac.back(today, (old + 1) * unit),
                    end=almanac.back(today, old * unit), still=True)
    match = BORN.match(text, place)
    if match is None:
        return None
    start = almanac.back(today, almanac.MOST_DAYS)
    return Atom("begin", place, match.end(), start=start, end=today, still=True, vague=True)


def _not_for(text: str, place: int, today: date) -> Optional[Atom]:
    """Not taken for three years: it ended then."""
    match = NOT_FOR.match(text, place)
    length = lengths.at(text, match.end()) if match else None
    if length is None:
        return None
    return Atom("end", place, length.last, start=almanac.back(today, length.high),
                end=almanac.back(today, length.low))


def _begin(text: str, place: int, today: date, age: Optional[int]) -> Optional[Atom]:
    match = BEGIN.match(text, place)
    span = _ahead(text, match.end(), today, age) if match else None
    if match is None or span is None:
        return None
    kind, still = "begin", bool(match["still"])
    if still and NOT_SINCE.search(text, 0, place):
        kind, still = "end", False
    return Atom(kind, place, span.last, start=span.start, end=span.end, still=still, yearless=span.yearless)


def _end(text: str, place: int, today: date, age: Optional[int], before: Optional[Atom]) -> Optional[Atom]:
    match = END.match(text, place)
    if match is None:
        return None
    word = match.group().strip()
    if word in ("to", "-", "and", "through", "thru"):
        joined = before is not None and place - before.last <= 1 and before.kind in ("begin", "at")
        if not joined or (word == "and" and not text.startswith("between", before.first if before else 0)):
            return None
    now = spans.NOW.match(text, match.end())
    if now and word in JOINS | {"up until"}:
        return Atom("end", place, now.end(), start=today, end=today, still=True)
    span = _ahead(text, match.end(), today, age)
    if span is None:
        return None
    return Atom("end", place, span.last, start=span.start, end=span.end, yearless=span.yearless)


def _ahead(text: str, place: int, today: date, age: Optional[int]) -> Optional[spans.Span]:
    """The time told a few words further on in the same breath."""
    start = place
    for _ in range(MOST_WORDS_AHEAD):
        span = spans.at(text, place, today, age)
        if span is not None:
            return span
        place = text.find(" ", place) + 1
        if not place or place >= len(text) or NOT_BEHIND.search(text, start, place):
            return None
    return None


def _share(text: str, place: int, today: date, age: Optional[int]) -> Optional[Atom]:
    """Half of 2024, most of last year, all summer."""
    match = SHARE.match(text, place)
    span = spans.at(text, match.end(), today, age) if match else None
    if match is None or span is None:
        return None
    share = SHARES.get(match["share"], (1.0, 1.0))
    return Atom("at", place, span.last, start=span.start, end=min(span.end, today), share=share)


def _at(text: str, place: int, today: date, age: Optional[int]) -> Optional[Atom]:
    span = spans.at(text, place, today, age)
    if span is None or not (spans.stands_alone(span, text, place) or _before_to(span, text, today, age)):
        return None
    then = THEN_I.match(text, span.last)
    kind, last = ("end" if then["over"] else "begin", then.end()) if then else ("at", span.last)
    return Atom(kind, place, last, start=span.start, end=span.end, yearless=span.yearless)


def _before_to(span: spans.Span, text: str, today: date, age: Optional[int]) -> bool:
    """A bare month counts where another follows: "March to July"."""
    joined = TO.match(text, span.last)
    return joined is not None and spans.at(text, joined.end(), today, age) is not None


def _length(text: str, place: int, today: date) -> Optional[Atom]:
    length = lengths.at(text, place)
    if length is None or _tells_how_often(text, place):
        return None
    later = LATER.match(text, length.last)
    if later and STOPPING.search(text, 0, place):
        return Atom("length", place, later.end(), length.low, length.high, vague=length.vague)
    behind = NO_LENGTH.match(text, length.last)
    if behind and not (behind.group().strip() in ("before", "after") and text.endswith(" for ", 0, place)):
        return None
    since = SINCE_I.match(text, length.last)
    if since is None:
        return Atom("length", place, length.last, length.low, length.high, vague=length.vague)
    kind = "end" if since["over"] else "begin"
    return Atom(kind, place, since.end(), start=almanac.back(today, length.high),
                end=almanac.back(today, length.low), still=kind == "begin")


def _tells_how_often(text: str, place: int) -> bool:
    """Whether a length is a rhythm, or a time, of taking; "x 6 months" is a length as doctors write it."""
    written = text.endswith(" x ", 0, place) and text[place].isdigit()
    if text[place - 2:place - 1].isdigit() and A_DAY.match(text, place):   # "400 a day"
        return True
    return not written and HOW_OFTEN.search(text, max(place - 24, 0), place) is not None


def _vaguely(text: str, place: int) -> Optional[Atom]:
    """For years, forever; a while, not long."""
    match = LIFE.match(text, place)
    if match is not None:
        return Atom("length", place, match.end(), 2 * lengths.YEAR, 100 * lengths.YEAR, vague=True)
    match = A_WHILE.match(text, place)
    return Atom("length", place, match.end(), 0.0, 10 * lengths.YEAR, vague=True) if match else None
