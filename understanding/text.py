"""An utterance as plain words: quotes and dashes made one kind, contractions opened, fillers left out.

Every character keeps its place, so that a word can always be traced back to what the patient said.
"""

from __future__ import annotations

import re
from typing import Dict, Iterable, List, NamedTuple, Optional, Tuple

SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".",
                      "~": " ", "≈": " ", "\t": " ", "\r": " ", "\u00a0": " ",
                      **{accented: letter for letter, all_of in (
                          ("a", "äàáâã"), ("e", "éèêë"), ("i", "íìîï"), ("o", "öóòôõ"), ("u", "üúùû"), ("c", "ç"),
                          ("n", "ñ"), ("O", "Ö"), ("U", "Ü"), ("A", "Ä"), ("E", "É")) for accented in all_of}})
CLITICS: Dict[str, str] = {"n't": "not", "nt": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will",
                           "ca": "can", "wo": "will", "ai": "is", "sha": "shall"}
AFTER_PRONOUN: Dict[str, str] = {"m": "am", "ve": "have", "re": "are", "ll": "will", "d": "would", "'d": "would"}
PRONOUNS = frozenset("i you he she it we they that there who what this".split())
IS_AFTER = PRONOUNS | frozenset("how where when why here everything nothing anybody anyone".split())
RESPELT: Dict[str, str] = {
    "u": "you", "ur": "your", "r": "are", "gonna": "going", "wanna": "want", "dunno": "dunno", "cuz": "because",
    "cos": "because", "coz": "because", "'cause": "because", "alot": "lots", "pls": "please", "plz": "please",
    "thx": "thanks", "ty": "thanks", "dr": "doctor", "dr.": "doctor", "doc": "doctor", "docs": "doctors",
    "drs": "doctors", "dx": "diagnosed", "dx'd": "diagnosed", "dxd": "diagnosed", "prob": "probably",
    "def": "definitely", "deffo": "definitely",
    "rheumy": "rheumatologist", "rheum": "rheumatologist", "preggers": "pregnant", "preggo": "pregnant", "w": "with",
    "yrs": "years", "yr": "year", "mos": "months", "wks": "weeks", "wk": "week", "mths": "months", "bc": "because",
    "b4": "before", "im": "i", "doin": "doing", "havin": "having", "takin": "taking", "nothin": "nothing",
    "feelin": "feeling", "gettin": "getting", "comin": "coming", "goin": "going", "kinda": "kinda", "ok": "okay",
    "i.": "i",   # the end of a sentence, taken for an initial
    "k": "okay", "kk": "okay", "okey": "okay", "alright": "okay", "mum": "mom", "mam": "mom", "mother": "mom",
    "mama": "mom", "mummy": "mom", "dad": "father", "daddy": "father", "hubby": "husband", "grandmother": "grandma",
    "physician": "doctor", "gp": "doctor", "specialist": "doctor", "consultant": "doctor", "medic": "doctor",
}
# Contractions written without their apostrophe that are also words.
WITHOUT_APOSTROPHE: Dict[str, Tuple[str, str]] = {"its": ("it", "is"), "ill": ("i", "will")}
OWNED = frozenset("name own course toll side effects job way thing best worst place peak end mind".split())
BASE_VERBS = frozenset((
    "be have do see take go try wait need say stop never not just get end kill keep finish call come let make tell die "
    "answer skip pass think ask check find give").split())
NO_PRONOUN_AFTER = frozenset(
    "am is was were are be been being feel feeling fall fell get got so very really too".split())
GRUNTS = re.compile(r"\b(?:(?:uh|um|mm+|mh|m|ah)[ -]+(?:huh|hum|hm+|ha)|(?:huh|nuh|unh|hm)-(?:uh|unh|mm)|nuh uh|huh uh|"
                    r"uh-uh|mm+-mm+|^\W*uh uh(?=\W*$)|no[ -]no)\b", re.IGNORECASE)
# A dash that hangs on a word breaks it off: "ye-, yes", "no- never"; "anti- dsDNA" is one name.
BROKEN_OFF = re.compile(r"(?<=[a-z])(?<!\banti)-+(?=[\s,.?!]|$)", re.IGNORECASE)
FILLERS = frozenset("um uh er erm hmm hm mm ah oh eh ehm umm uhh uhm ooh well gosh like-".split())
KEPT_AFTER = {
    "well": frozenset((
        "is are am very not pretty really quite fairly as feel feeling feels doing do it managed "
        "controlled been being get sleep keep kept so all perfectly more under").split()),
    "oh": frozenset((
        "oh zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety double "
        "triple 0 1 2 3 4 5 6 7 8 9").split()),
    "er": frozenset("the an to my nearest".split()),  # the emergency room
}


class Word(NamedTuple):
    """One word in its plain form, with its place in the utterance."""

    plain: str
    start: int
    end: int


def plain(text: str) -> str:
    """The utterance with one kind of quote and dash, character for character as long as the original.

    "uh-huh" and "uh-uh" are answers, not fillers: they are tied together into one word.
    """
    tied = GRUNTS.sub(lambda grunt: re.sub(r"[\s-]", "_", grunt.group().lower()), text.translate(SAME))
    return BROKEN_OFF.sub(lambda dashes: ";".ljust(len(dashes.group())), tied)


def plain_words(tokens: Iterable[Tuple[str, int]]) -> List[Word]:
    """The plain words of tokens (each a text and its offset); fillers are left out, punctuation stays."""
    words: List[Word] = []
    before: Optional[str] = None
    given = [(text, start) for text, start in tokens if text.strip() or "\n" in text]
    for place, (text, start) in enumerate(given):
        lower = text.lower() if text.strip() else "."
        behind = given[place + 1][0].lower() if place + 1 < len(given) else ""
        if lower in WITHOUT_APOSTROPHE and _is_contracted(lower, before, behind):
            pronoun, verb = WITHOUT_APOSTROPHE[lower]
            cut = start + len(pronoun)
            words += [Word(pronoun, start, cut), Word(verb, cut, start + len(text))]
            before = verb
            continue
        word = _plain(lower, before)
        if word is not None and not _filler(word, words):
            words.append(Word(word, start, start + len(text)))
        before = lower
    return words


def _is_contracted(lower: str, before: Optional[str], behind: str) -> bool:
    """Whether "its" is "it is" ("its the pills", not "its name"), and "ill" is "I will" ("ill be there")."""
    if lower == "its":
        return bool(behind) and behind not in OWNED
    return behind in BASE_VERBS and before not in NO_PRONOUN_AFTER


def _plain(lower: str, before: Optional[str]) -> Optional[str]:
    """One word's plain form; None for the second half of a contraction that means nothing by itself."""
    if "_" in lower:
        return re.sub("_+", "_", lower)
    if lower == "na" and before in ("gon", "wan"):
        return "to"
    if lower == "gon":
        return "going"
    if lower == "wan":
        return "want"
    if lower == "'s":
        return "is" if before in IS_AFTER else "'s"
    if lower == "s" and before in ("it", "that", "he", "she", "what", "there"):
        return "is"
    if lower in AFTER_PRONOUN and before in PRONOUNS:
        return AFTER_PRONOUN[lower]
    if lower == "ca" and before is not None and before in ("in", "of"):
        return lower
    return CLITICS.get(lower) or RESPELT.get(lower) or lower


def _filler(word: str, before: List[Word]) -> bool:
    if word not in FILLERS:
        return False
    kept = KEPT_AFTER.get(word)
    return not (kept and before and before[-1].plain in kept)
