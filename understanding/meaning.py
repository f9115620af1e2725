"""The vocabulary between understanding and conversation: a question asked, and what was meant by what was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Tuple


@dataclass(frozen=True)
class Question:
    """The question that an utterance answers.

    Attributes:
        name: the question, `age_adult` for instance (docs/architecture.md lists them).
        fact: the fact it is about, or None.
        item: the medicine that `treatment_length` asks about, or what `confirm` reads back.
        expects: one of yes_no, yes_no_unsure, number, duration, list, text, phone, code, none.
        keys: keypad digit to the value it stands for.
    """

    name: str
    fact: Optional[str] = None
    item: Optional[str] = None
    expects: str = "none"
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """One answer that was given.

    Attributes:
        fact: the fact it is about ("immunosuppressants" also for lengths of treatment).
        value: a value of that fact. For `immunosuppressants`: a list of Medicine dicts to add or update (`to_dict`),
            or "none", or "unsure".
        words: the patient's words that it rests on.
        correction: the patient marked it as a correction ("actually", "I meant", "no wait").
        removes: for `immunosuppressants`: the medicines in `value` are to be taken out of the ledger.
    """

    fact: str
    value: Any
    words: str = ""
    correction: bool = False
    removes: bool = False


@dataclass(frozen=True)
class Meaning:
    """What an utterance means in the context of the question asked.

    Attributes:
        alarm: the kind of emergency named, or None; it comes before everything else.
        request: what the patient wants of the assistant ("why", "repeat", "stop", "faq_compensation", ...), or None.
        about: what the request is about: a fact, a glossary term; None otherwise.
        answers: every answer given, the one to the question asked included.
        doubtful: medicines whose names were matched tolerantly and want a read-back first (Medicine dicts).
        ask_back: the question to put next because the answer was ambiguous, or None.
        reopens: a fact whose earlier answer is put in question here, and not said anew.
        reply: for questions that are no stored fact (`confirm`, `stopping`, `go_on`, `contact_permission`,
            `age_adult`...): "yes", "no", "unsure", "keep", "delete", or the digits of a code; None when unusable.
    """

    alarm: Optional[str] = None
    request: Optional[str] = None
    about: Optional[str] = None
    answers: Tuple[Said, ...] = ()
    doubtful: Tuple[Dict[str, Any], ...] = ()
    ask_back: Optional[str] = None
    reply: Optional[str] = None
    reopens: Optional[str] = None

    @property
    def usable(self) -> bool:
        """Whether anything at all was understood."""
        return bool(self.alarm or self.request or self.answers or self.doubtful or self.ask_back or self.reply)

    def answer_to(self, fact: Optional[str]) -> Optional[Said]:
        """The answer given to one fact, or None."""
        return next((said for said in self.answers if said.fact == fact), None)
