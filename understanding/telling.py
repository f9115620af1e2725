"""Which of the things told belong together: "for two years until March", "from March to July"."""

from __future__ import annotations

import re
from datetime import date
from typing import List, NamedTuple, Optional, Tuple

from understanding.atoms import DOSE, Atom, atoms
from understanding.line import Line

# Between two things told of one treatment only such words stand; a medicine's name begins another.
LINKS = frozenset(
    "stopped quit and but then i it that was were which ended they we he she my doctor rheumatologist have had has "
    "been to about around taking because took taken on for after of only in just maybe so when until them this , . ; "
    "- at now or got would say think did me off time total altogether back again during sometime some with probably "
    "still am is the medicine using used yeah stayed lasted side effects due like treatment starting started "
    "way".split())
BETWEEN_DOSES = frozenset(", and then again in on 1 2th another other the a last was it had got i of them around about "
                          "at more next first 1th".split())
DOSES = re.compile(DOSE)
DOSED = re.compile(rf" (?:{DOSE}|1 (?:in|on|at|last|this|\w+ infusion))(?!\w)")
STILL = re.compile(r"\b(?:still|ongoing|currently|so far|and counting|till now|until now|to date|to this day|now|"
                   r"been (?:on|taking|using|getting|having)|have been|has been|am (?:taking|using|getting|on))\b")
OVER = re.compile(r"\b(?:stopped|quit|was on|were on|ended|came off|went off|taken off|used to|finished|discontinued|"
                  r"no longer|not anymore|until|till|took me off|i took|for a while there)\b")
# Before "from" and a time these words tell of a beginning, and so does nothing at all.
FROM_THEN = re.compile(r"^ (?:yes ,? ?|um )?$|\b(?:on|taking|using|getting|it|this|them|that|going) (?:only )?$")
ON = re.compile(r" (?:on|onwards?|forwards?)(?!\w)")
HEARD_BEFORE, HEARD_BEHIND = 40, 25


class Phrase(NamedTuple):
    """Things told that belong together."""

    atoms: Tuple[Atom, ...]

    @property
    def start(self) -> int:
        """Offset of its beginning in the line."""
        return self.atoms[0].first

    @property
    def last(self) -> int:
        """Offset behind it."""
        return self.atoms[-1].last

    def of(self, kind: str) -> Optional[Atom]:
        """Its atom of a kind, or None."""
        return next((atom for atom in self.atoms if atom.kind == kind), None)

    @property
    def kind(self) -> str:
        """How it is told: length, since, range, stopped or infusions."""
        if any(atom.infusions for atom in self.atoms):
            return "infusions"
        begin, end = self.of("begin"), self.of("end")
        if begin and end:
            return "range"
        if self.of("length"):
            return "length"
        return "since" if begin else "stopped" if end else "length"

    def ongoing(self, text: str) -> Optional[bool]:
        """Whether it goes on still, where that is said."""
        begin, end = self.of("begin"), self.of("end")
        if end:
            return end.still
        if begin and (begin.still or not self.of("length")):
            return True
        around = text[max(self.start - HEARD_BEFORE, 0):self.last + HEARD_BEHIND]
        if OVER.search(around):
            return False
        return True if STILL.search(around) else None


def phrases(line: Line, today: date, age: Optional[int]) -> List[Phrase]:
    """The phrases of a line, in their order."""
    grouped: List[List[Atom]] = []
    for atom in atoms(line, today, age):
        if grouped and _belongs(grouped[-1], atom, line.text):
            grouped[-1].append(atom)
        else:
            grouped.append([atom])
    found = [Phrase(tuple(group)) for group in grouped if not _only_from(group, line.text)]
    return _dated_infusions(found, line.text, today) if DOSED.search(line.text) else found


def _belongs(group: List[Atom], atom: Atom, text: str) -> bool:
    kinds = {each.kind for each in group}
    if atom.kind in kinds or (atom.kind == "at" and kinds & {"begin", "end"}):
        return False
    if "at" in kinds and atom.kind in ("begin", "end"):
        return False
    between = text[group[-1].last:atom.first].split()
    if atom.still and between[-1:] == ["and"]:   # "two years, and since July" tells of two medicines
        return False
    return LINKS.issuperset(between)


def _only_from(group: List[Atom], text: str) -> bool:
    """From last spring: without an end, and without "on", it may tell where a thing comes from."""
    return (group[0].kind == "begin" and not any(atom.kind == "end" for atom in group)
            and text.startswith(("from ", "between "), group[0].first) and not ON.match(text, group[-1].last)
            and not FROM_THEN.search(text, 0, group[0].first))


def _dated_infusions(found: List[Phrase], text: str, today: date) -> List[Phrase]:
    """Infusions told by dates run from the first to the last: "one in March and one in September"; or to today."""
    merged: List[Phrase] = []
    for phrase in found:
        before = merged[-1].atoms[0] if merged else None
        if before and len(merged[-1].atoms) == 1 and _next_infusion(before, phrase.atoms[0], text):
            first, last = sorted((before, phrase.atoms[0]), key=lambda atom: atom.start)
            if STILL.search(text, phrase.last):
                last = last._replace(start=today, end=today, still=True)
            merged[-1] = Phrase((first._replace(kind="begin", first=before.first, infusions=True),
                                 last._replace(kind="end", last=phrase.last)))
        else:
            merged.append(phrase)
    return merged


def _next_infusion(before: Atom, atom: Atom, text: str) -> bool:
    between = text[before.last:atom.first].split()
    return (before.kind in ("at", "begin") and not before.still and atom.kind in ("at", "end")
            and all(word in BETWEEN_DOSES or DOSES.fullmatch(word) for word in between))
