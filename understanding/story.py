"""What a story comes to: who tells one gives the answer in one sentence of several, mostly the last.

Read as a whole, "My son has epilepsy, so I know it. I've never had one myself" says both; sentence by sentence it is
clear.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Callable, List, Optional, Sequence

from prescreen.answers import NO, UNSURE, YES
from understanding.facts.outcome import Outcome
from understanding.meaning import Said
from understanding.mentions import Reading
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import Utterance

ENDS = frozenset((".", "!", "?", ";", "..."))
BEGINNING = 3                # words of a sentence that name who it is about
REPORTS = frozenset("says say said tells tell told thinks think thought reckons swears noticed found saw keeps wants "
                    "hates calls asked remembers".split())
OWN_VERBS = frozenset("have am was take took had got do did get feel too".split())
# What is so now: told after what was before, it is the answer.
OF_NOW = ("headache", "chronic_illness_managed", "active_symptoms")


def concluded(utterance: Utterance, reader: Callable[[Utterance], Outcome], whole: Optional[Said]) -> Optional[Said]:
    """The answer to the question asked, once its sentences have been read one by one.

    Args:
        utterance: what was said.
        reader: the reader of the fact asked about.
        whole: the answer of the utterance read as a whole. It stays, unless it is about what is so now and a later
            sentence says otherwise, or the last sentence ends its doubts ("in the end it was lupus"). None: the
            sentences answer, where they agree.
    """
    parts = sentences(utterance.reading)
    if len(parts) < 2 or utterance.reading.has("refusal"):
        return whole
    told = _told(utterance, reader, parts)
    if not told:
        return whole
    apart = _without_asides(utterance, reader, parts)
    if apart is not None:
        return apart
    if whole is None:
        return told[-1] if len({str(said.value) for said in told}) == 1 or _is_of_now(utterance) else None
    if whole.value == UNSURE and parts[-1].has("conclusion") and told[-1].value in (YES, NO):
        return told[-1]
    doubts = utterance.stance is not None and utterance.stance.value == NOT_SURE
    later = _is_of_now(utterance) and told[-1].value in (YES, NO) and not doubts
    return told[-1] if later and whole.value in (YES, NO, UNSURE) else whole


def _told(utterance: Utterance, reader: Callable[[Utterance], Outcome], parts: Sequence[Reading]) -> List[Said]:
    return [said for part in parts for said in reader(replace(utterance, reading=part)).answers
            if said.fact == utterance.question.fact]


def _without_asides(utterance: Utterance, reader: Callable[[Utterance], Outcome],
                    parts: Sequence[Reading]) -> Optional[Said]:
    """What the sentences about the patient agree on, where others are about somebody else."""
    own = [part for part in parts if not _is_aside(part)]
    if not own or len(own) == len(parts) or utterance.for_another:
        return None
    told = _told(utterance, reader, own)
    return told[-1] if told and len({str(said.value) for said in told}) == 1 else None


def _is_aside(part: Reading) -> bool:
    """Whether a sentence begins with somebody else and says nothing of the patient: "my cousin had that, poor girl"."""
    words = [word.plain for word in part.words]
    persons = [each.last for each in part.of("person", "kin") if each.first < BEGINNING]
    named = persons or [place + 1 for place, word in enumerate(words[:BEGINNING]) if word == "family"]
    if not named or REPORTS.intersection(words[named[0]:named[0] + 2]):
        return False
    return not any(word == "i" and follows in OWN_VERBS for word, follows in pairwise([*words, ""]))


def sentences(reading: Reading) -> List[Reading]:
    """The sentences in the order said; what was meant by each mention stays as it was read in the whole."""
    begins = [index + 1 for index, word in enumerate(reading.words) if word.plain in ENDS]
    bounds = sorted({0, *begins, len(reading.words)})
    parts = [_part(reading, first, last) for first, last in pairwise(bounds)]
    return [part for part in parts if any(word.plain[0].isalnum() for word in part.words)]


def _part(reading: Reading, first: int, last: int) -> Reading:
    """The words from `first` up to, not including, `last`; offsets still count in the whole utterance."""
    mentions = tuple(replace(each, first=each.first - first, last=each.last - first) for each in reading.mentions
                     if first <= each.first and each.last <= last)
    return Reading(reading.text, reading.words[first:last], reading.clauses[first:last], mentions)


def _is_of_now(utterance: Utterance) -> bool:
    return utterance.question.fact in OF_NOW
