"""Lists of plain words that stand apart from code.

Each is a file `lexicon/words/NAME.txt` of words between blanks; `#` begins a remark.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import FrozenSet

FOLDER = Path(__file__).parent / "lexicon" / "words"


@cache
def words(name: str) -> FrozenSet[str]:
    """The words of a list.

    Raises:
        FileNotFoundError: there is no list of this name.
    """
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())
