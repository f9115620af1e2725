"""The blood tests for the four antibodies of the listing (I4). ANA, Ro, La and RNP count for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, List, Optional

from prescreen.answers import ALL_NEGATIVE, UNSURE
from understanding.clauses import STOPS
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.results import BARE, NEGATIVE, POSITIVE, UNKNOWN, results
from understanding.mentions import Mention
from understanding.stance import UNSURE as NOT_SURE
from understanding.stance import stances
from understanding.utterance import Utterance

FACT = "autoantibodies"
FOUR = ("anti-dsDNA", "anti-Sm", "anti-histone", "anti-chromatin")   # in the order that the question names them
HAVING = frozenset("have had got carry".split())
COUNTED = {"first": (0,), "1": (0,), "second": (1,), "2": (1,), "third": (2,), "3": (2,), "fourth": (3,), "4": (3,),
           "one": (0,), "two": (1,), "three": (2,), "four": (3,), "last": (3,), "first two": (0, 1),
           "last two": (2, 3), "first three": (0, 1, 2), "last three": (1, 2, 3), "first 2": (0, 1), "last 2": (2, 3)}
ALL_FOUR = frozenset("all four 4 of them the yes yeah every one were was positive i had have above ones you "
                     "named listed said".split())
ORDINALS = r"(?:first|last) (?:two|three|2)|first|second|third|fourth|last"
ORDINAL = re.compile(rf"\b(?:{ORDINALS})\b")
PLACED = re.compile(rf"(?:(?:the|number|no\.?|option|it was|i think|and|or|,|only|just|maybe|probably|one|ones|was|"
                    rf"were|"
                    rf"those|{ORDINALS}|[1-4]|two|three|four|\.) ?)+")
PLACE = re.compile(rf"{ORDINALS}|(?<![a-z])(?:[1-4]|(?<=number )(?:one|two|three|four))(?![a-z0-9])")


def read(utterance: Utterance) -> Outcome:
    """The positive ones, all four negative, or unsure; a bare yes or no is asked back."""
    asked = utterance.question.fact == FACT
    found = results(utterance)
    positive = _positive(utterance, found, asked)
    if positive:
        return answered(utterance.said(FACT, positive, None if asked else _last_named(utterance, positive)))
    if not asked:
        return _taken_back(utterance, found)
    return _without_positive(utterance, found)


def _taken_back(utterance: Utterance, found: Dict[str, str]) -> Outcome:
    """A test told before as positive, and at another question as negative or not known: "the DNA was negative"."""
    known = utterance.known.get(FACT)
    if not isinstance(known, list) or not any(found.get(name) in (NEGATIVE, UNKNOWN) for name in known):
        return NOTHING
    kept = [name for name in known if found.get(name) not in (NEGATIVE, UNKNOWN)]
    return answered(replace(utterance.said(FACT, kept or UNSURE), correction=True))


def _positive(utterance: Utterance, found: Dict[str, str], asked: bool) -> List[str]:
    positive = {name for name in FOUR if found.get(name) == POSITIVE or (
        found.get(name) == BARE and _bare_is_positive(utterance, name, asked))}
    if asked and not positive:
        positive = _placed(utterance)
    if asked and _all_positive(utterance, found):
        positive = {name for name in FOUR if found.get(name) not in (NEGATIVE, UNKNOWN)}
    return [name for name in FOUR if name in positive]


def _bare_is_positive(utterance: Utterance, name: str, asked: bool) -> bool:
    """One named without its result: it answers "which were positive?"; elsewhere "I have" must stand before it."""
    mentions = utterance.of("antibody", name)
    if not asked:
        return any(HAVING.intersection(utterance.plain_words(each.clause)) and utterance.about_patient(each)
                   for each in mentions)
    stance = utterance.stance
    clauses = {each.clause for each in mentions}
    if stance is None or _has_own_yes(utterance, min(clauses)):
        return True
    if stance.value == NOT_SURE and stance.clause in clauses and utterance.asks("autoantibodies_which"):
        return True
    if stance.value == NOT_SURE or stance.sign == "no":
        return stance.clause < min(clauses) and stance.sign == "no" and utterance.corrects
    return True


def _has_own_yes(utterance: Utterance, clause: int) -> bool:
    """"Yes the DNA one, no to Smith": the yes beside it counts."""
    beside = [each for each in stances(utterance.reading) if clause - 1 <= each.clause <= clause + 1]
    return bool(beside) and beside[0].sign == "yes" and beside[-1].sign == "yes" and len(stances(utterance.reading)) > 1


def _placed(utterance: Utterance) -> "set[str]":
    """Those named by their place in the question: "the first one", "1 and 3"."""
    plain = utterance.reading.plain.strip(" .!")
    only_in_words = not utterance.asks("autoantibodies_which")
    if utterance.asks("autoantibodies_negative") or not PLACED.fullmatch(plain):
        return set()
    if only_in_words and not ORDINAL.search(plain):
        return set()
    return {FOUR[place] for told in PLACE.findall(plain) for place in COUNTED.get(told, ())}


def _all_positive(utterance: Utterance, found: Dict[str, str]) -> bool:
    """"All of them", where the positive ones were asked for."""
    if not utterance.reading.has("four", "all") or _told(utterance, NEGATIVE, UNKNOWN):
        excepted = utterance.reading.has("four", "all") and any(found.get(name) == NEGATIVE for name in FOUR)
        return excepted and _told(utterance, POSITIVE) and not _told(utterance, NEGATIVE, UNKNOWN)
    stance = utterance.stance
    if (stance is not None and stance.value == NOT_SURE) or _is_all_of_something_else(utterance, found):
        return False
    said = {word for word in utterance.reading.plain.split() if word not in STOPS}
    only = utterance.asks("autoantibodies_which") or said <= ALL_FOUR
    return _told(utterance, POSITIVE) or (only and (stance is None or stance.sign == "yes"))


def _is_all_of_something_else(utterance: Utterance, found: Dict[str, str]) -> bool:
    """"All I remember is that the Smith was high": one is named, and the "all" has no result."""
    clauses = {each.clause for each in utterance.reading.of("result", POSITIVE)}
    apart = all(each.clause not in clauses for each in utterance.reading.of("four", "all"))
    return apart and any(found.get(name) == POSITIVE for name in FOUR)


def _without_positive(utterance: Utterance, found: Dict[str, str]) -> Outcome:
    stance = utterance.stance
    doubt = stance is not None and stance.value == NOT_SURE
    if doubt or _is_open(utterance, found):
        return answered(utterance.said(FACT, UNSURE))
    each = all(found.get(name) == NEGATIVE for name in FOUR)
    negative = _told(utterance, NEGATIVE) and not _told(utterance, POSITIVE)
    all_four = utterance.reading.has("four", "all") and not utterance.reading.has("four", "not_all")
    if each or (_told(utterance, NEGATIVE) and all_four):
        return answered(utterance.said(FACT, ALL_NEGATIVE))
    if any(name in found for name in (*FOUR, "other")):
        return answered(utterance.said(FACT, UNSURE))
    if utterance.asks("autoantibodies_negative"):
        return _asked_whether_negative(utterance, negative)
    return _ask_back(utterance, negative)


def _is_open(utterance: Utterance, found: Dict[str, str]) -> bool:
    """Whether one is unknown, not all were tested, or there is doubt about it."""
    reading = utterance.reading
    partly = (reading.has("four", "some") and not reading.has("four", "all")) or (
        reading.has("four", "not_all") and utterance.asks("autoantibodies_negative"))
    return UNKNOWN in found.values() or _told(utterance, UNKNOWN) or reading.has("four", "doubt") or partly


def _asked_whether_negative(utterance: Utterance, negative: bool) -> Outcome:
    """"Were all four tested and negative, or are you not sure?"."""
    stance = utterance.stance
    sign = stance.sign if stance is not None else None
    if negative or sign == "yes" or (sign is None and utterance.reading.has("four", "all")):
        return answered(utterance.said(FACT, ALL_NEGATIVE))
    return answered(utterance.said(FACT, UNSURE)) if sign == "no" else NOTHING


def _ask_back(utterance: Utterance, negative: bool) -> Outcome:
    """A bare yes or "positive": which? A bare no or "negative": all four?"""
    stance = utterance.stance
    reading = utterance.reading
    positive = (_told(utterance, POSITIVE) and not negative) or reading.has("four", "not_all") or (
        reading.has("four", "all") and not negative and (stance is None or stance.sign == "yes"))
    sign = "yes" if positive else "no" if negative else stance.sign if stance is not None else None
    if sign is None or utterance.reading.has("request", "skip"):
        return NOTHING
    if utterance.asks("autoantibodies_which"):
        return answered(utterance.said(FACT, UNSURE)) if not positive else NOTHING
    return Outcome(ask_back="autoantibodies_which" if sign == "yes" else "autoantibodies_negative")


def _told(utterance: Utterance, *values: str) -> bool:
    return utterance.reading.has("result", *values)


def _last_named(utterance: Utterance, positive: List[str]) -> Optional[Mention]:
    return next(iter(reversed(utterance.of("antibody", *positive))), None)
