"""Systemic lupus, as a doctor has said it; on the skin only or from a medicine it is another illness (I2)."""

from __future__ import annotations

from typing import List, Optional, Tuple

from prescreen.answers import NO, UNSURE, YES
from prescreen.answers import PAST as PAST_VALUE
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import NEGATED, PAST, UNCERTAIN, Mention
from understanding.stance import UNSURE as NOT_SURE
from understanding.stance import stances
from understanding.utterance import Utterance, last

FACT = "sle_diagnosis"
# A patient who answers a later question speaks of "my lupus" without saying anew that it is systemic.
BEFORE = ("consent", "age", "age_adult", "age_birthday", "anything_else", "reference", "reference_age")
HAVING = frozenset(
    "with have had got has having diagnosed diagnosis living with told since for years my the suffer suffering".split()
)
DENYING = frozenset(("have", "had", "got", "diagnosed", "has"))
LASTING = frozenset("since for years year diagnosed patient warrior".split())
NOT_TOLD = frozenset("is are what the about trial study this that line your you a".split())
LAY = frozenset("everybody everyone online internet google facebook tiktok friends friend people family app".split())
SHORT_CLAUSE = 3
Answer = Tuple[Optional[str], Optional[Mention]]
SYSTEMIC = ("systemic", "sle", "eryth", "s l e", "s.l.e.", "sistemic", "sytemic", "systematic", "cystemic", "system ",
            "sister mick", "sis temic", "cysts emic", "sis stem", "sys temic")


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure."""
    asked = utterance.asks(FACT)
    value, mention = _value(utterance, asked)
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def _value(utterance: Utterance, asked: bool) -> Answer:
    lupus = [each for each in utterance.topics("lupus") if asked or _is_diagnosis(utterance, each)]
    if asked and _ruled_out(utterance):
        return NO, last(lupus)
    of_the_kind = _of_the_kind(utterance, asked, lupus)
    if of_the_kind is not None:
        return of_the_kind
    return _asked(utterance, lupus) if asked else _volunteered(utterance, lupus)


def _of_the_kind(utterance: Utterance, asked: bool, lupus: List[Mention]) -> Optional[Answer]:
    """The answer where a kind of lupus is named: systemic, of the skin, from a medicine, something like it."""
    systemic = _systemic(utterance, lupus)
    other, like = _other_kind(utterance, asked), last(utterance.topics("lupus_like"))
    if other is not None and not systemic:
        return NO, other
    overlap = like is not None and "overlap" in like.words.lower()
    if overlap and any(not each.has(NEGATED, UNCERTAIN) for each in lupus):
        return YES, last(lupus)
    if like is not None and (asked or utterance.about_patient(like)):
        return (YES, systemic[-1]) if systemic else (UNSURE, like)
    if systemic and (asked or utterance.about_patient(systemic[-1])):
        stance = utterance.stance
        given = stance if utterance.assumed is None else None
        if not (asked and given and given.value in (NO, NOT_SURE)):
            return YES, systemic[-1]
    return None


def _systemic(utterance: Utterance, lupus: List[Mention]) -> List[Mention]:
    """The mentions that say that it is systemic."""
    words = utterance.reading.words
    now = [each for each in utterance.topics("systemic_now") if words[each.first - 1].plain not in ("if", "whether")]
    return now or [
        each
        for each in lupus
        if any(word in each.words.lower() for word in SYSTEMIC) and not each.has(NEGATED, UNCERTAIN)
    ]


def _asked(utterance: Utterance, lupus: List[Mention]) -> Answer:
    """The answer to the question itself."""
    if _in_doubt(utterance):
        return UNSURE, last(lupus)
    if not lupus and _doctor_denies(utterance) and not (utterance.stance and utterance.stance.value in (YES, NOT_SURE)):
        return NO, None
    value, mention = polar(utterance, True, lupus, passing=YES)
    agrees = utterance.stance is not None and utterance.stance.sign == YES
    if not agrees and any(not each.has(NEGATED) for each in lupus) and _only_others_say(utterance):
        return UNSURE, mention
    if value is None:
        return _implied(utterance), last(utterance.topics("other_diagnosis"))
    if value != PAST_VALUE:
        return value, mention
    if utterance.stance is not None and utterance.stance.sign == NO:
        return NO, mention
    return (YES if _diagnosed(utterance) or mention is None else UNSURE), mention


def _only_others_say(utterance: Utterance) -> bool:
    """"Everybody online tells me it's lupus but no doctor has said so"."""
    said = [each for each in utterance.reading.of("detail", "doctor_said", "told_so")
            if not _is_denied(utterance, each) and not LAY.intersection(utterance.plain_words(each.clause))]
    return utterance.has_detail("no_doctor") and not said


def _is_denied(utterance: Utterance, mention: Mention) -> bool:
    """Denied, also by the word right before it: "I don't have a diagnosis", "no doctor said"."""
    before = utterance.reading.words[mention.first - 1].plain if mention.first else ""
    return mention.has(NEGATED) or before in ("not", "never", "no")


def _implied(utterance: Utterance) -> Optional[str]:
    """The answer of who names neither lupus nor a yes or a no: another illness, having been told, no doctor."""
    if utterance.topics("other_diagnosis"):
        return NO
    if utterance.has_detail("told_so"):
        return _told_so(utterance)
    return NO if utterance.has_detail("no_doctor") or _doctor_denies(utterance) else None


def _doctor_denies(utterance: Utterance) -> bool:
    """"The rheumatologist said I don't have it"."""
    said = {each.clause for each in utterance.reading.of("detail", "doctor_said")}
    affirmed = any(each.clause in said and not each.has(NEGATED) for each in utterance.of("proform"))
    return utterance.reading.has("clinician") and not affirmed and any(
        each.clause in said and each.own for each in utterance.reading.of("denial", "it"))


def _told_so(utterance: Utterance) -> str:
    """Whether the patient was told so; "I've never been told that" is a no, "it was never confirmed" is not sure."""
    told = utterance.reading.of("detail", "told_so")
    denied = [each for each in told if _is_denied(utterance, each)] or utterance.has_detail("no_doctor")
    if not denied:
        return YES
    return UNSURE if any("confirm" in each.words.lower() or "pro" in each.words.lower() for each in told) else NO


def _volunteered(utterance: Utterance, lupus: List[Mention]) -> Answer:
    """Lupus told before it was asked for; that there is none counts too, and is read back."""
    if lupus:
        return YES, lupus[-1]
    denied = [
        each
        for each in utterance.topics("lupus")
        if each.has(NEGATED)
        and utterance.about_patient(each)
        and DENYING.intersection(utterance.plain_words(each.clause))
    ]
    return (NO, denied[-1]) if denied and utterance.question.name in BEFORE else (None, None)


def _in_doubt(utterance: Utterance) -> bool:
    """Whether no doctor has said it, the doctor is not sure, or two doctors disagree."""
    stance = utterance.stance
    hedged = stance is not None and stance.sign == YES
    if utterance.has_detail("doctor_unsure") or (hedged and utterance.has_detail("no_doctor")):
        return True
    signs = {each.sign for each in stances(utterance.reading)}
    return {YES, NO} <= signs and len(utterance.reading.of("detail", "doctor_said")) > 1


def _ruled_out(utterance: Utterance) -> bool:
    """Whether lupus was tested for and excluded, or a medicine was found to be behind it."""
    return utterance.has_detail("ruled_out") and not utterance.has_detail("no_doctor")


def _other_kind(utterance: Utterance, asked: bool) -> Optional[Mention]:
    """A mention of lupus of the skin only, or from a medicine, that is not denied."""
    kinds = [each for each in utterance.topics("skin_lupus", "drug_lupus") if not each.has(NEGATED, UNCERTAIN)
             and not (each.value == "skin_lupus" and each.has(PAST))]
    return last(each for each in kinds if asked or utterance.corrects
                or (utterance.about_patient(each) and _is_of_lupus(utterance, each)))


def _is_of_lupus(utterance: Utterance, kind: Mention) -> bool:
    """Whether lupus is named; "only on my skin" may be said of a cream."""
    words = f"{' '.join(utterance.plain_words(kind.clause))} {kind.words.lower()}"
    return any(name in words for name in ("lupus", "discoid", "cutaneous", "dle", "hydralazine", "drug"))


def _is_diagnosis(utterance: Utterance, lupus: Mention) -> bool:
    """Whether "lupus" is said as what one has, before it was asked for, not in passing ("my lupus doctor")."""
    if utterance.question.name not in BEFORE and not utterance.corrects:
        return False
    if lupus.has(NEGATED, UNCERTAIN) or utterance.reading.has("detail", "no_doctor", "doctor_unsure"):
        return False
    words = set(utterance.plain_words(lupus.clause))
    if utterance.about_patient(lupus):
        return bool(words & HAVING) or len(words) <= SHORT_CLAUSE
    return not words & NOT_TOLD and (len(words) <= SHORT_CLAUSE or bool(words & LASTING))


def _diagnosed(utterance: Utterance) -> bool:
    """Being diagnosed years ago is a yes: the diagnosis is past, the illness is not."""
    words = utterance.reading.plain
    return any(cue in words for cue in ("diagnos", "dx", "told", "found out", "confirmed", "years", "since"))
