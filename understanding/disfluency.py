"""What a speaker lets fall while looking for words: "I, I have", "ye-, yes", the comma where an "uh" stood.

Only small words count as fallen when they are said twice: "no, no" and "two, two" mean what they say.
"""

from __future__ import annotations

from typing import List, Sequence

from understanding.text import Word
from understanding.vocabulary import words as words_of

SMALL = words_of("small")
BREAKS = frozenset((",", ";", "-", "--", "...", ".."))
BROKEN_OFF = ";"
SUBJECTS = frozenset("i we he she they".split())
AUXILIARIES = frozenset("am is are was were do does did have has had will would can could should not never".split())
LONGEST = 4


def mended(words: Sequence[Word]) -> List[Word]:
    """The words without false starts; what is left keeps its place in the utterance."""
    kept: List[Word] = []
    for word in words:
        if word.plain == "," and (not kept or kept[-1].plain == ","):
            continue
        if word.plain in AUXILIARIES and _is_comma_behind_subject(kept):
            kept.pop()
        kept.append(word)
        _drop_false_start(kept)
        _drop_repeated(kept)
    return kept


def _is_comma_behind_subject(kept: Sequence[Word]) -> bool:
    """Whether a comma parts a subject from its verb: "I, uh, have"."""
    return len(kept) > 1 and kept[-1].plain == "," and kept[-2].plain in SUBJECTS


def _drop_false_start(kept: List[Word]) -> None:
    """Drop the broken-off beginning of the word said last: "ye-, yes"."""
    said = kept[-1]
    at = len(kept) - 2
    while at >= 0 and kept[at].plain in BREAKS:
        at -= 1
    if at < 0 or kept[at + 1].plain != BROKEN_OFF:
        return
    if said.plain.startswith(kept[at].plain) and said.plain != kept[at].plain:
        del kept[at:-1]


def _drop_repeated(kept: List[Word]) -> None:
    """Drop a row of small words that is said again at once; what is said last stays."""
    for length in range(1, LONGEST + 1):
        again = [word.plain for word in kept[-length:]]
        if len(again) < length or not SMALL.issuperset(again):
            return
        end = len(kept) - length
        while end > 0 and kept[end - 1].plain in BREAKS:
            end -= 1
        if end >= length and [word.plain for word in kept[end - length : end]] == again:
            del kept[end - length : len(kept) - length]
            return
