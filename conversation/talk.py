"""The working desk of one turn: what was heard, the state that is being changed, and what will be said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Callable, Dict, List, Mapping, Optional

from conversation.desk import Desk
from conversation.phrases import Phrases
from conversation.state import TIME_FORM, State
from prescreen.assessment import Disposition
from prescreen.protocol import Fact, Protocol, QuestionDefinition
from prescreen.wording import Wording
from understanding.meaning import Meaning, Question

CALL_KEYS = {"*": "repeat", "0": "person"}
KEYS_AFTER_AN_OUTCOME = {**CALL_KEYS, "1": "why"}
OUTCOMES = [each.value for each in Disposition if each is not Disposition.DECLINED]
NUMBER_KEYS = {**dict.fromkeys("123456789", "digit"), "#": "end"}
DIGITS_EXPECTED = ("number", "duration", "phone", "code")
Understand = Callable[[Question, Mapping[str, Any], date], Meaning]


@dataclass(frozen=True)
class Setting:
    """What a conversation is held with.

    Attributes:
        protocol: the study.
        wording: the approved texts.
        desk: the pre-screening log.
        recruitment_status: `recruiting` or `not_recruiting`.
        study_contact: the contact line of the deployment, or None.
    """

    protocol: Protocol
    wording: Wording
    desk: Desk
    recruitment_status: str
    study_contact: Optional[str] = None


@dataclass(frozen=True)
class Heard:
    """One delivery of a patient.

    Attributes:
        understand: from a question, the answers so far and the day to what was meant in that context.
        text: what was said, for keys and free answers only.
        event: start, no_input, no_match, hangup, or None.
        channel: `rest` or `web`.
        conversation: the conversation's id.
        at: the time, with its zone.
        origin: the channel's mark of where it comes from; empty when it could not tell.
    """

    understand: Understand
    text: str
    event: Optional[str]
    channel: str
    conversation: str
    at: datetime
    origin: str = ""


@dataclass(frozen=True)
class Say:
    """A text to say, by name, with its arguments."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Talk:
    """One turn in the making."""

    setting: Setting
    state: State
    heard: Heard
    says: List[Say] = field(default_factory=list)

    @property
    def protocol(self) -> Protocol:
        """The study."""
        return self.setting.protocol

    @cached_property
    def phrases(self) -> Phrases:
        """Phrases for this channel."""
        return Phrases(self.setting.wording, self.heard.channel)

    @property
    def now(self) -> str:
        """The time of this turn, ISO 8601 in UTC."""
        return self.heard.at.strftime(TIME_FORM)

    @property
    def today(self) -> date:
        """The day of this turn, UTC."""
        return self.heard.at.date()

    def say(self, name: str, **arguments: Any) -> None:
        """Say a text."""
        self.says.append(Say(name, arguments))

    @property
    def question(self) -> Optional[str]:
        """The name of the question that waits."""
        return self.state.asked.question

    @property
    def definition(self) -> Optional[QuestionDefinition]:
        """The question that waits, as the protocol defines it."""
        return self.protocol.questions.get(self.question or "")

    @property
    def asked_fact(self) -> Optional[Fact]:
        """The fact of the study that the waiting question is about; lengths belong to the medicines."""
        name = self.definition.fact if self.definition else None
        return self.protocol.fact("immunosuppressants" if name == "treatment_length" else name or "")

    def understood(self, question: Optional[str] = None) -> Meaning:
        """What was meant, in the context of the question that waits or of another one."""
        asked = self.protocol.questions.get(question or "") or self.definition
        definition = asked or QuestionDefinition("anything_else", None, "none")
        question = Question(definition.name, definition.fact, self.state.asked.item, definition.expects,
                            definition.keys)
        return self.heard.understand(question, self.state.answers, self.today)

    @property
    def key(self) -> Optional[str]:
        """What `*` and `0`, and after an outcome `1`, stand for when one is all that was keyed, with or without `#`."""
        keys = KEYS_AFTER_AN_OUTCOME if self.state.done and self.state.disposition in OUTCOMES else CALL_KEYS
        return keys.get(self.heard.text.strip().rstrip("#").strip())

    def record(self) -> str:
        """Write the screening as it stands to the log; the reference is part of the state from then on."""
        self.state.reference = self.setting.desk.record(self.state, self.heard.channel, self.heard.conversation)
        return self.state.reference

    def give_code(self) -> str:
        """Write the screening to the log and give the patient its code, in groups of three."""
        self.state.code_given = True
        return self.phrases.code(self.record())


def prompt(protocol: Protocol, state: State) -> Dict[str, Any]:
    """The hints beside a reply (`custom`, CONTRACT section 2)."""
    definition = None if state.done else protocol.questions.get(state.asked.question or "")
    given = state.done and state.code_given
    return {"fact": definition.fact if definition else None, "item": None if state.done else state.asked.item,
            "expects": definition.expects if definition else "none", "dtmf": _keys(definition), "done": state.done,
            "disposition": state.disposition if state.done else None,
            "reference": state.reference if given else None}


def _keys(definition: Optional[QuestionDefinition]) -> Dict[str, str]:
    """What the keypad offers: the question's own keys, or digits up to `#`, and always repeat and a person."""
    if definition is None or definition.expects == "none":
        return {}
    return {**definition.keys, **(NUMBER_KEYS if definition.expects in DIGITS_EXPECTED else {}), **CALL_KEYS}
