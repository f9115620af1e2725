"""Which length of treatment belongs to which medicine, by the order and the links in which they were said."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Sequence

from understanding import durations
from understanding.facts.told import ANCHORS, BREAKS, UNSURE, Told, told
from understanding.utterance import Utterance

ITEM = -1   # the place of the medicine that was asked about, where it is not named
OF = frozenset("of on".split())
TAKING = frozenset("of on for with the my taking using doing getting having been a an about".split())
EACH = frozenset("both each all together them those".split())
NOT_EACH = frozenset("that is was be i".split())
WITH = frozenset("with alongside besides".split())
AGAIN = frozenset("again another plus more additional".split())
MENDED = frozenset("actually wait no mean meant sorry rather correction".split())
MOST_WORDS_BETWEEN = 6


class Place(NamedTuple):
    """A medicine, where it was named."""

    first: int
    last: int
    clause: int


def allot(utterance: Utterance, item: bool = False) -> Dict[int, Told]:
    """The length of each medicine, by the number of its first word (`ITEM` for one that is asked about and not named).

    Args:
        utterance: lengths of other matters, and of steroids and other medicines, are given to nobody.
        item: the question is about the length of one medicine, so that a length said first is that medicine's.
    """
    places = _places(utterance, item)
    lengths_told = told(utterance)
    given: Dict[int, List[Told]] = {}
    for length in lengths_told:
        for place in _owners(utterance, length, places, given):
            given.setdefault(place.first, []).append(length)
    found = {first: _together(utterance, several) for first, several in given.items()}
    return _the_same(utterance, places, found)


def _places(utterance: Utterance, item: bool) -> List[Place]:
    anchors = [each for kind in ANCHORS for each in utterance.reading.of(kind)]
    anchors.extend(each for each in utterance.reading.of("taking", "nameless")
                   if all(each.last <= other.first or other.last <= each.first for other in anchors))
    unnamed = {each.first for each in utterance.reading.of("unnamed_medicine")}
    named = sorted(Place(each.first, each.last, each.clause) for each in anchors)
    if item:
        named = [place for place in named if place.first not in unnamed]   # "nine months of infusions" are its own
    if not item or any(each.value == utterance.question.item for each in utterance.reading.of("medicine")):
        return named
    return [Place(ITEM, 0, 0), *named]


def _owners(utterance: Utterance, length: Told, places: Sequence[Place], given: Dict[int, List[Told]]) -> List[Place]:
    """The medicines that a length belongs to: one, none, or all that "both" and "each" take in."""
    within = [place for place in places if length.first <= place.first < length.last]
    if within:
        return within[-1:]
    before = [place for place in places if place.first < length.first]
    after = next((place for place in places if place.first >= length.last), None)
    free = [place for place in before if place.first not in given]
    if len(free) > 1 and not length.over and (_is_of_each(utterance, length) or _are_both(utterance, free)):
        return free
    previous = before[-1] if before else None
    if after and _leads_to(utterance, length, after, previous, given):
        return [after]
    if previous is None:
        return []
    waiting = next((place for place in free if place.first == ITEM), None)
    beside = utterance.reading.words[previous.first - 1].plain in WITH if previous.first > 0 else False
    if waiting is not None and (previous.first in given or beside):
        return [waiting]
    if length.over and (previous.first in given or length.clause - previous.clause > 1):
        return []
    return [previous]


def _leads_to(utterance: Utterance, length: Told, after: Place, previous: Optional[Place],
              given: Dict[int, List[Told]]) -> bool:
    """Whether a length belongs to the medicine said behind it: "two years of CellCept", "for a year I took Imuran"."""
    words = [word.plain for word in utterance.reading.words[length.last:after.first]]
    settled = previous is None or previous.first in given
    if words and TAKING.issuperset(words) and (settled or words[0] in OF):
        return True
    if previous is not None and previous.clause == length.clause and not settled:
        return False
    if not BREAKS.intersection(words) and after.clause - length.clause <= (0 if not settled else 1):
        return len(words) <= MOST_WORDS_BETWEEN and (bool(words) or settled or _begins(utterance, length))
    return previous is None and len(words) <= MOST_WORDS_BETWEEN and not {"and", "then", "plus"}.intersection(words)


def _begins(utterance: Utterance, length: Told) -> bool:
    return length.first == 0 or utterance.reading.words[length.first - 1].plain in BREAKS


def _is_of_each(utterance: Utterance, length: Told) -> bool:
    words = utterance.plain_words(length.clause)
    row = [word.plain for word in utterance.reading.words]
    near = {*row[max(length.first - 3, 0):length.first], *row[length.last:length.last + 3]}
    if "all" in near and NOT_EACH.intersection(row[row.index("all") - 1:row.index("all")]):
        near.discard("all")
    return bool(EACH & near) or "both" in words


def _are_both(utterance: Utterance, free: Sequence[Place]) -> bool:
    return len(free) == 2 and "both" in [word.plain for word in
                                         utterance.reading.words[max(free[0].first - 3, 0):max(free[0].first, 0)]]


def _together(utterance: Utterance, several: Sequence[Told]) -> Told:
    """What was told of one medicine: stretches add up, a correction replaces, the same said twice stays one."""
    joined = several[0]
    for length in several[1:]:
        between = {word.plain for word in utterance.reading.words[joined.last:length.first]}
        lead = {word.plain for word in utterance.reading.words[max(length.first - 3, 0):length.last + 1]}
        if joined.over or length.over:
            joined = length if joined.over else joined
        elif AGAIN & (between | lead) and not MENDED & between:
            joined = _sum(joined, length)
        elif MENDED & between or joined.weeks == UNSURE:
            joined = length
        elif length.weeks != UNSURE and _enough(length) != _enough(joined):
            joined = length._replace(weeks=UNSURE)
        elif length.weeks != UNSURE:
            joined = length._replace(ongoing=length.ongoing if length.ongoing is not None else joined.ongoing)
    return joined


def _sum(first: Told, second: Told) -> Told:
    if first.days is None or second.days is None:
        return second._replace(weeks=UNSURE)
    days = first.days + second.days
    return second._replace(weeks=durations.weeks(days, days), days=days)


def _enough(length: Told) -> bool:
    return bool(length.weeks * durations.WEEK >= durations.ENOUGH)


def _the_same(utterance: Utterance, places: Sequence[Place], found: Dict[int, Told]) -> Dict[int, Told]:
    """"Methotrexate for a year, Plaquenil the same": the length of the medicine before it."""
    words = [word.plain for word in utterance.reading.words]
    for number, place in enumerate(places[1:], start=1):
        end = places[number + 1].first if number + 1 < len(places) else len(words)
        before = found.get(places[number - 1].first)
        if before and place.first not in found and {"same", "ditto", "likewise"} & set(words[place.last:end]):
            found[place.first] = before
    return found
