"""The list of medicines: a name is one medicine, classes are the criteria's, mistakes are told in a clear sentence."""

import pytest

from prescreen.medicines import (
    NOT_IMMUNE,
    STEROID,
    KnownMedicine,
    MedicineList,
    key,
    medicine_list,
    problems,
)
from prescreen.protocol import ProtocolError, load

LISTED = medicine_list()

# DOMAIN section 4, as a clinician would read it out.
CLASSES = {
    "conventional": {"methotrexate": ["Trexall", "Otrexup", "Rasuvo", "Rheumatrex", "Xatmep", "MTX"],
                     "azathioprine": ["Imuran", "Azasan", "AZA"],
                     "mycophenolate": ["CellCept", "Myfortic", "MMF", "mycophenolic acid"],
                     "cyclophosphamide": ["Cytoxan"], "leflunomide": ["Arava"], "sirolimus": ["Rapamune"]},
    "calcineurin_inhibitor": {"cyclosporine": ["Neoral", "Sandimmune", "Gengraf", "ciclosporin"],
                              "tacrolimus": ["Prograf", "Astagraf", "Envarsus"], "voclosporin": ["Lupkynis"]},
    "biologic": {"belimumab": ["Benlysta"], "anifrolumab": ["Saphnelo"],
                 "rituximab": ["Rituxan", "Truxima", "Ruxience", "Riabni"], "obinutuzumab": ["Gazyva"],
                 "telitacicept": []},
    "antimalarial": {"hydroxychloroquine": ["Plaquenil", "HCQ", "malaria pill"], "chloroquine": [], "quinacrine": []},
    "other_open": {"baricitinib": ["Olumiant"], "tofacitinib": ["Xeljanz"], "upadacitinib": ["Rinvoq"],
                   "abatacept": ["Orencia"], "tocilizumab": ["Actemra"], "deucravacitinib": ["Sotyktu"],
                   "bortezomib": [], "IVIG": [], "dapsone": [], "thalidomide": [], "lenalidomide": []},
    STEROID: {"prednisone": ["Rayos", "Deltasone"], "prednisolone": ["Orapred", "Millipred"],
              "methylprednisolone": ["Medrol", "Solu-Medrol", "Depo-Medrol"], "dexamethasone": ["Decadron", "Hemady"],
              "hydrocortisone": ["Cortef"], "cortisone": [], "betamethasone": ["Celestone"],
              "triamcinolone": ["Kenalog"], "deflazacort": ["Emflaza"]},
    NOT_IMMUNE: {"fludrocortisone": [], "ibuprofen": ["Advil"], "warfarin": [], "lisinopril": [], "vitamin D": [],
                 "amoxicillin": [], "sertraline": ["Zoloft"], "azithromycin": [], "metformin": []},
}
NAMES = [(klass, generic, name) for klass, medicines in CLASSES.items() for generic, names in medicines.items()
         for name in (generic, *names)]


@pytest.mark.parametrize(("klass", "generic", "name"), NAMES)
def test_every_medicine_of_lupus_care_is_known_by_its_names_and_class(klass, generic, name):
    assert LISTED.generic_of(name) == generic
    assert LISTED.klass(generic) == klass


def test_case_spaces_and_hyphens_do_not_make_another_medicine():
    assert LISTED.generic_of("SOLU MEDROL") == LISTED.generic_of("solumedrol") == "methylprednisolone"
    assert LISTED.generic_of("cell-cept") == "mycophenolate"


def test_the_best_known_brand_is_read_back():
    assert LISTED.names("mycophenolate")[0] == "CellCept"
    assert LISTED.names("hydroxychloroquine")[0] == "Plaquenil"
    assert LISTED.names("telitacicept") == []


def test_what_is_not_listed_is_not_guessed():
    assert LISTED.generic_of("metotrexate") is None
    assert LISTED.klass("metotrexate") is None
    assert LISTED.names("metotrexate") == []


def test_every_class_of_the_criteria_has_medicines():
    rule = load().medicines_rule
    used = {each.klass for each in LISTED.medicines.values()}
    assert {*rule.classes, *rule.open_classes} <= used


def test_the_list_in_use_has_no_problems():
    assert problems() == []


def a_list(*medicines, **parts):
    return MedicineList({each.generic: each for each in medicines}, **parts)


@pytest.mark.parametrize(("listed", "sentence"), [
    (a_list(KnownMedicine("methotrexate", "conventional", ("Trexall",)),
            KnownMedicine("azathioprine", "conventional", ("TREX-ALL",))),
     "medicine azathioprine: `TREX-ALL` is a name of methotrexate too; keep it at one of them"),
    (a_list(KnownMedicine("methotrexate", "old_school")), "medicine methotrexate: class `old_school` is not known"),
    (a_list(KnownMedicine("methotrexate", "conventional", ("",))), "medicine methotrexate: a name is empty; remove it"),
    (a_list(KnownMedicine("methotrexate", "conventional", forms=("smoke",))), "form `smoke` is not known"),
    (a_list(KnownMedicine("prednisone", STEROID, routes={"rayos": "ear"})), "route `ear` is not known"),
    (a_list(KnownMedicine("methotrexate", "conventional"), look_alikes=(("methotrexate", "metformin"),)),
     "look-alike metformin: no medicine of the list has this name"),
    (a_list(KnownMedicine("methotrexate", "conventional", ("Trexall",)), look_alikes=(("methotrexate", "Trexall"),)),
     "name at least two different medicines"),
    (a_list(KnownMedicine("methotrexate", "conventional"), unnamed=("methotrexate",)),
     "unnamed: `methotrexate` is a name of methotrexate"),
    (a_list(KnownMedicine("prednisone", STEROID), route_words={"drop": "ear"}), "route_words: route `ear`"),
])
def test_a_list_that_makes_no_sense_is_told_so(listed, sentence):
    assert any(sentence in problem for problem in problems(listed)), problems(listed)


@pytest.mark.parametrize(("text", "sentence"), [
    ("immune: {methotrexate: {brands: [Trexall]}}", "medicine methotrexate: `class` is missing; add it"),
    ("immune: {methotrexate: {class: conventional, brand: [Trexall]}}", "medicine methotrexate: `brand` is not known"),
    ("immune: {methotrexate: {class: conventional, brands: Trexall}}", "`Trexall` is not a list of names"),
    ("immune: {prednisone: {class: conventional}}\nsteroids: {prednisone: {}}", "medicine prednisone: it stands twice"),
    ("immune: {methotrexate: {class: conventional}}\nmore: {}", "`more` is not a part of this file"),
    ("immune: {methotrexate: {class: conventional}}\nnot_immune: {pain: [aspirin]}", "an entry has the wrong form"),
    ("immune: {methotrexate: {class: [", "this is not valid YAML"),
    ("", "there are no medicines under `immune:`"),
])
def test_a_list_that_cannot_be_read_says_where_and_what_to_do(tmp_path, text, sentence):
    path = tmp_path / "medicines.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProtocolError, match=r"medicines\.yml") as error:
        medicine_list(path)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_list_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(ProtocolError, match="cannot be read"):
        medicine_list(tmp_path / "medicines.yml")


def test_the_key_of_a_name_keeps_letters_and_digits():
    assert key("Cortizone-10 ") == "cortizone10"
