"""The bare answer in an utterance: yes, no, not sure, and the shades between, whatever was asked.

A clause counts when it says nothing but its answer (and light words), or begins with a plain yes or no and goes on
about the patient: "right" in "turn right at the light" and "no" in "no honey, put it down" are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Dict, List, Optional, Sequence

from understanding import ellipsis
from understanding.clauses import LINKS, STOPS
from understanding.mentions import Mention, Reading
from understanding.vocabulary import words

PATIENT = words("patient")
PARALLEL = (
    "one says",
    "some days",
    "sometimes yes",
    "some say",
    "others say",
    "some times",
    "the other one",
    "the second",
    "another says",
)
NEGATORS = ("never", "not")
# Kinds of mentions that are about what is asked here; what holds none of them may be talk to somebody else.
ABOUT = (
    "topic",
    "sign",
    "medicine",
    "steroid",
    "antibody",
    "clinician",
    "caregiver",
    "correction",
    "fact_name",
    "age",
    "managed",
    "other_illness",
)
TIMES = ("number", "duration", "when", "stance")
STRAYS = 3
NAMES = ("topic", "sign", "medicine", "steroid", "antibody")
LEAD = words("lead")
STRESS, DEGREE = words("stress"), words("degree")
NEWS = ("did not know", "never knew", "did not realize", "was not aware")

YES, NO, UNSURE = "yes", "no", "unsure"
LEANING, PROBABLY, PROBABLY_NOT, NEITHER = "leaning", "probably", "probably_not", "neither"
READY = "ready"
APOSTROPHES = "'’‘`´"
SIGN = {YES: YES, NO: NO, LEANING: YES, PROBABLY: YES, PROBABLY_NOT: NO}

LIGHT = words("light")


@dataclass(frozen=True)
class Stance:
    """A bare answer.

    Attributes:
        value: yes, no, unsure, leaning ("I think so"), probably or probably_not.
        words: the patient's words.
        clause: the number of its clause.
        whole: the utterance says nothing else.
        plain: said without a hedge.
    """

    value: str
    words: str
    clause: int
    whole: bool = False

    @property
    def sign(self) -> Optional[str]:
        """Yes or no, hedged or not; None for not sure."""
        return SIGN.get(self.value)


def stance(reading: Reading) -> Optional[Stance]:
    """The one answer that an utterance comes to, or None.

    The last one said counts ("yeah no" is a no); a doubt beside an answer makes it not sure, unless the answer follows
    the doubt plainly ("I'm not sure... no, never").
    """
    return conclude(reading, stances(reading))


def conclude(reading: Reading, found: Sequence[Stance]) -> Optional[Stance]:
    """What the bare answers of an utterance come to."""
    if not found:
        return None
    last = found[-1]
    if any(each.value == UNSURE and each.clause == last.clause for each in found):
        last = next(each for each in found if each.value == UNSURE and each.clause == last.clause)
    elif _both_ways(reading, found):
        return Stance(UNSURE, last.words, last.clause)
    elif last.value in (LEANING, PROBABLY, PROBABLY_NOT):
        last = _with_hedge(found)
    return Stance(
        last.value, last.words, last.clause, whole=len({each.clause for each in found}) == _clauses_with_words(reading)
    )


def _both_ways(reading: Reading, found: Sequence[Stance]) -> bool:
    """Whether the answer is yes for some and no for others ("some days yes, some days no"), or a doubt said twice."""
    last = found[-1]
    if (
        last.value == NO
        and found[0].value == UNSURE
        and last.words.lower().startswith("i ")
        and "know" not in last.words
    ):
        return True
    plain = reading.plain
    return {YES, NO} <= {each.value for each in found} and any(cue in plain for cue in PARALLEL)


def stances(reading: Reading, ready_is_yes: bool = False) -> List[Stance]:
    """The bare answers of all clauses, in the order said.

    Args:
        reading: what was said.
        ready_is_yes: "go ahead" is a yes, as to "shall we go on?"; to a question about health it answers nothing.
    """
    found: List[Stance] = []
    for clause in dict.fromkeys(reading.clauses):
        indices = [
            index
            for index, number in enumerate(reading.clauses)
            if number == clause and reading.words[index].plain not in STOPS
        ]
        if indices:
            found.extend(_in_clause(reading, clause, indices))
    found = [replace(each, value=YES) if each.value == READY and ready_is_yes else each for each in found]
    found = [each for each in found if each.value != READY]
    return [each for number, each in enumerate(found) if not number or not _only_stresses(each, found[number - 1])]


def _only_stresses(stance: Stance, before: Stance) -> bool:
    """Whether an answer says nothing of its own behind a plain no: "no, unfortunately", "no, I didn't know that"."""
    if before.value != NO:
        return False
    if stance.value == UNSURE:
        return _plain(stance).startswith(NEWS)
    return stance.value == YES and STRESS.issuperset(_plain(stance).split())


def _plain(stance: Stance) -> str:
    """Its words, small and without punctuation, contractions opened."""
    opened = stance.words.lower().replace("’", "'").replace("n't", " not")
    return re.sub(r"^i\b|[^a-z ]", "", opened).strip()


def _in_clause(reading: Reading, clause: int, indices: Sequence[int]) -> List[Stance]:
    elliptic = ellipsis.answer([reading.words[index].plain for index in indices])
    if elliptic and not _breaks_off(reading, indices[-1]) and not _ends_what_is_all(reading, indices[0]):
        text = reading.text[reading.words[indices[0]].start : reading.words[indices[-1]].end]
        return [Stance(elliptic, text, clause)]
    said = [each for each in reading.of("stance") if each.clause == clause]
    said = [each for each in said if each.value != NEITHER]
    if not _says_nothing_else(reading, indices, said):
        said = [each for each in said if each.value == UNSURE and _ends_clause(indices, each)] or [
            each for each in said[:1] if _opens_a_statement(reading, indices, each)
        ]
    if said and _is_called_away(reading, indices, said[-1]):
        return []
    return [Stance(each.value, each.words, clause) for each in said]


def _breaks_off(reading: Reading, last: int) -> bool:
    """Whether a clause ends in "we're" or "I've": whoever answers with the verb alone says "we are", "I have"."""
    return reading.text[reading.words[last].start] in APOSTROPHES


def _ends_what_is_all(reading: Reading, first: int) -> bool:
    """As in "that's all | I have": the verb is said of the all before it."""
    return first > 0 and reading.words[first - 1].plain == "all"


def _is_called_away(reading: Reading, indices: Sequence[int], said: Mention) -> bool:
    """Whether an answer is meant for somebody else in the room: "yes chef, two burgers", "okay mom, I'll be down"."""
    if said.value != YES or said.first > indices[0] or indices[-1] + 1 >= len(reading.words):
        return False
    behind = said.last
    if behind >= len(reading.words) or reading.words[behind].plain in STOPS:
        return False
    if any(each.kind in ABOUT for each in reading.mentions if each.first >= behind):
        return False
    told = {index for each in reading.mentions if each.kind in TIMES for index in range(each.first, each.last)}
    rest = [word.plain for index, word in enumerate(reading.words) if index >= behind and index not in told]
    if any(each.first == behind and each.kind == "person" for each in reading.mentions):
        return True
    return not PATIENT.intersection(rest) and sum(word not in STOPS | LIGHT | LINKS for word in rest) >= STRAYS


def _ends_clause(indices: Sequence[int], said: Mention) -> bool:
    """Whether a clause ends in a doubt: "I'm always tired, so who knows"."""
    return said.last > indices[-1] and said.first > indices[0]


def _opens_a_statement(reading: Reading, indices: Sequence[int], first: Mention) -> bool:
    """Whether a clause begins with its answer and goes on about the patient: "never in my life"."""
    if first.words.lower() in NEGATORS and _names_something(reading, first):
        return False
    before = [reading.words[index].plain for index in indices if index < first.first]
    rest = {reading.words[index].plain for index in indices if index >= first.last}
    return all(word in LEAD for word in before) and bool(PATIENT & rest or _tells_when(reading, first.clause))


def _names_something(reading: Reading, first: Mention) -> bool:
    """Whether a "never" denies something named in its clause, rather than what was asked: "never my kidneys"."""
    return any(
        each.clause == first.clause and each.first >= first.last and each.kind in NAMES for each in reading.mentions
    )


def _tells_when(reading: Reading, clause: int) -> bool:
    return any(each.clause == clause for each in (*reading.of("when"), *reading.of("duration")))


def _says_nothing_else(reading: Reading, indices: Sequence[int], said: Sequence[Mention]) -> bool:
    covered = {index for each in said for index in range(each.first, each.last)}
    return bool(said) and all(index in covered or reading.words[index].plain in LIGHT for index in indices)


def _with_hedge(found: Sequence[Stance]) -> Stance:
    """A hedge behind a plain answer colours it: "yes, probably" is probably, "no, probably" is probably not."""
    last = found[-1]
    before = next((each for each in reversed(found[:-1]) if each.value in (YES, NO)), None)
    if before is None or last.value == PROBABLY_NOT:
        return last
    if last.value == LEANING:
        return before if before.value == YES else last
    if before.value == YES and DEGREE.issuperset(_plain(last).split()):
        return Stance(LEANING, last.words, last.clause)
    hedged: Dict[str, str] = {YES: PROBABLY, NO: PROBABLY_NOT}
    return Stance(hedged[before.value], last.words, last.clause)


def _clauses_with_words(reading: Reading) -> int:
    return len({clause for clause, word in zip(reading.clauses, reading.words, strict=True) if word.plain not in STOPS})
