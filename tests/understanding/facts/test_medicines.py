"""Medicines and their lengths: the right length goes to the right medicine, and nothing is taken that was not said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prescreen.medicines import medicine_list
from tests.understanding.facts.hearing import hear, removed, taken, value

MTX, AZA, MMF, HCQ, BEL = "methotrexate", "azathioprine", "mycophenolate", "hydroxychloroquine", "belimumab"
FACT = "immunosuppressants"
NAMES = sorted(
    each.generic
    for each in medicine_list().medicines.values()
    if each.klass in ("conventional", "biologic", "calcineurin_inhibitor", "antimalarial")
)
LENGTHS = {"two weeks": 2, "five months": 21, "eight months": 34, "a year": 52, "three years": 104}


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("methotrexate for two years and imuran for one", [(MTX, 104), (AZA, 52)]),
        ("I took CellCept for eight months, before that methotrexate for about a year", [(MMF, 34), (MTX, 52)]),
        ("six months on Imuran and two years of Plaquenil", [(AZA, 26), (HCQ, 104)]),
        ("methotrexate 2 years plaquenil 5 years imuran 4 months", [(MTX, 104), (HCQ, 104), (AZA, 17)]),
        ("12 years plaquenil, 4 months imuran", [(HCQ, 104), (AZA, 17)]),
        ("Plaquenil (12 years), Imuran (4 months)", [(HCQ, 104), (AZA, 17)]),
        ("4 months of imuran then 8 months of cellcept", [(AZA, 17), (MMF, 34)]),
        ("CellCept since 2023, methotrexate until 2022", [(MMF, 104), (MTX, 0)]),
        ("plaquenil for a year and imuran the same", [(HCQ, 52), (AZA, 52)]),
        ("prednisone for two years and methotrexate", [(MTX, None)]),
        ("methotrexate and prednisone for two years", [(MTX, None)]),
        ("imuran and cellcept for 2 yrs", [(AZA, None), (MMF, 104)]),
        ("mi did tek methotrexate fi six month an den dem gi mi cellcept", [(MTX, 26), (MMF, None)]),
        ("abeg I dey take methotrexate since two years, and that Plaquenil", [(MTX, 104), (HCQ, None)]),
        ("Doctor has started me on tab. azathioprine 50 mg since 6 months only", [(AZA, 26)]),
        ("tomo metotrexato, like since two years", [(MTX, 104)]),
    ],
)
def test_a_length_goes_to_the_medicine_that_it_was_said_of(say, wanted):
    assert taken(hear(FACT, say)) == wanted


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("I've been on both methotrexate and Plaquenil for three years", [(MTX, 104), (HCQ, 104)]),
        ("methotrexate and azathioprine, each for about a year", [(MTX, 52), (AZA, 52)]),
        ("methotrexate and benlysta. I've been on them for two years", [(MTX, 104), (BEL, 104)]),
        ("both Imuran and CellCept but only for a few weeks", [(AZA, "unsure"), (MMF, "unsure")]),
    ],
)
def test_both_and_each_give_every_medicine_the_length(say, wanted):
    assert taken(hear(FACT, say)) == wanted


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True), st.data())
def test_a_list_with_lengths_behind_the_names_is_taken_as_said(names, data):
    told = [data.draw(st.sampled_from(sorted(LENGTHS))) for _ in names]
    say = ", ".join(f"{name} for {length}" for name, length in zip(names, told, strict=True))
    assert taken(hear(FACT, say)) == [(name, LENGTHS[length]) for name, length in zip(names, told, strict=True)]


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True), st.data())
def test_a_list_with_lengths_before_the_names_is_taken_as_said(names, data):
    told = [data.draw(st.sampled_from(sorted(LENGTHS))) for _ in names]
    say = ", ".join(f"{length} of {name}" for name, length in zip(names, told, strict=True))
    assert taken(hear(FACT, say)) == [(name, LENGTHS[length]) for name, length in zip(names, told, strict=True)]


@pytest.mark.parametrize(
    "say",
    [
        "I had lupus for ten years and take methotrexate",
        "I take methotrexate, I've had lupus for 10 years",
        "methotrexate. I was diagnosed four years ago.",
        "methotrexate two times a day",
    ],
)
def test_a_length_of_something_else_is_no_length_of_the_medicine(say):
    assert taken(hear(FACT, say)) == [(MTX, None)]


@pytest.mark.parametrize(
    ("say", "name"),
    [
        ("I was on Rituxan in 2019", "rituximab"),
        ("back in 2015 I had Cytoxan, nothing since", "cyclophosphamide"),
        ("Imuran from 2018 to 2021", AZA),
        ("methotrexate but only before 2020", MTX),
    ],
)
def test_what_was_taken_only_before_the_24_months_has_no_weeks(say, name):
    assert taken(hear(FACT, say)) == [(name, 0)]


@pytest.mark.parametrize(
    "say", ["I started Plaquenil in 2015 and I'm still on it", "they put me on plaquenil five years ago"]
)
def test_what_began_before_the_24_months_and_goes_on_fills_them(say):
    assert taken(hear(FACT, say)) == [(HCQ, 104)]


@pytest.mark.parametrize(
    "say",
    [
        "my doctor mentioned Saphnelo but we haven't started it",
        "I was prescribed methotrexate but never filled it",
        "we are talking about starting rituximab next month",
        "I'm allergic to Plaquenil",
        "can't take methotrexate because of my liver",
        "the doctor said azathioprine might be next",
        "my dad had rituximab for his lymphoma",
        "does plaquenil count?",
        "I've got methotrexate at home but I don't take it",
        "they offered me Benlysta but insurance said no",
    ],
)
def test_what_was_only_offered_or_is_somebody_elses_is_not_taken(say):
    assert taken(hear(FACT, say)) == []


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("They offered me Benlysta but I never took it. I take CellCept.", [(MMF, None)]),
        ("my sister takes methotrexate, I take azathioprine", [(AZA, None)]),
        ("my doctor recommended methotrexate and I've been on it for three years", [(MTX, 104)]),
        ("I've never taken methotrexate or imuran, only Plaquenil", [(HCQ, None)]),
        ("I never miss my methotrexate", [(MTX, None)]),
        ("no longer on Imuran", [(AZA, None)]),
        ("she takes cellcept twice a day", [(MMF, None)]),
        ("azathioprine (imuran)", [(AZA, None)]),
        ("azathioprine, that's imuran, for 7 months", [(AZA, 30)]),
        ("not Imuran, I said Lupkynis", [("voclosporin", None)]),
    ],
)
def test_what_the_patient_takes_is_told_from_what_not(say, wanted):
    assert taken(hear(FACT, say)) == wanted


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("either methotrexate or imuran, can't remember which", [(None, None)]),
        ("methotrexate and another one I forget the name of", [(MTX, None), (None, None)]),
        ("there's a pill, I can't remember the name", [(None, None)]),
        ("something for my immune system but I don't know the name", [(None, None)]),
        ("methotrexate injections weekly and belimumab infusions monthly", [(MTX, None), (BEL, None)]),
    ],
)
def test_a_medicine_without_a_name_is_one_entry(say, wanted):
    assert taken(hear(FACT, say)) == wanted


@pytest.mark.parametrize(
    "say",
    [
        "I don't remember what they're called",
        "i dunno theres like 3 of them",
        "not sure",
        "I take two different pills and I don't know what they're called",
    ],
)
def test_names_that_nobody_remembers_are_unsure(say):
    assert value(hear(FACT, say), FACT) == "unsure"


@pytest.mark.parametrize(
    "say",
    [
        "none",
        "metformin",
        "only prednisone",
        "lisinopril and gabapentin and that's all",
        "I do not take immunosuppressants",
        "no but my rheumatologist wants me to start Benlysta",
        "I haven't taken any for five years",
        "no others",
    ],
)
def test_no_such_medicine_is_none(say):
    assert value(hear(FACT, say), FACT) == "none"


@pytest.mark.parametrize("say", ["I haven't taken any for two weeks", "not methotrexate", "yes", "yes several"])
def test_what_leaves_the_medicines_open_is_asked_again(say):
    assert not hear(FACT, say).answers


def test_a_doubtful_name_keeps_its_weeks():
    assert hear(FACT, "methatrexate for eight months").doubtful[0]["weeks"] == 34


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("eight months, and the CellCept I've had for two years", {BEL: 34, MMF: 104}),
        ("about a year, wait, did I mention the Imuran? that was four months", {BEL: 52, AZA: 17}),
        ("I've been on CellCept for two years but this one only eight weeks", {BEL: 8, MMF: 104}),
        ("I took it with prednisone for a year", {BEL: 52}),
        ("six months then stopped then another three months", {BEL: 39}),
        ("2 months no wait 3 months", {BEL: 13}),
        ("3 years ago only", {BEL: 0}),
        ("I started it two years ago", {BEL: 104}),
        ("the whole two years", {BEL: 104}),
        ("just the once", {BEL: "unsure"}),
        ("I had two infusions in January", {BEL: "unsure"}),
        ("on and off for a year", {BEL: "unsure"}),
        ("not sure", {BEL: "unsure"}),
        ("no I meant azathioprine, for a year", {AZA: 52}),
        ("8", {BEL: 8}),
    ],
)
def test_a_length_asked_for_is_that_medicines_and_others_keep_theirs(say, wanted):
    assert dict(taken(hear("treatment_length", say, BEL))) == wanted


@pytest.mark.parametrize(
    "say",
    ["I've had lupus for ten years", "once a week", "two times a day", "10 mg a week", "yes", "no", "still on it"],
)
def test_what_tells_no_length_is_asked_again(say):
    assert taken(hear("treatment_length", say, MTX)) == []


def test_as_long_as_another_has_its_weeks():
    known = {FACT: [{"name": HCQ, "class": "antimalarial", "weeks": 52}, {"name": MTX, "class": "conventional"}]}
    assert (MTX, 52) in taken(hear("treatment_length", "same as the plaquenil", MTX, known))


def test_a_medicine_never_taken_after_all_is_removed():
    assert removed(hear("treatment_length", "oh I never started that, insurance said no", BEL)) == [BEL]
    known = {FACT: [{"name": MTX, "class": "conventional", "weeks": 30}]}
    assert removed(
        hear("chronic_illness", "no and actually i made a mistake i never took methotrexate", None, known)
    ) == [MTX]


@pytest.mark.parametrize(
    ("say", "reply", "wanted"),
    [
        ("no, methotrexate", "no", [(MTX, None)]),
        ("yes, for two years", "yes", [(MMF, 104)]),
        ("no it's called Imuran and I take it for a year", "no", [(AZA, 52)]),
        ("no I never took that", "no", []),
    ],
)
def test_a_name_read_back_is_confirmed_or_corrected(say, reply, wanted):
    meaning = hear("confirm_medicine", say, MMF)
    assert (meaning.reply, taken(meaning)) == (reply, wanted)


@pytest.mark.parametrize(
    ("question", "say", "wanted"),
    [
        ("age", "34 and I'm on Imuran", [(AZA, None)]),
        ("active_symptoms", "yes, despite two years of CellCept", [(MMF, 104)]),
        ("headache", "no, but I take Imuran and it makes me tired", [(AZA, None)]),
        ("sle_diagnosis", "yes, my sister takes Imuran", []),
    ],
)
def test_medicines_volunteered_are_taken_when_they_are_the_patients(question, say, wanted):
    assert taken(hear(question, say)) == wanted


@pytest.mark.parametrize(("say", "wanted"), [
    ("MTX 5 months, LEF 8 months", [(MTX, 21), ("leflunomide", 34)]),
    ("plaquenil 200 a day and cellcept for 8 months", [(HCQ, None), (MMF, 34)]),
    ("arava for a few months way back in 2018", [("leflunomide", 0)]),
    ("I forget the name, it's a small pill for my immune system", [(None, None)]),
    ("cellcept for 8 months, imuran for a year before that", [(MMF, 34), (AZA, 52)]),
    ("azathioprine for two solid years, and since May Benlysta", [(AZA, 104), (BEL, 25)]),
    ("no pills, just the methotrexate and the benlysta, on both for a year", [(MTX, 52), (BEL, 52)]),
])
def test_lengths_beside_each_other_keep_to_their_own(say, wanted):
    assert taken(hear(FACT, say)) == wanted


@pytest.mark.parametrize("say", [
    "that's the entire list", "just my cholesterol pill", "only vitamins", "that pretty much covers it"])
def test_what_is_for_something_else_is_no_other_medicine(say):
    meaning = hear("more_medicines", say)
    assert (value(meaning, FACT) or meaning.reply) in ("none", "no")


@pytest.mark.parametrize("say", ["close to a year", "right close to twelve months"])
def test_close_to_a_length_is_no_order_to_close(say):
    assert taken(hear("treatment_length", say, item=MTX)) == [(MTX, 44)]


def test_since_something_happened_and_when_that_was_is_a_length():
    meaning = hear("treatment_length", "since we moved house, that was in May", item=MTX)
    assert taken(meaning) == [(MTX, 25)]


def test_the_name_that_was_read_back_said_again_is_only_a_yes():
    meaning = hear("confirm_medicine", "yep, the cellcept", item=MMF)
    assert (meaning.reply, meaning.answers) == ("yes", ())


@pytest.mark.parametrize("say", ["three months, could be a bit less", "began two years ago and quit the same week"])
def test_a_length_that_may_be_shorter_is_not_sure(say):
    (said,) = hear("treatment_length", say, "tacrolimus", {"immunosuppressants": [{"name": "tacrolimus"}]}).answers
    assert "unsure" in str(said.value)


@pytest.mark.parametrize("words", ["switched to CellCept 5 months ago", "then he switched me to CellCept 5 months ago"])
def test_what_one_switches_to_begins_then(words):
    (entry,) = value(hear("immunosuppressants", words), "immunosuppressants")
    assert (entry["name"], entry["weeks"]) == ("mycophenolate", 21)
