"""Records to export: one of each disposition, with everything that a record can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List

from hypothesis import strategies as st

from prescreen.assessment import assess
from prescreen.log import AttemptRecord, ScreeningLog
from tests.prescreen.logs import Clock, attempt, excluded, half_way, other_key
from tests.prescreen.people import PROTOCOL, answer_sets, confirmations, medicine

CONTACT = {"name": "Ann Lee", "phone": "+1 555 0100", "time": "mornings"}
ATTEMPTS = {
    "potentially_eligible": replace(attempt(), contact=CONTACT),
    "needs_review": replace(attempt(
        key=other_key(1), age="adult", autoantibodies="unsure", immunosuppressants=[
            dict(medicine(weeks="unsure"), words="the yellow pill", ongoing=True), medicine(None, None, None)]),
        contact={"name": "Bo", "phone": None, "time": None}),
    "rescreen_by_phone": replace(attempt(key=other_key(2), headache="yes", headache_cause="unrelated"), channel="web"),
    "not_eligible": excluded(other_key(3)),
    "incomplete": half_way("headache", other_key(4), headache=None, immunosuppressants="none"),
}
HOSTILE = ["=HYPERLINK(A1)", "'quoted", "\0 nul \x1b[2J",
           "\ud800 half a pair", "émigré 🙂", " \t ", "two\nlines, \"so\"", "@x"]


def record_of(given: AttemptRecord) -> Dict[str, Any]:
    """What the log makes of an attempt."""
    log = ScreeningLog("sqlite://", clock=Clock())
    log.prepare()
    record = log.find(log.record(given).reference).to_record()
    log.close()
    return record


def with_words(words: str) -> AttemptRecord:
    """An attempt of somebody who says the same words to every question, and as a name."""
    given = attempt()
    facts = {name: {**fact, "words": words} for name, fact in given.facts.items()}
    return replace(given, facts=facts, contact={"name": words, "phone": words, "time": words})


def _screened(drawn: Any) -> AttemptRecord:
    answers, confirmed = drawn
    assessment = assess(PROTOCOL, answers, confirmed)
    return replace(attempt(), disposition=assessment.disposition.value,
                   facts={name: {"value": value, "words": f"{name}?", "confirmed": name in confirmed}
                          for name, value in answers.items()},
                   criteria=[result.to_dict() for result in assessment.criteria])


screenings = st.tuples(answer_sets, confirmations).map(_screened)
EVERY_RECORD: List[Dict[str, Any]] = [record_of(each) for each in ATTEMPTS.values()]
