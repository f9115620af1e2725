"""Medicines by every name they are given: look-alikes never cross, and ordinary words never match."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from prescreen.medicines import NOT_IMMUNE, STEROID, medicine_list
from understanding.medicine_names import medicines
from understanding.spellings import ORDINARY_WORDS
from understanding.text import plain, plain_words

HERE = Path(__file__).parent
LISTED = medicine_list()
KNOWN = list(LISTED.medicines.values())
ERRORS = YAML(typ="safe", pure=True).load((HERE / "misspelt_medicines.yml").read_text(encoding="utf-8"))
TOKEN = re.compile(r"n't|'\w+|\w+?(?=n't)|\w+|[^\w\s]")
PAIRS = [(one, other) for group in LISTED.look_alikes for one in group for other in group if one != other]


def found(text):
    return medicines(plain_words((match.group(), match.start()) for match in TOKEN.finditer(plain(text))))


def told(text):
    """Kind, name, and whether it needs no read-back, of every medicine in a text."""
    return [(each.kind, each.value, each.detail["exact"]) for each in found(text)]


def kind(generic):
    return {STEROID: "steroid", NOT_IMMUNE: "other_medicine"}.get(LISTED.klass(generic), "medicine")


def lines(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("medicine", KNOWN, ids=lambda each: each.generic)
def test_every_name_of_the_list_is_that_medicine_and_no_other(medicine):
    for name in medicine.exact_names:
        assert told(f"i take {name} now") == [(kind(medicine.generic), medicine.generic, True)], name


@pytest.mark.parametrize("medicine", [each for each in KNOWN if each.sounds_like or each.loosely],
                         ids=lambda each: each.generic)
def test_what_the_list_says_is_meant_is_that_medicine(medicine):
    for name in (*medicine.sounds_like, *medicine.loosely):
        assert [each[:2] for each in told(f"i take {name} now")] == [(kind(medicine.generic), medicine.generic)], name


def test_what_is_only_usually_meant_is_read_back():
    for text in ("my co fennel ate", "I'm your an", "the chemo pill", "hydroxy", "metotrexate"):
        assert [each[2] for each in told(text)] == [False], text


@pytest.mark.parametrize(("sort", "recall"), [("misspelt", 0.97), ("sounds_like", 0.90)])
def test_misspelt_and_misheard_names_are_found_and_never_taken_for_another(sort, recall):
    said = [(generic, spelling) for generic, spellings in ERRORS[sort].items() for spelling in spellings]
    got = {spelling: told(f"i take {spelling} for my lupus") for _, spelling in said}
    right = [spelling for generic, spelling in said if got[spelling] == [(kind(generic), generic, False)]]
    wrong = [(spelling, got[spelling]) for generic, spelling in said
             if any(each[1] != generic for each in got[spelling])]
    assert wrong == []
    assert len(right) / len(said) >= recall, [spelling for _, spelling in said if spelling not in right]


def test_there_are_enough_misspelt_and_misheard_names_and_the_list_holds_none_of_them():
    listed = {"".join(name.lower().split()) for each in KNOWN
              for name in (*each.exact_names, *each.sounds_like, *each.loosely)}
    for sort, least in (("misspelt", 150), ("sounds_like", 80)):
        spellings = [spelling for each in ERRORS[sort].values() for spelling in each]
        assert len(spellings) >= least
        assert not listed.intersection("".join(spelling.split()) for spelling in spellings)


@st.composite
def one_slip(draw):
    """A look-alike's name with one letter more, less, other or swapped, or broken in two; and its partner's name."""
    name, partner = draw(st.sampled_from(PAIRS))
    lower, place = name.lower(), draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    before, after = lower[:place], lower[place:]
    slip = draw(st.sampled_from([before + letter + after, before + after[1:], before + letter + after[1:],
                                 before + after[1:2] + after[:1] + after[2:], f"{before} {after}",
                                 f"{before}-{after}"]))
    return slip, name, partner


@given(one_slip())
def test_one_slip_in_a_look_alike_never_makes_it_its_partner(case):
    slip, name, partner = case
    if LISTED.generic_of(slip) not in (None, LISTED.generic_of(name)):
        return    # the slip spells another medicine letter for letter
    assert LISTED.generic_of(partner) not in [each[1] for each in told(f"i take {slip}")]


def test_a_look_alike_is_its_own_medicine():
    for one, other in PAIRS:
        assert [each[1] for each in told(f"{one} and {other}")] == [LISTED.generic_of(one), LISTED.generic_of(other)]


def test_ordinary_speech_names_no_medicine():
    sentences = lines(HERE / "ordinary_speech.txt")
    together = [f"{one} {other}" for one, other in zip(sentences, sentences[1:] + sentences[:1], strict=True)]
    backwards = [" ".join(reversed(sentence.split())) for sentence in sentences]
    texts = [*sentences, *together, *backwards, *lines(ORDINARY_WORDS)]
    assert len(texts) >= 2000
    assert [(text, told(text)) for text in texts if told(text)] == []


@pytest.mark.parametrize("text", ["present", "immune", "Sunday", "celebrate", "imagine", "humor", "arrive",
                                  "I am immune", "program", "larva", "lyrics", "my plaque", "novel", "stellar",
                                  "I'm your aunt"])
def test_ordinary_words_that_sound_like_a_medicine_are_none(text):
    assert found(text) == []


@pytest.mark.parametrize(("text", "names"), [
    ("plaquenil, cellcept and prednisone 10mg", ["hydroxychloroquine", "mycophenolate", "prednisone"]),
    ("CellCept which is mycophenolate", ["mycophenolate", "mycophenolate"]),
    ("imuran-plaquenil", ["azathioprine", "hydroxychloroquine"]),
    ("m t x and h c q", ["methotrexate", "hydroxychloroquine"]),
    ("MMF500", ["mycophenolate"]),
    ("hydroxee chloroquine", ["hydroxychloroquine"]),
    ("methyl prednisolone", ["methylprednisolone"]),
    ("restasis for my eyes, cyclosporine eye drops", ["cyclosporine eye drops", "cyclosporine eye drops"]),
    ("hydroxy seen", ["hydroxyzine"]),
    ("aza thro mycin", ["azithromycin"]),
    ("aza", ["azathioprine"]),
])
def test_several_medicines_and_several_spellings_are_told_apart(text, names):
    assert [each.value for each in found(text)] == names


def test_the_words_found_are_the_ones_that_name_it():
    (each,) = found("well I take solu-medrol every month")
    assert (each.first, each.last) == (2, 5)


@pytest.mark.parametrize(("text", "close"), [("methotrexat", True), ("azathioprin e", False), ("imurran", False)])
def test_one_slip_in_a_long_name_is_called_close(text, close):
    assert found(text)[0].detail.get("close", False) is close


@pytest.mark.parametrize(("text", "route"), [
    ("a cortisone shot in my knee", "joint"), ("kenalog shot in my shoulder joint", "joint"),
    ("a cortisone shot last year", "joint"), ("kenalog shot in the butt", "injection"), ("a steroid shot", "injection"),
    ("depo-medrol", "injection"), ("steroid cream", "cream"), ("hydrocortisone cream", "cream"), ("lidex", "cream"),
    ("prednisone eye drops", "eye"), ("flonase", "nasal"), ("steroid nose spray", "nasal"), ("qvar", "inhaler"),
    ("a steroid inhaler", "inhaler"), ("IV solumedrol", "drip"), ("solu-medrol", "drip"), ("pulse steroids", "drip"),
    ("prednisone 5 mg", "oral"), ("medrol dose pack", "oral"), ("steroids by mouth", "oral"), ("prednisone", None),
    ("prednisone for my knee pain", None),
])
def test_the_way_a_steroid_is_given_is_told_by_the_words_near_it(text, route):
    assert [each.detail["route"] for each in found(text)] == [route]


def test_each_steroid_keeps_its_own_way():
    assert [each.detail["route"] for each in found("prednisolone eye drops and prednisone pills")] == ["eye", "oral"]


@pytest.mark.parametrize("text", ["a biologic but I don't know the name", "I get an infusion every month", "chemo",
                                  "some kind of immunosuppressant", "immuno-suppressants", "some injection",
                                  "another pill I can't remember the name of"])
def test_a_medicine_that_the_patient_cannot_name_has_no_name(text):
    assert [(each.kind, each.value) for each in found(text)] == [("unnamed_medicine", None)]


@pytest.mark.parametrize(("text", "count"), [
    ("Benlysta, it's a biologic", 0), ("I had cytoxan chemo", 0), ("Benlysta infusions", 0),
    ("Benlysta and another infusion", 1), ("a biologic, some kind of infusion", 1),
    ("a biologic and another injection", 2),
])
def test_what_only_describes_a_medicine_is_not_another_one(text, count):
    assert sum(each.kind == "unnamed_medicine" for each in found(text)) == count
