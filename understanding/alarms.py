"""Whether an utterance tells of a danger: a body in need of help now, or somebody who may die by their own hand.

`lexicon/alarms.yml` holds single signs ("can not", "breathe", "right now"); here it is said which of them together are
a danger (DOMAIN.md section 2). A present danger is an alarm in doubt; what is long past, denied, feared, asked about or
a habit is none.
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import Dict, FrozenSet, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from understanding.mentions import NEGATED, OTHER_PERSON, Mention, Reading

EMERGENCY, SUICIDE = "emergency", "suicide"
SENTENCE_ENDS = frozenset(".!?;")
KINDS = ("danger", "cry", "despair", "alarm", "alarm_sign")
DENIALS = frozenset("not no never can't cant cannot won't wont don't dont isn't couldn't unable hardly barely "
                    "scarcely".split())
CLOSE = 5                 # so many words before a sign can deny it
SHORT_CLAUSE = 5          # ", years ago" still belongs to what stands before it


class Rule(NamedTuple):
    """Signs that mean a danger when they stand together.

    Attributes:
        weight: `acute` (the words tell that it is now), `pain` (a danger unless it is a habit), `state` (a danger if it
            is sudden, severe or now), `event` (a danger if it was just now), `cry` (a call for help), `suicide`.
        signs: the signs, one of each set.
        within: most words from the first sign to the last.
        ordered: they stand in this order.
    """

    weight: str
    signs: Tuple[FrozenSet[str], ...]
    within: int = 1_000
    ordered: bool = False


class Signal(NamedTuple):
    """A rule that holds, and the mentions that it rests on."""

    rule: Rule
    mentions: Tuple[Mention, ...]


def _rule(weight: str, signs: str, within: int = 1_000, ordered: bool = False) -> Rule:
    return Rule(weight, tuple(frozenset(part.split("|")) for part in signs.split()), within, ordered)


RULES = (
    _rule("acute", "having seizure", 6),
    _rule("acute", "seizing|eyes_rolling|gasping|blue|slurring|ingested|thunderclap"),
    _rule("acute", "shaking unresponsive|eyes_rolling", 20),
    _rule("acute", "unresponsive"),
    _rule("acute", "soon|wants collapse", 4),
    _rule("acute", "collapsing"),
    _rule("acute", "who|family collapse", 4, ordered=True),
    _rule("acute", "having|is_it attack", 6),
    _rule("acute", "cannot breathe", 5, ordered=True),
    _rule("acute", "face droop", 6),
    _rule("acute", "side limp", 9),
    _rule("acute", "bleeding unstoppable", 12),
    _rule("acute", "throat closing", 8),
    _rule("acute", "took too_many", 7, ordered=True),
    _rule("acute", "worst headache ever", 12, ordered=True),
    _rule("acute", "headache worst ever", 12, ordered=True),
    _rule("acute", "worst_ever"),
    _rule("acute", "never headache this_bad|worst", 12, ordered=True),
    _rule("acute", "never this_bad headache", 12, ordered=True),
    _rule("acute", "never pain|chest_pain this_bad", 10, ordered=True),
    _rule("acute", "headache thunder|sudden", 9),
    _rule("acute", "headache double", 20),
    _rule("acute", "fever stiff_neck"),
    _rule("acute", "breathe not_coming", 5, ordered=True),
    _rule("acute", "took big_number pills", 6, ordered=True),
    _rule("acute", "family|who ate pills", 7, ordered=True),
    _rule("acute", "took all_pills oops", 14),
    _rule("pain", "sight vanish", 9, ordered=True),
    _rule("pain", "chest_pain|very_breathless|blind|overdose|anaphylaxis"),
    _rule("pain", "chest pain", 12),
    _rule("pain", "jaw_or_arm pain sweating|chest", 14),
    _rule("pain", "trouble breathe", 5),
    _rule("pain", "speech slurred", 7),
    _rule("pain", "cough blood", 8),
    _rule("pain", "one_side limp", 6),
    _rule("state", "breathless|blurred"),
    _rule("state", "limb limp", 6),
    _rule("state", "sudden limp", 6),
    _rule("state", "headache blow", 9),
    _rule("event", "seizure|collapse|attack|shaking"),
    _rule("cry", "call ambulance", 6),
    _rule("cry", "hospital urgent", 9),
    _rule("cry", "emergency|cry|dying"),
    _rule("suicide", "suicidal"),
    _rule("suicide", "suicide_talk"),
    _rule("suicide", "wants die", 6, ordered=True),
    _rule("suicide", "kill|hurt self", 4, ordered=True),
    _rule("suicide", "end life", 5, ordered=True),
    _rule("suicide", "wants|will it_all", 6, ordered=True),
    _rule("suicide", "wants kill|hurt someone", 6, ordered=True),
    _rule("suicide", "will all_pills", 8, ordered=True),
    _rule("suicide", "voice command", 8),
    _rule("suicide", "command|voice jump|die|all_pills|too_many", 8, ordered=True),
    _rule("suicide", "jump height", 7),
    _rule("suicide", "weapon ready", 9),
)


def find(reading: Reading) -> Optional[str]:
    """The danger that an utterance tells of: "emergency", "suicide", or None.

    A body in danger comes first ("I took the whole bottle because I want to die"): the text for an emergency names
    both numbers.
    """
    found = {signal.rule.weight for signal in _signals(reading) if _holds(signal, reading)}
    if found - {"suicide", "cry"}:
        return EMERGENCY
    if "suicide" in found:
        return SUICIDE
    return EMERGENCY if found else None


def _signals(reading: Reading) -> Iterator[Signal]:
    signs = _signs(reading)
    if not signs:
        return
    for rule in RULES:
        if all(any(sign in signs for sign in part) for part in rule.signs):
            yield from _together(rule, signs, reading)


def _signs(reading: Reading) -> Dict[str, List[Mention]]:
    """The signs by name, without those that are a mere way of speaking."""
    figures = [(each.first, each.last) for each in reading.of("alarm", "figure")]
    despair = [(each.first, each.last) for each in reading.of("alarm", "suicidal")]
    signs: Dict[str, List[Mention]] = {}
    for each in reading.mentions:
        if each.kind in KINDS and each.value != "figure":
            spoken = figures + (despair if each.kind == "danger" else [])
            if not any(each.first < last and first < each.last for first, last in spoken):
                signs.setdefault(each.value, []).append(each)
    return signs


def _together(rule: Rule, signs: Dict[str, List[Mention]], reading: Reading) -> Iterator[Signal]:
    parts = [[each for sign in part for each in signs.get(sign, ())] for part in rule.signs]
    for mentions in product(*parts):
        if _fit(rule, mentions) and not _sentence_between(mentions, reading):
            yield Signal(rule, mentions)


def _fit(rule: Rule, mentions: Sequence[Mention]) -> bool:
    if len(mentions) == 1:
        return True
    first, last = min(each.first for each in mentions), max(each.last for each in mentions)
    spans = sorted((each.first, each.last) for each in mentions)
    apart = all(before[1] <= after[0] for before, after in pairwise(spans))
    in_order = spans == [(each.first, each.last) for each in mentions]
    return apart and last - first <= rule.within and (in_order or not rule.ordered)


def _sentence_between(mentions: Sequence[Mention], reading: Reading) -> bool:
    if max(each.last for each in mentions) - min(each.first for each in mentions) <= SHORT_CLAUSE:
        return False                                            # "Chest. Hurts."
    first, last = min(each.last for each in mentions), max(each.first for each in mentions)
    return any(word.plain in SENTENCE_ENDS for word in reading.words[first:last])


def _holds(signal: Signal, reading: Reading) -> bool:
    """Whether a signal is meant as a present danger."""
    rule, near = signal.rule, _near(signal, reading)
    if _denied(signal) and (rule.weight != "suicide" or _denied_close(signal, reading)):
        return False
    if rule.weight == "suicide":
        return not near & {"long_ago", "asked"} and not _of_another(signal)
    if rule.weight == "cry":
        return not near & {"long_ago", "then", "supposed"}
    if near & {"long_ago", "then", "supposed"}:
        return False
    if "now" in near or reading.has("alarm_sign", "ongoing"):
        return True
    if rule.weight == "event" or near & {"habit", "was"}:
        return False
    if rule.weight == "acute":
        return True
    return rule.weight == "pain" or (not _has(signal, OTHER_PERSON) and bool(near & {"sudden", "severe"}))


def _denied(signal: Signal) -> bool:
    """Whether a sign is denied, but not by another of them: "can not" in "can not breathe" denies no danger."""
    for each in sorted(signal.mentions, key=lambda mention: mention.first):
        if each.has(NEGATED):
            return True
        if DENIALS & set(each.words.lower().split()):
            return False
    return False


def _denied_close(signal: Signal, reading: Reading) -> bool:
    """Whether the word that denies stands right before: "I won't be here, I'm going to end it" denies nothing."""
    first = min(each.first for each in signal.mentions)
    before = reading.words[max(0, first - CLOSE):first]
    return any(word.plain in DENIALS or word.plain in ("deny", "denies", "without", "none", "nor") for word in before)


def _of_another(signal: Signal) -> bool:
    return signal.mentions[0].value == "suicide_talk" and _has(signal, OTHER_PERSON)


def _has(signal: Signal, *modifiers: str) -> bool:
    return any(each.has(*modifiers) for each in signal.mentions)


def _near(signal: Signal, reading: Reading) -> FrozenSet[str]:
    """The names of the signs in the signal's clauses and in a short clause beside them."""
    own = {each.clause for each in signal.mentions}
    clauses = set(range(min(own), max(own) + 1))
    clauses.update(clause for clause in _subordinate(reading) if clause == min(own) - 1)
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
    behind = sign.first > min(each.first for each in signal.mentions)
    return not (overlaps and sign.value not in ("now", "sudden")) and not (behind and sign.value == "was")


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
