"""What a doctor, or another clinician who treats the patient, has said a headache comes from (E1; contract, section 4).

An utterance is taken apart into claims, one a clause: who says it, and what. A doctor's claim outranks what the
patient, the family, a pharmacist or a web page believes, which is unsure by itself; a claim without a speaker answers
the question, which asks for the doctor's word. Doctors who disagree, or only say "probably", leave it unsure.
"""

from __future__ import annotations

from typing import List, NamedTuple, Optional, Sequence, Set

from prescreen.answers import LUPUS, NO, UNRELATED, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.mentions import HYPOTHETICAL, NEGATED, Mention, Reading
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance

FACT, WHO = "headache_cause", "headache_cause_who"
DOCTOR, LAY, NOBODY = "doctor", "lay", ""
HEDGED, SAID_NO = "hedged", "said_no"
OTHER_HEDGED = "other_hedged"    # "probably viral": what else it is may be open, once lupus is ruled out


class Claim(NamedTuple):
    """What one clause says: the speaker (doctor, lay or nobody) and lupus, unrelated or hedged."""

    speaker: str
    cause: str


def read(utterance: Utterance) -> Outcome:
    """Lupus, unrelated or unsure; a bare no is asked back: did a doctor say so, or has no doctor said?"""
    asked = utterance.asks(FACT, WHO)
    if not asked:
        return _volunteered(utterance)
    cause = _who(utterance) if utterance.asks(WHO) else _cause(utterance)
    stance = utterance.stance
    if cause is None and utterance.asks(FACT) and stance is not None and stance.sign == NO:
        return Outcome(ask_back=WHO)
    return answered(utterance.said(FACT, cause)) if cause else NOTHING


def _volunteered(utterance: Utterance) -> Outcome:
    """Beside a headache only what a doctor said, or that none did."""
    if not (utterance.asks("headache") or utterance.topics("headache")):
        return NOTHING
    stance = utterance.stance
    if not utterance.topics("headache") and stance is not None and stance.sign == NO:
        return NOTHING
    if not utterance.topics("headache") and utterance.reading.has("ache_cause", "said_no"):
        return NOTHING          # "he says no", of a headache: the patient, whom somebody answers for
    claims = [each for each in _claims(utterance) if each.speaker == DOCTOR]
    if _no_doctor(utterance) or (claims and _open(utterance)):
        return answered(utterance.said(FACT, UNSURE))
    cause = _agreed(utterance, {each.cause for each in claims})
    return answered(utterance.said(FACT, cause)) if cause else NOTHING


def _cause(utterance: Utterance) -> Optional[str]:
    if _no_doctor(utterance) or _open(utterance):
        return UNSURE
    claims = _claims(utterance)
    doctors = {each.cause for each in claims if each.speaker == DOCTOR}
    if doctors:
        return _agreed(utterance, doctors)
    stance = utterance.stance
    if (stance is not None and stance.value == NOT_SURE) or _only_lay(utterance):
        return UNSURE
    return _agreed(utterance, {each.cause for each in claims})


def _who(utterance: Utterance) -> Optional[str]:
    """After a bare no: did a doctor say that it is not lupus?"""
    if _no_doctor(utterance) or _open(utterance) or utterance.reading.has("cause_choice", "second"):
        return UNSURE
    claims = _claims(utterance)
    doctors = {each.cause for each in claims if each.speaker == DOCTOR}
    if doctors:
        return _agreed(utterance, doctors)
    if _doctor_speaks(utterance) or utterance.reading.has("cause_choice", "first"):
        return UNRELATED
    stance = utterance.stance
    if _only_lay(utterance) or (stance is not None and stance.value != YES):
        return UNSURE
    said_unrelated = {each.cause for each in claims} == {UNRELATED}
    return UNRELATED if said_unrelated or stance is not None else None


def _agreed(utterance: Utterance, causes: Set[str]) -> Optional[str]:
    """What the claims come to."""
    if causes == {SAID_NO}:
        return UNRELATED
    open_still = set() if UNRELATED in causes else {HEDGED}
    causes = {each for each in causes if each != OTHER_HEDGED} | (open_still if OTHER_HEDGED in causes else set())
    causes = causes - {SAID_NO} if not utterance.reading.has("cause_split") else causes
    if not causes:
        return None
    if HEDGED in causes or len(causes) > 1 or (utterance.reading.has("cause_split") and LUPUS in causes):
        return UNSURE
    return next(iter(causes))


