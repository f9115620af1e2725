"""Facts that are yes, no, past or not sure: from what is said of their topic, and from a bare answer when asked."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.mentions import NEGATED, Mention
from understanding.stance import LEANING, PROBABLY, PROBABLY_NOT
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance, value_of

Polar = Tuple[Optional[str], Optional[Mention]]
NOTHING: Polar = (None, None)


def polar(utterance: Utterance, asked: bool, topics: Sequence[Mention], passing: str = NO) -> Polar:
    """The answer, and the mention that it rests on.

    Args:
        utterance: what was said.
        asked: the question was about this fact, so that a bare answer counts.
        topics: what was said of the fact itself.
        passing: the answer that lets a patient pass; a hedged one is not sure instead.
    """
    if not asked:
        topics = [mention for mention in topics if utterance.about_patient(mention) or mention.has(NEGATED)]
    bare = _bare(utterance, passing) if asked else None
    if asked and not topics:
        topics = utterance.proforms()
    if not topics:
        return _with_time(utterance, bare), None
    mention = topics[-1]
    stated = value_of(mention)
    if bare is None:
        return _with_time(utterance, stated), mention
    if utterance.long_ago and PAST in (stated, _with_time(utterance, stated)):
        return PAST, mention
    if bare == UNSURE or _is_fragment(utterance, mention):
        return _with_time(utterance, bare if stated != NO else _both_no(bare)), mention
    if bare == NO and stated == YES:
        if utterance.stance is not None and utterance.stance.clause > mention.clause:
            return NO, mention
        if not utterance.about_patient(mention):
            return NOTHING
    return _with_time(utterance, stated), mention


def _bare(utterance: Utterance, passing: str) -> Optional[str]:
    stance = utterance.stance
    if stance is None:
        return None
    if stance.value == NOT_SURE:
        return UNSURE
    if stance.value == LEANING:
        return YES if passing == YES else UNSURE
    if stance.value in (PROBABLY, PROBABLY_NOT):
        return UNSURE if stance.sign == passing or stance.value == PROBABLY else stance.sign
    return stance.sign


def _both_no(bare: str) -> str:
    """A "no" beside "no seizures" is no; "yes" beside it is a yes to having none."""
    return UNSURE if bare == UNSURE else NO


def _is_fragment(utterance: Utterance, mention: Mention) -> bool:
    """Whether the clause only names the topic: "headaches? no"."""
    return len(utterance.plain_words(mention.clause)) <= mention.last - mention.first + 1


def _with_time(utterance: Utterance, value: Optional[str]) -> Optional[str]:
    """A yes that lies long ago is past; "not any more" is past too."""
    if value in (YES, NO) and utterance.long_ago and (value == YES or _no_longer(utterance)):
        return PAST
    return value


def _no_longer(utterance: Utterance) -> bool:
    words = utterance.reading.plain
    return any(
        cue in words
        for cue in (
            "anymore",
            "any more",
            "no longer",
            "used to",
            "not since",
            "not for years",
            "not in years",
            "not lately",
            "not recently",
            "long time",
            "is gone",
            "went away",
        )
    )
