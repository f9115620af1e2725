"""Other Englishes put into the words that the lexicon knows: "I havenae had yin" is "I have not had one".

Only grammar and little words are rewritten (`lexicon/words/varieties.txt`). A word that is put in stands at the place
of what it was put in for, so that an answer still rests on the patient's own words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import List, NamedTuple, Pattern, Sequence, Tuple

from understanding.clauses import STOPS
from understanding.text import Word
from understanding.vocabulary import FOLDER
from understanding.vocabulary import words as words_of

MEANS = "=>"


class Rule(NamedTuple):
    """What is said, and what it means."""

    said: Pattern[str]
    meant: str


def mended(words: Sequence[Word]) -> List[Word]:
    """The words as the rest of the lexicon has them; tags such as "lah" are left out."""
    kept = [word for index, word in enumerate(words) if not _is_tag(words, index)]
    for rule in _rules():
        line = _line(kept)
        for match in reversed(list(rule.said.finditer(line))):
            first = line.count(" ", 0, match.start()) - 1
            last = first + match.group().count(" ") + 1
            kept[first:last] = _put(match.expand(rule.meant).split(), kept[first:last])
    return kept


def _line(words: Sequence[Word]) -> str:
    return " " + "".join(f"{word.plain} " for word in words)


def _is_tag(words: Sequence[Word], index: int) -> bool:
    """Whether a word only rounds a sentence off, or opens it: "no lah", "chale, I am fine"."""
    if words[index].plain not in words_of("tags") or len(words) == 1:
        return False
    return index == 0 or index + 1 == len(words) or words[index + 1].plain in STOPS


def _put(meant: Sequence[str], said: Sequence[Word]) -> List[Word]:
    """The words meant, at the places of those said."""
    put = []
    for place, plain in enumerate(meant):
        first = said[min(place, len(said) - 1)]
        last = said[-1] if place + 1 == len(meant) else first
        put.append(Word(plain, first.start, last.end))
    return put


@cache
def _rules() -> Tuple[Rule, ...]:
    lines = (FOLDER / "varieties.txt").read_text("utf-8").splitlines()
    told = [line.split(MEANS) for line in lines if MEANS in line and not line.startswith("#")]
    return tuple(Rule(re.compile(f"(?<= )(?:{said.strip()})(?= )"), meant.strip()) for said, meant in told)
