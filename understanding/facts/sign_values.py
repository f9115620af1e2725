"""What is told of a severe sign of lupus (E1), as a value: yes, no, past or unsure (CONTRACT section 4).

Lately is yes, further back is past; what is told both ways is no answer at all, so that it is asked again.
"""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.sign_times import Telling
from understanding.facts.sign_words import NOWISH, OLD, ONLY, OPEN, RECENT
from understanding.mentions import NEGATED, UNCERTAIN, Mention
from understanding.utterance import last

# What leaves a time told open: "they did an MRI last week and we're waiting to hear".
STILL_OPEN = (("result", "unknown"), ("grade", "unclear"))


def value_when_asked(telling: Telling) -> Tuple[Optional[str], Optional[Mention]]:
    """What the answer to the sign's own question comes to, its cause and its severity apart."""
    utterance = telling.utterance
    if utterance.reading.has("refusal"):
        return None, None
    if telling.affirmed:
        return _affirmed(telling), telling.affirmed[-1]
    if telling.doubted:
        return _doubted(telling), telling.doubted[-1]
    if telling.denied:
        return _denied(telling), telling.denied[-1]
    if telling.bare is None:
        return _without_answer(telling)
    if (
        utterance.assumed is not None
        and telling.lesser
        and ONLY.intersection(utterance.plain_words(telling.lesser[-1].clause))
    ):
        return NO, telling.lesser[-1]
    if telling.bare == YES and telling.lesser and utterance.assumed is None:
        return (
            NO if telling.lesser[-1].value == "brain_fog" and telling.sign.fact == "organic_brain_syndrome" else None
        ), telling.lesser[-1]
    if telling.bare == YES and telling.well and utterance.assumed is None:
        return PAST if telling.when == OLD else None if _says_now(telling, telling.well[-1]) else NO, telling.well[-1]
    return _timed(telling, telling.bare), None


def _affirmed(telling: Telling) -> Optional[str]:
    value = _dated(telling, YES)
    if telling.bare == UNSURE:
        return value if value == PAST else UNSURE
    later = _denied_behind(telling, telling.affirmed[-1])
    if later and telling.denied and not telling.is_named and all(map(telling.nobody_says, telling.denied)):
        return UNSURE
    if value == PAST and (telling.is_named or not later):
        return PAST
    if telling.bare == NO or later:
        return _contradicted(telling, value, later)
    if telling.is_named or telling.bare == YES:
        return value
    return UNSURE


def _contradicted(telling: Telling, value: Optional[str], later: bool) -> Optional[str]:
    """A no beside something told: it stands against what may be the sign, not against the sign itself."""
    if telling.when == RECENT and telling.is_named:
        return value
    not_named = any(each.value in telling.sign.named for each in telling.denied) and not telling.is_named
    if telling.when == OLD and not not_named:
        return PAST
    if telling.bare == NO and all(map(telling.is_organ_in_passing, telling.affirmed)):
        return NO
    return NO if later and not telling.is_named else None


def _denied_behind(telling: Telling, mention: Mention) -> bool:
    """Whether something said behind a mention denies the sign: "but it was no seizure", "but not like that"."""
    said = [each.clause for each in telling.answers if each.sign == NO]
    well = [each for each in telling.well if not _says_now(telling, each)]
    return any(clause > mention.clause for clause in said) or any(
        each.first > mention.first for each in (*telling.denied, *well)
    )


def _doubted(telling: Telling) -> Optional[str]:
    if telling.bare != UNSURE and _denied_behind(telling, telling.doubted[-1]):
        return NO
    return UNSURE


def _denied(telling: Telling) -> Optional[str]:
    if telling.bare == UNSURE:
        return UNSURE
    return PAST if telling.lull else _told_besides(telling) or NO


def _told_besides(telling: Telling) -> Optional[str]:
    """A denial with "only in 2015" behind it."""
    alone = [
        each
        for each in telling.utterance.reading.of("when", "past")
        if telling.is_alone(each) and each.clause not in telling.quiet
    ]
    return PAST if alone else None


def _without_answer(telling: Telling) -> Tuple[Optional[str], Optional[Mention]]:
    utterance = telling.utterance
    well = telling.well
    told = last(each for each in utterance.of("proform") if not any(one.first <= each.first < one.last for one in well))
    if told is not None and not told.has(NEGATED):
        return (UNSURE if told.has(UNCERTAIN) else _dated(telling, YES)), told
    if telling.lesser:
        return NO, telling.lesser[-1]
    if telling.lull:
        return PAST, None
    if any(utterance.reading.has(kind, value) for kind, value in STILL_OPEN):
        return UNSURE, None
    alone = [each for each in telling.times if telling.is_alone(each) and each.words.lower() not in NOWISH]
    if telling.well and any(each.value == "past" for each in alone):
        return PAST, None
    if alone and not telling.well and not all(each.value == "over" for each in alone):
        return _dated(telling, YES), None
    if telling.well and not any(_says_now(telling, each) for each in telling.well):
        return NO, telling.well[-1]
    return None, None


def _says_now(telling: Telling, mention: Mention) -> bool:
    """Whether "they are fine now" leaves open what was before."""
    words = f" {' '.join(telling.utterance.plain_words(mention.clause))} "
    return any(f" {cue} " in words for cue in NOWISH)


def _timed(telling: Telling, bare: str) -> Optional[str]:
    if bare == YES:
        return _dated(telling, YES)
    if bare == NO:
        proform = (
            any(
                not each.has(NEGATED) and telling.is_of_nothing_else(each.clause)
                for each in telling.utterance.of("proform")
            )
            and telling.when == OLD
        )
        return PAST if proform or telling.lull or _told_besides(telling) or _no_longer(telling) else NO
    return PAST if telling.when == OLD and telling.utterance.of("proform") else UNSURE


def _no_longer(telling: Telling) -> bool:
    """A yes to what was, and a no to these days: "in the beginning yes, not these days"."""
    reading, final = telling.utterance.reading, telling.answers[-1]
    at_present = any(each.clause == final.clause for each in reading.of("taking", "at_present"))
    return at_present and any(each.clause < final.clause for each in reading.of("stance", "yes"))


def _dated(telling: Telling, value: str) -> str:
    return {OLD: PAST, OPEN: UNSURE}.get(telling.when or "", value)


def clear_when_volunteered(telling: Telling) -> Tuple[Optional[str], Optional[Mention]]:
    """What was told at another question counts only where it is clear: denied outright, or told of the patient."""
    utterance, sign = telling.utterance, telling.sign
    told = [each for each in telling.affirmed if each.value in sign.named and utterance.about_patient(each)]
    if told and not telling.doubted:
        beside = {
            each.value
            for each in utterance.reading.of("when")
            if each.clause == told[-1].clause and not each.has(NEGATED)
        }
        value = _dated(telling, YES)
        return (value if value != UNSURE or "unsure" in beside else None), told[-1]
    none: Sequence[Mention] = [
        each for each in (*telling.denied, *telling.well) if each.value in (*sign.named, *sign.organ)
    ]
    if none and not telling.affirmed and not telling.doubted and not telling.lull and not _says_now(telling, none[-1]):
        return NO, none[-1]
    return None, None
