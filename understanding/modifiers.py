"""How a mention was meant: negated, uncertain, past, hypothetical, of another person, recent.

ConText's idea (Harkema et al. 2009, doi 10.1016/j.jbi.2009.05.002): a cue reaches forward or backward within its clause;
a pseudo cue looks like one and is none.
"""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple

from understanding.cues import Hit
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, PAST, RECENT, UNCERTAIN

KINDS = (NEGATED, UNCERTAIN, PAST, HYPOTHETICAL, OTHER_PERSON)
FORWARD, BACKWARD, PSEUDO = "forward", "backward", "pseudo"
OF_WHEN = {"recent": RECENT, "past": PAST, "over": PAST}


def modifiers(first: int, last: int, clauses: Sequence[int], cues: Sequence[Hit],
              whens: Sequence[Tuple[Any, int, int]]) -> Tuple[str, ...]:
    """The modifiers of the words first to last.

    Args:
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


def cues_of_modifiers(hits: Sequence[Hit]) -> List[Hit]:
    """The hits that modify others."""
    return [hit for hit in hits if hit.kind in KINDS and hit.value != PSEUDO]
