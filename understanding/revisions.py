"""An earlier answer that the patient comes back to, without saying it anew in words that are understood.

Taken for what was said before, it might let pass who should not: its question is asked again instead.
"""

from __future__ import annotations

import re
from typing import Iterator, Optional, Tuple

from prescreen.answers import NO
from understanding.meaning import Meaning
from understanding.utterance import Utterance

SAID = re.compile(r"\b(?:i|we) (?:had |have |just )?(?:said|told|answered|put|gave)\b")
MENDS = re.compile(r"\b(?:actually|wait|correct|correction|change|go(?:ing)? back|back to|wrong|mistake|mixed|"
                   r"take (?:it|that) back|misspoke|forgot to)\b")
DOUBTS = re.compile(r"\b(?:not swear|not sure|not certain|unsure|not remember|(?:may|might|could) have been)\b")
TURNS = frozenset("but only though however actually".split())
NEAR = 2                       # clauses
# Where a read-back, a name or a length is asked for, the answer itself is one about something named.
NOT_AT = ("confirm", "confirm_medicine", "treatment_length", "headache_cause", "headache_cause_who", "consent")
NAMES = {"antibody": "autoantibodies", "steroid": "glucocorticoids"}


def reopened(utterance: Utterance, meaning: Meaning) -> Optional[str]:
    """The fact whose earlier answer is put in question, or None; one that was said anew is not."""
    if utterance.asks(*NOT_AT):
        return None
    for fact, clause in _named(utterance):
        if fact != utterance.question.fact and utterance.known.get(fact) is not None and _is_put_in_question(
                utterance, meaning, fact, clause):
            return fact
    return None


def _named(utterance: Utterance) -> Iterator[Tuple[str, int]]:
    """The facts named, each with the clause that names it; "lupus" is in everybody's mouth and names none."""
    reading = utterance.reading
    for each in reading.of("fact_name"):
        if each.value != "sle_diagnosis" or "diagnos" in each.words.lower():
            yield str(each.value), each.clause
    for kind, fact in NAMES.items():
        yield from ((fact, each.clause) for each in reading.of(kind) if each.value != "other")


def _is_put_in_question(utterance: Utterance, meaning: Meaning, fact: str, clause: int) -> bool:
    """Whether the clauses around a fact's name take back what was said of it; a denial there may only repeat it."""
    told = meaning.answer_to(fact)
    if told is not None and told.value not in (utterance.known[fact], NO):
        return False
    clauses = range(clause - NEAR, clause + NEAR + 1)
    near = " ".join(word for number in clauses for word in utterance.plain_words(number))
    if SAID.search(near) and TURNS.intersection(near.split()):
        return True
    if fact == "autoantibodies" and DOUBTS.search(near):
        return True
    return told is None and MENDS.search(near) is not None
