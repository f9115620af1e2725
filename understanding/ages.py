"""The patient's age: told in years, by a birth year, or by a birthday."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from understanding import spans
from understanding.found import Found
from understanding.line import chosen, written
from understanding.text import Word

OLDEST = 120
ADULT = 18
LEAST_SAID = 10
NUMBER = r"(?P<age>\d{1,3}(?:\.5)?)"
# What follows a number that is no age: "34 weeks", "5 feet", "100 % sure".
NO_AGE = (r"(?! ?(?:%|percent|weeks?|months?|days?|hours?|minutes?|feet|foot|ft|inch(?:es)?|lbs?|pounds?|kgs?|kilos?|cm|mg|mcg|ml|g|"
          r"miles?|times|x|different|doctors?|medicines|medications|meds|pills?|of the|of (?:my|them|these|those)|out of|in \d|steps|"
          r"/ ?\d+|- ?\d+|\d+|\.\d+|:|'s|s|th|degrees|dollars|or|ish|something|odd|plus|\+|and (?:over|up|above|older))(?!\w)| years?(?!\w)(?! (?:old|of age|young|now|and|but|i|with)(?!\w)| [.,!?;]| $))(?!\w|\.\d)")
OLD = r"(?: (?:years?|y|yr)(?: -)? (?:old|of age|young)| (?:yo|yold|y / o|y o|y\.o\.|y/o|years))?"
SOON = re.compile(r"\b(?:almost|nearly|going on|not (?:quite|yet)|close to|pushing|about to (?:be|turn)|turning|will (?:be|turn|be turning)|"
                  r"going to (?:be|turn)|soon|shy of)\b")
HOW = (r"(?P<how>(?:(?:just|only|now|currently|almost|nearly|going on|close to|pushing|still|not quite|not yet|actually|"
       r"already|a|an|at|soon|about to be|about to turn|going to be|going to turn|yes|exactly|like) )*)")
SELF = (r"(?:i am|i am the patient and i am|i will be|i will turn|i will be turning|i|am|i have|the patient is|patient is|my age is|"
        r"age is|age|aged|my age :|age :|my age|age - |i have just|i just|i recently)")
TOLD = re.compile(rf"(?<= )(?:(?P<self>{SELF}) )?{HOW}(?P<turned>turned |turning |turn )?{NUMBER}{NO_AGE}{OLD}(?P<yet> yet)?")
NAMED = re.compile(rf"(?<= )(?:i am|name is|name 's) \w+ ?, {NUMBER}(?= [,.]| $)")
YEAR_OLD = re.compile(rf"(?<= ){NUMBER}(?: (?:years?|yr)(?: -)? (?:old|of age|young)| (?:yo|y / o|y o|y/o)| /? ?(?:f|m|female|male|woman|man)(?! ')|"
                      r"(?: ,)? (?:female|male|woman|man))(?!\w)")
NOT_BUT = re.compile(rf"(?<= )i am not \d+ ?,? (?:but )?(?:i am |am )?{NUMBER}{NO_AGE}")
# Not the patient, or not now.
NOT_OWN = re.compile(r"\b(?:is|are|was|were|has|have|had|got|he|she|they|it|my|his|her|our|their|'s|with|of|to|at|since|until|when|before|"
                     r"after|for|than|over|under|from|mom|father|son|daughter|sister|brother|turned|like|every) "
                     r"(?:(?:a|an|now|only|about|just|almost|the|around|age) )*$")
OWN = re.compile(r"\b(?:patient is|age is|age) $")
NOT_AT_AGE = re.compile(r"\b(?:at|since|from|until|till|by|over|under|above|below|before|after|around|when|the|of|diagnosed|to|till|his|her|"
                        r"their|legal|son 's|daughter 's|'s)(?: (?:i|my|the|an|about|around))* $")
ALONE = re.compile(r"(?:[.,;!?]|\b(?:and|but|yes|just|recently|am|actually)) $")
CHILDREN = re.compile(r" (?:(?:baby|little|oldest|youngest) )?(?:son|daughter|child|children|kids?|boy|baby|twins?|grandson|granddaughter|"
                      r"sister|brother|mom|mother|father|husband|wife|dog|cat|scar|house|car|injury|problem|nephew|niece|at home)(?!\w)")
BORN = re.compile(r"(?<= )(?:i (?:was|am|got) )?(?:born|birthday|birth ?date|birthdate|dob|d\.o\.b\.|d o b|date of birth|birth year|year of birth|"
                  r"my birthday)(?: (?:is|was|:|-|on|in|the|year|back|around|=|of|day|,))* ")
OTHERS_BORN = re.compile(r"\b(?:son|daughter|kids?|child|children|baby|twins|he|she|they|mom|father|husband|wife|sister|brother|who|it|"
                         r"his|her|their|'s)(?: (?:was|were|is|got|who))* $")
SHORT_YEAR = re.compile(r"(?P<year>'?\d\d)(?! ?/|\d|\.\d| [a-z]*\d)(?!\w)")
CORRECTED = re.compile(r"(?:[ ,.;-]|\b(?:i mean|hold on|hang on|make that|make it|no|wait|sorry|actually|correction|scratch|rather|oops|"
                       rf"meant|that|i|is|am|it|not|my bad|it is|should be|but)\b)+ {NUMBER}{NO_AGE}{OLD}")
CORRECTS = re.compile(r"\b(?:no|wait|sorry|mean|meant|actually|correction|scratch|rather|oops|make|hold|not)\b")
DECADES = {"teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fourties": 40, "fifties": 50, "sixties": 60,
           "seventies": 70, "eighties": 80, "nineties": 90}
DECADE = re.compile(r"(?:(?P<part>early|mid|middle|late) )?(?:(?P<word>" + "|".join(DECADES) + r")|(?P<figures>[1-9]0) ?(?:'s|s))(?!\w)")
PARTS = {"early": (0, 3), "mid": (3, 7), "middle": (3, 7), "late": (7, 9), None: (0, 9)}
ROUGHLY = re.compile(r"\b(?:around|about|roughly|approximately|somewhere near|ish)\b (?P<first>\d+)(?!\w)|(?P<second>\d+) ?(?:-? ?ish|or so|something|odd)(?!\w)")
OVER = re.compile(r"\b(?:over|above|older than|at least|more than)(?: the age of| age)? (?P<first>\d+)|(?P<second>\d+) (?:or (?:older|over|above|more)|plus|\+|and (?:over|above|up|older))")
UNDER = re.compile(r"\b(?:under|below|younger than|less than|not even|not yet|not)(?: the age of| age)? (?P<first>\d+)(?P<yet> yet)?(?! ?,? (?:but|i am|\d))")
EITHER = re.compile(r"(?P<first>\d+) ?(?:or|-|to|maybe) ?(?P<second>\d+)(?!\w)")
BARE = re.compile(rf"(?<= )(?P<how>(?:almost |nearly |going on |not quite |about to be |about to turn |turning |just turned |close to )*){NUMBER}{NO_AGE}{OLD}")
BARE_NOT = re.compile(rf"(?<= )not \d+ ?,? (?:but )?{NUMBER}{NO_AGE}")
ENDED = re.compile(NO_AGE)
FLUFF = re.compile(r"[.,!?;:#]|\b(?:i|am|it|is|that|would|be|my|age|years?|old|yes|yeah|sure|okay|please|thanks|thank|you|um|like|so|just|think|"
                   r"believe|guess|now|currently|the|answer|number|hi|hello|actually|exactly|only|say|said|told|already|you|me|of|s|'s|"
                   r"honey|sir|maam|ma'am|dear|young|no|wait|sorry|mean|meant|not|but|make|hold|on|correction|oops|rather|scratch|a|and|"
                   r"turned|this|last|month|week|year|recently|still|unfortunately|proud|proudly)\b")


class Told(NamedTuple):
    """An age and its place in the line."""

    start: int
    last: int
    value: Optional[int]
    detail: Dict[str, Any]


def ages(words: Sequence[Word], today: date) -> List[Found]:
    """Every age of the patient told without being asked for.

    Args:
        words: the plain words of the utterance.
        today: the day of the conversation.

    Returns:
        Whole years. Of a birth year the lower age (contract, section 4); where it leaves 17 and 18 open, `detail` has
        `open`, `low` and `high`.
    """
    line = written(words)
    found = []
    for told in _told(line.text, today):
        told = _corrected(line.text, told)
        if told.value is not None and 0 <= told.value <= OLDEST:
            found.append(line.found("age", told.value, told.start, told.last, told.detail))
    return chosen(found)


def bare_age(words: Sequence[Word], today: date) -> Optional[Found]:
    """The answer to the question for the age, where a bare number, year or date counts; None when there is none.

    An age told only roughly has the value None, and `detail` has `vague`, `low` and `high`.
    """
    line = written(words)
    own = ages(words, today)
    if own:
        return own[-1]
    told = _vague(line.text) or _birth(line.text, today) or _bare(line.text)
    if told is None or (told.value is not None and not 0 < told.value <= OLDEST):
        return None
    return line.found("age", told.value, told.start, told.last, told.detail)


def _told(text: str, today: date) -> Iterator[Told]:
    for match in NOT_BUT.finditer(text):
        yield _years(match)
    for match in NAMED.finditer(text):
        yield _years(match)
    for match in TOLD.finditer(text):
        told = _own(match, text, today)
        if told is not None:
            yield told
    for match in YEAR_OLD.finditer(text):
        before = match.start()
        if (OWN.search(text, 0, before) or not NOT_OWN.search(text, 0, before)) and not CHILDREN.match(text, match.end()):
            yield _years(match)
    for match in BORN.finditer(text):
        if not OTHERS_BORN.search(text, 0, match.start()):
            told = _born(text, match.end(), today)
            if told is not None:
                yield told._replace(start=match.start())


def _own(match: "re.Match[str]", text: str, today: date) -> Optional[Told]:
    """An age told of oneself: "I am 34", "age 61", "I turned 50 in May", "I will be 18 in March"."""
    said = match["self"]
    if said is None:
        alone = match["turned"] and (not text[:match.start()].strip() or ALONE.search(text, 0, match.start()))
        return _with_birthday(match, text, today) if alone else None
    if said.endswith(("age", "aged", ":", "-", "age is")) and NOT_AT_AGE.search(text, 0, match.start()):
        return None
    if said in ("i", "i have", "am", "i just", "i recently", "i have just") and not (
            match["turned"] or (said in ("i", "am") and text[:match.start()].strip() in ("", "hi", "hello", "yes", ","))):
        return None
    if said == "i" and re.search(r"\b(?:when|since|after|before|until|till|once|if) $", text[:match.start()]):
        return None
    if said == "i am" and float(match["age"]) < LEAST_SAID and "old" not in match.group():
        return None
    return _with_birthday(match, text, today)


def _with_birthday(match: "re.Match[str]", text: str, today: date) -> Told:
    told = _years(match)
    if match["turned"] == "turned ":
        return _turned(text, told, today)
    soon = match["turned"] or SOON.search(match.group()) or match["yet"]
    return _before_birthday(text, told, today) if soon else told


def _years(match: "re.Match[str]") -> Told:
    return Told(match.start(), match.end(), int(float(match["age"])), {})


def _turned(text: str, told: Told, today: date) -> Told:
    """Turned 50 in May: 50 and the years since then."""
    span = _next_span(text, told.last, today)
    if span is None or told.value is None or span.start > today:
        return told
    low, high = (told.value + _age_on(today, day) for day in (min(span.end, today), span.start))
    return _between(told.start, span.last, low, high)


def _before_birthday(text: str, told: Told, today: date) -> Told:
    """Turning 18 next month: 17 today."""
    if told.value is None:
        return told
    span = _next_span(text, told.last, today)
    years = max(span.start.year - today.year, 0) if span and not span.yearless else 0
    if years and span and (span.start.month, span.start.day) <= (today.month, today.day):
        years -= 1
    if span and span.start == span.end == today:
        return Told(told.start, span.last, told.value, {})
    return Told(told.start, span.last if span else told.last, told.value - 1 - years, {})


def _next_span(text: str, place: int, today: date) -> Optional[spans.Span]:
    match = re.compile(r"(?: ,)? (?:back )?(?:in |on |at |this coming )?(?:the )?").match(text, place)
    return spans.at(text, match.end(), today) if match else None


def _born(text: str, place: int, today: date) -> Optional[Told]:
    span = spans.at(text, place, today)
    if span is not None and (span.yearless or span.form not in BIRTHDAYS):
        return None
    if span is None:
        match = SHORT_YEAR.match(text, place)
        if match is None:
            return None
        year = spans.full_year(match["year"], today)
        span = spans.Span(date(year, 1, 1), date(year, 12, 31), match.end(), "year")
    if span.start > today:
        return None
    return _between(place, span.last, _age_on(today, min(span.end, today)), _age_on(today, span.start))


BIRTHDAYS = frozenset("iso numeric spoken monthyear daymonth monthday season year".split())


def _between(start: int, last: int, low: int, high: int) -> Told:
    """The lower age; left open where it would decide whether the patient is grown up."""
    is_open = low < ADULT <= high
    return Told(start, last, low, {"open": True, "low": low, "high": high} if is_open else {})


def _age_on(today: date, born: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _corrected(text: str, told: Told) -> Told:
    """The later of two: "I am 43, no wait, 44"."""
    match = CORRECTED.match(text, told.last)
    if match is None or not CORRECTS.search(text, told.last, match.start("age")):
        return told
    return Told(told.start, match.end(), int(float(match["age"])), {})


def _birth(text: str, today: date) -> Optional[Told]:
    """A year or a date and nothing else: the birthday."""
    stripped = text.strip(" .,!?")
    if not stripped or not (stripped[0].isalnum() or stripped[0] == "'"):
        return None
    place = text.index(stripped)
    start = re.compile(r"(?:(?:it is|in|on|that is|year|the year|i think|from|it was|was|the) )*").match(text, place)
    told = _born(text, start.end(), today) if start and spans.at(text, start.end(), today) else None
    return told if told and not FLUFF.sub("", text[told.last:]).strip() else None


def _vague(text: str) -> Optional[Told]:
    match = DECADE.search(text)
    if match is not None and not re.search(r"\bborn\b", text):
        decade = DECADES[match["word"]] if match["word"] else int(match["figures"])
        low, high = PARTS[match["part"]]
        return _roughly(match, decade + low, decade + high)
    return _bounded(text)


def _bounded(text: str) -> Optional[Told]:
    """Over 18, under 18, around 40, 34 or 35."""
    for pattern in (OVER, UNDER, ROUGHLY, EITHER):
        match = pattern.search(text)
        if match is None or ENDED.match(text, match.end()) is None:
            continue
        low, high = _bounds(pattern, match)
        if low <= high <= OLDEST:
            return _roughly(match, low, high)
    return None


def _bounds(pattern: "re.Pattern[str]", match: "re.Match[str]") -> Tuple[int, int]:
    number = _either(match)
    if pattern is OVER:
        return number, OLDEST
    if pattern is UNDER:
        merely_not = match.group().startswith("not ") and not re.search("even|yet", match.group())
        return (1, 0) if merely_not else (0, number - 1)
    return (number - 3, number + 3) if pattern is ROUGHLY else (number, int(match["second"]))


def _either(match: "re.Match[str]") -> int:
    return int(match["first"] or match["second"])


def _roughly(match: "re.Match[str]", low: int, high: int) -> Told:
    return Told(match.start(), match.end(), None, {"vague": True, "low": low, "high": high})


def _bare(text: str) -> Optional[Told]:
    """A bare number, the last one when the patient corrects it; two single figures are one number."""
    digits = re.fullmatch(r"[ .,]*(?P<tens>[1-9]) (?P<ones>\d)[ .,!#]*", text)
    if digits is not None:
        return Told(digits.start("tens"), digits.end("ones"), int(digits["tens"] + digits["ones"]), {})
    matches = list(BARE_NOT.finditer(text)) or list(BARE.finditer(text))
    if not matches or FLUFF.sub("", BARE.sub("", text)).strip(" -"):
        return None
    values = [_bare_value(match) for match in matches]
    if len(set(values)) > 1 and not CORRECTS.search(text):
        return None
    return Told(matches[-1].start(), matches[-1].end(), values[-1], {})


def _bare_value(match: "re.Match[str]") -> int:
    years = int(float(match["age"]))
    how = match.groupdict().get("how") or ""
    return years - 1 if how and "turned" not in how else years
