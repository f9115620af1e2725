"""The reading of an utterance, free of the question asked: spaCy's tokens, the cues among them, and the parsers."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from typing import Any, List, Optional, Sequence, Tuple

import spacy
from spacy.util import compile_suffix_regex

from understanding import ages, dates, disfluency, durations, medicine_names, numbers, varieties
from understanding import clauses as clause_rules
from understanding.cues import CueMatcher, Hit
from understanding.found import Found
from understanding.lexicon import load_cues
from understanding.mentions import Mention, Reading
from understanding.modifiers import KINDS, cues_of_modifiers, modifiers
from understanding.slips import Slips
from understanding.text import Word, plain, plain_words

WHEN = "when"
MOST_CHARACTERS = 2_000
PLUS = r"(?<=[A-Za-z])\+"   # "dsDNA+" is two words
LOUD = re.compile(r"\b[A-Z][A-Z']*[A-Z]\b")


class Reader:
    """Reads utterances. Making the first one takes some seconds; all share the cues that it has read."""

    _all_cues: Optional[CueMatcher] = None

    def __init__(self) -> None:
        self._nlp = spacy.blank("en")
        self._nlp.tokenizer.suffix_search = compile_suffix_regex(
            [*self._nlp.Defaults.suffixes, PLUS]).search
        self._slips = Slips()
        if Reader._all_cues is None:
            Reader._all_cues = CueMatcher(load_cues(lambda piece: [word.plain for word in self._words(piece)]))
        self._cues = Reader._all_cues

    def read(self, text: str, today: date) -> Reading:
        """What an utterance mentions.

        Args:
            text: what was typed or recognised; what stands behind 2,000 characters is left out.
            today: the day that "last month" is counted from.
        """
        words = self._slips.mended(varieties.mended(disfluency.mended(self._words(text[:MOST_CHARACTERS]))))
        clauses = clause_rules.split(words)
        hits = self._cues.find(words, clauses)
        parsed = _parsed(words, today)
        cues = cues_of_modifiers(hits, words)
        found = [Found(hit.kind, hit.value, hit.first, hit.last) for hit in hits if hit.kind not in KINDS]
        whens = [(each.value, each.first, each.last) for each in chain(found, parsed) if each.kind == WHEN]
        mentions = [_mention(each, text, words, clauses, cues, whens) for each in chain(found, parsed)]
        in_order = sorted(mentions, key=lambda each: (each.first, each.last))
        return Reading(text, tuple(words), tuple(clauses), tuple(in_order))

    def _words(self, text: str) -> List[Word]:
        return plain_words((token.text, token.idx) for token in self._nlp.tokenizer(_quiet(plain(text))))


def _quiet(text: str) -> str:
    """Words in capitals made small, since the tokenizer opens "can't" and not "CAN'T"."""
    return LOUD.sub(lambda word: word.group().lower(), text)


def _mention(found: Found, text: str, words: Sequence[Word], clauses: Sequence[int], cues: Sequence[Hit],
             whens: Sequence[Tuple[Any, int, int]]) -> Mention:
    start, end = words[found.first].start, words[found.last - 1].end
    return Mention(found.kind, found.value, text[start:end], start, end, clauses[found.first], found.first, found.last,
                   modifiers(found.first, found.last, clauses, cues, whens), dict(found.detail))


def _parsed(words: Sequence[Word], today: date) -> List[Found]:
    return [*numbers.numbers(words), *ages.ages(words, today), *dates.whens(words, today),
            *durations.durations(words, today), *medicine_names.medicines(words)]
