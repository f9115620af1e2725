"""Symptoms of lupus now, in spite of treatment (I3)."""

from __future__ import annotations

from typing import List

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import Polar, polar
from understanding.mentions import NEGATED, Mention
from understanding.mentions import PAST as GONE
from understanding.stance import LEANING, PROBABLY
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance, last

FACT = "active_symptoms"
# What everybody is at times: nothing that a nurse would note before she has asked for symptoms of lupus.
TIREDNESS = frozenset("tired tiredness exhausted exhaustion fatigue fatigued drained weak weakness so no low energy "
                      "worn wiped out is".split())
NAMED = frozenset("flare flares flaring flared symptoms symptom".split())
SIGNS = ("severe_nephritis", "severe_cns_lupus", "seizures", "psychosis", "organic_brain_syndrome")
RESTING = frozenset("remission quiet dormant inactive asymptomatic symptoms symptom flares".split())
QUIET = frozenset("quiet dormant inactive".split())   # "a quiet hour" is none
ILLNESS = frozenset("it lupus disease sle everything things symptoms mine".split())
BODY = frozenset("joint joints hand hands knee knees finger fingers wrist wrists hip hips shoulder shoulders feet "
                 "ankles elbows muscles skin rash hair mouth fatigue pain pains body swelling bones".split())
BEFORE = ("consent", "age", "age_adult", "age_birthday", "sle_diagnosis", "anything_else")


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure."""
    asked = utterance.asks(FACT)
    named = utterance.topics("symptoms", "still_active")
    active = [each for each in named if not each.has(NEGATED, GONE) or _is_not_gone(each)]
    if utterance.asks(*SIGNS):
        active = [each for each in active if NAMED.intersection(utterance.plain_words(each.clause))]
        named = [each for each in active if _is_there(utterance, each)]
        return answered(utterance.said(FACT, YES, last(named))) if named else NOTHING
    if not asked:
        if utterance.asks("sle_diagnosis") and utterance.has_detail("no_doctor"):
            return NOTHING
        named = [each for each in active if _is_there(utterance, each)]
        gone = [each for each in utterance.topics("quiet") if _is_gone(utterance, each)]
        if gone and not [each for each in named if each.clause > gone[-1].clause]:
            return answered(utterance.said(FACT, NO, last(gone)))
        return answered(utterance.said(FACT, YES, last(named))) if named else NOTHING
    value, mention = _asked(utterance, active)
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def _is_not_gone(mention: Mention) -> bool:
    """Whether it is said inside the mention that it has not gone: "it's never really gone away"."""
    said_inside = {"never", "not", "n't"}.intersection(mention.words.lower().split())
    return mention.has(GONE) and not mention.has(NEGATED) and bool(said_inside)


def _asked(utterance: Utterance, active: List[Mention]) -> Polar:
    """What is there now decides; a doubt about where it comes from leaves it open."""
    quiet = [each for each in utterance.topics("quiet") if not each.has(NEGATED)]
    stance = utterance.stance
    doubts = stance is not None and stance.value == NOT_SURE
    if doubts or _doctor_unsure(utterance) or _from_something_else(utterance):
        return UNSURE, last(active)
    if quiet and not [each for each in active if each.clause > quiet[-1].clause or each.value == "symptoms"]:
        return NO, quiet[-1]
    if any(_is_not_gone(each) for each in active):
        return YES, active[-1]
    value, mention = polar(utterance, True, utterance.topics("symptoms", "still_active"), passing=YES)
    if active and value == UNSURE and stance is not None and stance.value in (PROBABLY, LEANING):
        return YES, active[-1]
    if active and (value is None or (value == NO and (stance is None or stance.sign == YES))):
        return YES, active[-1]
    return (NO if value == PAST else value), mention


def _doctor_unsure(utterance: Utterance) -> bool:
    """Whether a doctor does not know; "my hands look like balloons" is no doubt of a doctor's."""
    return utterance.has_detail("doctor_unsure") and utterance.reading.has("clinician")


def _from_something_else(utterance: Utterance) -> bool:
    """Whether the patient doubts that it is the lupus: "I'm tired, but that might be the job"."""
    return bool(utterance.reading.has("doubted_cause"))


def _is_gone(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is told, without having been asked for, that there are no symptoms."""
    said = set(mention.words.lower().replace("-", " ").split())
    if mention.has(NEGATED) or not RESTING.intersection(said):
        return False
    if QUIET.intersection(said) and not ILLNESS.intersection(utterance.plain_words(mention.clause)):
        return False
    denied = utterance.question.name in BEFORE and "symptom" in mention.words.lower()
    return denied or _is_told_of(utterance, mention)


def _is_told_of(utterance: Utterance, mention: Mention) -> bool:
    """Whether its clause speaks of the patient or, before the question, of the illness: "but it's in remission"."""
    words = utterance.plain_words(mention.clause)
    return (
        utterance.about_patient(mention)
        or (utterance.question.name in BEFORE
        and bool({"it", "lupus", "now"}.intersection(words)))
    )


def _is_there(utterance: Utterance, mention: Mention) -> bool:
    """Whether symptoms that were not asked about yet are said to be there now.

    Before the question any symptom of the patient's counts; behind it only what is called a symptom or a flare.
    """
    if TIREDNESS.issuperset(mention.words.lower().split()):
        return False
    words = set(utterance.plain_words(mention.clause))
    now = bool(words & {"still", "despite", "now", "currently", "active", "flaring", "keep", "spite"})
    named = mention.value == "symptoms" or bool(NAMED.intersection(mention.words.lower().split()))
    if utterance.question.name in BEFORE and named:
        return utterance.about_patient(mention) or now
    if words & {"they", "it"}:   # "it's mostly my joints, they're bad right now"
        words |= set(utterance.plain_words(mention.clause - 1))
    if utterance.question.name in BEFORE and BODY.intersection(words):
        beside = [each for each in utterance.topics("still_active") if each.clause == mention.clause]
        return now or len(beside) > 1
    return (
        now and utterance.about_patient(mention) and bool(words & {"flare", "flares", "flaring", "symptoms", "lupus"})
    )
