"""How a mention was meant: negated, uncertain, past, hypothetical, of another person, recent.

ConText's idea (Harkema et al. 2009, doi 10.1016/j.jbi.2009.05.002): a cue reaches forward or backward within its
clause; a pseudo cue looks like one and is none.
"""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple

from understanding.cues import Hit
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, PAST, RECENT, UNCERTAIN
from understanding.text import Word

KINDS = (NEGATED, UNCERTAIN, PAST, HYPOTHETICAL, OTHER_PERSON)
PRONOUNS = frozenset(("he", "she", "they", "who"))
FORWARD, BACKWARD, PSEUDO = "forward", "backward", "pseudo"
OF_WHEN = {"recent": RECENT, "past": PAST, "over": PAST}


def modifiers(
    first: int, last: int, clauses: Sequence[int], cues: Sequence[Hit], whens: Sequence[Tuple[Any, int, int]]
) -> Tuple[str, ...]:
    """The modifiers of the words first to last.

    Args:
        first: the number of their first word.
        last: the number behind their last word.
        clauses: for each word of the utterance the number of its clause.
        cues: hits of the kinds above.
        whens: points in time in the utterance: value, first, last.
    """
    clause = clauses[first]
    found: Dict[str, None] = {}
    for cue in cues:
        if clauses[cue.first] == clause and _reaches(cue, first, last):
            found[cue.kind] = None
    for value, begin, _ in whens:
        if clauses[begin] == clause and value in OF_WHEN:
            found[OF_WHEN[value]] = None
    return tuple(found)


def _reaches(cue: Hit, first: int, last: int) -> bool:
    if cue.value == FORWARD:
        return cue.last <= first
    return cue.value == BACKWARD and cue.first >= last


def cues_of_modifiers(hits: Sequence[Hit], words: Sequence[Word]) -> List[Hit]:
    """The hits that modify others; "she has" speaks of another person only when one was named before.

    A caregiver who answers for the patient says "she" of the patient.
    """
    named = [hit.first for hit in hits if hit.kind == "person"]
    return [
        hit
        for hit in hits
        if hit.kind in KINDS
        and hit.value != PSEUDO
        and (hit.kind != OTHER_PERSON or words[hit.first].plain not in PRONOUNS or any(at < hit.first for at in named))
    ]
