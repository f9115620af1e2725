"""A headache these days (E1): one that comes and goes is yes, one that is over is no (contract, section 4)."""

from __future__ import annotations

from typing import List, Optional

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.polar import Polar, polar
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, Mention
from understanding.mentions import PAST as GONE
from understanding.stance import UNSURE as NOT_SURE
from understanding.stance import Stance
from understanding.utterance import Utterance, last

FACT = "headache"
CAUSE_QUESTIONS = ("headache_cause", "headache_cause_who")
# Who answers these speaks of complaints of their own, even without an "I": "fatigue and headaches".
OF_COMPLAINTS = ("active_symptoms", "severe_cns_lupus", "seizures", "psychosis", "organic_brain_syndrome")
TOLD_AS_PAST = frozenset("had was were used".split())
HARDLY = frozenset("lately usually often frequent frequently regular regularly usual".split())
SHORT = 4                    # words: "just a mild one" speaks of the headache asked about
ASKING = frozenset("what why how does can could will would should which who is".split())


def read(utterance: Utterance) -> Outcome:
    """Yes, no or unsure."""
    asked = utterance.asks(FACT)
    if utterance.asks(*CAUSE_QUESTIONS):
        return answered(utterance.said(FACT, NO)) if _is_gone(utterance) else NOTHING
    topics = _headaches(utterance)
    if asked:
        value, mention = _asked(utterance, topics), last(topics)
    else:
        value, mention = _volunteered(utterance, topics)
    return answered(utterance.said(FACT, value, mention)) if value else NOTHING


def _headaches(utterance: Utterance) -> List[Mention]:
    """Headaches mentioned as the patient's own: no figure of speech, no question to us."""
    figures = utterance.reading.of("ache", "figure")
    return [each for each in utterance.topics(FACT) if not any(_overlap(each, figure) for figure in figures)
            and not _asks_us(utterance, each.clause)]


def _asked(utterance: Utterance, topics: List[Mention]) -> Optional[str]:
    stance = utterance.stance
    doubt = stance is not None and stance.value == NOT_SURE and not _wonders_why(utterance, stance, topics)
    if _returns(utterance) and not doubt:
        return YES
    if _is_no_plain_no(utterance):
        return YES if _recurs(utterance) else UNSURE if doubt else _told(utterance, topics) if stance is None else None
    if _over(utterance) or (_states(utterance, "none") and not topics and not _states(utterance, "there")):
        return NO
    if stance is None and utterance.reading.has("stance", "unsure") and utterance.reading.has("topic", FACT):
        return UNSURE
    value, mention = polar(utterance, True, topics)
    if value == UNSURE and not doubt and topics and stance is not None and stance.value == NOT_SURE:
        return NO if topics[-1].has(NEGATED) else YES
    if value == NO and _there_behind(utterance):
        return None
    if value == PAST:
        return YES if _recurs(utterance) else NO
    if mention is not None and mention.has(NEGATED) and topics and value == YES:
        return NO
    if value in (None, UNSURE) and not doubt:
        return _told(utterance, topics) or value
    return value


def _wonders_why(utterance: Utterance, stance: Stance, topics: List[Mention]) -> bool:
    """As in "I don't know what it is lately, my head aches most days": a doubt about the cause only."""
    words = set(utterance.plain_words(stance.clause))
    beside = any(each.clause != stance.clause for each in topics)
    return beside and bool(words & {"what", "why", "where"}) and not words & {"you", "mean", "means", "question"}


def _is_no_plain_no(utterance: Utterance) -> bool:
    """Whether a no is of this moment only, or takes itself back: "not today, but they come and go"."""
    stance = utterance.stance
    if (stance is not None and stance.sign == YES) or _told_as_past(utterance):
        return False
    returning = [each for each in utterance.of("ache", "recurs")
                 if not each.has(NEGATED) and utterance.reading.words[each.first].plain not in HARDLY]
    at_present = utterance.reading.has("ache", "at_present") and bool(returning)
    return at_present or any(not each.has(NEGATED, GONE) or each.words.lower().startswith("no") for each in
                             utterance.of("ache", "excepted"))


