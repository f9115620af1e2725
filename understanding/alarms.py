"""Whether an utterance tells of a danger: a body in need of help now, or somebody who may die by their own hand.

`lexicon/alarms.yml` holds single signs ("can not", "breathe", "right now"); here it is said which of them together are
a danger (DOMAIN.md section 2). A present danger is an alarm in doubt; what is long past, denied, feared, asked about or
a habit is none.
"""

from __future__ import annotations

from typing import Dict, FrozenSet, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from understanding.dangers import CRY, DESPAIR, RULES, Rule
from understanding.mentions import NEGATED, OTHER_PERSON, Mention, Reading

EMERGENCY, SUICIDE = "emergency", "suicide"
SENTENCE_ENDS = frozenset(".!?;")
KINDS = ("danger", "cry", "despair", "alarm", "alarm_sign")
DENIALS = frozenset("not no never cannot unable without hardly barely scarcely none nor nothing nobody "
                    "nuh nah neva stopped".split())
PAST = frozenset(("long_ago", "then", "supposed"))
WAS_CLOSE = 4             # so many words before a sign may "was" put it into the past
# What "it" and "one" stand for where a sign is asked about.
MEANT = {"seizure_meant": ("seizures",), "headache_meant": ("headache", "headache_cause")}
CLOSE = 5                 # so many words before a sign can deny it
NEAR = 12                 # so many words belong together in spite of a full stop
LEAD_IN = 1               # "suddenly" belongs to what stands behind it
SHORT_CLAUSE = 5          # ", years ago" still belongs to what stands before it


class Signal(NamedTuple):
    """A rule that holds, and the mentions that it rests on."""

    rule: Rule
    mentions: Tuple[Mention, ...]


def find(reading: Reading, asked: str = "") -> Optional[str]:
    """The danger that an utterance tells of: "emergency", "suicide", or None.

    Args:
        reading: the utterance, read free of context.
        asked: the question that it answers; "I had one an hour ago" is a seizure where seizures are asked about.

    A body in danger comes first ("I took the whole bottle because I want to die"): the text for an emergency names
    both numbers.
    """
    signs, found = _signs(reading, asked), set()
    for rule in RULES:
        if rule.weight in found or any(part.isdisjoint(signs) for part in rule.signs):
            continue
        if any(_holds(signal, reading) for signal in _together(rule, signs, reading)):
            if rule.weight not in (*DESPAIR, CRY):
                return EMERGENCY
            found.add(rule.weight)
    if found & DESPAIR:
        return SUICIDE
    return EMERGENCY if found else None


def _signs(reading: Reading, asked: str) -> Dict[str, List[Mention]]:
    """The signs by name, without those that are a mere way of speaking."""
    figures = [(each.first, each.last) for each in reading.of("alarm", "figure")]
    despair = [(each.first, each.last) for each in reading.of("alarm", "suicidal")]
    signs: Dict[str, List[Mention]] = {}
    for each in reading.mentions:
        if each.kind in KINDS and each.value != "figure" and asked in MEANT.get(each.value, (asked,)):
            spoken = figures + (despair if each.kind == "danger" else [])
            if not any(each.first < last and first < each.last for first, last in spoken):
                signs.setdefault(each.value, []).append(each)
    return signs


def _together(rule: Rule, signs: Dict[str, List[Mention]], reading: Reading) -> Iterator[Signal]:
    parts = [[each for sign in part for each in signs.get(sign, ())] for part in rule.signs]
    for mentions in _combined(rule, parts, ()):
        if not _sentence_between(mentions, reading):
            yield Signal(rule, mentions)


def _combined(rule: Rule, parts: Sequence[List[Mention]], chosen: Tuple[Mention, ...]) -> Iterator[Tuple[Mention, ...]]:
    """One mention of each part, none in another, as near and in the order that the rule asks for."""
    if len(chosen) == len(parts):
        yield chosen
        return
    for each in parts[len(chosen)]:
        if all(_beside(rule, before, each) for before in chosen):
            yield from _combined(rule, parts, (*chosen, each))


def _beside(rule: Rule, before: Mention, each: Mention) -> bool:
    if before.last <= each.first:
        return each.last - before.first <= rule.within
    return not rule.ordered and each.last <= before.first and before.last - each.first <= rule.within


def _sentence_between(mentions: Sequence[Mention], reading: Reading) -> bool:
    if max(each.last for each in mentions) - min(each.first for each in mentions) <= NEAR:
        return False                                            # "Chest. Hurts."
    first, last = min(each.last for each in mentions), max(each.first for each in mentions)
    return any(word.plain in SENTENCE_ENDS for word in reading.words[first:last])


