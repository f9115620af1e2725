"""The blood tests for the four antibodies of the listing (I4). ANA, Ro, La and RNP count for nothing."""

from __future__ import annotations

from typing import List, Optional

from prescreen.answers import ALL_NEGATIVE, UNSURE
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.mentions import NEGATED, PAST, UNCERTAIN, Mention
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance

FACT = "autoantibodies"
FOUR = ("anti-dsDNA", "anti-Sm", "anti-histone", "anti-chromatin")
ALL = ("all four", "all of them", "all of those", "all 4", "every one", "all were", "all are", "all came", "everything",
       "all negative", "all the tests", "none of them", "none of the four", "none of those", "each one", "all tests", "they all",
       "all the antibodies", "none were positive", "none are positive", "none was positive", "both")


def read(utterance: Utterance) -> Outcome:
    """The positive ones, all four negative, or unsure; a bare yes or no is asked back."""
    asked = utterance.question.fact == FACT
    named = [each for each in utterance.of("antibody", *FOUR) if not each.has(PAST) or asked]
    positive = [each for each in named if _is_positive(utterance, each, asked)]
    if positive:
        values = [name for name in FOUR if any(each.value == name for each in positive)]
        return answered(utterance.said(FACT, values, positive[-1] if not asked else None))
    if not asked:
        return NOTHING
    value = _without_positive(utterance, named)
    if value:
        return answered(utterance.said(FACT, value))
    return _ask_back(utterance)


def _is_positive(utterance: Utterance, mention: Mention, asked: bool) -> bool:
    if mention.has(NEGATED, UNCERTAIN):
        return False
    words = utterance.plain_words(mention.clause)
    after = " ".join(words)
    if "negative" in words and not _positive_first(after, mention):
        return False
    if "?" in [word.plain for word in utterance.reading.words[mention.last:mention.last + 1]] and not asked:
        return False
    stance = utterance.stance
    if stance is not None and stance.value == NOT_SURE and "positive" not in words:
        return False
    if "positive" in words or {"high", "elevated", "up", "detected", "detectable", "have", "had", "showed", "raised"} & set(words):
        return True
    return asked and not (stance is not None and stance.sign == "no")


def _positive_first(clause: str, mention: Mention) -> bool:
    """In "positive for DNA, negative for Smith" each name belongs to the word before it."""
    place = clause.find(mention.words.lower().split()[-1])
    return clause.rfind("positive", 0, max(place, 0)) > clause.rfind("negative", 0, max(place, 0))


def _without_positive(utterance: Utterance, named: List[Mention]) -> Optional[str]:
    plain = utterance.reading.plain
    stance = utterance.stance
    if stance is not None and stance.value == NOT_SURE:
        return UNSURE
    negative = "negative" in plain or "none" in plain or "not positive" in plain or "came back clear" in plain
    if negative and (any(cue in plain for cue in ALL) or len({each.value for each in named}) == len(FOUR)
                     or utterance.asks("autoantibodies_negative")) and not _open(utterance):
        return ALL_NEGATIVE
    if negative or named or utterance.reading.has("antibody", "other") or _open(utterance):
        return UNSURE
    return None


def _open(utterance: Utterance) -> bool:
    plain = utterance.reading.plain
    return any(cue in plain for cue in ("not tested", "never tested", "rest", "others i", "have not been tested",
                                        "do not know", "not sure", "never checked", "not checked", "waiting", "pending"))


def _ask_back(utterance: Utterance) -> Outcome:
    stance = utterance.stance
    if stance is None:
        positive = utterance.reading.plain.split()
        return Outcome(ask_back="autoantibodies_which") if "positive" in positive and utterance.asks(FACT) else NOTHING
    if utterance.asks("autoantibodies_negative"):
        return answered(utterance.said(FACT, ALL_NEGATIVE)) if stance.sign == "yes" else \
            answered(utterance.said(FACT, UNSURE))
    if utterance.asks("autoantibodies_which"):
        return answered(utterance.said(FACT, UNSURE))
    return Outcome(ask_back="autoantibodies_which" if stance.sign == "yes" else "autoantibodies_negative")
