"""Antibodies: every result goes to the antibody that it was said of, and only all four negative are that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.facts.hearing import hear, value
from tests.understanding.heard import facts

FACT, WHICH, NEGATIVE = "autoantibodies", "autoantibodies_which", "autoantibodies_negative"
DNA, SM, HISTONE, CHROMATIN = FOUR = ("anti-dsDNA", "anti-Sm", "anti-histone", "anti-chromatin")
SPOKEN = {DNA: "the DNA one", SM: "the Smith", HISTONE: "histone", CHROMATIN: "anti chromatin"}


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("antichromatin positive dsdna negative", [CHROMATIN]),
        ("Smith 4.2 H, dsDNA normal", [SM]),
        ("positive for smith dna was negative", [SM]),
        ("I tested positive for the smith and negative for dna", [SM]),
        ("the DNA one came back positive and the smith too", [DNA, SM]),
        ("dsDNA and Smith positive, the other two negative", [DNA, SM]),
        ("double strand positive smith positive histone negative chromatin never done", [DNA, SM]),
        ("not sure about the dna but smith is positive", [SM]),
        ("everything was negative except the dsDNA", [DNA]),
        ("all positive except Smith", [DNA, HISTONE, CHROMATIN]),
        ("dsDNA positive, not Smith", [DNA]),
        ("high double stranded dna", [DNA]),
        ("dsDNA 1:80", [DNA]),
        ("RNP and smith", [SM]),
        ("only smith", [SM]),
        ("na the DNA one positive, the rest I no know", [DNA]),
        ("di DNA one come back high", [DNA]),
        ("Anti ds DNA is strongly positive, remaining are negative", [DNA]),
        ("the first two", [DNA, SM]),
    ],
)
def test_the_positive_ones_are_taken_in_any_order(say, wanted):
    assert value(hear(FACT, say), FACT) == wanted


@given(st.permutations(FOUR), st.lists(st.booleans(), min_size=4, max_size=4), st.booleans())
def test_four_results_in_any_order(order, results, before):
    forms = [
        f"{'positive' if result else 'negative'} for {SPOKEN[name]}"
        if before
        else f"{SPOKEN[name]} {'positive' if result else 'negative'}"
        for name, result in zip(order, results, strict=True)
    ]
    positive = [name for name in FOUR if dict(zip(order, results, strict=True))[name]]
    assert value(hear(FACT, ", ".join(forms)), FACT) == (positive or "all_negative")


@pytest.mark.parametrize(
    "say",
    [
        "all four came back negative",
        "none of them were positive",
        "all negative except ANA",
        "dsDNA, Sm, histone and chromatin all negative",
        "no, they were all negative",
    ],
)
def test_all_four_negative(say):
    assert value(hear(FACT, say), FACT) == "all_negative"


@pytest.mark.parametrize(
    "say",
    [
        "both negative",
        "dsDNA negative",
        "anti histone negative, rest unknown",
        "ANA, Ro and La are positive",
        "Sm/RNP",
        "I think they were all negative",
        "all four negative as far as I know",
        "never tested",
        "dsDNA borderline",
        "dsDNA 45",
        "my dsDNA was positive but now it's negative",
        "my mum was positive for dsDNA, mine I don't know",
        "neither dsDNA nor Smith",
        "my doctor never told me",
        "smooth muscle antibody positive",
    ],
)
def test_what_leaves_one_of_the_four_open_is_unsure(say):
    assert value(hear(FACT, say), FACT) == "unsure"


@pytest.mark.parametrize(
    ("say", "asked"),
    [
        ("negative", NEGATIVE),
        ("none", NEGATIVE),
        ("no", NEGATIVE),
        ("I don't think any were positive", NEGATIVE),
        ("yes", WHICH),
        ("positive", WHICH),
        ("at least one was", WHICH),
        ("not all of them were negative", WHICH),
    ],
)
def test_a_bare_answer_is_asked_back(say, asked):
    meaning = hear(FACT, say)
    assert (meaning.ask_back, meaning.answers) == (asked, ())


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("all of them", list(FOUR)),
        ("the second one", [SM]),
        ("1 and 3", [DNA, HISTONE]),
        ("the last one", [CHROMATIN]),
        ("no not smith, the dna", [DNA]),
        ("smith i guess", [SM]),
        ("both DNA and smith", [DNA, SM]),
        ("ANA", "unsure"),
        ("not the smith", "unsure"),
        ("couldn't tell you", "unsure"),
    ],
)
def test_which_were_positive(say, wanted):
    assert value(hear(WHICH, say), FACT) == wanted


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("yes all four tested, all negative", "all_negative"),
        ("negative", "all_negative"),
        ("yes", "all_negative"),
        ("only two of them were tested", "unsure"),
        ("i dont think they tested all", "unsure"),
        ("not all", "unsure"),
        ("no", "unsure"),
        ("dna and smith were negative", "unsure"),
        ("all but one", "unsure"),
        ("they never tested the histone", "unsure"),
    ],
)
def test_whether_all_four_were_tested_and_negative(say, wanted):
    assert value(hear(NEGATIVE, say), FACT) == wanted


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("yes, and my anti-dsDNA is positive and so is the Smith", [DNA, SM]),
        ("yes my ANA and dsDNA came back positive", [DNA]),
        ("yes, they tested for dsDNA but it was negative", None),
        ("Mr Smith told me", None),
    ],
)
def test_a_positive_one_volunteered_is_taken(say, wanted):
    assert value(hear("sle_diagnosis", say), FACT) == wanted


@pytest.mark.parametrize(("say", "wanted"), [
    ("all four", list(FOUR)), ("all of the ones you named", list(FOUR)),
    ("dsDNA 90 IU high, smith normal", [DNA]), ("yes the smith one, no to histone", [SM]),
    ("never had any of those tests", "unsure"), ("nobody ever told me them", "unsure"),
    ("dsDNA+ and chromatin+", [DNA, CHROMATIN]),
    ("histone yes smith no", [HISTONE]), ("never saw any report", "unsure"),
    ("positive for dna and chromatin, not sure about the rest", [DNA, CHROMATIN]),
    ("all came back normal", "all_negative"),
    ("yes to the smith, no to dna", [SM]),
])
def test_results_in_few_words(say, wanted):
    assert value(hear(FACT, say), FACT) == wanted


@pytest.mark.parametrize(
    "say",
    [
        "positive for the Smith or maybe RNP",
        "the DNA was raised a bit, the lab wrote inconclusive",
        "one hospital said Smith positive, another one negative",
        "it was the Smith/RNP",
        "false positive for dna I was told",
        "they looked for Smith",
    ],
)
def test_a_positive_that_is_doubted_in_the_same_breath_is_not_sure(say):
    assert value(hear(FACT, say), FACT) == "unsure"


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("no. Sorry, the DNA was actually negative, I misread it", "unsure"),
        ("nope, but the Smith came back negative after all", [DNA]),
        ("no, and the histone was negative", None),
    ],
)
def test_a_positive_one_may_be_taken_back_at_another_question(say, wanted):
    known = {FACT: [DNA] if wanted != [DNA] else [DNA, SM]}
    assert value(hear("headache", say, known=known), FACT) == wanted


@pytest.mark.parametrize("words", ["what is dsdna", "what's smith", "what does anti-histone mean", "define histone"])
def test_asking_what_an_antibody_is_makes_it_not_positive(words: str) -> None:
    assert facts("autoantibodies", words) == {}
