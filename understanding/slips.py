"""Words of danger that were misspelt in a hurry: "siezure", "brethe", "unconcious"."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import FrozenSet, List, Optional, Sequence

from rapidfuzz.distance import OSA

from understanding.lexicon import FOLDER
from understanding.text import Word

MEANT = """
    breathe breathing breathless seizure convulsing convulsion suicide suicidal overdose overdosed unconscious headache
    ambulance bleeding vomiting swallowed collapsed fainted fainting drooping slurred slurring numbness paralyzed
    paralysed suddenly swelling choking suffocating suffocate gasping crushing squeezing tightness pressure elephant
    unresponsive responding emergency thunderclap goodbye myself throat stroke tongue jerking shaking passed anymore
    killing harming drowning unbearable excruciating paramedics hospital breaths unconsciousness
""".split()
# Words of everyday English one slip away from those.
OTHERS = frozenset("""
    breeding blending cooking chocking joking grasping crashing brushing spelling smelling dwelling threat
    threats stroked strobe strike strikes struck sharing shaving slaking staking painting feinting planting
    lightness sneezing freezing hospitals hospitable filling kissing billing warming farming charming growing
    throats strokes tongues passes pass past pasted posed passer paused pressured pressures breather breathes
    breathed overdoses bleedings headaches seizures suicides choked harmed killings ambulances elephants
    emergencies emergent goodbyes herself himself collapses collapse throaty smoking stoking seizured parsed
    massed swellings swallows swallow convulsions gulping rasping
""".split())
LEAST_LETTERS, LETTERS_FOR_TWO_SLIPS = 6, 10
KNOWN_WORD = re.compile(r"[a-z']+")


class Slips:
    """Mends misspelt words of danger; a word that the lexicon knows, or everyday English, stays as it is."""

    def __init__(self) -> None:
        """Prepare the words."""
        self.meant = lru_cache(maxsize=20_000)(self._meant)

    def mended(self, words: Sequence[Word]) -> List[Word]:
        """The words, with those of danger spelt as they are meant; their places stay."""
        return [word._replace(plain=self.meant(word.plain)) for word in words]

    @cached_property
    def _known(self) -> FrozenSet[str]:
        written = (path.read_text("utf-8") for path in Path(FOLDER).glob("*.yml"))
        return OTHERS.union(MEANT, *(KNOWN_WORD.findall(text) for text in written))

    def _meant(self, word: str) -> str:
        if len(word) < LEAST_LETTERS - 1 or not word.isalpha() or word in self._known:
            return word
        return self._nearest(word) or word

    def _nearest(self, word: str) -> Optional[str]:
        for meant in MEANT:
            slips = 2 if len(meant) >= LETTERS_FOR_TWO_SLIPS else 1
            if meant[0] == word[0] and OSA.distance(word, meant, score_cutoff=slips) <= slips:
                return meant
        return None
