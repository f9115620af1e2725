"""Active severe lupus of the kidneys, and of the brain or nerves, now or lately (E1).

Active but mild or stable, or nobody can tell how severe, is unsure (CONTRACT section 4).
"""

from __future__ import annotations

from typing import List, Optional

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.facts.causes import LUPUS, OTHER, UNKNOWN, cause
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.facts.sign_times import Telling
from understanding.facts.sign_values import clear_when_volunteered, value_when_asked
from understanding.facts.sign_words import OLD, OPEN, RECENT
from understanding.facts.signs import Sign
from understanding.mentions import NEGATED, UNCERTAIN, Mention
from understanding.utterance import Utterance

NEPHRITIS, CNS = "severe_nephritis", "severe_cns_lupus"
KIDNEYS = Sign(
    NEPHRITIS,
    ("nephritis", "kidney_severe"),
    ("kidney", "kidney_mild"),
    ("kidney_other", "elsewhere"),
    ("kidney_well", "urine_well", "self_well"),
    ("kidney", "kidney_well"),
)
NERVES = Sign(
    CNS,
    ("cns",),
    ("nerves", "nerves_like"),
    ("brain_fog", "low_spirits", "elsewhere", "nerves_other"),
    ("nerves_well", "scan_well", "mind_well", "self_well"),
    ("nerves", "nerves_well"),
)


def read_nephritis(utterance: Utterance) -> Outcome:
    """Yes, no, past or unsure; foamy urine or protein alone is not it, mild or quiet is unsure."""
    return _read(Telling(utterance, KIDNEYS), "kidney_severe")


def read_cns(utterance: Utterance) -> Outcome:
    """Yes, no, past or unsure; active but mild or stable is unsure."""
    return _read(Telling(utterance, NERVES), "cns_severe")


def _read(telling: Telling, severe: str) -> Outcome:
    """Told at another question, it counts where it is clear, or takes an earlier no back."""
    utterance, fact = telling.utterance, telling.sign.fact
    asked = utterance.asks(fact)
    value, mention = value_when_asked(telling) if asked else clear_when_volunteered(telling)
    takes_back = value in (YES, PAST) and utterance.known.get(fact) == NO
    value = _graded(telling, value, severe, asked or takes_back)
    return answered(utterance.said(fact, value, mention)) if value else NOTHING


def _graded(telling: Telling, value: Optional[str], severe: str, asked: bool) -> Optional[str]:
    """How severe it is decides between yes and unsure; another cause makes it none of lupus."""
    if value == NO:
        return _not_severe(telling)
    if asked and value in (YES, UNSURE, PAST) and not _is_named(telling) and cause(telling.utterance) == OTHER:
        return NO
    if value is None and asked and telling.bare is None and not telling.mentions and _is_called_severe(telling):
        return {OLD: PAST, OPEN: UNSURE}.get(telling.when or "", YES)
    if value is None:
        open_still = (
            _is_mild_alone(telling)
            or _is_denied_severe(telling)
            or cause(telling.utterance) == UNKNOWN
            or _is_looked_into(telling)
        )
        return UNSURE if asked and telling.bare is None and open_still else _volunteered_mild(telling, asked)
    if value == PAST or telling.bare == UNSURE or telling.when == OPEN:
        return value
    return _how_severe(telling, value, _is_severe(telling, severe), asked)


def _how_severe(telling: Telling, value: str, severe: bool, asked: bool) -> Optional[str]:
    if _is_mild(telling) or _is_unclear(telling) or (_is_stable(telling) and not (severe and telling.when == RECENT)):
        return UNSURE
    if cause(telling.utterance) == UNKNOWN and telling.bare != YES and not severe:
        return UNSURE if asked else None
    if severe and (telling.affirmed or telling.bare == YES) and not telling.doubted:
        return YES
    if not asked:
        return None
    if (
        value == UNSURE
        and telling.affirmed
        and telling.bare is None
        and cause(telling.utterance) == LUPUS
        and telling.when == RECENT
    ):
        return YES
    return value


def _not_severe(telling: Telling) -> Optional[str]:
    """A no that only denies the severity: "no, it is mild", "I have it, but not on dialysis"."""
    bare_kidney = telling.sign is KIDNEYS and all(each.value == "kidney_severe" for each in telling.denied)
    if (
        bare_kidney
        and telling.denied
        and any("yet" in telling.utterance.plain_words(each.clause) for each in telling.denied)
    ):
        return UNSURE
    own = [each for each in _milds(telling) if _is_of_the_organ(telling, each)]
    return UNSURE if own and telling.utterance.asks(telling.sign.fact) else NO


def _is_of_the_organ(telling: Telling, detail: Mention) -> bool:
    """Whether "mild" is said of the illness asked about: of a clause that names it, or names nothing else."""
    topics = [each for each in telling.utterance.reading.of("sign") if each.clause == detail.clause]
    own = (*telling.sign.named, *telling.sign.like)
    words = set(telling.utterance.plain_words(detail.clause))
    return any(each.value in own and not each.has(NEGATED) for each in topics) or (
        not topics and bool({"it", "is", "very"} & words) and len(words) <= 6
    )


def _milds(telling: Telling) -> List[Mention]:
    return [each for each in telling.utterance.of("detail", "mild") if not each.has(NEGATED)]


def _is_mild(telling: Telling) -> bool:
    return bool(_milds(telling))


def _is_mild_alone(telling: Telling) -> bool:
    return bool(_milds(telling) or telling.utterance.of("grade", "low")) or (_is_stable(telling) and not telling.well)


def _is_denied_severe(telling: Telling) -> bool:
    """As in "It's active, but it's not the severe kind"."""
    told = (*telling.utterance.of("detail", "severe"), *telling.utterance.of("grade", "high"))
    return any(each.has(NEGATED) for each in told)


def _is_looked_into(telling: Telling) -> bool:
    """Whether it is still looked into: "they did an MRI but no results yet", "they're sending me to a specialist"."""
    reading = telling.utterance.reading
    return reading.has("grade", "unclear") or reading.has("result", "unknown")


def _is_unclear(telling: Telling) -> bool:
    """Whether the patient cannot tell how severe it is, or names nephritis and denies what severe ones bring."""
    spared = any(each.value == "kidney_severe" for each in telling.denied) and telling.is_named
    return telling.utterance.reading.has("grade", "unclear") or (
        spared and not any(not each.has(NEGATED) for each in telling.utterance.of("grade", "high"))
    )


def _is_called_severe(telling: Telling) -> bool:
    """As in "The doctor says it is severe": a clause that says nothing else."""
    utterance = telling.utterance
    told = [
        each
        for each in (*utterance.of("detail", "severe"), *utterance.of("grade", "high"))
        if not each.has(NEGATED, UNCERTAIN)
    ]
    return any(telling.is_alone(each) for each in told)


def _is_stable(telling: Telling) -> bool:
    return any(not each.has(NEGATED) for each in telling.utterance.of("detail", "stable"))


def _volunteered_mild(telling: Telling, asked: bool) -> Optional[str]:
    return UNSURE if not asked and _is_named(telling) and _is_mild(telling) else None


def _is_severe(telling: Telling, severe: str) -> bool:
    """Whether it is called severe, or told by what is only done to severe ones."""
    utterance = telling.utterance
    told = [*utterance.of("detail", "severe"), *utterance.of("grade", "high"), *utterance.of("sign", severe)]
    return any(not each.has(NEGATED, UNCERTAIN) for each in told)


def _is_named(telling: Telling) -> bool:
    """Whether the illness itself is named, and not just the organ."""
    return telling.is_named and any(each.value in telling.sign.named for each in telling.affirmed)
