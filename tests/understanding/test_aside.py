"""Talk that is meant for somebody else, or for nobody, is no answer; what only sounds like it is one."""

from __future__ import annotations

import pytest

from tests.understanding.heard import heard
from understanding.meaning import Meaning

QUESTIONS = ("sle_diagnosis", "seizures", "severe_nephritis", "chronic_illness", "consent")


def takes_nothing(meaning: Meaning) -> bool:
    return not (meaning.answers or meaning.reply or meaning.ask_back or meaning.doubtful)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "said_to_others",
    [
        "yes chef, two burgers coming up",
        "no officer, I was only looking",
        "nope, wrong shelf, the noodles are upstairs",
        "yeah, can I get a coffee with that",
        "okay, wash the plates before you come in",
        "turn that thing down",
        "keep your shirt on",
        "has anyone seen my glasses",
    ],
)
def test_what_is_said_to_somebody_in_the_room_is_no_answer(question: str, said_to_others: str) -> None:
    assert takes_nothing(heard(question, said_to_others))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "heard_in_passing",
    [
        "the bakery is next to the clinic",
        "he kicked the ball into the goal",
        "the concert is sold out until March",
        "side effects may include dizziness",
        "you have reached the voicemail of Linda",
    ],
)
def test_television_shops_and_machines_answer_nothing(question: str, heard_in_passing: str) -> None:
    assert takes_nothing(heard(question, heard_in_passing))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "foreign",
    [
        "no entiendo lo que quiere",
        "je ne sais pas parler",
        "ich verstehe sie nicht",
        "eu não falo muito",
        "mwen pa pale anglè",
    ],
)
def test_another_language_is_not_understood(question: str, foreign: str) -> None:
    assert takes_nothing(heard(question, foreign))


@pytest.mark.parametrize(
    ("question", "say", "value"),
    [
        ("sle_diagnosis", "yes, the doctor at the bus terminal clinic told me", "yes"),
        ("seizures", "touch wood, no", "no"),
        ("seizures", "my dog has seizures but I don't", "no"),
        ("chronic_illness", "no, I'm a teacher and never missed a day", "no"),
        ("severe_nephritis", "my mother had it but not me", "no"),
    ],
)
def test_an_answer_that_names_everyday_things_stays_one(question: str, say: str, value: str) -> None:
    assert {said.fact: said.value for said in heard(question, say).answers}.get(question) == value


@pytest.mark.parametrize(
    ("question", "say", "reply"),
    [("stopping", "throw it away", "delete"), ("stopping", "hold on to it", "keep"), ("go_on", "carry on", "yes")],
)
def test_an_order_for_the_assistant_is_heard(question: str, say: str, reply: str) -> None:
    assert heard(question, say).reply == reply


def test_an_age_is_not_looked_for_in_other_talk() -> None:
    assert takes_nothing(heard("age", "page forty seven of the novel"))
    assert [said.value for said in heard("age", "I'm a retired bus driver and I turned 61").answers] == [61]
