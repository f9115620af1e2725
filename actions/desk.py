"""The pre-screening log as the conversation's desk."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Callable, Dict, Mapping, Optional

from conversation.desk import Kept, TooManyTries
from conversation.state import TIME_FORM, State
from prescreen.agenda import Ask, ReadBack, next_step
from prescreen.answers import YES
from prescreen.assessment import Disposition, assess
from prescreen.log import AttemptKey, AttemptRecord, ScreeningLog, same_fact
from prescreen.log.records import CONTACT_ENTRIES
from prescreen.log.store import utc_now
from prescreen.protocol import Protocol

# Where a conversation waits for something that is not an answer: the place to go on at is the next step of the agenda.
ON_THE_WAY = ("stopping", "go_on", "reference", "reference_age", "hand_off", "anything_else", "farewell", None)
NO_SUCH_AGE = -1


class LogDesk:
    """The desk that writes to the pre-screening log and looks up in it. Every failure of the log is raised."""

    def __init__(self, log: ScreeningLog, protocol: Protocol, clock: Callable[[], datetime] = utc_now) -> None:
        """A desk.

        Args:
            log: where screenings are kept.
            protocol: the study.
            clock: tells the time, with its zone.
        """
        self._log, self._protocol, self._now = log, protocol, clock

    def record(self, state: State, channel: str, conversation: str, known_at: Optional[datetime] = None) -> str:
        """Write the screening as it stands; the same attempt always has the same reference, which is returned.

        Args:
            state: how it stands.
            channel: `rest` or `web`.
            conversation: the sender's id.
            known_at: when it stood so, if that is not now: what was written since is not written over.
        """
        assessment = assess(self._protocol, state.answers, state.confirmed)
        attempt = AttemptRecord(
            key=self._key(state, conversation), attempt=state.attempt.number, channel=channel,
            wording_version=state.attempt.wording_version, started_at=_time(state.attempt.started_at),
            facts=self._facts(state), criteria=[result.to_dict() for result in assessment.criteria],
            disposition=state.disposition, contact=_contact(state), last_question=self._left_at(state),
            safety_text_given=state.safety_given, previous_reference=state.attempt.previous_reference)
        return self._log.record(attempt, known_at).reference

    def forget(self, state: State, channel: str, conversation: str) -> None:
        """Delete what the log has of this screening and of the ones it takes up; one anonymous count stays."""
        self._log.count_declined(self._key(state, conversation), channel, state.attempt.previous_reference)

    def find(self, reference: str, age: Any, caller: str, origin: str = "") -> Optional[Kept]:
        """The screening that a reference and an age lead to.

        A wrong reference, a wrong age and a screening without a number for an age take the same steps and give the
        same answer, so that nobody learns which references there are. A right try is not counted: many who come back
        may share one address.

        Raises:
            TooManyTries: nothing is looked up for this caller for a while.
        """
        if not self._log.allow_try(caller, origin):
            raise TooManyTries
        self._log.note_try(caller, origin)
        stored = self._log.find(reference)
        kept_age = stored.answers.get("age") if stored else None
        same_age = same_fact(kept_age if isinstance(kept_age, int) else NO_SUCH_AGE, age)
        if stored is None or not isinstance(kept_age, int) or not same_age:
            return None
        self._log.take_back_try(caller, origin)
        return Kept(reference, stored.answers, {name: _evidence(fact) for name, fact in stored.facts.items()},
                    stored.disposition, stored.key.protocol_version, stored.attempt,
                    (self._now() - stored.written_at).days)

    def _key(self, state: State, conversation: str) -> AttemptKey:
        return AttemptKey(self._protocol.trial, conversation, state.attempt.id, state.attempt.protocol_version)

    def _facts(self, state: State) -> Dict[str, Dict[str, Any]]:
        """Every answer with its evidence, consent first, then in the order of the protocol."""
        names = ["consent", *(fact.name for fact in self._protocol.facts)]
        return {name: {"value": state.answers[name], **_evidence(state.evidence.get(name) or {})}
                for name in names if state.answers.get(name) is not None}

    def _left_at(self, state: State) -> Optional[str]:
        """The question at which an unfinished screening was left; None when nothing was left to ask."""
        if state.disposition is not None:
            return None
        if state.asked.question not in ON_THE_WAY:
            return state.asked.question
        step = next_step(self._protocol, state.answers, state.confirmed)
        if isinstance(step, Ask):
            return step.question
        return "confirm" if isinstance(step, ReadBack) else None


def _evidence(fact: Mapping[str, Any]) -> Dict[str, Any]:
    return {"words": fact.get("words") or "", "confirmed": bool(fact.get("confirmed")), "at": fact.get("at")}


def _contact(state: State) -> Optional[Dict[str, Optional[str]]]:
    """A way to reach the patient: only with permission, and only of somebody who may go on."""
    permitted = state.answers.get("contact_permission") == YES
    if not permitted or state.disposition is None or not Disposition(state.disposition).may_go_on:
        return None
    return {entry: state.answers.get(f"contact_{entry}") or None for entry in CONTACT_ENTRIES}


def _time(text: str) -> datetime:
    return datetime.strptime(text, TIME_FORM).replace(tzinfo=timezone.utc)
