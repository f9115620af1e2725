"""Rasa takes any one of the variants that fit best, at random: there is always exactly one."""

from __future__ import annotations

import pytest
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain

from prescreen.wording import FOLDER, SITUATIONS, TELEPHONE
from tests.texts.approved import GIVEN, PHRASES, WORDING

UNKNOWN = [{}, {"tries": 2}, {"recruitment_status": None, "tries": 1}]


@pytest.fixture(scope="module")
def responses():
    """The texts as Rasa reads them, and as they come back from a trained model."""
    domain = Domain.load([str(path) for path in sorted(FOLDER.glob("*.yml"))])
    return Domain.from_yaml(domain.as_yaml()).responses


def test_rasa_reads_all_texts(responses):
    assert set(responses) == set(WORDING.texts)


@pytest.mark.parametrize("channel", ["web", TELEPHONE])
def test_rasa_has_exactly_one_best_text(responses, channel):
    choose = ResponseVariationFilter(responses).responses_for_utter_action
    for name in responses:
        for slots in [*SITUATIONS, *UNKNOWN]:
            chosen = [variant["text"] for variant in choose(name, channel, slots)]
            ours = [variant["text"] for variant in WORDING.variants(name, channel, slots)]
            assert chosen == ours, (name, channel, slots)
            assert len(chosen) == 1, (name, channel, slots)


@pytest.mark.parametrize("channel", ["web", TELEPHONE])
def test_rasa_fills_every_brace(responses, channel):
    speak = TemplatedNaturalLanguageGenerator(responses).generate_from_slots
    for name in set(responses) - set(PHRASES):
        for slots in SITUATIONS:
            text = speak(name, slots, channel, **GIVEN)["text"]
            assert "{" not in text, text
            assert "None" not in text, text


def test_each_recruitment_status_has_its_own_texts():
    for name in ("utter_opening", "utter_ask_contact_permission", "utter_trial_recruiting", "utter_contact_kept",
                 "utter_trial_steps", "utter_next_potentially_eligible", "utter_next_needs_review",
                 "utter_next_rescreen_by_phone"):
        for channel in (None, TELEPHONE):
            texts = {WORDING.variants(name, channel, {"recruitment_status": status})[0]["text"]
                     for status in ("recruiting", "not_recruiting")}
            assert len(texts) == 2, name
