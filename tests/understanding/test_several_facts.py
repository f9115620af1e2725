"""Several facts from one utterance, each in its place, and what is taken back in the middle of one."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from tests.understanding.heard import facts


@pytest.mark.parametrize(("question", "utterance", "told"), [
    ("age", "I'm a 44-year-old man with systemic lupus since 2009, on prednisone and Imuran",
     {"age": 44, "sle_diagnosis": "yes", "glucocorticoids": "yes", "immunosuppressants": ["azathioprine"]}),
    ("age", "thirty six i got systemic lupus my hands are bad every day and i take cellcept",
     {"age": 36, "sle_diagnosis": "yes", "active_symptoms": "yes", "immunosuppressants": ["mycophenolate"]}),
    ("sle_diagnosis", "yes, systemic, and my skin is still a mess even on the steroids they keep me on",
     {"sle_diagnosis": "yes", "active_symptoms": "yes", "glucocorticoids": "yes"}),
    ("sle_diagnosis", "yeah I have it but no symptoms right now", {"sle_diagnosis": "yes", "active_symptoms": "no"}),
    ("glucocorticoids", "no steroids only the plaquenil",
     {"glucocorticoids": "no", "immunosuppressants": ["hydroxychloroquine"]}),
    ("headache", "no, and I was wrong about the steroids, I did take some in the spring",
     {"headache": "no", "glucocorticoids": "yes"}),
])
def test_every_fact_told_is_taken(question: str, utterance: str, told: Dict[str, Any]) -> None:
    assert facts(question, utterance) == told


@pytest.mark.parametrize(("utterance", "names"), [
    ("Arava? no wait, Imuran", ["azathioprine"]),
    ("cellcept sorry I mean benlysta", ["belimumab"]),
    ("the next step would be Benlysta he said, but it's CellCept now", ["mycophenolate"]),
    ("plaquenil and, what's it called, tacrolimus", ["hydroxychloroquine", "tacrolimus"]),
])
def test_a_name_that_is_taken_back_or_only_thought_of_is_left_out(utterance: str, names: Any) -> None:
    assert facts("immunosuppressants", utterance)["immunosuppressants"] == names
