"""The patient's own age in a line with figures, told without being asked for: "I am 34", "a 52 year old woman"."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, Iterator, NamedTuple, Optional

from understanding import almanac, birthdays, spans

ADULT = 18
LEAST_SAID = 10
NUMBER = r"(?P<age>\d{1,3}(?:\.5)?)"
# What follows a number that is no age: "34 weeks", "5 feet", "100 % sure", "12 years into it", "40 ish".
NO_AGE = (
    r"(?! ?(?:%|percent|weeks?|months?|days?|hours?|minutes?|feet|foot|ft|inch(?:es)?|lbs?|pounds?|kgs?|kilos?|cm|mg|"
    r"mcg|ml|g|miles?|times|x|different|doctors?|medicines|medications|meds|pills?|of (?:the|my|them|these|those)|"
    r"out of|steps|/ ?\d+|- ?\d+|\.\d+|"
    r"\d+(?! (?:years?|months?|weeks?|days?) (?:ago|back))|:|'s|s|th|degrees|dollars|or|ish|something|odd|plus|\+|"
    r"and (?:over|up|above|older))(?!\w)| years?(?!\w)(?! (?:old|of age|young|now|and|but|i|with|\d+ months?)(?!\w)|"
    r" [.,!?;]| $))(?!\w|\.\d)")
OLD = (r"(?: (?:years?|y|yr)(?: -)? (?:old|of age|young)| (?:yo|yold|y / o|y o|y\.o\.|y/o|years))?"
       r"(?:(?<=years)(?: and)? \d+ months?)?")
HOW = (r"(?:(?:just|only|now|currently|almost|nearly|going on|close to|pushing|still|not quite|not yet|actually|"
       r"already|a|an|at|soon|about to be|about to turn|going to be|going to turn|yes|exactly|like|running|nearing|"
       r"approaching|knocking on|hitting|coming up on|coming up to|complete|completed|reached|clocked) )*")
SELF = (r"(?:i am the patient and i am|i am|i will be|i will(?= complet)|i will turn|i will be turning|"
        r"i have just|i recently|i just|i have|i (?:dey|don reach|don clock|be|get|deh|stay)|"
        r"(?:me|mi) (?:a|ah|deh|be|is|don reach|turn)|i|am|"
        r"the patient is|patient is|my age (?:is|na|be|now is)|age is|age|aged|my age :|age :|my age|age - )")
TOLD = re.compile(rf"(?<= )(?:(?P<self>{SELF}) )?(?P<how>{HOW})"
                  rf"(?P<turned>turned |turning |turn |complete |completing )?{NUMBER}{NO_AGE}{OLD}(?P<yet> yet)?")
NAMED = re.compile(rf"(?<= )(?:i am|name is|name 's) \w+ ?, {NUMBER}(?= [,.]| $)")
YEAR_OLD = re.compile(rf"(?<= ){NUMBER}(?: (?:years?|yr)(?: -)? (?:old|of age|young)| (?:yo|y / o|y o|y/o)|"
                      r" /? ?(?:f|m|female|male|woman|man)(?! ')|(?: ,)? (?:female|male|woman|man))(?!\w)")
NOT_BUT = re.compile(rf"(?<= )i am not \d+ ?,? (?:but )?(?:i am |am )?{NUMBER}{NO_AGE}")
TO_COME = re.compile(r" ?,? (?:(?:on )?(?:my )?next (?:week|month|year|birthday)|"
                     r"tomorrow|in (?:just |about |only )?(?:\d+|a|a few|few|some) "
                     r"(?:days?|weeks?|months?)|(?:later )?this coming|soon)(?!\w)")
OVER = re.compile(r" (?:gone|past|just gone|just past|ago|just been)(?!\w)")
AT_A_TIME = re.compile(r" ?,? (?:(?:in|on|come|this|by|this coming|next|the) )+")
BIRTHDAY_TO_COME = re.compile(r"(?<= )(?:my (?P<age>\d{1,3})th birthday (?:is|will be|comes)(?! (?:over|past|behind))|"
                              r"(?:will be|going to be|turning|celebrating|having) my (?P<nth>\d{1,3})th"
                              r"(?: birthday)?)(?!\w)")
BIRTHDAY_HAD = re.compile(r"(?<= )(?:had|celebrated|was|passed|marked) my (?P<age>\d{1,3})th"
                          r"(?: birthday|(?= (?:[.,]|last|this|in|on|yesterday|the)| $))")
SOON = re.compile(r"\b(?:almost|nearly|going on|running|nearing|approaching|knocking on|"
                  r"coming up (?:on|to)|not (?:quite|yet)|close to|pushing|about to (?:be|turn)|turning|"
                  r"will (?:be|turn)|going to (?:be|turn)|soon|shy of)\b")
# Not the patient, or not now.
NOT_OWN = re.compile(
    r"\b(?:is|are|was|were|has|have|had|got|he|she|they|it|my|his|her|our|their|'s|with|of|to|at|since|until|when|"
    r"before|after|for|than|over|under|from|mom|father|son|daughter|sister|brother|turned|like|every) "
    r"(?:(?:a|an|now|only|about|just|almost|the|around|age) )*$")
OWN = re.compile(r"\b(?:patient is|age is|age) $")
AT_THAT_AGE = re.compile(
    r"\b(?:at|since|from|until|till|by|over|under|above|below|before|after|around|when|the|of|diagnosed|to|his|her|"
    r"their|legal|'s)(?: (?:i|my|the|an|about|around))* $")
AT_THAT_TIME = re.compile(r"\b(?:when|since|after|before|until|till|once|if) $")
CHILDREN = re.compile(
    r" (?:(?:baby|little|oldest|youngest) )?(?:son|daughter|child|children|kids?|boy|baby|twins?|grandson|"
    r"granddaughter|sister|brother|mom|mother|father|husband|wife|dog|cat|scar|house|car|injury|problem|"
    r"nephew|niece|at home)(?!\w)")
ALONE = re.compile(r"(?:[.,;!?]|\b(?:and|but|yes|just|recently|am|actually)) $")
GREETINGS = frozenset(("", "hi", "hello", "yes", ","))
BY_NUMBER = frozenset(("i", "am", "i have", "i just", "i recently", "i have just"))
CORRECTED = re.compile(
    r"(?P<turn>(?:[ ,.;-]|\b(?:i mean|hold on|hang on|make that|make it|no|wait|sorry|actually|correction|scratch|"
    rf"rather|oops|meant|that|i|is|am|it|not|my bad|should be|but)\b)+) {NUMBER}{NO_AGE}{OLD}")
CORRECTS = re.compile(r"\b(?:no|wait|sorry|mean|meant|actually|correction|scratch|rather|oops|make|hold|not)\b")
BIRTHDAY = re.compile(r"(?: ,)? (?:back )?(?:in |on |at |this coming )?(?:the )?")


class Told(NamedTuple):
    """An age and its place in the line; None when only its bounds are told, which `detail` has."""

    first: int
    last: int
    value: Optional[int]
    detail: Dict[str, Any]


def own_ages(text: str, today: date) -> Iterator[Told]:
    """The ages that the patient tells of himself, in no particular order; a correction is taken at once."""
    for told in _told(text, today):
        correction = CORRECTED.match(text, told.last)
        if correction is not None and CORRECTS.search(correction["turn"]):
            yield Told(told.first, correction.end(), int(float(correction["age"])), {})
        else:
            yield told


def of_birthday(birthday: birthdays.Birthday) -> Told:
    """The lower age (contract, section 4); left open where it would decide whether the patient is grown up."""
    low, high = birthday.low, birthday.high
    is_open = low < ADULT <= high
    return Told(birthday.first, birthday.last, low, {"open": True, "low": low, "high": high} if is_open else {})


def _told(text: str, today: date) -> Iterator[Told]:
    for pattern in (NOT_BUT, NAMED, BIRTHDAY_HAD):
        yield from map(_years, pattern.finditer(text))
    for match in BIRTHDAY_TO_COME.finditer(text):
        yield Told(match.start(), match.end(), int(match["age"] or match["nth"]) - 1, {})
    for match in TOLD.finditer(text):
        if _is_own(match, text):
            yield _with_birthday(match, text, today)
    for match in YEAR_OLD.finditer(text):
        others = NOT_OWN.search(text, 0, match.start()) and not OWN.search(text, 0, match.start())
        young = int(float(match["age"])) < LEAST_SAID and "old" not in match.group()   # "6m" is six months
        if not others and not young and not CHILDREN.match(text, match.end()):
            yield _years(match)
    yield from map(of_birthday, birthdays.birthdays(text, today))


def _is_own(match: "re.Match[str]", text: str) -> bool:
    """Whether "I am 34", "age 61", "turned 50" tells the age of the patient now."""
    said, first = match["self"], match.start()
    if said is None:
        return bool(match["turned"]) and (not text[:first].strip() or ALONE.search(text, 0, first) is not None)
    if said.startswith("i ") and said != "i have" and float(match["age"]) < LEAST_SAID and "old" not in match.group():
        return False
    if "age" in said:
        return AT_THAT_AGE.search(text, 0, first) is None
    if said not in BY_NUMBER:
        return True
    if match["turned"]:
        return said != "i" or AT_THAT_TIME.search(text, 0, first) is None
    return said in ("i", "am") and text[:first].strip() in GREETINGS


def _years(match: "re.Match[str]") -> Told:
    return Told(match.start(), match.end(), int(float(match["age"])), {})


def _with_birthday(match: "re.Match[str]", text: str, today: date) -> Told:
    """Turned 50 in May: 50 and the years since then. Turning 18 next month: 17 today."""
    soon = match["turned"] not in (None, "turned ") or match["yet"] or SOON.search(match.group())
    years = int(float(match["age"]))
    if not soon and not match["turned"]:
        return told_with_time(match, years, text, today)
    start = BIRTHDAY.match(text, match.end())
    span = spans.at(text, start.end(), today) if start else None
    if span is None:
        return Told(match.start(), match.end(), years - 1 if soon else years, {})
    if soon:
        return Told(match.start(), span.last, years - _years_to(span, today), {})
    if span.start > today:
        return _years(match)
    since = [almanac.age_on(today, min(day, today)) for day in (span.end, span.start)]
    return of_birthday(birthdays.Birthday(match.start(), span.last, years + since[0], years + since[1]))


def told_with_time(match: "re.Match[str]", years: int, text: str, today: date) -> Told:
    """An age with the time behind it: "18 next month" and "18 in December" are 17 in November.

    Of a month that is over this year it stays open whether the birthday has been or is the next one.
    """
    to_come = TO_COME.match(text, match.end())
    if to_come is not None:
        return Told(match.start(), to_come.end(), years - 1, {})
    start = AT_A_TIME.match(text, match.end())
    span = spans.at(text, start.end(), today) if start else None
    ahead = span is not None and (span.yearless or span.form == "season" or span.start > today)
    if span is None or not ahead or OVER.match(text, span.last):
        return Told(match.start(), match.end(), years, {})
    been = span.start <= today and (span.start.month, span.start.day) <= (today.month, today.day)
    return of_birthday(birthdays.Birthday(match.start(), span.last, years - 1, years if been else years - 1))


def _years_to(span: spans.Span, today: date) -> int:
    """Birthdays still to come up to and with that one; what has no year is the next one."""
    if span.start == span.end == today:
        return 0
    years = 0 if span.yearless else max(span.start.year - today.year, 0)
    passed = (span.start.month, span.start.day) <= (today.month, today.day)
    return 1 + years - (1 if years and passed else 0)
