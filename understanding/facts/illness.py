"""Another major long-term illness, in the patient's own eyes, and whether it is well managed (E2)."""

from __future__ import annotations

from typing import List, Optional

from prescreen.answers import NO, UNSURE, YES
from understanding.facts.management import managed, managed_beside
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, PAST, UNCERTAIN, Mention
from understanding.stance import LEANING, PROBABLY_NOT, Stance
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance, last

FACT, MANAGED = "chronic_illness", "chronic_illness_managed"
# Where kidneys, nerves, mind or headaches were asked about, an illness named there belongs to that answer.
NEIGHBOURS = ("severe_nephritis", "severe_cns_lupus", "seizures", "psychosis", "organic_brain_syndrome",
              "headache_cause")
HAVING = frozenset("have has got having had get gave suffer also plus am is there".split())
# Names of a part or a measure of the body: an illness only where nothing says that it is in order.
MEASURES = frozenset("thyroid sugar pressure bp cholesterol heart lungs liver kidneys".split())
THEN = frozenset(("had", "was", "were", "used"))
TURNING = frozenset("but except although though however still".split())


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; beside it, whether it is well managed when that was said too."""
    asked = utterance.asks(FACT)
    if utterance.asks(MANAGED):
        return NOTHING
    fact = utterance.question.item if utterance.asks("confirm") else utterance.question.fact
    if not asked and fact in NEIGHBOURS:
        return answered(utterance.said(FACT, NO)) if _says_no_other(utterance) else NOTHING
    value = _asked(utterance) if asked else _volunteered(utterance)
    if value is None:
        return NOTHING
    named = last(_named(utterance)) if value == YES else None
    answers = [utterance.said(FACT, value, named)]
    how = managed_beside(utterance, named) if named is not None else None
    if how:
        answers.append(utterance.said(MANAGED, how))
    return answered(*answers)


def read_managed(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; of several illnesses one that is not managed decides."""
    if not utterance.asks(MANAGED):
        return NOTHING
    how = managed(utterance)
    return answered(utterance.said(MANAGED, how)) if how else NOTHING


def _asked(utterance: Utterance) -> Optional[str]:
    named = _named(utterance)
    stance = None if _is_of_management(utterance, named) else utterance.stance
    sign = stance.sign if stance is not None else None
    if stance is not None and stance.whole and sign is None and _told(utterance, "some"):
        return YES
    if stance is not None and _is_hedged(stance):
        return YES if stance.value == LEANING and named else UNSURE
    if _told(utterance, "nothing_major") and sign != YES:
        return NO
    if named:
        return _of_the_named(utterance, named, stance)
    if sign == YES:
        return YES if not _told(utterance, "none") or not _told(utterance, "some") else None
    if sign == NO or _told(utterance, "none") or _healthy(utterance):
        return NO
    if _told(utterance, "some"):
        return YES
    if utterance.reading.has("illness_time", "over") or utterance.reading.has("when", "over"):
        return NO
    if any(_is_open(utterance, each) for each in utterance.topics("illness")):
        return UNSURE
    return NO if _others_illness(utterance) or _denied(utterance) else None


def _is_hedged(stance: Stance) -> bool:
    """Whether an answer is not sure, "I guess so", or a bare "not much"."""
    return stance.value in (NOT_SURE, LEANING) or (stance.value == PROBABLY_NOT and stance.whole)


def _is_of_management(utterance: Utterance, named: List[Mention]) -> bool:
    """Whether a no only says how well an illness just named is managed: "asthma, it never gives me trouble"."""
    stance = utterance.stance
    return (stance is not None and stance.sign == NO and bool(named) and named[0].clause < stance.clause
            and any(each.clause == stance.clause for each in utterance.reading.of("managed")))


