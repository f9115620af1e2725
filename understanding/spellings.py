"""The names of medicines as they are spelt, misspelt and misheard, and which medicine a spelling means."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence, Set, Tuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from prescreen.medicines import NOT_IMMUNE, STEROID, KnownMedicine, MedicineList, key, medicine_list
from understanding.sounds import joined, sound
from understanding.text import plain, plain_words

ORDINARY_WORDS = Path(__file__).with_name("ordinary_words.txt")
LEAST_LETTERS = 5             # of a word that is matched tolerantly, and of the name that it is matched with
LIKENESS = 80                 # rapidfuzz's `ratio`, 0 to 100
LIKENESS_NOT_IMMUNE = 85
LIKENESS_IF_IT_SOUNDS = 70    # enough when the sounds are alike
SOUND_LIKENESS = 90
LETTERS_TO_GO_BY_SOUND = 7    # shorter names sound like too many ordinary words
CLEAR_LEAD = 5                # over a look-alike
LETTERS_TO_BE_CLOSE = 9       # of a name that one slip leaves clear, when no other medicine is within two slips
LETTERS_WHEN_SPELT_RIGHT = 6  # a split name with every letter right; shorter ones only as they are listed
# A name split over several words: from how many letters on, how alike in sound, how alike in spelling.
ENOUGH_WHEN_SPLIT = ((7, 100, 70), (9, 100, 65), (9, 90, 77), (11, 90, 68))
ENOUGH_WHEN_WELL_KNOWN = (*ENOUGH_WHEN_SPLIT, (8, 88, 70))   # the generic name and the best known brand
LEAST_SOUND_LIKENESS = 88
TOKEN = re.compile(r"n't|'\w+|\w+?(?=n't)|\w+|[^\w\s]")


class Match(NamedTuple):
    """A medicine that a spelling means.

    Attributes:
        generic: its generic name.
        weight: how much speaks for it: letters told, less what differs.
        exact: a name of the list, letter for letter.
        close: not exact, but the list says that it is meant, or it can hardly be any other.
        name: the key of the name that it was matched with.
    """

    generic: str
    weight: float
    exact: bool
    close: bool
    name: str

    @property
    def surety(self) -> float:
        """How much of the name was told, 0 to 1."""
        return self.weight / len(self.name)


class Spellings:
    """Every spelling known of a list of medicines, ready to be looked up."""

    def __init__(self, listed: MedicineList, ordinary: Iterable[str] = ()) -> None:
        """Prepare a list; `ordinary` are the words of everyday English that come near a name."""
        self.list = listed
        known = listed.medicines.values()
        self._exact = _Rows((name, each.generic) for each in known for name in each.exact_names)
        self._meant = _Rows((name, each.generic) for each in known for name in (*each.sounds_like, *each.loosely))
        self._owners: Dict[str, str] = {name: each.generic for each in known for name in _tolerated(each)}
        self._names: List[str] = list(self._owners)
        self._sounds: Dict[str, str] = {name: sound(name) for name in self._names}
        self._ordinary = frozenset(ordinary)
        self.near = lru_cache(maxsize=20_000)(self._near)

    def match(self, words: Sequence[str]) -> Optional[Match]:
        """The medicine that these words mean, all of them together, or None."""
        return self.listed(words) or (self.near(words[0]) if len(words) == 1 else self.split(words))

    def listed(self, words: Sequence[str]) -> Optional[Match]:
        """The medicine that has just this name, split or spelt letter by letter, or that the list says is meant."""
        whole = "".join(words)
        name = whole if whole.isalnum() else key(whole)
        generic = self._exact.find(words, name)
        if generic:
            return Match(generic, len(name), True, False, name)
        generic = self._meant.find(words, name)
        return Match(generic, len(name) - 0.5, False, True, name) if generic else None

    def split(self, words: Sequence[str]) -> Optional[Match]:
        """The medicine whose name these words are when they are said in one breath."""
        whole, heard = "".join(words), joined(*map(sound, words))
        choices = self._by_beginning.get(_beginning(heard))
        if not choices:
            return None
        alike = process.extract(heard, choices, scorer=fuzz.ratio, score_cutoff=LEAST_SOUND_LIKENESS, limit=6)
        rated = [(self._rate(whole, name, likeness), name) for _, likeness, name in alike
                 if self._enough_when_split(name, likeness, fuzz.ratio(whole, name))]
        match = self._winner(rated, whole)
        heard_of = match and (self.list.medicines[match.generic].sounds_like or match.generic in self._look_alikes)
        return match if heard_of else None

    def _near(self, word: str) -> Optional[Match]:
        """The medicine whose name one word misspells; None for ordinary words and for what may mean two medicines."""
        if len(word) < LEAST_LETTERS or word in self._ordinary or not word.isalpha():
            return None
        alike = process.extract(word, self._names, scorer=fuzz.ratio, score_cutoff=LIKENESS_IF_IT_SOUNDS, limit=10)
        if not alike:
            return None
        own = sound(word)
        rated = [(self._rate(word, name, fuzz.ratio(own, self._sounds[name])), name) for name, _, _ in alike]
        best = max(rated)[1]
        likeness = fuzz.ratio(word, best)
        least = LIKENESS_NOT_IMMUNE if self._is_other(best) else LIKENESS
        by_sound = len(best) >= LETTERS_TO_GO_BY_SOUND and fuzz.ratio(own, self._sounds[best]) >= SOUND_LIKENESS
        if likeness < least and not (by_sound and not self._is_other(best)):
            return None
        if any(self._rate(word, each, fuzz.ratio(own, sound(each))) >= max(rated)[0] for each, _, _ in
               process.extract(word, self._ordinary, scorer=fuzz.ratio, score_cutoff=LIKENESS_IF_IT_SOUNDS, limit=10)):
            return None
        return self._winner(rated, word)

    def _rate(self, spelling: str, name: str, sound_likeness: float) -> float:
        return (fuzz.ratio(spelling, name) + sound_likeness) / 2

    def _winner(self, rated: List[Tuple[float, str]], spelling: str) -> Optional[Match]:
        """The best-rated name, unless another medicine's is as good, or a look-alike's nearly so."""
        if not rated:
            return None
        rate, name = max(rated)
        generic = self._owners[name]
        rivals = [(other_rate, self._owners[other]) for other_rate, other in rated if self._owners[other] != generic]
        for other_rate, other in rivals:
            if rate - other_rate <= self._lead(generic, other):
                return None
        if self._may_be_look_alike(generic, spelling):
            return None
        close = (len(name) >= LETTERS_TO_BE_CLOSE and OSA.distance(spelling, name) <= 1
                 and all(OSA.distance(spelling, other) > 2 for _, other in rated if self._owners[other] != generic))
        return Match(generic, len(name) * (rate / 100) ** 2, False, close, name)

    def _lead(self, generic: str, other: str) -> float:
        """How much better a medicine must be rated than another one; steroids may stand for one another."""
        if self.list.klass(generic) == self.list.klass(other) == STEROID:
            return -1
        return CLEAR_LEAD if other in self._look_alikes.get(generic, ()) else 0

    def _may_be_look_alike(self, generic: str, spelling: str) -> bool:
        """Whether one slip of the finger makes the spelling out of a look-alike's name."""
        return any(OSA.distance(spelling, name, score_cutoff=1) <= 1
                   for other in self._look_alikes.get(generic, ()) for name in self._names_of.get(other, ()))

    def _enough_when_split(self, name: str, sound_likeness: float, likeness: float) -> bool:
        return any(len(name) >= letters and sound_likeness >= least_sound and likeness >= least for
                   letters, least_sound, least in self._enough.get(name, ENOUGH_WHEN_SPLIT))

    @cached_property
    def _enough(self) -> Dict[str, Tuple[Tuple[int, int, int], ...]]:
        """What is enough for the well-known names of immune medicines, when they are split."""
        well_known = ((each.generic, *each.brands[:1]) for each in self.list.medicines.values()
                      if each.sounds_like and each.klass != STEROID)
        return {key(name): ENOUGH_WHEN_WELL_KNOWN for names in well_known for name in names}

    def _is_other(self, name: str) -> bool:
        return self.list.klass(self._owners[name]) == NOT_IMMUNE

    @cached_property
    def _by_beginning(self) -> Dict[str, Dict[str, str]]:
        """Names long enough to be told by sound, by how they begin: name to sound."""
        found: Dict[str, Dict[str, str]] = defaultdict(dict)
        for name in self._names:
            if len(name) >= LETTERS_TO_GO_BY_SOUND:
                found[_beginning(self._sounds[name])][name] = self._sounds[name]
        return dict(found)

    @cached_property
    def _look_alikes(self) -> Dict[str, Set[str]]:
        """The medicines that each one is never matched across with."""
        partners: Dict[str, Set[str]] = defaultdict(set)
        for group in self.list.look_alikes:
            generics = [self.list.generic_of(name) or name for name in group]
            for generic in generics:
                partners[generic].update(set(generics) - {generic})
        return partners

    @cached_property
    def _names_of(self) -> Dict[str, List[str]]:
        names: Dict[str, List[str]] = defaultdict(list)
        for name, generic in self._owners.items():
            names[generic].append(name)
        return names


