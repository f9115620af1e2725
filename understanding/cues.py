"""Where the cues of the lexicon stand in an utterance."""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, Iterable, List, NamedTuple, Sequence, Tuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from understanding.clauses import STOPS, begins_clause, ends_clause
from understanding.lexicon import GAP, Cue, Row
from understanding.text import CLITICS, FILLERS, RESPELT, Word, plain, plain_words

GAP_WORDS = 3
COMPLEX = FILLERS | frozenset(CLITICS) | frozenset(("s", "m", "ve", "re", "ll", "d", "na", "gon", "wan"))


class Hit(NamedTuple):
    """A cue found: what it is a sign of, and the words first to last (behind the last) that it covers."""

    kind: str
    value: str
    first: int
    last: int


class CueMatcher:
    """Finds every cue; of hits of one kind that lie in one another only the longest stays."""

    def __init__(self, nlp: Language, cues: Iterable[Cue]) -> None:
        """Prepare the cues. Their words are made plain in the way an utterance's are."""
        self._nlp = nlp
        self._simple: Dict[str, bool] = {}
        self._matcher = PhraseMatcher(nlp.vocab)
        self._whole: Dict[str, List[Cue]] = defaultdict(list)
        self._parts: Dict[str, List[Tuple[int, int]]] = defaultdict(list)
        self._gapped: List[Tuple[Cue, int]] = []
        for cue in cues:
            self._add(cue)
        for piece in {*self._whole, *self._parts}:
            self._matcher.add(piece, [Doc(nlp.vocab, words=piece.split(" "))])

    def find(self, words: Sequence[Word], clauses: Sequence[int]) -> List[Hit]:
        """All hits, in the order of their beginnings."""
        if not words:
            return []
        spans = [(self._nlp.vocab.strings[key], first, last)
                 for key, first, last in self._matcher(Doc(self._nlp.vocab, words=[word.plain for word in words]))]
        found = [(cue, first, last) for piece, first, last in spans for cue in self._whole.get(piece, ())]
        found.extend(self._joined(spans, words))
        hits = {Hit(cue.kind, cue.value, first, last) for cue, first, last in found
                if (not cue.at_start or begins_clause(clauses, first))
                and (not cue.at_end or ends_clause(words, clauses, last - 1))}
        return sorted(_longest(hits), key=lambda hit: (hit.first, hit.last))

    def _add(self, cue: Cue) -> None:
        pieces = [self._plain(row) for row in _split(cue.row)]
        if not all(pieces):
            return
        if len(pieces) == 1:
            self._whole[pieces[0]].append(cue)
            return
        number = len(self._gapped)
        self._gapped.append((cue, len(pieces)))
        for place, piece in enumerate(pieces):
            self._parts[piece].append((number, place))

    def _plain(self, row: Row) -> str:
        """The row as it stands in an utterance's plain words; most rows need no tokenizer for that."""
        if all(map(self._is_simple, row)):
            return " ".join(RESPELT.get(word, word) for word in row)
        text = plain(" ".join(row))
        words = " ".join(word.plain for word in plain_words((token.text, token.idx)
                                                           for token in self._nlp.tokenizer(text)))
        return "" if _loses_filler(row, words.split()) else words

    def _is_simple(self, word: str) -> bool:
        """Whether a word is one token that is never left out nor opened."""
        if word not in self._simple:
            self._simple[word] = word.isalpha() and word not in COMPLEX and len(self._nlp.tokenizer(word)) == 1
        return self._simple[word]

    def _joined(self, spans: Sequence[Tuple[str, int, int]], words: Sequence[Word]) -> List[Tuple[Cue, int, int]]:
        """Cues with gaps: their pieces in order, at most three words and no punctuation between two of them."""
        places: Dict[int, Dict[int, List[Tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for piece, first, last in spans:
            for number, place in self._parts.get(piece, ()):
                places[number][place].append((first, last))
        found = []
        for number, by_place in places.items():
            cue, count = self._gapped[number]
            if len(by_place) == count:
                found.extend((cue, first, last) for first, last in _chains(by_place, count, words))
        return found


def _loses_filler(row: Row, words: Sequence[str]) -> bool:
    """Whether a cue would be another one without its filler: "just well" is left out of what is read, so it cannot be."""
    return any(word in FILLERS and word not in words for word in row)


def _split(row: Row) -> List[Row]:
    pieces: List[List[str]] = [[]]
    for word in row:
        if word == GAP:
            pieces.append([])
        else:
            pieces[-1].append(word)
    return [tuple(piece) for piece in pieces if piece]


def _chains(by_place: Dict[int, List[Tuple[int, int]]], count: int, words: Sequence[Word]) -> List[Tuple[int, int]]:
    chains = list(by_place[0])
    for place in range(1, count):
        chains = [(first, end) for first, last in chains for begin, end in by_place[place]
                  if 0 <= begin - last <= GAP_WORDS and not any(word.plain in STOPS for word in words[last:begin])]
    return chains


def _longest(hits: Iterable[Hit]) -> List[Hit]:
    """Without those that lie inside a longer one of the same kind."""
    by_kind: Dict[str, List[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda each: (each.first - each.last, each.first)):
        kept = by_kind[hit.kind]
        if not any(_hides(other, hit) for other in kept):
            kept.append(hit)
    return [hit for kept in by_kind.values() for hit in kept]


def _hides(longer: Hit, hit: Hit) -> bool:
    """Whether a hit lies inside a longer one; a cue that reaches forward and one that reaches backward go together."""
    inside = longer.first <= hit.first and hit.last <= longer.last and longer[2:] != hit[2:]
    return inside and {longer.value, hit.value} != {"forward", "backward"}
