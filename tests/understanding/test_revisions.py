"""An earlier answer that is put in question at another question, without being said anew, is asked for again."""

from __future__ import annotations

import pytest

from tests.understanding.heard import heard

KNOWN = {"glucocorticoids": "yes", "autoantibodies": ["anti-Sm"], "seizures": "no", "severe_nephritis": "no",
         "sle_diagnosis": "yes", "chronic_illness": "no"}


@pytest.mark.parametrize(("question", "say", "fact"), [
    ("psychosis", "no, but about the dialysis, I got that wrong", "severe_nephritis"),
    ("headache", "no. Earlier I said no seizures, though there was a funny turn once", "seizures"),
    ("pregnant_or_lactating", "no, and going back to the kidneys, my answer was off", "severe_nephritis"),
    ("headache", "none, though I'm not certain that the Smith was the positive one", "autoantibodies"),
])
def test_an_earlier_answer_put_in_question_is_asked_for_again(question, say, fact):
    assert heard(question, say, known=KNOWN).reopens == fact


@pytest.mark.parametrize(("question", "say"), [
    ("headache", "no"),
    ("headache", "no, actually my seizures started in 2014"),
    ("chronic_illness", "no, just the prednisone makes me gain weight"),
    ("headache_cause", "not sure, I may have been on too many steroids"),
    ("seizures", "wait, you mean seizures from lupus? never"),
    ("pregnant_or_lactating", "no, I said I had lupus but no children"),
])
def test_what_is_named_in_passing_or_said_anew_is_not_asked_for_again(question, say):
    assert heard(question, say, known=KNOWN).reopens is None
