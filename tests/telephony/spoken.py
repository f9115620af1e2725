"""Whole conversations in process: the words are read, understood and answered as the running assistant does.

Only Rasa and HTTP are left out: the texts are chosen by Rasa's rule (prescreen.wording), made speakable and joined by
the channel's own code, and the pre-screening log is the real one, in a database in memory.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Dict, List, Optional

from actions.desk import LogDesk
from channels.door import take_slash_away
from channels.replies import reply_bytes
from conversation import hand_off
from conversation.state import State
from conversation.talk import Heard, Say, Setting, Talk, prompt
from conversation.turn import Turn, take_turn
from prescreen.log import ScreeningLog
from prescreen.protocol import load as load_protocol
from prescreen.wording import load as load_wording
from tests.telephony.joining import heard, joined
from understanding.context import understand
from understanding.meaning import Meaning
from understanding.reader import Reader

PROTOCOL = load_protocol()
WORDING = load_wording()
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.utc)
AFTER_THE_LOG = {"contact_permission": hand_off.announce, "hand_off": hand_off.close}
MOST_TURNS = 80


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader, loaded once."""
    return Reader()


@lru_cache(maxsize=20_000)
def reading(words: str, today: date) -> Any:
    """What a sentence mentions; many callers say the same."""
    return reader().read(words, today)


class Clock:
    """A clock that tests move on."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        """The time."""
        return self.time

    def pass_days(self, days: int) -> None:
        """Days go by."""
        self.time += timedelta(days=days)


class Office:
    """The study's side: its log, its clock and its settings, shared by all conversations of a test."""

    def __init__(self, url: str = "sqlite://", recruitment_status: str = "not_recruiting") -> None:
        """An office with an empty log."""
        self.clock = Clock()
        self.log = ScreeningLog(url, clock=self.clock)
        self.log.prepare()
        self.protocol = PROTOCOL
        self.recruitment_status = recruitment_status

    @property
    def setting(self) -> Setting:
        """What conversations are held with."""
        return Setting(self.protocol, WORDING, LogDesk(self.log, self.protocol, self.clock), self.recruitment_status)

    def amend_protocol(self) -> None:
        """From now on another version of the protocol holds."""
        self.protocol = replace(self.protocol, version=f"{self.protocol.version}-amended")

    def call(self, sender: str = "call-7", channel: str = "rest", origin: str = "") -> "Conversation":
        """A new conversation that has not begun."""
        return Conversation(self, sender, channel, origin)


class Conversation:
    """One conversation.

    Attributes:
        state: what it remembers.
        replies: the elements of all replies, as a telephone front end gets them.
        names: for each reply the names of the texts in it, the question last.
    """

    def __init__(self, office: Office, sender: str, channel: str, origin: str = "") -> None:
        self.office, self.sender, self.channel, self.origin = office, sender, channel, origin
        self.state = State()
        self.replies: List[Dict[str, Any]] = []
        self.names: List[List[str]] = []

    @property
    def text(self) -> str:
        """The words of the last reply."""
        return self.replies[-1]["text"]

    @property
    def custom(self) -> Dict[str, Any]:
        """The hints of the last reply."""
        return self.replies[-1]["custom"]

    @property
    def said(self) -> List[str]:
        """The names of the texts of the last reply."""
        return self.names[-1]

    @property
    def asked(self) -> Optional[str]:
        """The question that waits."""
        return self.state.asked.question

    def say(self, words: str, event: Optional[str] = None) -> "Conversation":
        """Say or key something."""
        words = take_slash_away(words)

        def in_context(question: Any, known: Any, today: date) -> Meaning:
            return understand(question, reading(words, today), known, today) if words else Meaning()

        self.office.clock.time += timedelta(seconds=20)
        heard = Heard(in_context, words, event, self.channel, self.sender, self.office.clock(), self.origin)
        setting = self.office.setting
        turn = take_turn(setting, self.state, heard)
        says, asks = list(turn.says), [f"utter_ask_{turn.state.asked.question}"]
        after = AFTER_THE_LOG.get(turn.state.asked.question)
        if after and not turn.state.done:
            talk = Talk(setting, turn.state, heard)
            after(talk)
            turn, says = Turn(talk.state, ()), says + talk.says
            asks = [] if after is hand_off.close else asks      # it ends with its own last words
        self.state = turn.state
        self._reply(setting, [*says, *map(Say, asks)])
        return self

    def tell(self, event: str) -> "Conversation":
        """Report an event without words: start, no_input, no_match, hangup."""
        return self.say("", event)

    def answer(self, lines: Any) -> "Conversation":
        """Answer every question to the end.

        Args:
            lines: from the last hints, and the question's name, to what is said.
        """
        if not self.replies:
            self.tell("start")
        for _ in range(MOST_TURNS):
            if self.custom["done"]:
                return self
            said = lines(self)
            self.tell("no_input") if said is None else self.say(said)
        raise AssertionError(f"no end after {MOST_TURNS} turns: {self.asked} waits")

    def _reply(self, setting: Setting, says: List[Any]) -> None:
        state = self.state
        item = state.asked.item
        if state.asked.question == "treatment_length":
            item = item or WORDING.phrase("utter_item_unnamed")
        slots = {"tries": state.asked.wording or None, "item": item, "pause_reason": state.pause_reason,
                 "recruitment_status": setting.recruitment_status, "study_contact": setting.study_contact,
                 "retention_days": setting.protocol.settings["retention_days"]}
        texts = [self._text(say.name, {**slots, **say.arguments}) for say in says]
        self.names.append([say.name for say in says])
        elements = json.loads(reply_bytes(self.sender, texts, prompt(setting.protocol, state)))
        assert heard(elements) == joined(texts)
        self.replies.extend(elements)

    def _text(self, name: str, arguments: Dict[str, Any]) -> str:
        return WORDING.variants(name, self.channel if self.channel == "rest" else None, arguments)[0]["text"].format(
            **arguments)