def _of_the_named(utterance: Utterance, named: List[Mention], stance: Optional[Stance]) -> Optional[str]:
    """Illnesses were named: still there, over, or not yet certain; "no, just a touch of it" is left open."""
    if stance is not None and stance.sign == NO:
        behind = [each for each in named if each.clause > stance.clause]
        turns = TURNING.intersection(word.plain for word in utterance.reading.words)
        if _ended(utterance, named) or stance.clause >= named[-1].clause:
            return NO
        return YES if behind and turns else None
    if _ended(utterance, named):
        return NO
    if all(_is_open(utterance, each) for each in named):
        return UNSURE
    return YES


def _volunteered(utterance: Utterance) -> Optional[str]:
    """An illness told at another question: only one that the patient plainly has, or that there is none at all."""
    diagnoses = {each.first for each in utterance.topics("other_diagnosis")}
    named = [each for each in _named(utterance) if each.first not in diagnoses and _has_it(utterance, each)
             and not _is_open(utterance, each)]
    if named and not _ended(utterance, named):
        return YES
    return NO if not named and _says_no_other(utterance) else None


def _has_it(utterance: Utterance, mention: Mention) -> bool:
    """Whether the words before it say that it is had: "I've got diabetes", "and BP problem also"."""
    words = utterance.plain_words(mention.clause)
    own = utterance.about_patient(mention) or "also" in words or "there" in words
    return own and bool(HAVING.intersection(words))


def _says_no_other(utterance: Utterance) -> bool:
    """Whether a volunteered no is about other illnesses at all, not just about one of them."""
    return any(each.has(NEGATED) and "other" in each.words.lower() for each in utterance.topics("illness"))


def _named(utterance: Utterance) -> List[Mention]:
    """Illnesses said to be there; "my thyroid is fine" names none, "sugar dey worry me" does."""
    pidgin = [each for each in utterance.reading.of("topic", "illness")
              if each.has(HYPOTHETICAL) and not each.has(OTHER_PERSON)
              and "dey" in utterance.plain_words(each.clause)]
    return [each for each in (*pidgin, *utterance.topics("illness"))
            if not each.has(NEGATED) and not _in_order(utterance, each)]


def _in_order(utterance: Utterance, mention: Mention) -> bool:
    measure = MEASURES.intersection(mention.words.lower().split()) and len(mention.words.split()) <= 2
    return bool(measure) and any(each.clause == mention.clause and each.first >= mention.last
                                 for each in utterance.reading.of("detail", "fine"))


def _ended(utterance: Utterance, named: List[Mention]) -> bool:
    """Whether all that is named is over; one that began long ago and is there still is not."""
    over = utterance.of("illness_time", "over")
    lone = len(named) == 1 and bool(over) and named[0].first < over[-1].first
    near = over and all(each.has(PAST) or each.clause in (over[-1].clause, over[-1].clause - 1) for each in named)
    if lone or near:
        return _told_of_then(utterance) or any(not each.has(NEGATED) for each in over)
    if utterance.reading.has("illness_time", "lasting"):
        return False
    return utterance.reading.has("illness_time", "ended") and (
        all(each.has(PAST) for each in named) or utterance.reading.has("when", "over")
        or all(THEN.intersection(utterance.plain_words(each.clause)) for each in named))


def _told_of_then(utterance: Utterance) -> bool:
    return bool(THEN.intersection(word.plain for word in utterance.reading.words))


def _is_open(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is only suspected, or the patient asks whether it counts."""
    return any(each.clause == mention.clause for each in utterance.reading.of("illness_open")) or (
        mention.has(UNCERTAIN) and utterance.reading.has("illness_open"))


def _told(utterance: Utterance, what: str) -> bool:
    return bool(utterance.of("other_illness", what))


def _healthy(utterance: Utterance) -> bool:
    return utterance.has_detail("fine")


def _others_illness(utterance: Utterance) -> bool:
    """Whether illnesses are told of others, and the patient's own health is denied or plain."""
    others = [each for each in utterance.reading.of("topic", "illness") if not each.own]
    return bool(others) and any(each.value == NO for each in utterance.reading.of("stance"))


def _denied(utterance: Utterance) -> bool:
    illnesses = utterance.topics("illness")
    return bool(illnesses) and all(each.has(NEGATED) or _in_order(utterance, each) for each in illnesses)