def _there_behind(utterance: Utterance) -> bool:
    """Whether a headache is told behind a no: "I don't think so, my head feels heavy though"."""
    stance = utterance.stance
    return stance is not None and not utterance.long_ago and any(
        each.clause > stance.clause and not each.has(NEGATED) for each in _states(utterance, "there"))


def _told(utterance: Utterance, topics: List[Mention]) -> Optional[str]:
    """What an answer without a plain yes or no comes to: "on and off", "a dull one"."""
    states = _states(utterance, "there")
    if states:
        return NO if states[-1].has(NEGATED) else YES
    stated = any(not each.has(NEGATED, GONE) for each in topics)
    graded = utterance.has_detail("mild", "severe") and len(utterance.reading.words) <= SHORT
    return YES if stated or (_recurs(utterance) and not _recurs_of_another(utterance)) or graded else None


def _recurs_of_another(utterance: Utterance) -> bool:
    """Whether what comes again is something else: "I get confused sometimes", "they check my kidneys every month"."""
    clauses = {each.clause for each in utterance.of("ache", "recurs", "returns")}
    named = [*utterance.reading.of("sign"), *utterance.reading.of("medicine"), *utterance.reading.of("steroid")]
    return not utterance.reading.has("topic", FACT) and any(each.clause in clauses for each in named)


def _states(utterance: Utterance, state: str) -> List[Mention]:
    return [each for each in utterance.of("ache", state) if not _asks_us(utterance, each.clause)]


def _volunteered(utterance: Utterance, topics: List[Mention]) -> Polar:
    own = [each for each in topics if utterance.about_patient(each) or each.has(NEGATED)
           or (utterance.asks(*OF_COMPLAINTS) and not each.has(HYPOTHETICAL, OTHER_PERSON))]
    if not own:
        return None, None
    if _over(utterance) and not _returns(utterance):
        return NO, own[-1]
    value, mention = polar(utterance, False, own)
    if value is None and utterance.asks(*OF_COMPLAINTS):
        value, mention = (NO if own[-1].has(NEGATED) else YES), own[-1]
    return (YES if _recurs(utterance) else NO) if value == PAST else value, mention


def _recurs(utterance: Utterance) -> bool:
    return utterance.reading.has("ache", "recurs", "returns")


def _returns(utterance: Utterance) -> bool:
    return any(not each.has(NEGATED) for each in utterance.of("ache", "returns"))


def _over(utterance: Utterance) -> bool:
    """Whether it is said to be over: "it's gone", "nothing since"; one that comes back, or comes and goes, is not."""
    said = (*utterance.reading.of("when", "over"), *utterance.of("ache", "over"))
    over = [each for each in said if not each.has(NEGATED)]
    recurs = utterance.of("ache", "recurs")
    if over and (not recurs or (_told_as_past(utterance) and over[-1].clause > recurs[-1].clause)
                 or "used to" in utterance.reading.plain):
        return True
    past = utterance.reading.has("when", "past") and any(each.has(GONE) for each in utterance.topics(FACT))
    return past and not recurs


def _is_gone(utterance: Utterance) -> bool:
    """Whether the headache whose cause is asked about is said to be over: "the headache went away actually"."""
    told = utterance.topics(FACT)
    over = [each for each in (*utterance.reading.of("when", "over"), *utterance.of("ache", "over"))
            if not each.has(NEGATED) or each.words.lower().startswith(("do", "no "))]
    return bool(told) and any(each.clause == told[-1].clause for each in over) and not _recurs(utterance)


def _told_as_past(utterance: Utterance) -> bool:
    return bool(TOLD_AS_PAST.intersection(word.plain for word in utterance.reading.words))


def _asks_us(utterance: Utterance, clause: int) -> bool:
    """Whether a clause asks what a headache is, with or without its question mark."""
    return next(iter(utterance.plain_words(clause)), "") in ASKING


def _overlap(one: Mention, other: Mention) -> bool:
    return one.first < other.last and other.first < one.last
