"""Conversations in memory: a patient's meanings go in, and what is said, asked and written comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Mapping, Optional, Tuple

from conversation import hand_off
from conversation.desk import Kept, TooManyTries
from conversation.state import State
from conversation.talk import Heard, Say, Setting, Talk, prompt
from conversation.turn import take_turn
from prescreen.protocol import load
from understanding.meaning import Meaning, Said

PROTOCOL = load()
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
CODES = ("482913068", "100000009", "200000008", "300000007", "400000006")
NOTHING = Meaning()
YES, NO, UNSURE = Meaning(reply="yes"), Meaning(reply="no"), Meaning(reply="unsure")
MEDICINES = [{"name": "methotrexate", "class": "conventional", "weeks": 52},
             {"name": "belimumab", "class": "biologic", "weeks": 20}]
MAY_FIT: Dict[str, Any] = {
    "age": 34, "sle_diagnosis": "yes", "active_symptoms": "yes", "glucocorticoids": "yes",
    "immunosuppressants": MEDICINES, "autoantibodies": ["anti-dsDNA"], "severe_nephritis": "no",
    "severe_cns_lupus": "no", "seizures": "no", "psychosis": "no", "organic_brain_syndrome": "no", "headache": "no",
    "chronic_illness": "no", "pregnant_or_lactating": "no"}


class Texts:
    """Texts that say their own name and arguments, so that tests need not know any wording."""

    version = "w1"

    def phrase(self, name: str, channel: Optional[str] = None, **arguments: Any) -> str:
        """The name of the text, with the arguments that it was given."""
        given = ", ".join(str(value) for value in arguments.values())
        return f"{name[len('utter_'):]}({given})" if given else name[len("utter_"):]

    def has(self, name: str) -> bool:
        """Every text is there but those of `nowhere`."""
        return "nowhere" not in name


@dataclass
class DeskInMemory:
    """A pre-screening log in memory.

    Attributes:
        written: attempt id to the states that were written, each a copy.
        codes: attempt id to reference.
        kept: reference to what a returning patient finds; filled by `keep`.
        declined: attempt ids that were forgotten, with the earlier reference that goes with them.
        lookups: how many codes were looked up; more than `patience` raise TooManyTries.
    """

    written: Dict[str, List[State]] = field(default_factory=dict)
    codes: Dict[str, str] = field(default_factory=dict)
    kept: Dict[str, Kept] = field(default_factory=dict)
    declined: List[Tuple[str, Optional[str]]] = field(default_factory=list)
    lookups: int = 0
    patience: int = 5
    works: bool = True

    def record(self, state: State, channel: str, conversation: str) -> str:
        """Write the state under the attempt's one reference."""
        if not self.works:
            raise ConnectionError
        self.written.setdefault(state.attempt.id, []).append(state.copy())
        return self.codes.setdefault(state.attempt.id, CODES[len(self.codes) % len(CODES)])

    def forget(self, state: State, channel: str, conversation: str) -> None:
        """Delete what was written."""
        self.written.pop(state.attempt.id, None)
        self.declined.append((state.attempt.id, state.attempt.previous_reference))

    def find(self, reference: str, age: Any, caller: str, origin: str = "") -> Optional[Kept]:
        """What was kept under a reference, if the age is the one given then."""
        self.lookups += 1
        if self.lookups > self.patience:
            raise TooManyTries
        kept = self.kept.get(reference)
        return kept if kept and isinstance(kept.answers.get("age"), int) and kept.answers["age"] == age else None

    def keep(self, reference: str, disposition: Optional[str], answers: Mapping[str, Any], **details: Any) -> None:
        """Have an earlier screening in the log."""
        evidence = {fact: {"words": "", "confirmed": False, "at": "2026-02-01T12:00:00Z"} for fact in answers}
        details.setdefault("protocol_version", PROTOCOL.version)
        self.kept[reference] = Kept(reference, dict(answers), evidence, disposition, **details)


