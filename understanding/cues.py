"""Where the cues of the lexicon stand in an utterance."""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, Iterable, List, NamedTuple, Sequence

from understanding.clauses import STOPS, begins_clause, ends_clause
from understanding.lexicon import Cue, line_of
from understanding.text import Word

PSEUDO = "pseudo"   # what only looks like a cue goes before the cue that it looks like
FACING = {"forward", "backward"}
SIGNS = frozenset(("danger", "despair", "cry"))   # each is heard for itself: "chest pain" is a chest, a pain, and both


class Hit(NamedTuple):
    """A cue found: what it is a sign of, and the words first to last (behind the last) that it covers."""

    kind: str
    value: str
    first: int
    last: int


class CueMatcher:
    """Finds every cue; of hits of one kind that lie in one another only the longest stays."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        """Sort the cues by the words that they may begin with."""
        self._by_first_word: Dict[str, List[Cue]] = defaultdict(list)
        for cue in cues:
            for word in cue.first_words:
                self._by_first_word[word].append(cue)

    def find(self, words: Sequence[Word], clauses: Sequence[int]) -> List[Hit]:
        """All hits, in the order of their beginnings."""
        plain = [word.plain for word in words]
        line, offsets = line_of(plain, STOPS, [ends_clause(words, clauses, index) for index in range(len(words))])
        hits = []
        for index, word in enumerate(plain):
            starts = begins_clause(clauses, index)
            for cue in self._by_first_word.get(word, ()):
                match = cue.pattern.match(line, offsets[index]) if starts or not cue.at_start else None
                if match:
                    hits.append(Hit(cue.kind, cue.value, index, index + match.group().count(" ")))
        return sorted(_longest(set(hits)), key=lambda hit: (hit.first, hit.last))


def _longest(hits: Iterable[Hit]) -> List[Hit]:
    """Without those that lie inside a longer one of the same kind."""
    by_kind: Dict[str, List[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda each: (each.first - each.last, each.value != PSEUDO, each)):
        kept = by_kind[f"{hit.kind} {hit.value}" if hit.kind in SIGNS else hit.kind]
        if not any(_hides(other, hit) for other in kept):
            kept.append(hit)
    return [hit for kept in by_kind.values() for hit in kept]


def _hides(longer: Hit, hit: Hit) -> bool:
    """Whether a hit lies inside a longer one; a cue that reaches forward and one that reaches backward go together."""
    inside = longer.first <= hit.first and hit.last <= longer.last and (longer[2:] != hit[2:] or longer.value == PSEUDO)
    return inside and {longer.value, hit.value} != FACING
