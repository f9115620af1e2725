"""Tables of what patients say of the severe signs of lupus, and what may be taken of it."""

from __future__ import annotations

from pathlib import Path
from typing import List, Tuple

from tests.understanding.facts.hearing import hear, value

FOLDER = Path(__file__).parent.parent / "tables"
NOTHING = "-"

Row = Tuple[str, str, str, str]


def rows(name: str) -> List[Row]:
    """The rows of a table: the question, the fact, the values that may be taken, and the patient's words."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    told = [line.split(" | ", 3) for line in lines if line and not line.startswith("#")]
    return [(question, fact, values, say) for question, fact, values, say in told]


def heard(question: str, fact: str, say: str) -> str:
    """What is taken for a fact; at a read-back, the fact was read back as a yes."""
    if question == "confirm":
        return str(value(hear(question, say, fact, {fact: "yes"}), fact) or NOTHING)
    return str(value(hear(question, say), fact) or NOTHING)
