"""What an utterance comes to, in one form for what was expected and for what was understood, so that they compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple

from benchmarks.samples import Answer
from prescreen.answers import ADULT, NO, NONE, UNSURE, YES
from understanding.meaning import Meaning, Question

MEDICINES = "immunosuppressants"
LENGTH = "treatment_length"
REPLIES = ("consent", "confirm", "confirm_medicine", "stopping", "go_on", "contact_permission", "age_adult",
           "age_birthday", "reference", "hand_off", "anything_else")
"""Questions whose answer is not itself the value of a fact of the study."""
ENDS = {"consent": (NO,), "stopping": ("keep", "delete")}
"""Replies that end the conversation: what is wanted besides is no longer asked for; nor is a change that was made."""
BIRTHDAY = {18: YES, 17: NO, ADULT: YES, "minor": NO}


@dataclass(frozen=True)
class Entry:
    """A medicine: its generic name (None when it cannot be named), and weeks, "unsure", or None when not said."""

    name: Optional[str]
    weeks: Any = None
    doubtful: bool = False
    removed: bool = False


@dataclass(frozen=True)
class Outcome:
    """What is taken from an utterance.

    Attributes:
        facts: fact to value; lengths and lists of medicines stand in `medicines`, "none" and "unsure" here.
        medicines: the medicines named.
        reply: the answer to a question that is no fact of the study.
        ask_back: the question that asks back.
        request: what is wanted of the assistant.
        alarm: the kind of emergency.
    """

    facts: Dict[str, Any] = field(default_factory=dict)
    medicines: Tuple[Entry, ...] = ()
    reply: Optional[str] = None
    ask_back: Optional[str] = None
    request: Optional[str] = None
    alarm: Optional[str] = None

    @property
    def takes_something(self) -> bool:
        """Whether an answer of any kind is taken."""
        return bool(self.facts or self.medicines or self.reply or self.ask_back)

    def to_dict(self) -> Dict[str, Any]:
        """For the list of confusions: only what is there."""
        said: Dict[str, Any] = dict(self.facts)
        if self.medicines:
            said["medicines"] = [[entry.name, entry.weeks, *(["doubtful"] if entry.doubtful else []),
                                  *(["removed"] if entry.removed else [])] for entry in self.medicines]
        for name in ("reply", "ask_back", "request", "alarm"):
            if getattr(self, name):
                said[name] = getattr(self, name)
        return said


def expected(answer: Answer) -> List[Outcome]:
    """Every outcome that is right; the first is the one to count facts by."""
    shared = {key: value for key, value in answer.expect.items() if key != "or"}
    choices = answer.expect.get("or") or [{}]
    return [_expected(answer, {**shared, **choice}) for choice in choices]


def _expected(answer: Answer, expect: Mapping[str, Any]) -> Outcome:
    facts = dict(expect)
    reply, ask_back = facts.pop("reply", None), facts.pop("ask_back", None)
    request, alarm = facts.pop("request", None), facts.pop("alarm", None)
    facts.pop("nothing", None)
    medicines: List[Entry] = []
    if isinstance(facts.get(MEDICINES), list):
        medicines += [_labelled(entry) for entry in facts.pop(MEDICINES)]
    if LENGTH in facts:
        medicines.append(Entry(answer.item, facts.pop(LENGTH)))
    facts, reply = _settle(answer.question, facts, reply)
    return Outcome(facts, tuple(medicines), reply, ask_back, request, alarm)


def _labelled(entry: Mapping[str, Any]) -> Entry:
    return Entry(entry["name"], entry.get("weeks"), entry.get("doubtful", False), entry.get("removed", False))


def understood(question: Question, meaning: Meaning) -> Outcome:
    """What the conversation would take from a meaning."""
    facts: Dict[str, Any] = {}
    medicines: List[Entry] = []
    for said in meaning.answers:
        if said.fact == MEDICINES and isinstance(said.value, list):
            medicines += [Entry(entry.get("name"), entry.get("weeks"), removed=said.removes) for entry in said.value]
        elif said.fact == LENGTH:
            medicines.append(Entry(question.item, said.value))
        else:
            facts[said.fact] = said.value
    medicines += [Entry(entry.get("name"), entry.get("weeks"), doubtful=True) for entry in meaning.doubtful]
    if question.name == LENGTH and UNSURE in (facts.get(MEDICINES), None if medicines else meaning.reply):
        facts.pop(MEDICINES, None)
        medicines.append(Entry(question.item, UNSURE))
        return Outcome(facts, tuple(medicines), None, meaning.ask_back, meaning.request, meaning.alarm)
    reply = None if (facts or medicines) and question.name not in REPLIES else meaning.reply
    facts, reply = _settle(question.name, facts, reply)
    settled = reply in ENDS.get(question.name, ()) or (meaning.request == "change_answer" and bool(facts or medicines))
    request = None if settled else meaning.request
    return Outcome(facts, tuple(medicines), reply, meaning.ask_back, request, meaning.alarm)


def _settle(question: str, facts: Mapping[str, Any], reply: Optional[str]) -> Tuple[Dict[str, Any], Optional[str]]:
    """A reply to a question about a fact is that fact's value; an answer to any other question is a reply."""
    settled = dict(facts)
    if question in ("age_adult", "age_birthday"):
        said_otherwise = (ADULT, "minor", UNSURE) + ((17, 18) if question == "age_birthday" else ())
        if settled.get("age") in said_otherwise:
            return settled, BIRTHDAY.get(settled.pop("age"), UNSURE)
        return settled, reply
    if question in REPLIES:
        fact = "confirm" if question == "confirm_medicine" else question
        return settled, settled.pop(fact, reply)
    if reply is not None:
        fact = fact_of(question)
        settled.setdefault(fact, NONE if fact == MEDICINES and reply == NO else reply)
        reply = None
    return settled, reply


def fact_of(question: str) -> str:
    """The fact that a question is about, treatment lengths apart; otherwise the question's own name."""
    if question.startswith("age"):
        return "age"
    if question.startswith("autoantibodies"):
        return "autoantibodies"
    return {"more_medicines": MEDICINES, "headache_cause_who": "headache_cause", "reference_age": "age",
            "confirm_medicine": "confirm"}.get(question, question)
