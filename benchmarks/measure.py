"""Measure one set: every answer, alarm and junk sentence in the context of its question, then every patient."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import Any, Callable, Dict, List, Optional, Tuple

from benchmarks.outcome import understood
from benchmarks.questions import known_at, question_of
from benchmarks.samples import TODAY, Answer, Patient, SampleSet
from benchmarks.scoring import Score, score, share, table
from benchmarks.simulator import Screening, screen
from prescreen.protocol import Protocol
from understanding.context import understand
from understanding.meaning import Meaning, Question
from understanding.reader import Reader

POTENTIALLY, NOT_ELIGIBLE = "potentially_eligible", "not_eligible"
Line = Dict[str, Any]


class Listener:
    """Reads and understands as the running assistant does, and keeps the time of each step in milliseconds."""

    def __init__(self, protocol: Protocol) -> None:
        """Load the reader, and read once so that loading is not measured."""
        self.protocol, self.reader = protocol, Reader()
        self.reading_ms: List[float] = []
        self.understanding_ms: List[float] = []
        self.turns_ms: List[float] = []
        self.reader.read("yes, for about three months", TODAY)

    def meaning(self, name: str, item: Optional[str], say: str) -> Tuple[Question, Meaning]:
        """What a sentence means in answer to a question."""
        question = question_of(self.protocol, name, item)
        return question, self.turn(say)(question, known_at(self.protocol, name, item), TODAY)

    def turn(self, say: str) -> Callable[..., Meaning]:
        """The function that a turn calls with its question (`conversation.talk.Heard`)."""
        start = perf_counter()
        reading = self.reader.read(say, TODAY)
        self.reading_ms.append((perf_counter() - start) * 1000)

        def in_context(question: Question, known: Any, today: Any) -> Meaning:
            begun = perf_counter()
            meaning = understand(question, reading, known, today)
            self.understanding_ms.append((perf_counter() - begun) * 1000)
            return meaning

        return in_context


def measure(listener: Listener, samples: SampleSet) -> Dict[str, Any]:
    """All figures of one set, with the lines that came out wrong under `lines`."""
    lines: List[Line] = []
    results = {"answers": _answers(listener, samples.answers, lines), "safety": _alarms(listener, samples, lines),
               "junk": _junk(listener, samples, lines), "patients": _patients(listener, samples.patients, lines)}
    answers, patients = results["answers"], results["patients"]
    results["safety"]["false_alarms"] = answers.pop("alarms") + results["junk"].pop("alarms") + patients.pop("alarms")
    results["safety"]["ordinary"] = answers["utterances"]["of"] + results["junk"]["of"] + patients["turns"]
    return {**results, "lines": lines}


def _answers(listener: Listener, answers: List[Answer], lines: List[Line]) -> Dict[str, Any]:
    scored: List[Tuple[Answer, Score]] = []
    for answer in answers:
        question, meaning = listener.meaning(answer.question, answer.item, answer.say)
        scored.append((answer, score(answer, question, meaning)))
    for answer, each in scored:
        if not each.right:
            lines.append({"kind": "answer", "id": answer.id, "question": answer.question, "item": answer.item,
                          "style": answer.style, "say": answer.say, "wanted": each.wanted.to_dict(),
                          "got": each.got.to_dict(), "flip": bool(each.flips), "exclusion": bool(each.exclusions)})
    return {
        "utterances": {"right": sum(each.right for _, each in scored), "of": len(scored),
                       "share": share(sum(each.right for _, each in scored), len(scored))},
        "by_style": table((answer.style, each.right) for answer, each in scored),
        "by_fact": table(fact for _, each in scored for fact in each.facts),
        "facts_by_style": table((answer.style, right) for answer, each in scored for _, right in each.facts),
        "flips": sum(bool(each.flips) for _, each in scored),
        "exclusions_not_said": sum(bool(each.exclusions) for _, each in scored),
        "alarms": sum(bool(each.got.alarm) for _, each in scored)}


def _alarms(listener: Listener, samples: SampleSet, lines: List[Line]) -> Dict[str, Any]:
    heard, kind_right = 0, 0
    for sample in samples.alarms:
        _, meaning = listener.meaning(sample.question, sample.item, sample.say)
        heard += bool(meaning.alarm)
        kind_right += meaning.alarm == sample.alarm
        if meaning.alarm != sample.alarm:
            lines.append({"kind": "alarm", "id": sample.id, "question": sample.question, "style": sample.style,
                          "say": sample.say, "wanted": sample.alarm, "got": meaning.alarm})
    return {"heard": heard, "of": len(samples.alarms), "recall": share(heard, len(samples.alarms)),
            "kind_right": kind_right}


def _junk(listener: Listener, samples: SampleSet, lines: List[Line]) -> Dict[str, Any]:
    taken, alarms = 0, 0
    for sample in samples.junk:
        question, meaning = listener.meaning(sample.question, sample.item, sample.say)
        outcome = understood(question, meaning)
        taken += outcome.takes_something
        alarms += bool(outcome.alarm)
        if outcome.takes_something or outcome.alarm:
            lines.append({"kind": "junk", "id": sample.id, "question": sample.question, "say": sample.say,
                          "wanted": "nothing", "got": outcome.to_dict()})
    return {"taken": taken, "of": len(samples.junk), "share": share(taken, len(samples.junk)), "alarms": alarms}


def _patients(listener: Listener, patients: List[Patient], lines: List[Line]) -> Dict[str, Any]:
    went: List[Tuple[Patient, Screening]] = [
        (patient, screen(listener.protocol, patient, listener.turn)) for patient in patients]
    for patient, screening in went:
        if screening.disposition != patient.disposition or screening.stuck:
            lines.append({"kind": "patient", "id": patient.id, "style": patient.style, "wanted": patient.disposition,
                          "got": "stuck" if screening.stuck else screening.disposition,
                          "differs": _differing(patient, screening),
                          "conversation": [f"{question}: {words}" for question, _, words in screening.lines]})
    for _, screening in went:
        listener.turns_ms += screening.turns_ms
    turns = [screening.turns for _, screening in went]
    right = [(patient, screening.disposition == patient.disposition) for patient, screening in went]
    return {
        "right": sum(ok for _, ok in right), "of": len(went), "share": share(sum(ok for _, ok in right), len(went)),
        "by_style": table((patient.style, ok) for patient, ok in right),
        "by_disposition": table((str(patient.disposition), ok) for patient, ok in right),
        "unsafe_passes": sum(screening.disposition == POTENTIALLY and not patient.may_pass
                             for patient, screening in went),
        "false_exclusions": sum(screening.disposition == NOT_ELIGIBLE != patient.disposition
                                for patient, screening in went),
        "stuck": sum(screening.stuck for _, screening in went),
        "turns": sum(turns), "turns_median": median(turns) if turns else None, "turns_most": max(turns, default=None),
        "alarms": sum(screening.alarms for _, screening in went)}


def _differing(patient: Patient, screening: Screening) -> Dict[str, Any]:
    """Facts that were stored otherwise than they are true."""
    stored = screening.answers
    return {fact: {"wanted": truth, "got": _short(stored[fact])} for fact, truth in patient.truth.items()
            if fact in stored and _short(stored[fact]) != _short(truth)}


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return sorted((str((entry["name"], entry.get("weeks"))) if isinstance(entry, dict) else entry)
                      for entry in value)
    return value
