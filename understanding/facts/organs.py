"""Active severe lupus of the kidneys, and of the brain or nerves, now or lately (E1)."""

from __future__ import annotations

from typing import List, Optional, Tuple

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import polar
from understanding.mentions import NEGATED, Mention
from understanding.utterance import Utterance, last

NEPHRITIS, CNS = "severe_nephritis", "severe_cns_lupus"


def read_nephritis(utterance: Utterance) -> Outcome:
    """Yes, no, past or unsure; foamy urine or protein alone is not it, mild or quiet is unsure."""
    severe = [each for each in utterance.topics("kidney_severe") if not each.has(NEGATED)]
    milder = [each for each in utterance.topics("kidney_mild") if not each.has(NEGATED)]
    return _read(utterance, NEPHRITIS, utterance.topics("nephritis", "kidney_severe"), severe, milder)


def read_cns(utterance: Utterance) -> Outcome:
    """Yes, no, past or unsure; active but mild or stable is unsure."""
    return _read(utterance, CNS, utterance.topics("cns"), [], [])


def _read(utterance: Utterance, fact: str, topics: List[Mention], severe: List[Mention],
          milder: List[Mention]) -> Outcome:
    asked = utterance.asks(fact)
    value, mention = _value(utterance, fact, asked, topics, severe, milder)
    return answered(utterance.said(fact, value, mention)) if value else NOTHING


def _value(utterance: Utterance, fact: str, asked: bool, topics: List[Mention], severe: List[Mention],
           milder: List[Mention]) -> Tuple[Optional[str], Optional[Mention]]:
    value, mention = polar(utterance, asked, topics)
    if not asked:
        if value == YES and not severe and not utterance.has_detail("severe"):
            return (UNSURE, mention) if _named(mention) else (None, None)
        return (value, mention) if value is not None and _named(mention) else (None, None)
    if not severe and value in (YES, None) and utterance.has_detail("fine") and not utterance.long_ago and not _named(mention):
        return NO, mention or last(utterance.of("detail", "fine"))
    if severe and value in (YES, None):
        return (PAST if utterance.long_ago else YES), severe[-1]
    if value == YES and utterance.has_detail("mild", "stable") and not _is_denied(utterance, "severe"):
        return UNSURE, mention
    if value is None and milder:
        return UNSURE if utterance.stance is None else value, last(milder)
    if value == UNSURE and utterance.long_ago:
        return PAST, mention
    return value, mention


def _named(mention: Optional[Mention]) -> bool:
    """Whether a volunteered mention names the illness itself and not just the organ."""
    if mention is None:
        return False
    words = mention.words.lower()
    return any(cue in words for cue in ("neph", "lupus", "cns", "cerebritis", "npsle", "dialysis", "kidney failure", "renal failure"))


def _is_denied(utterance: Utterance, detail: str) -> bool:
    return any(not each.has(NEGATED) for each in utterance.of("detail", detail))
