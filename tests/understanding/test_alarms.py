"""Alarms: a danger is found in all its phrasings, and a way of speaking is none.

The sentences under `tables/` were written as patients would say them, before the cues were.
"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from understanding import alarms, requests
from understanding.reader import Reader

TABLES = Path(__file__).parent / "tables"
TODAY = date(2026, 11, 24)
READER = Reader()


def table(name):
    return YAML(typ="safe").load((TABLES / f"{name}.yml").read_text("utf-8"))


ROUNDS = [table(f"alarm_round_{number}") for number in range(1, 11)]        # each was labelled before it was first run
ALARMS = {kind: [*table("alarms")[kind], *(text for each in ROUNDS for text in each[kind])]
          for kind in ("emergency", "suicide")}
ORDINARY = [str(text) for each in (table("ordinary"), *ROUNDS) for text in each["none"]]


def alarm(text, asked=""):
    return alarms.find(READER.read(text, TODAY), asked)


@pytest.mark.parametrize("text", ALARMS["emergency"])
def test_a_body_in_danger_is_an_emergency(text):
    assert alarm(text) == "emergency"


@pytest.mark.parametrize("text", ALARMS["suicide"])
def test_a_wish_to_die_a_will_to_harm_and_a_commanding_voice_are_found(text):
    assert alarm(text) == "suicide"


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_answer_sounds_no_alarm(text):
    assert alarm(text) is None


@pytest.mark.parametrize(("now", "once"), [
    ("I'm having a seizure right now", "I had a seizure in 2015"),
    ("my mother is having a seizure right now", "my mother has seizures"),
    ("I have chest pain", "I had chest pain last year"),
    ("I have chest pain", "I have chest pain on and off, it's pleurisy"),
    ("I'm very short of breath right now", "I'm short of breath when I climb stairs"),
    ("this is the worst headache of my life", "I had the worst headache of my life in 2012"),
    ("headache with fever and a stiff neck", "headache, no fever and no stiff neck"),
    ("I suddenly can't see", "I lost my sight in one eye ten years ago"),
    ("I just passed out", "I passed out once in high school"),
    ("I'm dying", "I'm dying to know"),
    ("I want to end it all", "I want to end this call"),
    ("I'm suicidal", "I used to be suicidal as a teen"),
    ("I want to kill myself", "I don't want to kill myself"),
    ("voices tell me to hurt people", "I hear voices"),
])
def test_the_same_words_are_a_danger_now_and_none_otherwise(now, once):
    assert alarm(now)
    assert alarm(once) is None


@pytest.mark.parametrize(("asked", "now", "once"), [
    ("seizures", "I had one about twenty minutes ago", "I had one in 2015"),
    ("seizures", "one of them just happened", "I haven't had one this week"),
    ("headache", "it hit me out of nowhere like a hammer", "it comes on slowly in the afternoon"),
    ("headache", "it came on all of a sudden and it's awful", "it started yesterday"),
    ("headache_cause", "it came on suddenly, like somebody clubbed me", "it came on with my cold"),
])
def test_what_it_and_one_mean_is_told_by_the_question(asked, now, once):
    assert alarm(now, asked) == "emergency"
    assert alarm(now, "active_symptoms") is None
    assert alarm(once, asked) is None


@pytest.mark.parametrize("request_beside", ["why do you ask?", "please repeat that.", "stop.", "are you a robot?"])
def test_an_alarm_is_found_beside_a_request(request_beside):
    text = f"{request_beside} I can't breathe"
    assert requests.find(READER.read(text, TODAY))
    assert alarm(text) == "emergency"


def test_a_body_in_danger_comes_before_the_wish_behind_it():
    assert alarm("I took the whole bottle because I want to die") == "emergency"


SURE = st.sampled_from(["I can't breathe", "I'm having a seizure right now", "I want to kill myself",
                        "this is the worst headache of my life", "my face is drooping", "I have chest pain right now"])


@given(before=st.sampled_from(["yes", "no", "34", "prednisone and cellcept", "not sure", "my mother has lupus"]),
       danger=SURE, behind=st.sampled_from(["", "since 2015 I take plaquenil", "no headaches", "why do you ask"]))
@settings(max_examples=60, deadline=None)
def test_an_answer_around_an_alarm_does_not_hide_it(before, danger, behind):
    assert alarm(f"{before}. {danger}. {behind}")


@given(danger=SURE)
@settings(max_examples=12, deadline=None)
def test_an_alarm_may_be_written_large_or_without_apostrophes(danger):
    assert alarm(danger.upper())
    assert alarm(danger.replace("'", ""))


@pytest.mark.parametrize(("misspelt", "kind"), [
    ("I'm having a seizzure right now", "emergency"),
    ("he is unconsious", "emergency"),
    ("I feel suicidle", "suicide"),
    ("I need to go to the ER right now", "emergency"),
])
def test_words_of_danger_may_be_misspelt(misspelt, kind):
    assert alarm(misspelt) == kind


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_read(text):
    assert alarm(text) in (None, "emergency", "suicide")