class Call:
    """One conversation. `say` takes a meaning and runs the turn as Rasa's form does; `asked` is what waits then."""

    def __init__(self, channel: str = "rest", desk: Optional[DeskInMemory] = None,
                 contact: Optional[str] = None) -> None:
        """A conversation that has not begun."""
        self.desk = desk or DeskInMemory()
        self.setting = Setting(PROTOCOL, Texts(), self.desk, "not_recruiting", contact)
        self.channel, self.state, self.time = channel, State(), NOON
        self.says: List[Say] = []
        self.questions: List[Any] = []

    def say(self, meaning: Meaning = NOTHING, text: str = "words", event: Optional[str] = None) -> "Call":
        """The patient says something, or the channel tells of an event."""
        self.time += timedelta(seconds=20)

        def understand(question: Any, *_: Any) -> Meaning:
            self.questions.append(question)
            return meaning

        heard = Heard(understand, text, event, self.channel, "call-7", self.time)
        before = self.state.copy()
        turn = take_turn(self.setting, self.state, heard)
        assert self.state == before
        self.state, self.says = turn.state, list(turn.says)
        self._speak_after_the_log(heard)
        assert self.asked, "a question always waits, so that there is always something to say"
        return self

    def _speak_after_the_log(self, heard: Heard) -> None:
        after = {"contact_permission": hand_off.announce, "hand_off": hand_off.close}.get(self.asked)
        if after and not self.state.done:
            talk = Talk(self.setting, self.state.copy(), heard)
            after(talk)
            self.state = talk.state
            self.says += talk.says

    def hear(self, event: str) -> "Call":
        """An event without words: start, no_input, no_match, hangup."""
        return self.say(text="", event=event)

    def answer(self, **facts: Any) -> "Call":
        """The patient gives answers to facts."""
        return self.say(said(**facts))

    def request(self, name: str, about: Optional[str] = None, **facts: Any) -> "Call":
        """The patient wants something of the assistant."""
        return self.say(Meaning(request=name, about=about, answers=said(**facts).answers))

    def press(self, keys: str) -> "Call":
        """A key that the conversation itself knows."""
        return self.say(text=keys)

    def finish(self, contact: Meaning = NO, confirm: Meaning = YES, most: int = 60, **answers: Any) -> "Call":
        """Answer everything that is asked, as somebody who may fit but for these answers, to the end."""
        wanted = {**MAY_FIT, **answers}
        for _ in range(most):
            if self.state.done:
                return self
            if self.asked in ("consent", "go_on"):
                self.say(YES)
            elif self.asked.startswith("contact"):
                self.say(contact if self.asked == "contact_permission" else Meaning(reply="my " + self.asked))
            elif self.asked.startswith("confirm"):
                self.say(confirm)
            elif self.asked == "more_medicines":
                self.say(NO)
            elif self.asked == "treatment_length":
                self.answer(immunosuppressants=[medicine(self.item, weeks=wanted.get("weeks", 52))])
            else:
                fact = PROTOCOL.questions[self.asked].fact
                self.answer(**{fact: wanted[fact]})
        raise AssertionError(f"no end after {most} turns; {self.asked} waits")

    @property
    def asked(self) -> Optional[str]:
        """The question that waits."""
        return self.state.asked.question

    @property
    def item(self) -> Optional[str]:
        """What it is about."""
        return self.state.asked.item

    @property
    def said(self) -> List[str]:
        """The names of the texts that were said in the last turn."""
        return [say.name for say in self.says]

    @property
    def prompt(self) -> Dict[str, Any]:
        """The hints beside the last reply."""
        return prompt(PROTOCOL, self.state)

    @property
    def answers(self) -> Dict[str, Any]:
        """The answers as they are now."""
        return self.state.answers

    @property
    def log(self) -> List[State]:
        """What the log has of this attempt."""
        return self.desk.written.get(self.state.attempt.id, [])

    def argument(self, text: str, name: str) -> Any:
        """An argument of a text of the last turn."""
        return next(say.arguments[name] for say in self.says if say.name == text)


def said(correction: bool = False, **facts: Any) -> Meaning:
    """A meaning with answers to facts."""
    return Meaning(answers=tuple(Said(fact, value, f"{fact} {value}", correction) for fact, value in facts.items()))


def medicine(name: Optional[str] = "methotrexate", klass: Optional[str] = "conventional", weeks: Any = None,
             words: str = "") -> Dict[str, Any]:
    """A medicine as the understanding names it."""
    return {"name": name, "class": klass if name else None, "weeks": weeks, "ongoing": None, "words": words}


def begun(**options: Any) -> Call:
    """A conversation in which the opening was said and consent is asked for."""
    return Call(**options).say(NOTHING, "hello")


def consented(**options: Any) -> Call:
    """A conversation at its first question after consent."""
    return begun(**options).say(YES)


def at(question: str, **answers: Any) -> Call:
    """A conversation at a question, the facts before it answered as by somebody who may fit but for these answers."""
    call, wanted = consented(), {**MAY_FIT, **answers}
    for fact in PROTOCOL.facts:
        if call.asked == question:
            return call
        if fact.name in wanted and call.asked == fact.name:
            call.answer(**{fact.name: wanted[fact.name]})
    assert call.asked == question, call.asked
    return call
