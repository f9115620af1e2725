"""Another major long-term illness, in the patient's own eyes, and whether it is well managed (E2)."""

from __future__ import annotations

from typing import List

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import NEGATED, OTHER_PERSON, UNCERTAIN, Mention
from understanding.stance import UNSURE as NOT_SURE
from understanding.stance import stances
from understanding.utterance import Utterance

FACT, MANAGED = "chronic_illness", "chronic_illness_managed"
# Where kidneys, nerves, mind or headaches were asked about, an illness named there belongs to that answer.
NEIGHBOURS = ("severe_nephritis", "severe_cns_lupus", "seizures", "psychosis", "organic_brain_syndrome", "headache_cause")
JUST_LUPUS = ("only thing wrong", "otherwise healthy", "nothing long", "nothing else", "nothing other", "healthy otherwise",
              "healthy apart", "healthy except", "just lupus disease", "just lupus", "only lupus", "just the lupus", "only the lupus", "just my lupus", "apart from lupus",
              "other than lupus", "besides lupus", "aside from lupus", "only my lupus", "lupus is enough", "lupus only")


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; beside it, whether it is well managed when that was said too."""
    asked = utterance.asks(FACT)
    if utterance.asks(MANAGED) or not asked and utterance.question.fact in NEIGHBOURS:
        return NOTHING
    value, mention = polar(utterance, asked, _named(utterance, asked))
    if asked and value != YES and _only_lupus(utterance):
        value = NO
    if value == PAST:
        value = _of_the_past(utterance) if asked else None
    if value is None or value == NO and not asked and not _says_no_other(utterance):
        return NOTHING
    answers = [utterance.said(FACT, value, mention)]
    managed = _managed(utterance) if value == YES and mention is not None else ""
    if managed:
        answers.append(utterance.said(MANAGED, managed))
    return answered(*answers)


def _named(utterance: Utterance, asked: bool) -> List[Mention]:
    """Illnesses named; at the question for lupus another kind of rheumatism is an answer to that."""
    if asked:
        return utterance.topics("illness")
    diagnoses = {each.first for each in utterance.topics("other_diagnosis")}
    return [each for each in utterance.topics("illness") if each.first not in diagnoses
            and {"have", "has", "got", "also", "plus", "had"} & set(utterance.plain_words(each.clause))]


def _only_lupus(utterance: Utterance) -> bool:
    plain = utterance.reading.plain
    healthy = utterance.has_detail("fine") and not utterance.topics("illness")
    return healthy or any(cue in plain for cue in JUST_LUPUS) and not _illnesses(utterance)


def _of_the_past(utterance: Utterance) -> str:
    """An illness said to be over is none now; one that merely began long ago is there still."""
    stance = utterance.stance
    if stance is not None and stance.sign == NO:
        return NO
    plain = f" {utterance.reading.plain} "
    if any(cue in plain for cue in (" since ", " ever since ", " still ", " diagnosed ", " on medic", " take ", " for years ")):
        return YES
    return NO if utterance.reading.has("when", "over") else UNSURE


def _says_no_other(utterance: Utterance) -> bool:
    """Whether a volunteered no is about other illnesses at all, not just about one of them."""
    return any(each.has(NEGATED) and "other" in each.words.lower() for each in utterance.topics("illness"))


def read_managed(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; of several illnesses one that is not managed decides."""
    if not utterance.asks(MANAGED):
        return NOTHING
    managed, stance = _managed(utterance), utterance.stance
    if stance is not None and stance.value == NOT_SURE and managed != NO:
        return answered(utterance.said(MANAGED, UNSURE))
    if managed == YES and stance is not None and stance.sign == NO:
        return answered(utterance.said(MANAGED, NO)) if _denied_last(utterance) else NOTHING
    if managed:
        return answered(utterance.said(MANAGED, managed))
    value, _ = polar(utterance, True, [], passing=YES)
    return answered(utterance.said(MANAGED, NO if value == PAST else value)) if value else NOTHING


def _denied_last(utterance: Utterance) -> bool:
    """Whether the no comes behind what is managed: "the diabetes is fine, but the heart isn't"."""
    managed = utterance.topics("well_managed")
    return bool(managed) and stances(utterance.reading)[-1].clause > managed[-1].clause


def _managed(utterance: Utterance) -> str:
    """What is said of how well the illness is managed; empty when nothing is."""
    if any(not each.has(NEGATED) for each in utterance.topics("not_managed")):
        return NO
    managed = utterance.topics("well_managed")
    if not managed:
        return ""
    if any(each.has(NEGATED) for each in managed):
        return NO
    return UNSURE if any(each.has(UNCERTAIN) for each in managed) else YES


def _illnesses(utterance: Utterance) -> bool:
    return any(not each.has(NEGATED, OTHER_PERSON) for each in utterance.topics("illness"))
