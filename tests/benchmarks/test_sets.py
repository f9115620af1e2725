"""Both sets: well-formed, large enough, apart from each other and from the training data."""

from __future__ import annotations

import pytest

from benchmarks.samples import SETS, SampleError, load
from benchmarks.simulator import with_classes
from benchmarks.wellformed import plain, problems, sentences, training_sentences
from prescreen.assessment import Disposition, assess
from prescreen.protocol import load as load_protocol

PROTOCOL = load_protocol()
BOTH = {name: load(name) for name in SETS}
PATIENTS = [patient for samples in BOTH.values() for patient in samples.patients]


@pytest.mark.parametrize("name", SETS)
def test_every_label_is_one_that_its_question_can_have(name):
    assert problems(BOTH[name], PROTOCOL) == []


def test_no_sentence_stands_in_both_sets():
    assert sentences(BOTH["development"]) & sentences(BOTH["sealed"]) == set()


@pytest.mark.parametrize("name", SETS)
def test_no_sentence_stands_in_the_training_data(name):
    assert sentences(BOTH[name]) & training_sentences() == set()


def test_the_sets_are_large_enough():
    assert sum(len(samples.answers) for samples in BOTH.values()) >= 1_500
    assert len(PATIENTS) >= 60
    assert all(len(samples.alarms) >= 120 and len(samples.junk) >= 100 for samples in BOTH.values())


@pytest.mark.parametrize("patient", PATIENTS, ids=lambda patient: patient.id)
def test_a_patients_disposition_follows_from_what_is_true(patient):
    truth = dict(patient.truth)
    if patient.disposition == Disposition.DECLINED.value and truth["consent"] == "yes":
        assert "delete" in str(patient.says), "whoever agreed is only declined by stopping for good"
        return
    if "immunosuppressants" in truth:
        truth["immunosuppressants"] = with_classes(truth["immunosuppressants"])
    assert assess(PROTOCOL, truth, set(truth)).disposition.value == patient.disposition
    assert patient.may_pass == (patient.disposition == Disposition.POTENTIALLY_ELIGIBLE.value)


def test_every_disposition_has_patients_in_every_set():
    for samples in BOTH.values():
        assert {patient.disposition for patient in samples.patients} >= {each.value for each in Disposition}


def test_a_line_that_is_no_label_is_named_with_its_place(tmp_path):
    (tmp_path / "x").mkdir()
    lines = '{"id": "1", "question": "age", "say": "moo"}\n{"id": "2", "says": ""}\n'
    (tmp_path / "x" / "junk.jsonl").write_text(lines)
    with pytest.raises(SampleError, match=r"junk.jsonl, line 2: there is no field says"):
        load("x", tmp_path)


def test_case_and_punctuation_do_not_make_another_sentence():
    assert plain("No, I DON'T think so!") == plain("no i dont think so")
