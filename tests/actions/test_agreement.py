"""What the patient was told, what stands in the log, and what the engine makes of the stored answers anew: the same."""

from __future__ import annotations

import random
from typing import Any, Dict, List

import pytest

from actions.desk import LogDesk
from prescreen.assessment import assess
from prescreen.log import ScreeningLog
from prescreen.log.records import without_person
from tests.conversation.calls import NO, NOON, PROTOCOL, UNSURE, YES, Call, medicine
from tests.prescreen.logs import Clock

NAMES = [("methotrexate", "conventional"), ("belimumab", "biologic"), ("tacrolimus", "calcineurin_inhibitor"),
         ("hydroxychloroquine", "antimalarial"), ("azathioprine", "conventional"), (None, None)]
OUTCOME = "utter_outcome_"


class Patient(Call):
    """A conversation that remembers every outcome it told."""

    def __init__(self, desk: LogDesk) -> None:
        """On a real log."""
        super().__init__(desk=desk)
        self.told: List[str] = []

    def say(self, *given: Any, **named: Any) -> "Call":
        """Say something, and remember the outcome that was told then."""
        super().say(*given, **named)
        self.told += [name[len(OUTCOME):] for name in self.said if name.startswith(OUTCOME)]
        return self


def answers(rng: random.Random) -> Dict[str, Any]:
    """Answers of somebody; most people's would let them go on."""
    drawn: Dict[str, Any] = {"age": rng.choice([16, 17, *range(18, 90)]), "weeks": rng.choice([4, 12, 52, "unsure"])}
    for fact in PROTOCOL.facts:
        form, detail = next(iter(fact.values.items()))
        if form == "one_of":
            better_no = "past" in detail or fact.name in ("headache", "chronic_illness", "pregnant_or_lactating")
            drawn[fact.name] = rng.choice([*["no" if better_no else "yes"] * 12, *detail])
        elif form == "positives_among":
            drawn[fact.name] = rng.choice([[rng.choice(detail)], detail[:2], "all_negative", "unsure"])
    drawn["headache_cause"] = rng.choice(["unrelated", "unsure", "lupus"])
    taken = rng.sample(NAMES, rng.randint(1, 4))
    ledger = [medicine(name, klass, rng.choice([None, 0, 11, 12, 80, "unsure"])) for name, klass in taken]
    drawn["immunosuppressants"] = rng.choice([ledger, ledger, ledger, "none", "unsure"])
    return drawn


def screened(log: ScreeningLog, seed: int) -> Patient:
    """A whole conversation of one generated patient."""
    rng = random.Random(seed)  # noqa: S311 (no secret)
    patient = Patient(LogDesk(log, PROTOCOL, clock=lambda: NOON))
    return patient.say().finish(contact=rng.choice([YES, NO]), confirm=rng.choice([YES, YES, YES, UNSURE]),
                                **answers(rng))


def agree(log: ScreeningLog, number: int) -> Dict[str, int]:
    """Screen people and compare; gives each disposition with how many came to it."""
    seen: Dict[str, int] = {}
    for seed in range(number):
        patient = screened(log, seed)
        kept = log.find(patient.state.reference or "") or log.records(limit=1)[0]
        confirmed = frozenset(name for name, fact in kept.facts.items() if fact["confirmed"])
        anew = assess(PROTOCOL, kept.answers, confirmed)
        payload = {"facts": {name: {"value": value} for name, value in patient.answers.items()}}
        if kept.disposition == "not_eligible":
            payload = without_person(payload)
        assert patient.told == [kept.disposition] == [anew.disposition.value], seed
        assert [dict(each) for each in kept.criteria] == [each.to_dict() for each in anew.criteria], seed
        asked = {fact.name for fact in PROTOCOL.facts} & set(patient.answers)
        assert {name: kept.answers[name] for name in asked} == {
            name: payload["facts"][name]["value"] for name in asked}, seed
        seen[kept.disposition] = seen.get(kept.disposition, 0) + 1
        assert log.count() == seed + 1, seed
    return seen


@pytest.fixture
def log(tmp_path):
    log = ScreeningLog(f"sqlite:///{tmp_path / 'log.sqlite'}", clock=Clock())
    log.prepare()
    yield log
    log.close()


def test_told_stored_and_computed_are_the_same_for_sixty_people(log):
    assert set(agree(log, 60)) == {"not_eligible", "needs_review", "rescreen_by_phone"}


@pytest.mark.acceptance
def test_told_stored_and_computed_are_the_same_for_a_thousand_people(log):
    assert set(agree(log, 1000)) == {"not_eligible", "needs_review", "rescreen_by_phone", "potentially_eligible"}
    assert log.check() == []
