"""The state of a conversation: the answers and everything that must be remembered between two turns."""

from __future__ import annotations

import copy
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Dict, List, Mapping, Optional, Set

from prescreen.protocol import Protocol

CONTACT = ("contact_permission", "contact_name", "contact_phone", "contact_time")
TIME_FORM = "%Y-%m-%dT%H:%M:%SZ"
LAST_WORDING = 2
AT_THE_END = ("anything_else", "farewell")


@dataclass
class Asked:
    """The question that waits for an answer.

    Attributes:
        question: its name; None before the first.
        item: the medicine it asks about, or the fact that it reads back.
        tries: how often the answer could not be used.
        silences: how often in a row nothing was said.
    """

    question: Optional[str] = None
    item: Optional[str] = None
    tries: int = 0
    silences: int = 0

    @property
    def wording(self) -> int:
        """Which of the other wordings the question takes: 0 for the usual one, 1, 2."""
        return min(max(self.tries, self.silences), LAST_WORDING)


@dataclass
class Attempt:
    """One screening from its opening to its hand-off; a re-screen is a new attempt linked to the first."""

    id: str = ""
    number: int = 1
    started_at: str = ""
    protocol_version: str = ""
    wording_version: str = ""
    previous_reference: Optional[str] = None


@dataclass
class State:
    """All that a conversation remembers.

    Attributes:
        answers: fact to value, the facts of the study, consent and contact.
        evidence: fact to {"words", "confirmed", "at"}: what an answer rests on and when it was given; an age under
            18 of which no number was said also bears "without_number".
        asked: the question that waits.
        attempt: the screening that is running.
        ask_back: the question that asks back about an ambiguous answer, until it is settled.
        ledger_open: medicines were volunteered; "any others?" is still to be asked.
        doubtful: medicines whose names wait for a read-back (Medicine dicts).
        ask_again: the fact to ask next, out of its turn: its read-back was denied, or the patient wants to change it.
        denied: fact to how often its read-back was denied.
        history: the facts in the order answered, for "go back".
        interrupted: the question about a code to come back to after a pause or a safety text.
        pause_reason: `safety` or `pause` while the conversation waits for "go on".
        safety_given: a safety text was given in this screening (its words are not kept).
        recapped: the facts after which the answers so far were summed up.
        announced: the outcome has been said before the contact questions.
        disposition: what the screening came to; None while it is open.
        reference: the code under which the log has the screening.
        code_given: the patient was told that code.
        done: the last reply of the conversation has been given.
        opened: the opening statement was given in this conversation.
        returning: the reference that a returning patient gave, while the second fact is asked.
        lookups: how often a code and an age led to nothing.
        rescreening: the headache is being asked about again, after an earlier re-screen disposition.
    """

    answers: Dict[str, Any] = field(default_factory=dict)
    evidence: Dict[str, Dict[str, Any]] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    attempt: Attempt = field(default_factory=Attempt)
    ask_back: Optional[str] = None
    ask_again: Optional[str] = None
    ledger_open: bool = False
    doubtful: List[Dict[str, Any]] = field(default_factory=list)
    denied: Dict[str, int] = field(default_factory=dict)
    history: List[str] = field(default_factory=list)
    interrupted: Optional[str] = None
    pause_reason: Optional[str] = None
    safety_given: bool = False
    recapped: List[str] = field(default_factory=list)
    announced: bool = False
    disposition: Optional[str] = None
    reference: Optional[str] = None
    code_given: bool = False
    done: bool = False
    opened: bool = False
    returning: Optional[str] = None
    lookups: int = 0
    rescreening: bool = False

    @property
    def hung_up(self) -> bool:
        """Whether the conversation broke off at a question that still waits."""
        return self.done and self.asked.question not in AT_THE_END

    @property
    def consented(self) -> bool:
        """Whether the patient agreed to go on; before that nothing is kept."""
        return self.answers.get("consent") == "yes"

    @property
    def confirmed(self) -> Set[str]:
        """The facts whose values were read back and confirmed."""
        return {fact for fact, evidence in self.evidence.items() if evidence.get("confirmed")}

    def copy(self) -> "State":
        """A copy to change, so that a turn that fails leaves the state as it was."""
        return copy.deepcopy(self)

    def set(self, fact: str, value: Any, words: str, at: str) -> None:
        """Take an answer with the words that it rests on; it is not confirmed until it is read back."""
        self.answers[fact] = value
        self.evidence[fact] = {"words": words, "confirmed": False, "at": at}
        self.history = [each for each in self.history if each != fact] + [fact]

    def clear(self, fact: str) -> None:
        """Forget an answer, so that its question is asked again."""
        self.answers.pop(fact, None)
        self.evidence.pop(fact, None)
        self.history = [each for each in self.history if each != fact]

    def forget_what_hangs_on(self, fact: str, protocol: Protocol) -> None:
        """Forget the answers that were needed only because of another value of this fact."""
        for other in protocol.facts:
            if fact in other.only_after and self.answers.get(fact) != other.only_after[fact]:
                self.clear(other.name)

    def ask(self, question: str, item: Optional[str] = None) -> None:
        """Make a question the one that waits; asking the same one again keeps the count of tries."""
        if (self.asked.question, self.asked.item) != (question, item):
            self.asked = Asked(question, item)

    def memory(self) -> Dict[str, Any]:
        """Everything but the answers, as JSON, for one slot."""
        return {name: value for name, value in asdict(self).items() if name != "answers"}

    @classmethod
    def recall(cls, answers: Mapping[str, Any], memory: Optional[Mapping[str, Any]]) -> "State":
        """The state again, from the answers' slots and the memory slot; entries of an older form are passed over."""
        stored = copy.deepcopy(dict(memory or {}))
        asked, attempt = stored.pop("asked", None) or {}, stored.pop("attempt", None) or {}
        return cls(answers=copy.deepcopy(dict(answers)), asked=Asked(**_known(Asked, asked)),
                   attempt=Attempt(**_known(Attempt, attempt)), **_known(cls, stored))


def _known(kind: type, stored: Mapping[str, Any]) -> Dict[str, Any]:
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in stored.items() if name in names}
