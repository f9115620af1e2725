"""What tells how long: lengths, beginnings, ends and times in a line, and which of them belong together."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Iterator, List, NamedTuple, Optional, Tuple

from understanding import lengths, spans

# Where something that tells a time can begin.
TRIGGER = re.compile(
    r"(?<= )(?=\d|'\d|- |(?:an?|about|around|almost|nearly|over|under|more|less|at|up|just|only|not|half|the|few|several|many|"
    r"some|lots?|between|maybe|well|roughly|approximately|barely|longer|fewer|years|months|weeks|days|decades|"
    r"since|from|starting|started|start|began|begun|beginning|put|went|got|prescribed|as|"
    r"until|till|til|through|thru|and|stopped|stop|quit|ended|end|came|taken|took|finished|discontinued|last|off|have|had|"
    r"this|next|early|mid|late|in|on|during|all|most|whole|one|every|ever|always|forever|ages|yesterday|today|"
    r"when|back|previous|past|to|my|throughout|christmas|thanksgiving|easter|halloween|spring|summer|fall|autumn|winter|"
    rf"monthly|weekly|tomorrow|tonight|childhood|infancy|i|{'|'.join(spans.WEEKDAYS)}|{'|'.join(spans.MONTHS)})(?!\w))")
BEGIN = re.compile(r"(?:(?P<still>(?:ever )?since|as of|dating back to|going back to)|from|beginning|starting|started|start|"
                   r"began|begun|(?:got )?put on|went on|got on|prescribed|between) ")
END = re.compile(r"(?:up until|until|till|til|through(?!out)|thru|stopped|stop|quit|ended|came off|went off|taken off|took me off|"
                 r"got off|finished|discontinued|last (?:took|had|used|taken|dose|infusion|shot|one)|(?<!and )off (?:of )?(?:it |them )?since|to|-|and) ")
JOINS = frozenset("to - through thru until till til".split())
NOT_SINCE = re.compile(r"\b(?:not|never|stopped|quit|(?<!on and )off)\b(?! sure| certain| long| stopped| missed| and on)(?: (?!but|and|so)[\w']+){0,6} $")
NOT_FOR = re.compile(r"(?:not (?:been |actually |really )?(?:taken|had|used|been|on|taking|touched|needed|gotten)|"
                     r"been off|off)(?: (?:it|on|them|that|any|one|this|of|the|a dose|medicine|taking|been))*,? (?:for|in|now|over) ")
AGAIN = re.compile(r"(?:it has |it is |it 's )?(?:been )?(?:now )?")
SINCE_I = re.compile(r" (?:now )?since (?:i|they|we|my doctor) (?:have |had |was |were |got |last |first )*"
                     r"(?P<what>stopped|quit|took|ended|finished|off|started|began|put|on|prescribed|went)")
CHILD = re.compile(r"(?:ever )?since (?:my|our) (?:\w+ )?(?:son|daughter|kid|child|baby|boy|girl|twins|grandson|granddaughter|"
                   r"grandchild|oldest|youngest|eldest)(?: was| were| got)? born(?: [,.-]| and| who| which| -| \()*"
                   r"(?: (?:he|she|they|who|that)?(?: is| are| 's)?(?: now| just| turning| turned| about| almost)*)? ?"
                   r"(?P<count>\d+)(?: (?P<unit>years|year|months|weeks|month|week))?(?: old)?(?: now)?")
BORN = re.compile(r"(?:ever )?since (?:my|our) (?:\w+ ){1,2}(?:was |were )?born")
LIFE = re.compile(r"(?:for )?(?P<life>forever|ever|ages|always|(?:all |most of )?my (?:whole |entire |adult )*life|an eternity|eternity|"
                  r"as long as i can remember|years and years|years(?! (?:ago|old|of))(?<=for years)|decades(?<=for decades))(?! since)(?!\w)")
VAGUELY = re.compile(r"(?:for |not |quite |only |just |such |so |very |really |too |a )*(?P<vague>a while|a bit|while|some time|long time|"
                     r"short time|short while|little while|long|very long|bit|little bit)(?! (?:ago|back|term|as|acting|sleeves?|covid|before))(?!\w)")
SHARE = re.compile(r"(?P<share>(?:about |around |nearly |almost )?half|most|all|the whole|the entire|whole|all through|throughout|all throughout)"
                   r"(?: of)?(?: the)? (?=(?:19|20)\d\d|last|this|that|the|year|spring|summer|fall|autumn|winter|january|february|march|"
                   r"april|may|june|july|august|september|october|november|december)")
SHARES = {"half": (0.45, 0.55), "most": (0.5, 1.0)}
DOSE = r"(?:infusions?|doses?|shots?|injections?|treatments?|rounds?|courses?|cycles?|ivs?|drips?|pulses?|times)"
INFUSIONS = re.compile(rf"(?P<count>\d+)(?: (?:\w+ )?{DOSE})? ?,? ?(?:of (?:it|them|\w+) ?,? ?)?(?:given |got |that were |spaced |at )?"
                       rf"(?:(?:1 |once )?(?:every|each|per|a) (?P<every>\d+(?:\.\d+)?|other)? ?(?P<unit>weeks?|months?|days?|years?)|"
                       rf"(?P<apart>\d+(?:\.\d+)?|a) (?P<unit2>weeks?|months?|days?) apart|(?P<adverb>monthly|weekly))")
EVERY_FIRST = re.compile(rf"(?:every|each) (?P<every>\d+(?:\.\d+)?|other)? ?(?P<unit>weeks?|months?|days?|years?) (?:for |x )?(?P<count>\d+) {DOSE}")
MONTHLY = re.compile(rf"(?P<count>\d+) (?P<adverb>monthly|weekly|biweekly) {DOSE}")
RHYTHM = {"monthly": 30.4, "weekly": 7.0, "biweekly": 14.0}
FREQUENT = re.compile(r"(?:every|each|per|once|twice|thrice|times|other|mg|g|ml|mcg|milligrams?|grams?|pills?|tablets?|capsules?|doses?|"
                      r"dose|shots?|units?|hours?|one|\dx|x|injections?|infusions?|pregnant) (?:in |an? |every )?$|\bevery (?:about |other )?$")
NOT_TAKING = re.compile(r"\bin the (?:last |past |previous )*$|\b(?:within|during|over) (?:the )?(?:last |past |previous )*$|"
                        r"\b(?:past|last|within|inside) $(?<=the 24 )|\bin $")
NO_LENGTH = re.compile(r" (?:old|of age|pregnant|along|ago|back|from now|later|before|after(?! (?:i|that|it)\b)|apart|postpartum|premature|early|gestation|in advance|supply)(?!\w)")
LINK = re.compile(r" ?(?:(?:and|but|then|i|it|that|was|were|which|ended|they|we|he|she|my|doctor|rheumatologist|have|had|has|been|to|about|around|taking|because|took|"
                  r"taken|on|for|after|of|only|in|just|maybe|so|when|until|them|this|,|\.|;|-|at|now|or|got|would|say|think|did|me|"
                  r"off|time|total|altogether|back|again|during|sometime|some|with|probably|still|am|is|the|medicine|using|used|yeah|stayed|lasted|"
                  r"side|effects|due|like|treatment|starting|started) ?)*")
TO = re.compile(r" (?:to|-|through|thru|until|till|til) ")
AND_AGAIN = re.compile(rf"(?: ?(?:,|and|then|again|in|on|1|2th|another|other|the|a|last|was|one|{DOSE}|it|had|got|i|of|them|around|about|at|more|since|next|first|1th))* ?")
DOSED = re.compile(rf" (?:{DOSE}|1 (?:in|on|at|last|this|\w+ infusion))(?!\w)")
STILL = re.compile(r"\b(?:still|ongoing|currently|so far|and counting|till now|until now|to date|to this day|been (?:on|taking|using|getting|having)|"
                   r"have been|has been|am (?:taking|using|getting|on)|now)\b")
OVER = re.compile(r"\b(?:stopped|quit|was on|were on|ended|came off|went off|taken off|used to|finished|discontinued|no longer|not anymore|"
                  r"until|till|took me off|i took|for a while there)\b")
NOT_BEHIND = re.compile(r"[.,;!?]|\b(?:and|but|then|stopped|quit|for|until|till|because|when)\b")


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


class Phrase(NamedTuple):
    """Atoms that belong together."""

    atoms: Tuple[Atom, ...]

    @property
    def start(self) -> int:
        """Offset of its beginning."""
        return self.atoms[0].first

    @property
    def last(self) -> int:
        """Offset behind it."""
        return self.atoms[-1].last

    def of(self, kind: str) -> Optional[Atom]:
        """Its atom of a kind, or None."""
        return next((atom for atom in self.atoms if atom.kind == kind), None)

    @property
    def kind(self) -> str:
        """How it is told: length, since, range, stopped or infusions."""
        if any(atom.infusions for atom in self.atoms):
            return "infusions"
        begin, end = self.of("begin"), self.of("end")
        if begin and end:
            return "range"
        if self.of("length"):
            return "length"
        return "since" if begin else "stopped" if end else "length"

    def ongoing(self, text: str) -> Optional[bool]:
        """Whether it goes on still, where that is said."""
        end, begin = self.of("end"), self.of("begin")
        if end:
            return end.still
        around = text[max(self.start - 40, 0):self.last + 25]
        if begin and (begin.still or not self.of("length")):
            return True
        if OVER.search(around):
            return False
        return True if STILL.search(around) else None


def phrases(text: str, today: date, age: Optional[int]) -> List[Phrase]:
    """The phrases of a line, in their order."""
    grouped: List[List[Atom]] = []
    for atom in _atoms(text, today, age):
        if grouped and _belongs(grouped[-1], atom, text):
            grouped[-1].append(atom)
        else:
            grouped.append([atom])
    return _dated_infusions([Phrase(tuple(group)) for group in grouped], text, today)


def _belongs(group: List[Atom], atom: Atom, text: str) -> bool:
    kinds = {each.kind for each in group}
    if atom.kind in kinds or (atom.kind == "at" and kinds & {"begin", "end"}):
        return False
    if "at" in kinds and atom.kind in ("begin", "end"):
        return False
    return LINK.fullmatch(text[group[-1].last:atom.first]) is not None


def _dated_infusions(found: List[Phrase], text: str, today: date) -> List[Phrase]:
    """Infusions told by dates run from the first to the last: "one in March and one in September"; or to today."""
    if not DOSED.search(text):
        return found
    merged: List[Phrase] = []
    for phrase in found:
        before = merged[-1].atoms[0] if merged else None
        if before and len(merged[-1].atoms) == 1 and _next_infusion(before, phrase.atoms[0], text):
            first, last = sorted((before, phrase.atoms[0]), key=lambda atom: atom.start)
            if STILL.search(text, phrase.last):
                last = last._replace(start=today, end=today, still=True)
            merged[-1] = Phrase((first._replace(kind="begin", first=before.first, infusions=True),
                                 last._replace(kind="end", last=phrase.last)))
        else:
            merged.append(phrase)
    return merged


def _next_infusion(before: Atom, atom: Atom, text: str) -> bool:
    return (before.kind in ("at", "begin") and not before.still and atom.kind in ("at", "end")
            and AND_AGAIN.fullmatch(text[before.last:atom.first]) is not None)


def _atoms(text: str, today: date, age: Optional[int]) -> Iterator[Atom]:
    place = 0
    before: Optional[Atom] = None
    for match in TRIGGER.finditer(text):
        if match.start() < place:
            continue
        atom = _atom(text, match.start(), today, age, before)
        if atom is not None:
            if before is not None:
                yield _joined(before, atom, text)
            place, before = atom.last, atom
    if before is not None:
        yield before


def _joined(before: Atom, atom: Atom, text: str) -> Atom:
    """The time before "to" is a beginning: "January to June 2025"."""
    word = text[atom.first:atom.last].split(" ", 1)[0]
    adjoins = before.kind == "at" and atom.kind == "end" and atom.first - before.last <= 1 and word in JOINS
    return before._replace(kind="begin") if adjoins else before


def _atom(text: str, place: int, today: date, age: Optional[int], before: Optional[Atom]) -> Optional[Atom]:
    return (_infusions(text, place) or _child(text, place, today) or _not_for(text, place, today)
            or _begin(text, place, today, age) or _end(text, place, today, age, before) or _share(text, place, today, age)
            or _at(text, place, today, age) or _length(text, place, today) or _vaguely(text, place))


def _infusions(text: str, place: int) -> Optional[Atom]:
    match = (MONTHLY.match(text, place) or INFUSIONS.match(text, place) or EVERY_FIRST.match(text, place))
    if match is None or not re.search(DOSE, text):
        return None
    told = match.groupdict()
    if told.get("adverb"):
        interval = RHYTHM[told["adverb"]]
    else:
        amount = told.get("every") or told.get("apart") or "1"
        unit = (told.get("unit") or told.get("unit2") or "week").rstrip("s")
        interval = {"other": 2.0, "a": 1.0}.get(amount, 0.0) or float(amount)
        interval *= lengths.DAYS[unit]
    days = int(told["count"]) * interval
    if not days or (not told.get("apart") and not re.search(DOSE, match.group()) and int(told["count"]) < 2):
        return None
    return Atom("length", place, match.end(), days, days, infusions=True)


def _child(text: str, place: int, today: date) -> Optional[Atom]:
    match = CHILD.match(text, place)
    if match is not None:
        unit = lengths.DAYS[(match["unit"] or "years").rstrip("s")]
        old = float(match["count"])
        return Atom("begin", place, match.end(), start=_back(today, (old + 1) * unit), end=_back(today, old * unit), still=True)
    match = BORN.match(text, place)
    if match is None:
        return None
    return Atom("begin", place, match.end(), start=_back(today, 80 * 365), end=today, still=True, vague=True)


def _back(today: date, days: float) -> date:
    return today - timedelta(days=int(min(days, 43800)))


def _not_for(text: str, place: int, today: date) -> Optional[Atom]:
    """Not taken for three years: it ended then."""
    match = NOT_FOR.match(text, place)
    if match is None:
        return None
    length = lengths.at(text, match.end())
    if length is None:
        return None
    return Atom("end", place, length.last, start=_back(today, length.high), end=_back(today, length.low))


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
    if word in ("to", "-", "and"):
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
    """The time told at most five words further on in the same breath."""
    start = place
    for _ in range(6):
        span = spans.at(text, place, today, age)
        if span is not None:
            return span
        place = text.find(" ", place) + 1
        if not place or place >= len(text) or NOT_BEHIND.search(text, start, place):
            return None
    return None


def _share(text: str, place: int, today: date, age: Optional[int]) -> Optional[Atom]:
    match = SHARE.match(text, place)
    if match is None:
        return None
    span = spans.at(text, match.end(), today, age)
    if span is None and text.startswith("year", match.end()):
        return None
    if span is None:
        return None
    share = next((SHARES[word] for word in SHARES if word in match["share"]), (1.0, 1.0))
    return Atom("at", place, span.last, start=span.start, end=min(span.end, today), share=share)


def _at(text: str, place: int, today: date, age: Optional[int]) -> Optional[Atom]:
    span = spans.told(text, place, today, age) or _before_to(text, place, today, age)
    return Atom("at", place, span.last, start=span.start, end=span.end, yearless=span.yearless) if span else None


def _before_to(text: str, place: int, today: date, age: Optional[int]) -> Optional[spans.Span]:
    """A bare month counts where another follows: "March to July"."""
    span = spans.at(text, place, today, age)
    joined = TO.match(text, span.last) if span else None
    return span if joined and spans.at(text, joined.end(), today, age) else None


def _length(text: str, place: int, today: date) -> Optional[Atom]:
    length = lengths.at(text, place)
    if length is None:
        return None
    before = text[max(place - 24, 0):place]
    if FREQUENT.search(before) or NOT_TAKING.search(before) or NO_LENGTH.match(text, length.last):
        return None
    since = SINCE_I.match(text, length.last)
    if since is not None:
        kind = "end" if since["what"] in ("stopped", "quit", "took", "ended", "finished", "off") else "begin"
        return Atom(kind, place, since.end(), start=_back(today, length.high), end=_back(today, length.low),
                    still=kind == "begin")
    return Atom("length", place, length.last, length.low, length.high, vague=length.vague)


def _vaguely(text: str, place: int) -> Optional[Atom]:
    match = LIFE.match(text, place)
    if match is not None and match["life"] != "ever":
        return Atom("length", place, match.end(), 730.0, 36500.0, vague=True)
    match = VAGUELY.match(text, place)
    if match is None or (match["vague"] in ("bit", "little bit", "long", "while") and match.group() == match["vague"]):
        return None
    return Atom("length", place, match.end(), 0.0, 3650.0, vague=True)
