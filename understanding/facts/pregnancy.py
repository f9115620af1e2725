"""Pregnant, breastfeeding or pumping (E3). Asked of everyone in the same way; "does not apply to me" is no."""

from __future__ import annotations

from typing import List

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.clauses import STOPS
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import Polar, polar
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, UNCERTAIN, Mention
from understanding.stance import LIGHT
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import EARLY, Utterance, last, value_of

FACT = "pregnant_or_lactating"
PAST_CHILDBEARING = 58
LONGEST_DAYS = 300             # of a pregnancy
SHORT = 4                      # words beside the length: "yes, I'm about seven months"
# What settles it for good, so that it counts although nobody asked.
BARREN = frozenset(
    "menopause menopausal postmenopausal menapause hysterectomy change sterilized sterilised tubes".split())
BEING = frozenset("am is are was were had been be being have has having still now".split())
BEEN = frozenset("was were had".split())
TIMES_AGO = frozenset("ago last stopped before when until after past anymore finished back during".split())


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure; who will not say has said nothing: "none of your business"."""
    if utterance.reading.has("refusal"):
        return NOTHING
    value, mention = _asked(utterance) if utterance.asks(FACT) else _volunteered(utterance)
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def _asked(utterance: Utterance) -> Polar:
    states = _states(utterance, "pregnant_if_asked", "nursing_if_asked")
    open_question, settled = _open(utterance, "maybe_if_asked"), _settled(utterance)
    stance = utterance.stance
    stated = [each for each in states if _is_now(utterance, each)]
    if open_question and not (stance is not None and stance.sign == NO and stance.clause > open_question[-1].clause):
        return UNSURE, open_question[-1]
    if stated and not (stance is not None and stance.sign == NO):
        return YES, stated[-1]
    if settled and not stated:
        return NO, settled[-1]
    gone = all(each.has(NEGATED) or _was(utterance, each) for each in states)
    if states and not stated and gone and not _doubts(utterance):
        return NO, states[-1]
    if not states and stance is None and _months_along(utterance):
        return YES, None
    if not states and any(each.value >= PAST_CHILDBEARING for each in utterance.of("age")):
        return NO, None
    value, mention = polar(utterance, True, states)
    return (NO if value == PAST else value), mention or last(states)


def _volunteered(utterance: Utterance) -> Polar:
    """Told at another question: only of the patient, and only as a plain statement."""
    open_question = [each for each in _open(utterance) if utterance.about_patient(each)]
    if open_question:
        return UNSURE, open_question[-1]
    states = [each for each in _states(utterance) if utterance.about_patient(each) or each.has(NEGATED)]
    stated = [each for each in states if _is_now(utterance, each) and not _told_of_then(utterance, each)]
    if stated:
        return YES, stated[-1]
    if states and all(each.has(NEGATED) for each in states):
        return NO, states[-1]
    past_it = [each for each in _settled(utterance) if BARREN.intersection(each.words.lower().split())
               and "before" not in utterance.plain_words(each.clause)
               and (utterance.about_patient(each) or utterance.question.name in EARLY)]
    return (NO, past_it[-1]) if past_it else (None, None)


def _states(utterance: Utterance, *more: str) -> List[Mention]:
    """Pregnancy and nursing mentioned as the patient's own; an insulin pump and a nursing home are neither."""
    figures = utterance.reading.of("not_of_pregnancy")
    return [each for each in utterance.topics("pregnant", "nursing", *more)
            if not any(figure.first < each.last and each.first < figure.last for figure in figures)]


def _open(utterance: Utterance, *more: str) -> List[Mention]:
    return [each for each in utterance.reading.of("topic", "maybe_pregnant", *more) if not each.has(OTHER_PERSON)]


def _settled(utterance: Utterance) -> List[Mention]:
    """What makes it a no without saying so: a man, menopause, trying, weaned."""
    return [each for each in utterance.reading.of("topic", "cannot_be_pregnant", "trying")
            if not each.has(OTHER_PERSON) or each.has(HYPOTHETICAL) or each.value == "cannot_be_pregnant"]


def _is_now(utterance: Utterance, mention: Mention) -> bool:
    if mention.has(NEGATED, UNCERTAIN):
        return False
    if _was(utterance, mention):
        return False
    return value_of(mention) == YES or not _told_of_then(utterance, mention)


def _was(utterance: Utterance, mention: Mention) -> bool:
    """Whether the verb before it stands in the past: "when I was pregnant"."""
    words = utterance.reading.words
    verbs = [words[index].plain for index in range(mention.first)
             if utterance.reading.clauses[index] == mention.clause and words[index].plain in BEING]
    return bool(verbs) and verbs[-1] in BEEN


def _told_of_then(utterance: Utterance, mention: Mention) -> bool:
    """Whether its clause speaks of a time gone by; a date to come ("in the spring") does not make it past."""
    return bool((TIMES_AGO | BEEN | {"used"}).intersection(utterance.plain_words(mention.clause)))


def _months_along(utterance: Utterance) -> bool:
    """Whether a length is all that is said: "seven months"."""
    lengths = utterance.of("duration")
    if len(lengths) != 1:
        return False
    rest = [word.plain for index, word in enumerate(utterance.reading.words)
            if not lengths[0].first <= index < lengths[0].last and word.plain not in STOPS]
    return (len(rest) <= SHORT and LIGHT.issuperset(rest) and not lengths[0].detail.get("vague")
            and lengths[0].detail.get("days", LONGEST_DAYS + 1) <= LONGEST_DAYS)


def _doubts(utterance: Utterance) -> bool:
    return utterance.stance is not None and utterance.stance.value == NOT_SURE
