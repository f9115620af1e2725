"""Which length of treatment belongs to which medicine, by the order and the links in which they were said."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from understanding import durations, lengths
from understanding.clauses import STOPS
from understanding.mentions import Mention
from understanding.utterance import Utterance

UNSURE = durations.UNSURE
ANCHORS = ("medicine", "steroid", "other_medicine", "unnamed_medicine")
ITEM = -1   # the place of the medicine that was asked about, where it is not named
OF = frozenset("of on".split())
TAKING = frozenset("of on for with the my taking using doing getting having been a an about".split())
BREAKS = STOPS | frozenset("and then but plus also".split())
EACH = frozenset("both each all together them those".split())
NOT_EACH = frozenset("that is was be i".split())
WITH = frozenset("with alongside besides".split())
AGAIN = frozenset("again another plus more additional".split())
MENDED = frozenset("actually wait no mean meant sorry rather correction".split())
BEGUN = frozenset("started start starting began begin begun put added add since prescribed went switched placed swapped "
                  "changed moved introduced".split())
ENDED = frozenset("stopped quit ended finished discontinued off until till but tried only then switched for was were".split())
GOES_ON = frozenset("still now currently am taking present daily ongoing every".split())
# A length in such a clause is one of something else: "I have had lupus for ten years".
OTHER_MATTERS = frozenset(
    "lupus diagnosed diagnosis sle symptoms symptom pain pains headache headaches migraine sick flare flares flared "
    "remission married pregnant nephritis kidney kidneys dialysis seizure seizures rash fatigue tired ill doctor's "
    "birthday appointment hospital arthritis".split())
UNITS = {unit: days for name, days in lengths.DAYS.items() for unit in (name, f"{name}s")}
MOST_WORDS_BETWEEN = 6
ROUNDED = 30   # days by which "two years ago" is rounded
LONGER = frozenset("few several many some more over than long".split())


class Told(NamedTuple):
    """A length, by the words that tell it.

    Attributes:
        weeks: whole weeks, or "unsure".
        first: number of its first word.
        last: number behind its last word.
        clause: number of its clause.
        ongoing: whether the treatment goes on, where that was said.
        over: no length but a time that lies before the 24 months.
    """

    weeks: Any
    first: int
    last: int
    clause: int
    ongoing: Optional[bool] = None
    over: bool = False
    days: Optional[float] = None


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


def told(utterance: Utterance) -> List[Told]:
    """Every length of treatment told, and every time before the 24 months, in the order said."""
    reading = utterance.reading
    known = [Told(UNSURE if on_and_off(utterance, each) else each.value, each.first, each.last, each.clause, each.detail.get("ongoing"), days=each.detail.get("days"))
             for each in reading.of("duration") if _is_length(utterance, each)]
    known.extend(_elliptic(utterance, known))
    taken = {index for each in known for index in range(each.first, each.last)}
    for when in reading.of("when"):
        if taken.intersection(range(when.first, when.last)) or _of_other_matters(utterance, when):
            continue
        length = _over(utterance, when) or _begun(utterance, when)
        if length is not None:
            known.append(length)
            taken.update(range(when.first, when.last))
    return sorted(known, key=lambda each: each.first)


def on_and_off(utterance: Utterance, length: Mention) -> bool:
    """Whether "on and off for years" was taken for "off for years"."""
    row = [word.plain for word in utterance.reading.words[max(length.first - 2, 0):length.first + 3]]
    return row[:3] == ["on", "and", "off"] or row[2:5] == ["off", "and", "on"]


def _is_length(utterance: Utterance, mention: Mention) -> bool:
    """Not a rhythm, "two times a day", and not how long something else has been."""
    words = utterance.reading.words[mention.first:mention.last]
    rhythm = any(word.plain in ("times", "once", "twice") for word in words)
    if rhythm and mention.detail.get("days", 0) <= durations.WEEK:
        return False
    return not _of_other_matters(utterance, mention)


def _of_other_matters(utterance: Utterance, mention: Mention) -> bool:
    if any(each.clause == mention.clause for kind in ANCHORS for each in utterance.reading.of(kind)):
        return False
    if utterance.asks("treatment_length") and mention.detail.get("kind") in ("since", "range", "stopped"):
        return False
    return bool(OTHER_MATTERS.intersection(utterance.plain_words(mention.clause)))


def _elliptic(utterance: Utterance, known: Sequence[Told]) -> List[Told]:
    """A number with the unit of the length before it: "methotrexate for two years and CellCept for one"."""
    words = [word.plain for word in utterance.reading.words]
    found = []
    for number in utterance.reading.of("number"):
        before = [each for each in known if each.last <= number.first]
        follows = words[number.last] if number.last < len(words) else "."
        unit = next((UNITS[word] for each in reversed(before) for word in reversed(words[each.first:each.last])
                     if word in UNITS), None)
        if unit and number.first and words[number.first - 1] in ("for", "about") and follows in BREAKS:
            days = float(number.value) * unit
            found.append(Told(durations.weeks(days, days), number.first, number.last, number.clause, days=days))
    return found


def _over(utterance: Utterance, when: Mention) -> Optional[Told]:
    """A time before the 24 months, and no beginning of what goes on still: no weeks inside them."""
    words = set(utterance.plain_words(when.clause))
    if is_before_window(utterance, when) is not True or words & (BEGUN | GOES_ON):
        return None
    return Told(0, when.first, when.last, when.clause, False, over=True, days=0)


def is_before_window(utterance: Utterance, when: Mention) -> Optional[bool]:
    """Whether a time lies before the 24 months; None for "two years ago", which may be either, and without a date."""
    last = when.detail.get("to") or when.detail.get("from")
    if not last:
        return None
    ago = _days_ago(utterance, last)
    if utterance.reading.words[when.first].plain in ("years", "decades", "ages"):
        return True
    words = {word.plain for word in utterance.reading.words[max(when.first - 2, 0):when.last]}
    if words & LONGER and ago >= int(durations.WINDOW):
        return True
    if durations.WINDOW - ROUNDED < ago < durations.WINDOW + ROUNDED:
        return None
    return ago > durations.WINDOW


def _begun(utterance: Utterance, when: Mention) -> Optional[Told]:
    """"Two years ago they added CellCept": from then to today, unless it ended."""
    behind = utterance.reading.words[when.last:when.last + MOST_WORDS_BETWEEN]
    words = {*utterance.plain_words(when.clause), *(word.plain for word in behind)}
    begun, latest = when.detail.get("from"), when.detail.get("to") or when.detail.get("from")
    if not begun or not words & BEGUN or ENDED.intersection(utterance.reading.plain.split()):
        return None
    most, least = _days_ago(utterance, begun), max(_days_ago(utterance, latest), 0)
    return Told(durations.weeks(least, most), when.first, when.last, when.clause, True, days=least)


def _days_ago(utterance: Utterance, day: str) -> int:
    return (utterance.today - date.fromisoformat(day)).days


def _places(utterance: Utterance, item: bool) -> List[Place]:
    anchors = [each for kind in ANCHORS for each in utterance.reading.of(kind)]
    anchors.extend(each for each in utterance.reading.of("taking", "nameless")
                   if all(each.last <= other.first or other.last <= each.first for other in anchors))
    named = sorted(Place(each.first, each.last, each.clause) for each in anchors)
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
