"""Medicines named, with how long each was taken, and the answer to "how long?" (I3, the medicine ledger)."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from prescreen.answers import NO, NONE, UNSURE, YES, Medicine
from understanding import durations
from understanding.facts.outcome import NOTHING, Outcome
from understanding.meaning import Said
from understanding.mentions import NEGATED, Mention
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance

FACT = "immunosuppressants"
LISTS = (FACT, "more_medicines")
BOTH = frozenset(("both", "each", "all", "together", "either"))
STILL = frozenset(("still", "currently", "now", "taking", "ongoing", "present", "today"))
ENDED = frozenset(("stopped", "quit", "stop", "ended", "finished", "discontinued", "off", "until", "till"))


def read(utterance: Utterance) -> Outcome:
    """The medicines named; "none" and "not sure" when asked for; a length for the medicine asked about."""
    if utterance.asks("treatment_length"):
        return _length(utterance)
    asked = utterance.asks(*LISTS)
    named = [each for each in utterance.of("medicine") if asked or _is_taken(utterance, each)]
    unnamed = [each for each in utterance.of("unnamed_medicine") if not each.has(NEGATED)] if asked else []
    taken = [each for each in named if not each.has(NEGATED)]
    dropped = [each for each in named if each.has(NEGATED) and _is_known(utterance, each)]
    if taken or dropped:
        return _ledger(utterance, taken, dropped)
    if unnamed:
        return Outcome(answers=(utterance.said(FACT, [_entry(utterance, each, _lengths(utterance, unnamed)) for each in unnamed]),))
    return _without_name(utterance) if asked else NOTHING


def _ledger(utterance: Utterance, taken: List[Mention], dropped: List[Mention]) -> Outcome:
    lengths = _lengths(utterance, taken)
    entries = [(each, _entry(utterance, each, lengths)) for each in taken]
    sure = [entry for mention, entry in entries if mention.detail.get("exact", True)]
    doubtful = tuple(entry for mention, entry in entries if not mention.detail.get("exact", True))
    answers = [utterance.said(FACT, sure)] if sure else []
    if dropped:
        gone = [_entry(utterance, each, {}) for each in dropped]
        answers.insert(0, Said(FACT, gone, utterance.clause_words(dropped[0]), correction=True, removes=True))
    return Outcome(answers=tuple(answers), doubtful=doubtful)


def _entry(utterance: Utterance, mention: Mention, lengths: Dict[int, Mention]) -> Dict[str, Any]:
    length = lengths.get(mention.first)
    weeks = length.value if length else None
    name = mention.value if mention.kind == "medicine" else None
    return Medicine(name, mention.detail.get("class") if name else None, weeks, _ongoing(utterance, mention.clause, length),
                    utterance.clause_words(mention)).to_dict()


def _lengths(utterance: Utterance, medicines: List[Mention]) -> Dict[int, Mention]:
    """Which length belongs to which medicine (by its first word): the one said behind it, else the one before it."""
    lengths = list(utterance.reading.of("duration"))
    if not medicines or not lengths:
        return {}
    words = {word.plain for word in utterance.reading.words}
    if len(lengths) == 1 and len(medicines) > 1 and words & BOTH:
        return {each.first: lengths[0] for each in medicines}
    found: Dict[int, Mention] = {}
    for length in lengths:
        before = [each for each in medicines if each.first < length.first and each.first not in found]
        after = [each for each in medicines if each.first > length.first and each.first not in found]
        same_clause = [each for each in after if each.clause == length.clause]
        if before and not (same_clause and not any(each.clause == length.clause for each in before)):
            found[before[-1].first] = length
        elif after:
            found[after[0].first] = length
    return found


def _ongoing(utterance: Utterance, clause: int, length: Optional[Mention]) -> Optional[bool]:
    if length is not None and length.detail.get("ongoing") is not None:
        return bool(length.detail["ongoing"])
    words = set(utterance.plain_words(clause)) | (set(utterance.plain_words(length.clause)) if length else set())
    if words & ENDED:
        return False
    return True if words & STILL else None


def _length(utterance: Utterance) -> Outcome:
    """How long the medicine in question was taken; what is said of other medicines belongs to those."""
    named = [each for each in utterance.of("medicine") if not each.has(NEGATED)]
    others = [each for each in named if each.value != utterance.question.item]
    if others and any(each.value == utterance.question.item for each in named) or len(others) > 1 and utterance.reading.of("duration"):
        return _ledger(utterance, named, [])
    weeks, mention = _weeks(utterance)
    if weeks is None:
        return _ledger(utterance, others, []) if others else NOTHING
    entry = Medicine(utterance.question.item, _class_known(utterance), weeks,
                     _ongoing(utterance, mention.clause if mention else 0, mention), utterance.reading.text.strip())
    more = _ledger(utterance, others, []) if others else NOTHING
    return Outcome(answers=(utterance.said(FACT, [entry.to_dict()], mention), *more.answers), doubtful=more.doubtful)


def _weeks(utterance: Utterance) -> "tuple[Any, Optional[Mention]]":
    told = [each for each in utterance.of("duration")]
    if told:
        exact = [each for each in told if each.value != UNSURE] or told
        return exact[-1].value, exact[-1]
    bare = durations.bare_weeks(utterance.reading.words)
    if bare is not None:
        return bare.value, None
    stance = utterance.stance
    return (UNSURE, None) if stance is not None and stance.value == NOT_SURE else (None, None)


def _class_known(utterance: Utterance) -> Optional[str]:
    known = utterance.known.get(FACT)
    entries = known if isinstance(known, list) else []
    return next((entry.get("class") for entry in entries if entry.get("name") == utterance.question.item), None)


def _without_name(utterance: Utterance) -> Outcome:
    """No medicine at all: a bare no, only steroids, or only medicines that are none of these; or not sure."""
    stance = utterance.stance
    if stance is not None and stance.value == NOT_SURE:
        return Outcome(answers=(utterance.said(FACT, UNSURE),))
    other = [each for each in utterance.of("steroid", ) + utterance.of("other_medicine")]
    if stance is not None and stance.sign == NO or other and not (stance is not None and stance.sign == YES):
        return Outcome(answers=(utterance.said(FACT, NONE),))
    return NOTHING


def _is_taken(utterance: Utterance, mention: Mention) -> bool:
    """Whether a medicine that was not asked about is said to be taken, or to have been."""
    words = set(utterance.plain_words(mention.clause))
    if utterance.question.fact == "glucocorticoids":
        return True
    return utterance.about_patient(mention) or bool(words & {"taking", "take", "took", "on", "tried", "started"})


def _is_known(utterance: Utterance, mention: Mention) -> bool:
    known = utterance.known.get(FACT)
    return isinstance(known, list) and any(entry.get("name") == mention.value for entry in known)
