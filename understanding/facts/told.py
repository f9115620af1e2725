"""The lengths of treatment that an utterance tells, and the times that stand for one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, List, NamedTuple, Optional, Sequence

from understanding import durations, lengths
from understanding.clauses import STOPS
from understanding.mentions import Mention
from understanding.utterance import Utterance

UNSURE = durations.UNSURE
ANCHORS = ("medicine", "steroid", "other_medicine", "unnamed_medicine")
BREAKS = STOPS | frozenset("and then but plus also".split())
BEGUN = frozenset("started start starting began begin begun put added add since prescribed went switched placed "
                  "swapped changed moved introduced".split())
ENDED = frozenset("stopped quit ended finished discontinued off until till but tried only then switched for was "
                  "were".split())
# What one switches to begins: "then they switched me to CellCept five months ago".
SWITCHED_TO = re.compile(r"(?:\bthen )?(?:\b(?:they|he|she|we|i) )?\bswitched (?:me |her |him |us )?(?:over )?to\b")
# "Ever since they found it, so 2015": the year is that beginning's.
OPENINGS = frozenset(("since", "from"))
INTENDED = frozenset("meant supposed intended going planned should".split())
FEW = 5                        # words
# What follows tells why it ended: "eight weeks, then the rash made me stop".
BREAKS_OFF = frozenset(("then", "before", "because", "until", "till"))
GOES_ON = frozenset("still now currently am taking present daily ongoing every".split())
# A length in such a clause is one of something else: "I have had lupus for ten years".
OTHER_MATTERS = frozenset(
    "lupus diagnosed diagnosis sle symptoms symptom pain pains headache headaches migraine sick flare flares flared "
    "remission married pregnant nephritis kidney kidneys dialysis seizure seizures rash fatigue tired ill doctor's "
    "birthday appointment hospital arthritis".split())
UNITS = {unit: days for name, days in lengths.DAYS.items() for unit in (name, f"{name}s")}
ILLNESS_AFTER = frozenset("of for had with got have from to caught and my after".split())
LONGER = frozenset("few several many some more over than long".split())
# "That was in May, and I'm still taking it": from then to today.
STILL_ON = re.compile(r"\bstill (?:\w+ )?(?:taking|take|takes|on|using|use|getting|get|having|going|do|am|is)\b|"
                      r"\b(?:on|taking) (?:it|them|that) (?:still|now|to this day|today)\b|"
                      r"\bsince (?:i|we|my|the|they|our) \w+\b|"
                      r"\bnot (?:missed|stopped|quit|skipped)\b|\bnever (?:missed|stopped|quit|skipped)\b")
STOPPED_SOON = re.compile(r"\b(?:stopped|quit|ended|off|finished|over)\b.*\b(?:(?:the )?same (?:day|week|month)|"
                          r"right away|soon after|shortly after|straight away|immediately|almost at once)\b")
ROUNDED = 30   # days by which "two years ago" is rounded
BEHIND = 6    # words behind a time in which its verb may stand


class Told(NamedTuple):
    """A length, by the words that tell it.

    Attributes:
        weeks: whole weeks, or "unsure".
        first: number of its first word.
        last: number behind its last word.
        clause: number of its clause.
        ongoing: whether the treatment goes on, where that was said.
        over: no length but a time that lies before the 24 months.
        days: days inside the 24 months, where they were told exactly.
    """

    weeks: Any
    first: int
    last: int
    clause: int
    ongoing: Optional[bool] = None
    over: bool = False
    days: Optional[float] = None


def told(utterance: Utterance) -> List[Told]:
    """Every length of treatment told, and every time before the 24 months, in the order said."""
    reading = utterance.reading
    known = [_as_told(utterance, each) for each in reading.of("duration") if _is_length(utterance, each)]
    known.extend(_elliptic(utterance, known))
    taken = {index for each in known for index in range(each.first, each.last)}
    for when in reading.of("when"):
        if taken.intersection(range(when.first, when.last)) or _of_other_matters(utterance, when) or is_illness(
                utterance, when):
            continue
        length = _over(utterance, when) or _begun(utterance, when)
        if length is not None:
            known.append(length)
            taken.update(range(when.first, when.last))
    return sorted(known, key=lambda each: each.first)


def _as_told(utterance: Utterance, each: Mention) -> Told:
    broken = on_and_off(utterance, each) or _stopped_soon(utterance, each)
    weeks = UNSURE if broken else each.value
    return Told(weeks, each.first, each.last, each.clause, each.detail.get("ongoing"), days=each.detail.get("days"))


def _stopped_soon(utterance: Utterance, length: Mention) -> bool:
    """Whether a beginning is told, and that it ended soon: "started two years ago, stopped the same month"."""
    begun = length.detail.get("kind") in ("since", "range", "stopped")
    behind = " ".join(word.plain for word in utterance.reading.words[length.last:])
    return begun and STOPPED_SOON.search(behind) is not None


def is_illness(utterance: Utterance, when: Mention) -> bool:
    """Whether "covid" is the illness here, and no time: "because of covid"."""
    before = utterance.reading.words[when.first - 1].plain if when.first else ""
    return "covid" in when.words.lower() and before in ILLNESS_AFTER


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
    return not _of_other_matters(utterance, mention) and not _was_intended(utterance, mention)


def _was_intended(utterance: Utterance, mention: Mention) -> bool:
    """"It was meant to be six months": not how long it was."""
    words, first = utterance.reading.words, mention.first
    row = [word.plain for word in words[max(first - FEW, 0):first]]
    return bool(INTENDED.intersection(row)) and "be" in row


def _of_other_matters(utterance: Utterance, mention: Mention) -> bool:
    if any(each.clause == mention.clause for kind in ANCHORS for each in utterance.reading.of(kind)):
        return False
    if utterance.asks("treatment_length") and mention.detail.get("kind") in ("since", "range", "stopped"):
        return False
    words, clauses = utterance.reading.words, utterance.reading.clauses
    inside = [number for number, clause in enumerate(clauses) if clause == mention.clause]
    told = [words[number].plain for number in inside if number < mention.first]
    behind = [words[number].plain for number in inside if number >= mention.first]
    ends = next((number for number, word in enumerate(behind) if word in BREAKS_OFF), len(behind))
    return bool(OTHER_MATTERS.intersection(told + behind[:ends]))


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
    ahead = set(utterance.plain_words(when.clause - 1)) if len(words) <= FEW else set()
    if is_before_window(utterance, when) is not True or words & (BEGUN | GOES_ON) or ahead & OPENINGS:
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
    behind = utterance.reading.words[when.last:when.last + BEHIND]
    words = {*utterance.plain_words(when.clause), *(word.plain for word in behind)}
    begun, latest = when.detail.get("from"), when.detail.get("to") or when.detail.get("from")
    alone = utterance.asks("treatment_length") and not utterance.reading.has("duration")
    still = alone and STILL_ON.search(utterance.reading.plain)
    plain = SWITCHED_TO.sub("started", utterance.reading.plain)
    over = ENDED.intersection(plain.split()) or not words & BEGUN
    if not begun or when.value == "future" or (over and not (still and _is_earliest(utterance, when))):
        return None
    most, least = _days_ago(utterance, begun), max(_days_ago(utterance, latest), 0)
    return Told(durations.weeks(least, most), when.first, when.last, when.clause, True, days=least)


def _is_earliest(utterance: Utterance, when: Mention) -> bool:
    begun = when.detail["from"]
    return all(each.detail.get("from", begun) >= begun for each in utterance.reading.of("when"))


def _days_ago(utterance: Utterance, day: str) -> int:
    return (utterance.today - date.fromisoformat(day)).days