def _claims(utterance: Utterance) -> List[Claim]:
    """The claims in the order made; one without a speaker is that of the last one named, else of the next one."""
    claims: List[Claim] = []
    speaker = NOBODY
    for clause in dict.fromkeys(utterance.reading.clauses):
        named = _speaker(utterance, clause)
        if named:
            speaker = named
            claims = [Claim(each.speaker or speaker, each.cause) for each in claims]
        cause = None if utterance.is_question(clause) else _claimed(utterance, clause)
        if cause:
            claims.append(Claim(speaker, cause))
    return claims


def _speaker(utterance: Utterance, clause: int) -> str:
    """Who speaks in a clause; "she" and "they" are those named before, or else the doctors."""
    reading = utterance.reading
    lay = (*reading.of("cause_lay"), *reading.of("person"))
    doctors = (*reading.of("clinician"), *reading.of("cause_doctor", "named"))
    named = sorted([*_in(lay, clause), *_in(doctors, clause)], key=lambda each: (each.first, -each.last))
    if named:
        return LAY if named[0] in lay else DOCTOR
    told = _in((*reading.of("detail", "doctor_said"), *reading.of("cause_doctor", "says")), clause)
    lay_alone = any(each.clause < clause for each in lay) and not any(each.clause < clause for each in doctors)
    return DOCTOR if told and not lay_alone else NOBODY


def _claimed(utterance: Utterance, clause: int) -> Optional[str]:
    """Lupus, unrelated or hedged, as one clause says it; None when it says nothing of a cause."""
    reading = utterance.reading
    asides = _in(reading.of("cause_aside"), clause)
    lupus = [each for each in _in(reading.of("topic", "lupus"), clause)
             if not each.has(HYPOTHETICAL) and not any(_within(each, aside) for aside in asides)]
    no_link = (*reading.of("detail", "not_from_lupus"), *reading.of("ache_cause", "not_lupus"))
    denied = bool(_in(no_link, clause)) or any(each.has(NEGATED) for each in lupus)
    linked = (*reading.of("detail", "from_lupus"), *reading.of("ache_cause", "lupus"))
    said = [each for each in _in(linked, clause) if not each.has(NEGATED)]
    named = not denied and (bool(lupus) or any(not any(_within(each, aside) for aside in asides) for each in said))
    others = (*reading.of("detail", "other_cause"), *reading.of("ache_cause", "other"))
    other = [each for each in _in(others, clause) if not each.has(NEGATED)]
    if not (named or denied or other):
        return SAID_NO if _in(reading.of("ache_cause", "said_no"), clause) else None
    if _in(reading.of("cause_hedge", "hedged"), clause):
        return HEDGED if named or denied else OTHER_HEDGED
    if named and other and (not said or _in(reading.of("cause_hedge", "either"), clause)):
        return HEDGED
    return LUPUS if named else UNRELATED


def _no_doctor(utterance: Utterance) -> bool:
    return utterance.reading.has("cause_open", "no_doctor")


def _open(utterance: Utterance) -> bool:
    """Whether the doctors do not know.

    Tests wait to be done only where no verdict is told after them, and one doctor's doubt is over once another judged:
    "my GP wasn't sure, so he sent me to the neurologist, and she said migraine".
    """
    reading = utterance.reading
    verdicts = [clause for clause in dict.fromkeys(reading.clauses)
                if _claimed(utterance, clause) in (LUPUS, UNRELATED)]
    tests = reading.of("cause_open", "tests")
    doubts = [each for each in reading.of("cause_open", "open") if not _is_judged_by_another(reading, each, verdicts)]
    return bool(doubts) or any(each.clause >= max(verdicts, default=0) for each in tests)


def _is_judged_by_another(reading: Reading, doubt: Mention, verdicts: Sequence[int]) -> bool:
    """Whether the patient was sent on to another doctor behind a doubt, and a verdict follows."""
    sent = [each.clause for each in reading.of("cause_open", "tests") if each.first >= doubt.last
            and any(each.first <= one.first < each.last for one in reading.of("clinician"))]
    return any(clause > min(sent) for clause in verdicts) if sent else False


def _only_lay(utterance: Utterance) -> bool:
    return (utterance.reading.has("person") or utterance.reading.has("cause_lay")) and not _doctor_speaks(utterance)


def _doctor_speaks(utterance: Utterance) -> bool:
    return any(_speaker(utterance, clause) == DOCTOR for clause in dict.fromkeys(utterance.reading.clauses))


def _in(mentions: Sequence[Mention], clause: int) -> List[Mention]:
    return [each for each in mentions if each.clause == clause]


def _within(inner: Mention, outer: Mention) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last
