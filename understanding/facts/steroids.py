"""Steroids by mouth, into a muscle or by drip, now or within 24 months (I3). Cream, inhaler, eye drops: unsure."""

from __future__ import annotations

from datetime import date
from typing import List, Optional

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding import durations
from understanding.clauses import STOPS
from understanding.facts import taking
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import Polar, polar
from understanding.facts.told import is_before_window, is_illness, on_and_off
from understanding.mentions import NEGATED, Mention
from understanding.stance import LIGHT
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance, value_of

FACT = "glucocorticoids"
LOCAL = ("cream", "inhaler", "eye", "nasal", "joint")
BY_MOUTH = ("prednisone", "prednisolone", "methylprednisolone", "deflazacort")   # where nothing else is said
WHOLE_BODY = ("oral", "drip", "injection")
STOPPED = frozenset("stopped stop stopping quit off ended finished weaned discontinued done".split())
HAVING = frozenset("do did does have had took take taken am was been".split())
ONLY = frozenset(("just", "only"))
NOT = frozenset("not no never none nothing without neither".split())
MOST_DAYS = 800
ROUNDED = 31                   # days: "until about two years ago" may be just inside the 24 months or not
BEHIND = 6                     # words
COURSE = frozenset("last time dose final course courses short burst week weeks month months days shot injection "
                   "given gave put them was".split())
