"""Consent, read-backs, stopping and permission, answered directly and not."""

from __future__ import annotations

import pytest

from tests.understanding.heard import heard


@pytest.mark.parametrize(
    ("question", "utterance", "reply"),
    [
        ("consent", "that's why I called", "yes"),
        ("consent", "you've got five minutes, shoot", "yes"),
        ("consent", "I don't see why not", "yes"),
        ("consent", "what would you like to know", "yes"),
        ("consent", "not if you keep my data", "no"),
        ("consent", "I don't talk to robots", "no"),
        ("consent", "I don't think I want to do this with a machine", "no"),
        ("consent", "I'm in two minds about it", "unsure"),
        ("contact_permission", "they're welcome to ring me", "yes"),
        ("contact_permission", "no do not call me", "no"),
        ("contact_permission", "that won't be necessary", "no"),
        ("stopping", "hang onto it", "keep"),
        ("stopping", "bin the lot", "delete"),
        ("go_on", "hang on, not just yet", "no"),
        ("age_adult", "well past it", "yes"),
        ("age_birthday", "already happened", "yes"),
    ],
)
def test_a_question_of_the_procedure_is_answered_indirectly(question: str, utterance: str, reply: str) -> None:
    assert heard(question, utterance).reply == reply


@pytest.mark.parametrize("utterance", ["do I have to say yes", "what if I say no", "what happens if I say no",
                                       "is it okay to say no", "can I say no later"])
def test_to_ask_about_an_answer_is_not_to_give_it(utterance: str) -> None:
    meaning = heard("consent", utterance)
    assert meaning.reply is None
    assert meaning.alarm is None


@pytest.mark.parametrize(
    ("question", "utterance", "reply"),
    [
        ("consent", "oya, let's start", "yes"),
        ("consent", "if I have to", "yes"),
        ("consent", "nope, pass", "no"),
        ("stopping", "please don't erase it", "keep"),
        ("stopping", "I don't want anyone keeping that", "delete"),
        ("stopping", "save it, I'll continue another day", "keep"),
        ("go_on", "no, I had better hang up", "no"),
        ("contact_name", "it's um Mary Ann Lee", "Mary Ann Lee"),
        ("contact_phone", "nine hundred five five five double oh one four", "9005550014"),
    ],
)
def test_the_procedure_is_answered_in_other_words(question: str, utterance: str, reply: str) -> None:
    meaning = heard(question, utterance)
    assert meaning.reply == reply
    assert meaning.request is None


@pytest.mark.parametrize(
    ("item", "known", "utterance", "reply"),
    [
        ("active_symptoms", "no", "no, I haven't got any symptoms", "yes"),
        ("glucocorticoids", "no", "no, I don't take steroids", "yes"),
        ("severe_nephritis", "yes", "that isn't right", "no"),
        ("pregnant_or_lactating", "yes", "yes, I am pregnant", "yes"),
    ],
)
def test_what_was_read_back_is_no_news(item: str, known: str, utterance: str, reply: str) -> None:
    meaning = heard("confirm", utterance, item, {item: known})
    assert (meaning.reply, meaning.answers, meaning.request) == (reply, (), None)


@pytest.mark.parametrize(
    "utterance",
    [
        "can you say that again please",
        "does a bit of protein count",
        "let me talk to a nurse",
        "sorry, I didn't get that",
        "I don't know how to answer",
    ],
)
def test_a_request_that_is_all_that_is_said_answers_nothing(utterance: str) -> None:
    meaning = heard("severe_nephritis", utterance)
    assert meaning.request
    assert meaning.answers == ()


@pytest.mark.parametrize(
    ("utterance", "reply"),
    [
        ("that's about right", "yes"),
        ("yes, I don't have any", "yes"),
        ("affirmative, nothing going on", "yes"),
        ("that's what I'm saying, none", "yes"),
        ("you got that wrong", "no"),
        ("not what I meant", "no"),
        ("no, I do have symptoms", "no"),
        ("well, now I'm doubting myself", "unsure"),
    ],
)
def test_a_read_back_is_answered_indirectly(utterance: str, reply: str) -> None:
    assert heard("confirm", utterance, "active_symptoms", {"active_symptoms": "no"}).reply == reply


def test_saying_the_medicine_again_confirms_its_name() -> None:
    assert heard("confirm_medicine", "methotrexate yes", "methotrexate").reply == "yes"


@pytest.mark.parametrize("words", ["probably", "kind of", "a bit of joint stiffness in the mornings"])
def test_consent_is_never_assumed_from_a_half_hearted_word(words: str) -> None:
    assert heard("consent", words).reply is None
