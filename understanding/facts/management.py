"""How well another illness is managed, in the patient's words, or in figures that patients know by heart."""

from __future__ import annotations

import re
from typing import List, Optional, Sequence

from prescreen.answers import NO, UNSURE, YES
from understanding.mentions import NEGATED, PAST, Mention
from understanding.stance import PROBABLY, PROBABLY_NOT, Stance, stances
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance

# HEDIS, "Comprehensive Diabetes Care" and "Controlling High Blood Pressure": A1c over 9 % is poor control, under 8 %
# good; a pressure under 140/90 mm Hg is controlled. What lies between, or just above, is for the patient to say.
GOOD_A1C, POOR_A1C = 8, 9
GOOD_SYSTOLIC, GOOD_DIASTOLIC = 140, 90
POOR_SYSTOLIC, POOR_DIASTOLIC = 160, 100
READING = re.compile(r"\b(\d{2,3})\s*(?:/|over)\s*(\d{2,3})\b", re.IGNORECASE)
# Beside the name of an illness only these count: "on tablets" says that it is treated, not how well.
PLAINLY = frozenset(
    "fine good okay great well problem problems trouble bother bothers normal perfect better excellent attack attacks "
    "never no works working sorted happy brilliant smoothly alright pain".split())
AT_LARGE = frozenset("otherwise besides apart aside except health healthy generally".split())
SHORT = 3                      # words: "diabetes yes, heart no"
MOSTLY = ("pretty much", "more or less", "mostly", "basically", "essentially")
WOOD = "wood"                  # "touch wood" and "knock on wood" deny nothing
A1C = frozenset("a1c hba1c hemoglobin haemoglobin".split())
PRESSURE = frozenset("pressure bp systolic over".split())


def managed(utterance: Utterance) -> Optional[str]:
    """Yes, no, unsure, or None when nothing is said of it, where it was asked: "fine" speaks of the illness."""
    well = utterance.of("managed", "well", "loosely")
    return _asked(utterance, well, _badly(well, utterance.of("managed", "badly", "badly_loosely")))


def managed_beside(utterance: Utterance, illness: Mention) -> Optional[str]:
    """Yes, no, or None when nothing is said of it, where an illness was just named.

    What is said loosely counts only behind the illness, and not of one's health at large ("otherwise fine").
    """
    behind = [each for each in utterance.of("managed", "loosely", "badly_loosely")
              if each.first >= illness.last and not AT_LARGE.intersection(utterance.plain_words(each.clause))
              and PLAINLY.intersection(each.words.lower().split())]
    well = [*utterance.of("managed", "well"), *(each for each in behind if each.value == "loosely")]
    badly = [*utterance.of("managed", "badly"), *(each for each in behind if each.value == "badly_loosely")]
    figures = _figures(utterance)
    if _badly(well, badly) or figures == NO:
        return NO
    return YES if well or figures == YES else None


def _badly(well: Sequence[Mention], badly: Sequence[Mention]) -> List[Mention]:
    """What is bad now; "it used to be sky high, now it's perfect" is not."""
    now = [each for each in badly if not each.has(NEGATED) and not (well and each.has(PAST))]
    return [*now, *(each for each in well if each.has(NEGATED))]


def _asked(utterance: Utterance, well: List[Mention], badly: List[Mention]) -> Optional[str]:
    if utterance.reading.has("managed", "mixed"):
        return UNSURE
    if badly or _one_is_not(utterance):
        return NO
    figures = _figures(utterance)
    if figures == NO:
        return NO
    said = [each.value for each in stances(utterance.reading)] if utterance.stance is not None else []
    unclear = utterance.of("managed", "unclear")
    if NOT_SURE in said[-1:] or (unclear and not said and not well):
        return UNSURE
    stance = utterance.stance
    if stance is not None and stance.sign == NO and not _denies_nothing(stance, well):
        return NO if not well or stance.value == PROBABLY_NOT or stance.clause > well[-1].clause else None
    if well or figures == YES:
        return UNSURE if (unclear and not stance) or any(_hedged(utterance, each) for each in well) else YES
    if stance is None:
        return None
    return UNSURE if stance.value == NOT_SURE or (stance.value == PROBABLY and not _mostly(utterance)) else YES


def _denies_nothing(said: Stance, well: List[Mention]) -> bool:
    """Whether a no is part of what is well: "never had a problem", "touch wood"."""
    return bool(well) and (WOOD in said.words.lower() or any(each.clause == said.clause for each in well))


def _hedged(utterance: Utterance, mention: Mention) -> bool:
    words = set(utterance.plain_words(mention.clause))
    return bool(words & {"maybe", "perhaps", "possibly", "might", "hopefully", "supposedly"})


def _mostly(utterance: Utterance) -> bool:
    """"Pretty much" and "more or less" are a yes to a matter of degree."""
    return any(cue in utterance.reading.plain for cue in MOSTLY)


def _one_is_not(utterance: Utterance) -> bool:
    """Whether one of several is not: "the asthma is, the diabetes isn't"."""
    for clause in dict.fromkeys(utterance.reading.clauses):
        words = utterance.plain_words(clause)
        named = any(each.clause == clause for each in utterance.topics("illness")) or words[:1] in (["the"], ["one"])
        beside_yes = clause > 0 and utterance.plain_words(clause - 1)[-1:] == ["yes"] and len(words) <= SHORT
        denied = len(words) > 1 and words[-1] in ("not", "no")
        if (named or beside_yes) and denied and not utterance.reading.has("managed", "unclear"):
            return True
    return False


def _figures(utterance: Utterance) -> Optional[str]:
    """What an A1c or a blood pressure says by itself."""
    written = READING.search(utterance.reading.text)
    if written:
        return _of_pressure(int(written.group(1)), int(written.group(2)))
    words = {word.plain for word in utterance.reading.words}
    numbers = [float(each.value) for each in utterance.reading.of("number") if isinstance(each.value, (int, float))]
    if not numbers:
        return None
    if A1C & words:
        value = next((each for each in numbers if 3 <= each <= 20), None)
        return None if value is None else NO if value > POOR_A1C else YES if value < GOOD_A1C else None
    high = [int(each) for each in numbers if 40 <= each < 300]
    return _of_pressure(high[0], high[1]) if PRESSURE & words and len(high) > 1 else None


def _of_pressure(systolic: int, diastolic: int) -> Optional[str]:
    if systolic >= POOR_SYSTOLIC or diastolic >= POOR_DIASTOLIC:
        return NO
    return YES if 90 <= systolic < GOOD_SYSTOLIC and diastolic < GOOD_DIASTOLIC else None