OF_ILLNESS = frozenset("diagnosed diagnosis dx lupus sle born".split())
LEADING = frozenset("when in after before during back around".split())
TOOK = frozenset("took taken take was were been had for after".split())
BEGUN = frozenset("started start starting began since put still now currently taking am".split())


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure."""
    asked = utterance.asks(FACT)
    topics = _topics(utterance, asked)
    if not asked and not topics:
        return NOTHING
    if _only_local(utterance, topics):
        return answered(utterance.said(FACT, UNSURE, topics[-1] if topics else None))
    value, mention = _asked(utterance, topics) if asked else _volunteered(utterance, topics)
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def _topics(utterance: Utterance, asked: bool) -> List[Mention]:
    found = [each for each in (*utterance.reading.of("steroid"), *utterance.reading.of("topic", "steroid"))
             if not taking.asks_of_us(utterance, each.clause) and taking.is_own(utterance, each)
             and (asked or taking.is_volunteered(utterance, each)) and not _is_anabolic(utterance, each)
             and not taking.is_only_offered(utterance, each) and not taking.is_refused(utterance, each)]
    return sorted(found, key=lambda each: each.first)


def _is_anabolic(utterance: Utterance, mention: Mention) -> bool:
    return mention.first > 0 and utterance.reading.words[mention.first - 1].plain == "anabolic"


def _asked(utterance: Utterance, topics: List[Mention]) -> Polar:
    in_time = _by_time(utterance, topics)
    if in_time:
        return in_time, topics[-1] if topics else None
    if utterance.reading.has("taking", "young"):
        return UNSURE, None
    agrees = utterance.stance is not None and utterance.stance.sign == YES
    if agrees and _says_taken(utterance):
        return YES, None
    if taking.is_untaken(utterance) and not utterance.reading.has("taking", "taken") and not agrees:
        return NO, None
    value, mention = polar(utterance, True, topics, passing=YES)
    taken = [each for each in topics if not each.has(NEGATED)]
    if value == PAST:
        over = utterance.reading.has("taking", "over") and not utterance.reading.has("taking", "present")
        value = UNSURE if over else YES
    elif value is None and (taken or utterance.reading.has("route", "dose")):
        return YES, taken[-1] if taken else None
    elif value is None and utterance.reading.has("taking", "forgotten", "over"):
        return UNSURE, None
    elif value is None and utterance.stance is None:
        return _taken_or_not(utterance), None
    elif value == NO and (_had_something(utterance) or _only_at_present(utterance)):
        return UNSURE, mention
    return value, mention


def _says_taken(utterance: Utterance) -> bool:
    """"Yeah, I take that": whatever was thought of it before."""
    taken = [each for each in utterance.of("taking", "taken") if not each.has(NEGATED)]
    return any(utterance.stance is not None and each.clause >= utterance.stance.clause
               and not utterance.reading.has("taking", "over") for each in taken)


def _taken_or_not(utterance: Utterance) -> Optional[str]:
    """Told of them without a name: "she's never been on those", "I started them Monday", "just ibuprofen"."""
    begun = [each for each in utterance.of("taking", "begun") if not each.has(NEGATED)]
    return YES if begun else NO if utterance.of("taking", "none") or _only_others(utterance) else None


def _only_others(utterance: Utterance) -> bool:
    others = [each for kind in ("medicine", "other_medicine") for each in utterance.of(kind)]
    return bool(others) and all(each.detail.get("exact", True) and not each.has(NEGATED) for each in others) and bool(
        ONLY.intersection(utterance.plain_words(0)))


def _only_at_present(utterance: Utterance) -> bool:
    """"Not at the moment" leaves open what was before."""
    ever = {"never", "ever", "none"}.intersection(utterance.reading.plain.split())
    return utterance.reading.has("taking", "at_present") and not ever


def _had_something(utterance: Utterance) -> bool:
    """"For my lupus no, but for a rash I had pills"."""
    told = utterance.reading.of("route", "whole", "dose")
    return "but" in utterance.reading.plain.split() and not utterance.reading.has("medicine") and any(
        not each.has(NEGATED) for each in told)


def _volunteered(utterance: Utterance, topics: List[Mention]) -> Polar:
    put_right = _put_right(utterance, topics[-1])
    if put_right:
        return put_right, topics[-1]
    value, mention = value_of(topics[-1]), topics[-1]
    if value == NO and any(not each.has(NEGATED) for each in topics):
        value = YES
    over = value == PAST and utterance.reading.has("taking", "over")
    in_time = _by_time(utterance, topics)
    if in_time == NO and value != NO and utterance.question.fact not in taking.ASKING_FOR_TREATMENT:
        return None, mention          # some long ago, told in passing: what came later was not asked yet
    return in_time or (None if over else YES if value == PAST else value), mention


def _put_right(utterance: Utterance, topic: Mention) -> Optional[str]:
    """"I was wrong about the steroids, I did have some": the answer behind the name."""
    behind = utterance.plain_words(topic.clause + 1)
    if not utterance.corrects or not HAVING.intersection(behind) or behind[:1] not in (["i"], ["she"], ["he"]):
        return None
    return NO if NOT.intersection(behind) else YES


def _by_time(utterance: Utterance, topics: List[Mention]) -> Optional[str]:
    """What the times told say of the last 24 months: yes, no, unsure when they leave it open; None without a time."""
    if utterance.stance is not None and utterance.stance.value == NOT_SURE:
        return None
    for length in reversed(utterance.reading.of("duration")):
        answer = None if on_and_off(utterance, length) else _by_length(utterance, length, topics)
        if answer:
            return answer
    words = utterance.reading.plain.split()
    ended = any(_stops(words, index) for index in range(len(words)))
    if not (topics or utterance.asks(FACT)):
        return None
    answers = [_by_when(utterance, when, topics, ended) for when in utterance.of("when")]
    told = [each for each in answers if each]
    if not told and utterance.reading.has("taking", "long_ago") and not BEGUN.intersection(words):
        return NO
    return YES if YES in told else told[-1] if told else None


def _by_when(utterance: Utterance, when: Mention, topics: List[Mention], ended: bool) -> Optional[str]:
    """"Last year" is yes, "ten years ago" no, "two years ago" either; "not in the last year" leaves it open."""
    before = is_before_window(utterance, when)
    words = utterance.plain_words(when.clause)
    if "from" not in when.detail or is_illness(utterance, when) or not _is_of_steroids(utterance, when, topics):
        return None
    denied = bool(NOT.intersection(words)) or (utterance.stance is not None and utterance.stance.sign == NO
                                               and utterance.stance.clause == when.clause)
    if denied and {"last", "past"} & set(words) and {"in", "for", "within", "during", "over"} & set(words):
        first = (utterance.today - date.fromisoformat(when.detail["from"])).days
        return NO if first >= int(durations.WINDOW) - 1 else UNSURE
    if before is False:
        return YES if (not denied or ended) and not _is_wide(when) else None
    if BEGUN.intersection(words) and not ended:
        return None
    return NO if before else UNSURE if before is None else None


def _by_length(utterance: Utterance, length: Mention, topics: List[Mention]) -> Optional[str]:
    """"Off them for three years" is no; "none since March", "off them for six months" tell that some were taken."""
    words = [word.plain for word in utterance.reading.words]
    clauses = utterance.reading.clauses
    if any(each.clause == length.clause for each in utterance.reading.of("medicine")):
        return None
    kind, near = length.detail.get("kind"), {length.clause, length.clause - 1}
    before = [word for word, clause in zip(words[:length.first], clauses, strict=False) if clause in near]
    since = words[length.first:length.first + 1] == ["since"]
    denied = any(each.has(NEGATED) for each in topics) or {"not", "no", "never", "none", "without"} & set(before)
    if kind == "stopped" and 0 < length.detail.get("high", ROUNDED) < ROUNDED:
        return UNSURE
    if kind in ("stopped", "range"):
        return NO if length.value == 0 else YES if not denied or kind == "stopped" else None
    stopped = [index for index in range(len(before)) if _stops(before, index)]
    off = bool(stopped) and not TOOK.intersection(before[stopped[-1] + 1:-1]) and "after" not in before[stopped[-1]:]
    off = off or _is_since_the_last(words[length.last:length.last + BEHIND])
    if not off and not denied:
        return None
    if length.detail.get("days", 0) >= int(durations.WINDOW):
        return NO
    if off or since:
        return YES
    return UNSURE if "last" in words[length.first:length.last] or "past" in words[length.first:length.last] else YES


def _is_since_the_last(behind: List[str]) -> bool:
    """As in "more than two years since my last prednisone": a length without, told forward."""
    return behind[:1] == ["since"] and bool(TOOK.union(STOPPED, ("last",)).intersection(behind))


def _is_of_steroids(utterance: Utterance, when: Mention, topics: List[Mention]) -> bool:
    """Whether a time is told of steroids: in a clause that names them or leads to it, or one that says little else."""
    clauses = {each.clause for each in topics}
    if when.clause in clauses:
        return True
    words = utterance.plain_words(when.clause)
    if OF_ILLNESS.intersection(words):
        return False
    lead = words[:1]
    if when.clause + 1 in clauses and lead and lead[0] in LEADING and not utterance.reading.has("taking", "present"):
        return True
    stopped = STOPPED.intersection(words + utterance.plain_words(when.clause - 1))
    if stopped and not topics and utterance.asks(FACT):
        return True
    beside = [word.plain for index, word in enumerate(utterance.reading.words)
              if utterance.reading.clauses[index] == when.clause and not when.first <= index < when.last]
    return all(word in LIGHT or word in STOPS or word in COURSE or word in STOPPED for word in beside)


def _is_wide(when: Mention) -> bool:
    """Childhood, for one: somewhere within many years."""
    last = date.fromisoformat(when.detail.get("to") or when.detail["from"])
    return (last - date.fromisoformat(when.detail["from"])).days > MOST_DAYS


def _stops(words: List[str], index: int) -> bool:
    """Whether a word tells of an end; "on and off" does not."""
    on_and_off = words[index] == "off" and "on" in (*words[index - 2:index - 1], *words[index + 2:index + 3])
    return words[index] in STOPPED and not on_and_off


def _is_none(utterance: Utterance, route: Mention) -> bool:
    """Whether a way of taking them is denied: "nothing by mouth", "tablets, no"."""
    words = [word.plain for word in utterance.reading.words]
    behind = [word for word in words[route.last:route.last + 2] if word not in STOPS]
    return route.has(NEGATED) or bool(NOT.intersection([*words[max(route.first - 1, 0):route.first], *behind[:1]]))


def _only_local(utterance: Utterance, topics: List[Mention]) -> bool:
    routes = [each.detail.get("route") for each in topics]
    local = any(route in LOCAL for route in routes) or utterance.reading.has("route", "local")
    whole = any(route in WHOLE_BODY for route in routes) or any(
        not _is_none(utterance, each) for each in utterance.reading.of("route", "whole", "dose")) or any(
        each.value in BY_MOUTH and each.detail.get("route") is None for each in topics)
    stance = utterance.stance
    if not local or whole or any(each.has(NEGATED) for each in topics[-1:]):
        return False
    return bool(topics) or (utterance.asks(FACT) and (stance is None or stance.sign == YES or not stance.whole))