class _Rows:
    """Names as rows of plain words, each the name of one medicine; a long enough one may be split otherwise."""

    def __init__(self, names: Iterable[Tuple[str, str]]) -> None:
        self._rows: Dict[Tuple[str, ...], str] = {}
        self._keys: Dict[str, str] = {}
        for name, generic in names:
            for row in (name.lower().replace("-", " ").split(), plain_name(name.replace("-", " ")).split()):
                whole = key("".join(row))
                self._rows[tuple(row)] = generic
                if len(whole) >= LETTERS_WHEN_SPELT_RIGHT:
                    self._keys[whole] = generic
                elif len(row) == 1:
                    self._rows[(whole,)] = self._rows[tuple(whole)] = generic

    def find(self, words: Sequence[str], whole: str) -> Optional[str]:
        """The medicine that has these words, `whole` without what separates them, as a name."""
        return self._keys.get(whole) or self._rows.get((whole,) if len(words) == 1 else tuple(words))


def plain_name(name: str) -> str:
    """A name as the plain words in which it will be said."""
    tokens = ((match.group(), match.start()) for match in TOKEN.finditer(plain(name)))
    return " ".join(word.plain for word in plain_words(tokens))


def _tolerated(medicine: KnownMedicine) -> List[str]:
    """Names that may be misspelt: one word of five letters or more; of variant spellings only the right one."""
    own = key(medicine.generic)
    others = [key(name) for name in (*medicine.brands, *medicine.also) if " " not in name]
    names = [own, *(name for name in others if name in map(key, medicine.brands) or fuzz.ratio(name, own) < LIKENESS)]
    return [name for name in names if len(name) >= LEAST_LETTERS and name.isalpha()]


def _beginning(heard: str) -> str:
    """The first sound and the first two consonants: names that differ there are not held against each other."""
    return heard[:1] + heard.replace("a", "")[:2]


@lru_cache(maxsize=1)
def spellings() -> Spellings:
    """The spellings of the list in use. Raises ProtocolError when the list cannot be read."""
    lines = ORDINARY_WORDS.read_text(encoding="utf-8").splitlines()
    return Spellings(medicine_list(), [line for line in lines if line and not line.startswith("#")])
