"""The age: a number, a birth year or date, or a refusal (I1)."""

from __future__ import annotations

from prescreen.answers import UNSURE
from understanding import ages, requests
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.utterance import Utterance

FACT = "age"
OLDEST = 120


def read(utterance: Utterance) -> Outcome:
    """Whole years; when a birth year leaves 17 and 18 open, it is asked back."""
    asked = utterance.question.fact == FACT
    told = utterance.of("age")
    found = told[-1] if told else None
    value, detail = (found.value, found.detail) if found else (None, {})
    if value is None and asked and not detail:
        bare = ages.bare_age(utterance.reading.words, utterance.today)
        value, detail = (bare.value, bare.detail) if bare else (None, {})
    if detail.get("open"):
        return Outcome(ask_back="age_birthday")
    if isinstance(value, int) and 0 <= value <= OLDEST:
        return answered(utterance.said(FACT, value, found))
    return _without_number(utterance, detail) if asked else NOTHING


def _without_number(utterance: Utterance, detail: object) -> Outcome:
    """Who gives no number is asked whether they are 18 or older."""
    if not utterance.asks("age"):
        return NOTHING
    stance = utterance.stance
    request = requests.find(utterance.reading)
    if detail or request is not None and request[0] == "skip" or (stance is not None and stance.value in ("no", UNSURE)):
        return Outcome(ask_back="age_adult")
    return NOTHING
