"""What goes into the log and what comes out of it, in the shapes that the rest of the project sees."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from prescreen.assessment import Disposition
from prescreen.log.handling import Handling

INCOMPLETE = "incomplete"
RECORDABLE = (None, *(each.value for each in Disposition if each is not Disposition.DECLINED))
CONTACT_ENTRIES = ("name", "phone", "time")


@dataclass(frozen=True)
class AttemptKey:
    """What makes an attempt one and the same, however often it is written.

    Attributes:
        trial: the study's registry number.
        conversation: the sender's id.
        attempt_id: random, made when the attempt began.
        protocol_version: the protocol that it was asked under.
    """

    trial: str
    conversation: str
    attempt_id: str
    protocol_version: str

    @property
    def fingerprint(self) -> str:
        """The key in a form that tells nothing of the conversation."""
        parts = (self.trial, self.conversation, self.attempt_id, self.protocol_version)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True)
class AttemptRecord:
    """A screening as it stands, to be written to the log.

    Attributes:
        key: which attempt it is.
        attempt: its number, 1 for the first.
        channel: `rest` or `web`.
        wording_version: the texts that the patient was given.
        started_at: when it began, with its zone.
        facts: fact to {"value", "words", "confirmed", "at"}: "at" is ISO 8601 in UTC, the others as in CONTRACT
            section 6; "words" and "confirmed" may be missing.
        criteria: one {"id", "verdict", "because", "also_open", "settled_by"} a criterion (`CriterionResult.to_dict`).
        disposition: what it came to; None while it is incomplete. Never `declined`: that is only counted.
        finished_at: when the disposition was reached; the time of writing when it is left out.
        contact: {"name", "phone", "time"} as far as given; None without permission.
        last_question: the question that waited when it was written.
        safety_text_given: whether a safety text was given; once true it stays true.
        previous_reference: the screening that this one takes up again.
    """

    key: AttemptKey
    attempt: int
    channel: str
    wording_version: str
    started_at: datetime
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    criteria: Sequence[Mapping[str, Any]] = ()
    disposition: Optional[str] = None
    finished_at: Optional[datetime] = None
    contact: Optional[Mapping[str, Optional[str]]] = None
    last_question: Optional[str] = None
    safety_text_given: bool = False
    previous_reference: Optional[str] = None

    def __post_init__(self) -> None:
        if self.disposition not in RECORDABLE:
            raise ValueError(f"a screening with the disposition {self.disposition!r} cannot be recorded")

    def payload(self) -> Dict[str, Any]:
        """What a version holds, as JSON reads it back; of people who do not fit neither words nor contact."""
        content = {"facts": {name: dict(fact) for name, fact in self.facts.items()},
                   "criteria": [dict(criterion) for criterion in self.criteria],
                   "contact": dict(self.contact) if self.contact else None,
                   "disposition": self.disposition, "last_question": self.last_question}
        stored = json.loads(json.dumps(content))
        return without_person(stored) if self.disposition == Disposition.NOT_ELIGIBLE.value else stored


def without_person(payload: Mapping[str, Any]) -> Dict[str, Any]:
    """A payload with coded answers and verdicts only: no words, those of the medicines included, and no contact."""
    facts = {name: {**fact, "words": "", "value": _without_words(fact.get("value"))}
             for name, fact in payload["facts"].items()}
    return {**payload, "facts": facts, "contact": None}


def _without_words(value: Any) -> Any:
    if isinstance(value, list):
        return [{**entry, "words": ""} if isinstance(entry, dict) else entry for entry in value]
    return value


@dataclass(frozen=True)
class Recorded:
    """Where a screening was written.

    Attributes:
        reference: its reference, the same for every write of the same attempt.
        version: the number of the version that holds what was given.
        created: whether the screening was new to the log.
    """

    reference: str
    version: int
    created: bool


@dataclass(frozen=True)
class Erased:
    """What an erasure took away: the screenings of one person, linked by re-screens, and their conversations."""

    references: Tuple[str, ...]
    conversation_events: int = 0


@dataclass(frozen=True)
class StoredScreening:
    """A screening as the log has it, in its latest version.

    Attributes:
        first_disposition: the one that was set first, when a correction has changed it since.
        version: the number of the latest version.
        written_at: when that version was written.
        facts: fact to {"value", "words", "confirmed", "at"}.
        handling: where it stands with the study team.
    """

    reference: str
    key: AttemptKey
    attempt: int
    channel: str
    wording_version: str
    started_at: datetime
    finished_at: Optional[datetime]
    disposition: Optional[str]
    first_disposition: Optional[str]
    safety_text_given: bool
    previous_reference: Optional[str]
    version: int
    written_at: datetime
    facts: Dict[str, Dict[str, Any]]
    criteria: Tuple[Dict[str, Any], ...]
    contact: Optional[Dict[str, Optional[str]]]
    last_question: Optional[str]
    handling: Handling

    @property
    def answers(self) -> Dict[str, Any]:
        """Fact to value, as the engine takes them."""
        return {name: fact.get("value") for name, fact in self.facts.items()}

    @property
    def outcome(self) -> str:
        """The disposition, or `incomplete`."""
        return self.disposition or INCOMPLETE

    def to_record(self) -> Dict[str, Any]:
        """The record of CONTRACT section 6, ready for JSON."""
        return {
            "reference": self.reference, "trial": self.key.trial, "protocol_version": self.key.protocol_version,
            "wording_version": self.wording_version, "channel": self.channel, "attempt": self.attempt,
            "started_at": stamp(self.started_at), "finished_at": stamp(self.finished_at),
            "disposition": self.disposition,
            "facts": {name: {"value": fact.get("value"), "words": fact.get("words") or "",
                             "confirmed": bool(fact.get("confirmed"))} for name, fact in self.facts.items()},
            "criteria": [{entry: criterion.get(entry) for entry in ("id", "verdict", "because", "settled_by")}
                         for criterion in self.criteria],
            "contact": {entry: self.contact.get(entry) for entry in CONTACT_ENTRIES} if self.contact else None}


def stamp(time: Optional[datetime]) -> Optional[str]:
    """A time as ISO 8601 in UTC, to the second: 2026-11-24T09:30:00Z."""
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if time else None
