"""A simulated patient who answers the question that was asked, in process, until the conversation ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timezone
from time import perf_counter
from typing import AbstractSet, Any, Callable, Dict, List, Mapping, Optional, Tuple

from benchmarks.questions import ledger_entry
from benchmarks.samples import TODAY, Patient
from conversation import hand_off
from conversation.desk import Kept
from conversation.state import State
from conversation.talk import Heard, Setting, Talk
from conversation.turn import take_turn
from prescreen.answers import NO, YES, Medicine, ledger
from prescreen.protocol import Protocol
from prescreen.wording import Wording

MEDICINES = "immunosuppressants"
MOST_TURNS = 60
NOON = datetime.combine(TODAY, time(12), tzinfo=timezone.utc)
UNSCRIPTED = {"more_medicines": "no others", "contact_permission": "no thank you", "go_on": "go on",
              "stopping": "no, go on"}
NOT_SURE = "not sure"
Understand = Callable[..., Any]


class NoTexts(Wording):
    """Texts do not matter here: every name stands for its text."""

    def __init__(self) -> None:
        """No texts at all."""
        super().__init__({})

    def phrase(self, name: str, channel: Optional[str] = None, **_: Any) -> str:  # noqa: ARG002
        """The name itself."""
        return name

    def has(self, name: str) -> bool:  # noqa: ARG002
        """Every text is there."""
        return True


class NoLog:
    """A pre-screening log that keeps nothing."""

    def record(self, *_: Any) -> str:
        """The same reference for everybody."""
        return "482913065"

    def forget(self, *_: Any) -> None:
        """Nothing was kept."""

    def find(self, *_: Any) -> Optional[Kept]:
        """No earlier screening."""
        return None


@dataclass
class Screening:
    """How one patient's screening went.

    Attributes:
        disposition: what it came to; None when it stayed incomplete.
        stuck: it did not end within 60 turns.
        turns: how many times the patient spoke.
        answers: what was stored last.
        lines: (question, item, what was said), for the list of confusions.
        alarms: how many utterances were taken for an emergency.
        turns_ms: how long each turn took once the words were read, in milliseconds.
    """

    disposition: Optional[str] = None
    stuck: bool = False
    turns: int = 0
    answers: Dict[str, Any] = field(default_factory=dict)
    lines: List[Tuple[str, Optional[str], str]] = field(default_factory=list)
    alarms: int = 0
    turns_ms: List[float] = field(default_factory=list)


def screen(protocol: Protocol, patient: Patient, understand: Callable[[str], Understand]) -> Screening:
    """Hold the whole conversation.

    Args:
        protocol: the study.
        patient: who speaks.
        understand: from words to the function that `Heard` carries (question, known, today to a meaning).
    """
    setting = Setting(protocol, NoTexts(), NoLog(), "recruiting")
    state, screening, script = State(), Screening(), Script(protocol, patient)
    words = patient.opening
    while screening.turns < MOST_TURNS:
        screening.turns += 1
        screening.lines.append((state.asked.question or "opening", state.asked.item, words))
        heard = Heard(understand(words), words, None, "rest", patient.id, NOON)
        start = perf_counter()
        state = _listen(setting, state, heard)
        screening.turns_ms.append((perf_counter() - start) * 1000)
        screening.answers = dict(state.answers) or screening.answers
        screening.alarms += state.pause_reason == "safety"
        if state.done:
            screening.disposition = state.disposition
            return screening
        words = script.reply(state)
    screening.stuck = True
    return screening


def _listen(setting: Setting, state: State, heard: Heard) -> State:
    """One turn, and the two questions before which the log is written (docs/architecture.md, One turn)."""
    after = take_turn(setting, state, heard).state
    if not after.done and after.asked.question in ("contact_permission", "hand_off"):
        talk = Talk(setting, after, heard)
        (hand_off.announce if after.asked.question == "contact_permission" else hand_off.close)(talk)
        return talk.state
    return after


class Script:
    """What the patient says when asked: the first time, the second time; "not sure" when nothing is left to say."""

    def __init__(self, protocol: Protocol, patient: Patient) -> None:
        """Nothing has been asked yet."""
        self._protocol, self._patient = protocol, patient
        self._asked: Dict[Tuple[str, Optional[str]], int] = {}

    def reply(self, state: State) -> str:
        """The answer to the question that waits."""
        question, item = state.asked.question or "", state.asked.item
        time_asked = self._asked.get((question, item), 0)
        self._asked[(question, item)] = time_asked + 1
        lines = self._lines(question, item, state)
        if time_asked < len(lines):
            return lines[time_asked]
        if question == "consent":
            return self._patient.truth.get(question, YES)
        return UNSCRIPTED.get(question, NOT_SURE)

    def _lines(self, question: str, item: Optional[str], state: State) -> List[str]:
        script = self._patient.says.get(question)
        if question == "confirm":
            return self._confirm(script or {}, YES if self._is_true(item, state) else NO)
        if question == "confirm_medicine":
            return self._medicine_confirmed(script or {}, item)
        if isinstance(script, Mapping):
            script = script.get(item or "") or script.get("other")
        return [script] if isinstance(script, str) else list(script or [])

    @staticmethod
    def _confirm(script: Mapping[str, str], agreed: str) -> List[str]:
        return [script.get(agreed, agreed)] * MOST_TURNS

    def _medicine_confirmed(self, script: Mapping[str, str], item: Optional[str]) -> List[str]:
        names = {entry["name"] for entry in _list(self._patient.truth.get(MEDICINES))}
        told = YES if item in names else script.get("other", NO)
        return [script.get(item or "", told)] * MOST_TURNS

    def _is_true(self, fact: Optional[str], state: State) -> bool:
        """Whether what is read back is what the patient meant."""
        if fact != MEDICINES:
            value, truth = state.answers.get(fact or ""), self._patient.truth.get(fact or "")
            return sorted(value) == sorted(truth or []) if isinstance(value, list) else value == truth
        stored, truth = state.answers.get(MEDICINES), with_classes(self._patient.truth.get(MEDICINES))
        unasked = {entry["name"] for entry in _list(stored) if entry.get("weeks") is None}
        return self._weighed(stored, unasked) == self._weighed(truth, unasked)

    def _weighed(self, value: Any, unasked: AbstractSet[Optional[str]]) -> Dict[Optional[str], Any]:
        """The medicines by name, each with whether it counts; a length that was not asked is not read back either."""
        rule = self._protocol.medicines_rule
        return {medicine.name: medicine.name in unasked or rule.counts(medicine)
                for medicine in ledger(value)} if rule else {}


def with_classes(value: Any) -> Any:
    """A labelled list of medicines as the ledger stores it."""
    if not isinstance(value, list):
        return value
    return [Medicine.from_dict(ledger_entry(entry["name"], entry.get("weeks"))).to_dict() for entry in value]


def _list(value: Any) -> List[Dict[str, Any]]:
    return value if isinstance(value, list) else []
