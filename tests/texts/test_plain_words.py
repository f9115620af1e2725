"""Plain, calm and honest: short sentences, school grades 6 to 8, and nothing that a recruitment text may not say.

The grade is the Automated Readability Index: it counts letters, so it needs no dictionary to be fetched.
"""

from __future__ import annotations

import re
from typing import Callable, List

import textstat

from prescreen.wording import TELEPHONE
from tests.texts.approved import CODE, PROTOCOL, WORDING, Text, asked, everything, said

LONGEST_SENTENCE = 15
HIGHEST_GRADE = 8
# Names of medicines, antibodies and companies are long for a patient in any case, and so are these few words.
LONG_NAMES = re.compile(r"methotrexate|hydroxychloroquine|prednisone|CellCept|Benlysta|Plaquenil|anti-\w+"
                        r"|Descartes-08|NCT06038474|Cartesian Therapeutics|investigational|breastfeeding", re.I)
FORBIDDEN = re.compile(r"eligib|qualif|free treatment|new (treatment|drug|medicine|therapy)|cure|breakthrough|proven"
                       r"|guarantee|effective|will (help|benefit|improve)|(is|(?<!you )are) safe\b", re.IGNORECASE)
SEIZURE = re.compile(r"called a fit|or fit,|fits from")
EVERYTHING = everything()


def offenders(wrong: Callable[[Text], object]) -> List[str]:
    return sorted({f"{text.name}: {text.words}" for text in EVERYTHING if wrong(text)})


def test_a_sentence_has_at_most_fifteen_words():
    assert offenders(lambda text: max(len(sentence.split()) for sentence in text.sentences) > LONGEST_SENTENCE) == []


def test_an_eighth_grader_can_read_each_text():
    assert offenders(lambda text: _grade(text.words) > HIGHEST_GRADE) == []


def test_all_in_all_a_sixth_grader_can_read_them():
    assert textstat.automated_readability_index(" ".join(text.words for text in EVERYTHING)) <= 6


def _grade(words: str) -> float:
    return textstat.automated_readability_index(LONG_NAMES.sub("lupus", words))


def test_nothing_is_promised_or_claimed():
    assert offenders(lambda text: FORBIDDEN.search(text.words)) == []


def test_of_a_fit_only_may_is_said():
    spoken_of = [sentence for text in EVERYTHING for sentence in text.sentences
                 if re.search(r"\bfit\b", sentence) and not SEIZURE.search(sentence)]
    assert len(spoken_of) > 10
    assert [sentence for sentence in spoken_of if not re.search(r"\b(may|might|not)\b", sentence)] == []


def test_no_site_number_or_address_is_invented():
    known = re.compile(r"5550123456|NCT06038474|" + CODE)      # a number that nobody has, the listing's, a code
    address = re.compile(r"\d{4,}|\d{3}[-. ]\d{3,}|@|https?:|www\.")
    assert offenders(lambda text: address.search(known.sub("", text.words))) == []


def test_no_change_of_treatment_is_advised():
    advice = re.compile(r"(?<!do not )\b(stop|start|change|keep) (taking|your (medicine|treatment)|any treatment)")
    assert offenders(lambda text: advice.search(text.words)) == []


def test_the_opening_says_what_it_must_in_its_order():
    for channel in (None, TELEPHONE):
        for text in said(channel):
            if text.name == "utter_opening":
                first, *rest = text.sentences
                assert re.search("not taking new patients|looking for patients", first), text
                assert len(rest) == 3, text
                for said_there in ("automated, not a person", "no medical advice", "five minutes", "health questions",
                                   "may fit", "study team", "365 days", "skip or stop"):
                    assert said_there in " ".join(rest), (said_there, text)


def test_a_product_not_approved_is_called_investigational():
    for text in EVERYTHING:
        if "Descartes-08" in text.words:
            assert "investigational" in text.words, text


def test_why_take_part_says_both_halves():
    text = next(text for text in said(None) if text.name == "utter_faq_take_part")
    assert "may or may not help you" in text.words
    assert "help others" in text.words


def test_where_the_time_matters_it_is_said():
    for channel in (None, TELEPHONE):
        for text in asked(channel):
            if re.search("nephritis|cns_lupus|seizures|psychosis|brain_syndrome", text.name):
                assert re.search("last three months", text.words), text
            if re.search("glucocorticoids|immunosuppressants|more_medicines", text.name):
                assert "last two years" in text.words, text
            if re.search("ask_immunosuppressants|more_medicines", text.name):
                assert "ther than steroids" in text.words, text


def test_times_in_texts_are_those_of_the_protocol():
    settings = PROTOCOL.settings
    assert (settings["lately_months"], settings["look_back_months"]) == (3, 24), "texts say three months, two years"
    assert f"{settings['reference_valid_days']} days" in WORDING.phrase("utter_rescreen_how")
    assert f"{settings['retention_days_not_eligible']} days" in WORDING.phrase("utter_next_not_eligible")
    assert f"{settings['retention_days_not_eligible']} days" in WORDING.texts["utter_privacy"][0]["text"]
    assert f"{PROTOCOL.medicines_rule.weeks} weeks" in WORDING.phrase("utter_why_treatment_length")


def test_what_came_to_nothing_is_no_medical_judgement():
    assert "not a medical judgement" in WORDING.phrase("utter_outcome_not_eligible")
