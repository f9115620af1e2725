"""The simulated patient: understood rightly, every patient of the sets reaches the disposition of the label."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.samples import SETS, Patient, load
from benchmarks.simulator import MOST_TURNS, screen, with_classes
from prescreen.protocol import load as load_protocol
from understanding.meaning import Meaning, Said

PROTOCOL = load_protocol()
PATIENTS = [patient for name in SETS for patient in load(name).patients]
SOMEONE = load("development").patients[0]
MEDICINES = "immunosuppressants"


def always(meaning: Meaning):
    """A listener who takes the same from everything."""
    return lambda *_: lambda *_: meaning


def knows_the_truth(patient: Patient):
    """A listener who takes from each answer what is true, and nothing else."""
    truth = {**patient.truth, MEDICINES: with_classes(patient.truth.get(MEDICINES))}
    asked_to_delete = patient.disposition == "declined" and truth.get("consent") == "yes"
    read_back = {"yes": "yes", "no": "no", **patient.says.get("confirm", {})}

    def listen(words):
        def meaning(question, *_):
            if asked_to_delete and "delete" in words:
                return Meaning(request="stop_delete")
            if question.name == "confirm":
                return Meaning(reply="yes" if words == read_back["yes"] else "no")
            if question.name == "contact_permission":
                return Meaning(reply="no")
            if question.name == "treatment_length":
                return Meaning(reply="unsure")
            fact = {"more_medicines": MEDICINES}.get(question.name, question.fact)
            value = truth.get(fact)
            return Meaning(answers=(Said(fact, value, words),)) if value is not None else Meaning()

        return meaning

    return listen


@pytest.mark.parametrize("patient", PATIENTS, ids=lambda patient: patient.id)
def test_a_patient_who_is_understood_reaches_the_right_disposition(patient):
    screening = screen(PROTOCOL, patient, knows_the_truth(patient))
    assert not screening.stuck
    assert screening.disposition == patient.disposition


def test_a_patient_whom_nobody_understands_is_never_potentially_eligible():
    screening = screen(PROTOCOL, SOMEONE, always(Meaning()))
    assert (screening.disposition, screening.stuck) == ("declined", False)


def test_a_read_back_of_what_is_not_true_is_denied():
    def misheard(words):
        def meaning(question, *_):
            if question.name == "confirm":
                return Meaning(reply="no" if words == "no" else "yes")
            if question.name == "consent":
                return Meaning(reply="yes")
            return Meaning(answers=(Said("age", 15, words),) if question.name == "age" else ())

        return meaning

    screening = screen(PROTOCOL, replace(SOMEONE, says={}), misheard)
    assert screening.answers["age"] == "unsure"
    assert screening.disposition != "not_eligible"


def test_a_conversation_without_an_end_is_stuck():
    screening = screen(PROTOCOL, SOMEONE, always(Meaning(request="repeat")))
    assert screening.stuck
    assert screening.turns == MOST_TURNS


def test_a_patient_says_the_next_line_when_asked_again_and_then_is_not_sure():
    patient = replace(SOMEONE, says={"consent": ["what?", "say that again"]})
    screening = screen(PROTOCOL, patient, always(Meaning()))
    assert [words for _, _, words in screening.lines] == [patient.opening, "what?", "say that again", "yes"]
