"""A reading: what an utterance mentions, free of the question asked, in a form that travels as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Tuple

from understanding.text import Word

NEGATED = "negated"
UNCERTAIN = "uncertain"
PAST = "past"
RECENT = "recent"
HYPOTHETICAL = "hypothetical"
OTHER_PERSON = "other_person"


@dataclass(frozen=True)
class Mention:
    """Something mentioned, with how it was meant.

    Attributes:
        kind: stance, alarm, request, topic, detail, medicine, age, number, duration, when, ...
        value: which; a generic name for a medicine, years for an age, weeks for a duration.
        words: the patient's words.
        start: offset of the first character in the utterance.
        end: offset behind the last one.
        clause: number of the clause it stands in.
        first: number of its first word in the reading.
        last: number behind its last word.
        modifiers: any of negated, uncertain, past, recent, hypothetical, other_person.
        detail: what a parser told beside the value.
    """

    kind: str
    value: Any
    words: str
    start: int
    end: int
    clause: int = 0
    first: int = 0
    last: int = 0
    modifiers: Tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)

    def has(self, *modifiers: str) -> bool:
        """Whether any of these modifiers holds."""
        return any(modifier in self.modifiers for modifier in modifiers)

    @property
    def own(self) -> bool:
        """Said of the patient as a fact: not of somebody else, not as a mere thought."""
        return not self.has(OTHER_PERSON, HYPOTHETICAL)

    def to_dict(self) -> Dict[str, Any]:
        """The mention as JSON."""
        return {"kind": self.kind, "value": self.value, "words": self.words, "start": self.start, "end": self.end,
                "clause": self.clause, "first": self.first, "last": self.last, "modifiers": list(self.modifiers),
                "detail": dict(self.detail)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Mention":
        """Read back what `to_dict` wrote."""
        return cls(**{**stored, "modifiers": tuple(stored["modifiers"]), "detail": dict(stored["detail"])})


@dataclass(frozen=True)
class Reading:
    """What was read in one utterance.

    Attributes:
        text: the utterance.
        words: its plain words without fillers, punctuation included.
        clauses: for each word the number of its clause.
        mentions: in the order of their beginnings.
    """

    text: str
    words: Tuple[Word, ...] = ()
    clauses: Tuple[int, ...] = ()
    mentions: Tuple[Mention, ...] = ()

    def of(self, kind: str, *values: Any) -> Tuple[Mention, ...]:
        """The mentions of a kind, all of them or those with one of these values."""
        return tuple(each for each in self.mentions if each.kind == kind and (not values or each.value in values))

    def first(self, kind: str, *values: Any) -> Optional[Mention]:
        """The first mention of a kind, or None."""
        return next(iter(self.of(kind, *values)), None)

    def has(self, kind: str, *values: Any) -> bool:
        """Whether something of a kind was mentioned."""
        return bool(self.of(kind, *values))

    @property
    def plain(self) -> str:
        """The plain words as one line."""
        return " ".join(word.plain for word in self.words)

    def to_dict(self) -> Dict[str, Any]:
        """The reading as JSON."""
        return {"text": self.text, "words": [list(word) for word in self.words], "clauses": list(self.clauses),
                "mentions": [mention.to_dict() for mention in self.mentions]}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Reading":
        """Read back what `to_dict` wrote."""
        return cls(stored["text"], tuple(Word(*word) for word in stored["words"]), tuple(stored["clauses"]),
                   tuple(Mention.from_dict(mention) for mention in stored["mentions"]))
