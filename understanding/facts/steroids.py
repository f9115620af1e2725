"""Steroids by mouth, into a muscle or by drip, now or within 24 months (I3). Cream, inhaler, eye drops: unsure."""

from __future__ import annotations

from typing import List

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import NOTHING as POLAR_NOTHING
from understanding.facts.polar import Polar, polar
from understanding.mentions import NEGATED, OTHER_PERSON, Mention
from understanding.utterance import Utterance, value_of

FACT = "glucocorticoids"
LOCAL = ("cream", "inhaler", "eye", "nasal", "joint")
LOCAL_WORDS = ("cream", "creams", "ointment", "inhaler", "inhalers", "eye drops", "drops", "nasal", "nose spray",
               "spray", "topical", "lotion", "in my knee", "in my shoulder", "in my hip", "joint injection", "puffer", "gel",
               "shampoo", "in the knee", "in the shoulder", "in my joint", "into my knee", "into my shoulder")
WHOLE_BODY = ("pill", "pills", "tablet", "tablets", "by mouth", "oral", "iv", "drip", "infusion", "infusions", "pack", "taper",
              "dose pack", "dosepak", "mg", "milligrams")


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure."""
    asked = utterance.asks(FACT)
    topics = [each for each in [*utterance.of("steroid"), *utterance.topics("steroid")]
              if asked or _taken(utterance, each)]
    topics.sort(key=lambda each: each.first)
    if _only_local(utterance, topics):
        return answered(utterance.said(FACT, UNSURE, topics[-1] if topics else None)) if asked or topics else NOTHING
    value, mention = polar(utterance, True, topics, passing=YES) if asked else _volunteered(topics)
    taken = [each for each in topics if not each.has(NEGATED)]
    if value == PAST:
        value = NO if _before_window(utterance) else YES
    if asked and value is None and taken:
        value, mention = YES, taken[-1]
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def _volunteered(topics: List[Mention]) -> Polar:
    return (value_of(topics[-1]), topics[-1]) if topics else POLAR_NOTHING


def _taken(utterance: Utterance, mention: Mention) -> bool:
    """Whether a steroid that was not asked about is said to be taken, as in a list of medicines."""
    if mention.has(OTHER_PERSON):
        return False
    asked_for_medicines = utterance.question.fact in ("immunosuppressants", "treatment_length")
    return utterance.about_patient(mention) or asked_for_medicines


def _only_local(utterance: Utterance, topics: List[Mention]) -> bool:
    plain = utterance.reading.plain
    routes = [each.detail.get("route") for each in topics]
    local = any(route in LOCAL for route in routes) or any(f" {word}" in f" {plain}" for word in LOCAL_WORDS)
    whole = any(route in ("oral", "drip", "injection") for route in routes) or any(
        f" {word} " in f" {plain} " for word in WHOLE_BODY)
    return local and not whole and not any(each.has(NEGATED) for each in topics[-1:])


def _before_window(utterance: Utterance) -> bool:
    """Whether the last time named lies more than 24 months back."""
    days = [each.detail.get("days_ago") for each in utterance.of("when")]
    known = [each for each in days if each is not None]
    if known:
        return min(known) > 24 * 30.4
    return any(cue in utterance.reading.plain for cue in ("years ago", "years back", "long time ago", "as a child", "as a kid",
                                                          "decades"))
