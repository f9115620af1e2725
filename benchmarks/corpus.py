"""Answers of real speakers, from a corpus of conversations, given to the question about the diagnosis.

The corpora are licensed for research, so none of their lines stands here: `benchmarks/README.md` says where they come
from and how the lines are taken. Only totals are ever written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence

from benchmarks.measure import Listener
from benchmarks.outcome import understood
from benchmarks.report import RESULTS, of, percent, table
from benchmarks.samples import SampleError, read
from benchmarks.scoring import share
from prescreen.answers import NO, UNSURE, YES

QUESTION = "sle_diagnosis"
LABELS = (YES, NO, UNSURE)
NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True)
class Reply:
    """What a speaker answered to a yes/no question, what it came to (yes, no, unsure), and the dialogue it is from."""

    say: str
    label: str
    source: str = ""


def load(path: Path) -> List[Reply]:
    """Read the lines of a corpus. Raises SampleError when there are none, or a label is none of the three."""
    replies = read(path, Reply)
    if not replies:
        raise SampleError(f"{path}: no lines, or no such file")
    wrong = sorted({reply.label for reply in replies} - set(LABELS))
    if wrong:
        raise SampleError(f"{path.name}: a label is yes, no or unsure, not {', '.join(wrong)}")
    return replies


def measure(listener: Listener, replies: Sequence[Reply]) -> Dict[str, Any]:
    """The figures, and under `lines` what came out wrong (for the terminal only)."""
    heard = [(reply, _heard(listener, reply.say)) for reply in replies]
    right = sum(got == reply.label for reply, got in heard)
    flips = sum({got, reply.label} == {YES, NO} for reply, got in heard)
    silent = sum(got is None for _, got in heard)
    return {
        "right": right,
        "of": len(heard),
        "share": share(right, len(heard)),
        "flips": flips,
        "flips_share": share(flips, len(heard)),
        "not_understood": silent,
        "taken_for": {label: Counter(got or NOT_UNDERSTOOD for reply, got in heard if reply.label == label)
                      for label in LABELS},
        "sources": len({reply.source for reply in replies}),
        "lines": [f"{reply.source}: \"{reply.say}\" wanted {reply.label}, got {got or NOT_UNDERSTOOD}"
                  for reply, got in heard if got != reply.label],
    }


def _heard(listener: Listener, say: str) -> Optional[str]:
    question, meaning = listener.meaning(QUESTION, None, say)
    value = understood(question, meaning).facts.get(QUESTION)
    return None if value is None else str(value)


def markdown(name: str, figures: Mapping[str, Any], commit: str) -> str:
    """The totals of a corpus, as they are written."""
    head = (f"# Real answers: {name}\n\nCommit {commit}. {figures['of']} answers out of {figures['sources']} "
            "dialogues, given to the question about the diagnosis; `benchmarks/README.md` says how they were taken.\n")
    totals = table(("what", "figure", "share"), (
        ("right", of(figures), percent(figures["share"])),
        ("taken for the opposite", f"{figures['flips']} of {figures['of']}", percent(figures["flips_share"])),
        (NOT_UNDERSTOOD, f"{figures['not_understood']} of {figures['of']}", "")))
    columns = (*LABELS, NOT_UNDERSTOOD)
    confusions = table(("the corpus says", *(f"taken for {each}" for each in LABELS), NOT_UNDERSTOOD), (
        (label, *(figures["taken_for"][label][each] for each in columns)) for label in LABELS))
    return "\n".join((head, totals, confusions))


def written(name: str, figures: Mapping[str, Any], commit: str, folder: Path = RESULTS) -> Path:
    """Write the totals to `results/`; returns the file."""
    path = folder / f"corpus_{name}.md"
    path.write_text(markdown(name, figures, commit), encoding="utf-8")
    return path
