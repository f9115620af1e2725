"""What a sign is said to come from: lupus, something else, or nobody knows (CONTRACT section 4)."""

from __future__ import annotations

from typing import List, Optional

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.mentions import NEGATED, OTHER_PERSON, UNCERTAIN, Mention
from understanding.utterance import Utterance

LUPUS, OTHER, UNKNOWN = "lupus", "other", "unknown"
OWN_GUESS = (
    "i think it",
    "i think that",
    "i think the",
    "i guess it",
    "i bet",
    "i reckon",
    "my own guess",
    "i assume",
    "i suspect",
    "i blame",
    "i wonder",
    "i feel like it",
    "in my opinion",
    "if you ask me",
    "i figure",
    "i am guessing",
    "my theory",
    "i put it down",
    "my guess",
)


def cause(utterance: Utterance) -> Optional[str]:
    """Lupus, other, unknown, or None where nothing is said of it; one's own guess leaves it unknown."""
    lupus, denied, other = _lupus(utterance), _not_lupus(utterance), _other(utterance)
    if not (lupus or denied or other):
        return UNKNOWN if _unknown(utterance) else None
    if _unknown(utterance) or _is_guess(utterance):
        return UNKNOWN
    sure = [each for each in lupus if not each.has(UNCERTAIN)]
    if sure and not denied and not other:
        return LUPUS
    sure_other = [each for each in other if not each.has(UNCERTAIN)]
    if denied:
        return UNKNOWN if sure and not sure_other and not _is_corrected(sure, denied) else OTHER
    if sure:
        return LUPUS if not any(each.clause == sure[-1].clause for each in other) or not _either(utterance) else UNKNOWN
    return OTHER if sure_other and not _either(utterance) else UNKNOWN


def with_cause(utterance: Utterance, value: Optional[str], dated: bool = True) -> Optional[str]:
    """A sign that came from something else is none of lupus; nobody knows: a present one is unsure.

    Args:
        utterance: what was said.
        value: what it comes to without the cause.
        dated: a time was told, so that one of the past stays past although nobody knows why.
    """
    if value not in (YES, PAST, UNSURE):
        return value
    told = cause(utterance)
    if told == OTHER:
        return UNSURE if value == UNSURE and not _settled(utterance) else NO
    if told == UNKNOWN:
        return PAST if value == PAST and dated else UNSURE
    return value


def _lupus(utterance: Utterance) -> List[Mention]:
    found = [*utterance.of("origin", "lupus"), *utterance.of("detail", "from_lupus")]
    return [each for each in found if not each.has(NEGATED) and not _inside(each, _not_lupus(utterance))]


def _not_lupus(utterance: Utterance) -> List[Mention]:
    return [
        *utterance.of("origin", "not_lupus"),
        *utterance.of("detail", "not_from_lupus"),
        *(
            each
            for each in utterance.of("origin", "lupus")
            if each.has(NEGATED)
            and not each.has(UNCERTAIN)
            and not any(sign.first < each.last and each.first < sign.last for sign in utterance.reading.of("sign"))
        ),
    ]


def _other(utterance: Utterance) -> List[Mention]:
    return [each for each in utterance.of("origin", "other") if not each.has(NEGATED)]


def _unknown(utterance: Utterance) -> bool:
    told = utterance.reading.of("sign")
    return any(
        not each.has(OTHER_PERSON) and not any(sign.first < each.last and each.first < sign.last for sign in told)
        for each in utterance.reading.of("origin", "unknown")
    )


def _inside(mention: Mention, others: List[Mention]) -> bool:
    return any(each.first <= mention.first and mention.last <= each.last for each in others)


def _is_corrected(lupus: List[Mention], denied: List[Mention]) -> bool:
    """As in "They said lupus, but it was not from lupus": what is said last counts."""
    return denied[-1].first >= lupus[-1].first


def _is_guess(utterance: Utterance) -> bool:
    words = f" {utterance.reading.plain} "
    return any(f" {cue} " in words for cue in OWN_GUESS) and not utterance.has_detail("doctor_said")


def _either(utterance: Utterance) -> bool:
    """Whether lupus or something else is left open: "lupus or the steroids"."""
    words = {word.plain for word in utterance.reading.words}
    return ("or" in words and bool(_lupus(utterance))) or bool({"either", "both"} & words)


def _settled(utterance: Utterance) -> bool:
    """Whether the other cause is told plainly, so that a doubt about the time does not matter."""
    return any(not each.has(UNCERTAIN) for each in (*_other(utterance), *_not_lupus(utterance))) and not (
        utterance.stance is not None and utterance.stance.sign is None
    )
