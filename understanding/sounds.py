"""How a word sounds: two spellings that an American ear may take for one another share a key."""

from __future__ import annotations

import re
from functools import lru_cache

# In this order. Vowels are one sound, because recognisers and patients keep the consonants.
RULES = tuple((re.compile(pattern), sound) for pattern, sound in (
    ("[^a-z]", ""), ("^ps", "s"), ("^x", "s"), ("^wr", "r"), ("^kn", "n"), ("eigh|igh", "i"), ("ough", "o"), ("gh", ""),
    ("ph", "f"), ("sch", "sk"), ("ck|ch", "k"), ("th", "t"), ("qu?", "k"), ("x", "ks"), ("z", "s"),
    ("c(?=[eiy])", "s"), ("c", "k"), ("h", ""), ("[aeiouwy]+", "a"), (r"(.)\1+", r"\1")))
SILENT_END = re.compile("(?<=[^aeiouwy])e$")


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The key of one word in lower case: its consonant sounds, with `a` for every vowel between them."""
    key = SILENT_END.sub("", word)
    for pattern, replacement in RULES:
        key = pattern.sub(replacement, key)
    return key


def joined(*sounds: str) -> str:
    """The key of words said in one breath: a sound that ends one word and begins the next is one sound."""
    whole = ""
    for each in sounds:
        whole += each[1:] if whole and each[:1] == whole[-1] else each
    return whole