def _holds(signal: Signal, reading: Reading) -> bool:
    """Whether a signal is meant as a present danger."""
    rule, near = signal.rule, _near(signal, reading)
    if _denied(signal, reading) and (rule.weight not in DESPAIR or _denied_close(signal, reading)):
        return False
    if rule.weight in DESPAIR:
        return not near & _explains(rule, near) and not _of_another(signal)
    if near & _explains(rule, near):
        return False
    if rule.weight == "cry":
        return True
    if "now" in near or reading.has("alarm_sign", "ongoing") or any(each.value == "onset" for each in signal.mentions):
        return True
    if rule.weight == "event" or near & {"habit", "was"}:
        return False
    if rule.weight == "acute":
        return True
    return rule.weight == "pain" or (not _has(signal, OTHER_PERSON) and bool(near & {"sudden", "severe"}))


def _explains(rule: Rule, near: FrozenSet[str]) -> FrozenSet[str]:
    """The signs that would make a signal none; what has come back is not past, what is now is not only feared."""
    if rule.weight in DESPAIR:
        explained = {"asked"} | ({"errand"} if rule.weight == "quiet" else set())
        return frozenset(explained if "returning" in near else explained | {"long_ago"})
    return PAST if "now" in near else PAST | {"worry"}


def _denied(signal: Signal, reading: Reading) -> bool:
    """Whether the signs are denied; "can not" in "can not breathe" is a sign itself and denies no danger."""
    if any(word.plain in DENIALS for each in signal.mentions for word in reading.words[each.first:each.last]):
        return _denied_close(signal, reading)
    return any(each.has(NEGATED) for each in signal.mentions)


def _denied_close(signal: Signal, reading: Reading) -> bool:
    """Whether the word that denies stands right before: "I won't be here, I'm going to end it" denies nothing."""
    first = min(each.first for each in signal.mentions)
    before = [reading.words[at].plain for at in range(max(0, first - CLOSE - 2), first)
              if reading.clauses[at] == reading.clauses[first]]
    return "if" not in before and any(word in DENIALS or word in ("deny", "denies") for word in before[-CLOSE:])


def _of_another(signal: Signal) -> bool:
    return signal.mentions[0].value == "suicide_talk" and _has(signal, OTHER_PERSON)


def _has(signal: Signal, *modifiers: str) -> bool:
    return any(each.has(*modifiers) for each in signal.mentions)


def _near(signal: Signal, reading: Reading) -> FrozenSet[str]:
    """The names of the signs in the signal's clauses and in a short clause beside them."""
    own = {each.clause for each in signal.mentions}
    clauses = set(range(min(own), max(own) + 1))
    clauses.update(clause for clause in _subordinate(reading) if clause == min(own) - 1)
    if _length(min(own) - 1, reading) <= LEAD_IN:
        clauses.add(min(own) - 1)
    next_sentence = _ends_sentence(max(own), reading)
    if not next_sentence and _length(max(own) + 1, reading) <= SHORT_CLAUSE:
        clauses.add(max(own) + 1)
    near = {each.value for each in reading.of("alarm_sign") if each.clause in clauses and _apart(each, signal)}
    said = zip(reading.words, reading.clauses, strict=True)
    if any(_is_year(word.plain) for word, clause in said if clause in clauses):
        near.add("long_ago")
    if next_sentence:                                                      # "Seizure. Now."
        near.update(each.value for each in reading.of("alarm_sign") if each.clause == max(own) + 1
                    and each.value in ("now", "sudden"))
    return frozenset(near)


def _apart(sign: Mention, signal: Signal) -> bool:
    """Whether a sign is no part of the signal ("gone" in "my sight is gone"); "had" counts only before it."""
    overlaps = any(sign.first < each.last and each.first < sign.last for each in signal.mentions)
    before = min(each.first for each in signal.mentions) - sign.last
    return not (overlaps and sign.value not in ("now", "sudden")) and (sign.value != "was" or 0 <= before <= WAS_CLOSE)


def _length(number: int, reading: Reading) -> int:
    return sum(clause == number for clause in reading.clauses)


def _ends_sentence(number: int, reading: Reading) -> bool:
    said = zip(reading.words, reading.clauses, strict=True)
    return any(word.plain in SENTENCE_ENDS for word, clause in said if clause == number)


def _subordinate(reading: Reading) -> Iterator[int]:
    """The clauses that begin with "when": "when I climb stairs I can't breathe"."""
    before = -1
    for word, clause in zip(reading.words, reading.clauses, strict=True):
        if clause != before and word.plain in ("when", "whenever", "if", "after", "once"):
            yield clause
        before = clause


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
