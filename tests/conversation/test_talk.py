"""The hints beside a reply (CONTRACT section 2)."""

from __future__ import annotations

import pytest

from conversation.state import State
from conversation.talk import prompt
from tests.conversation.calls import PROTOCOL, at, begun, consented

EXPECTS = ("yes_no", "yes_no_unsure", "number", "duration", "list", "text", "phone", "code", "none")
YES_NO, YES_NO_UNSURE = {"1": "yes", "2": "no"}, {"1": "yes", "2": "no", "3": "not sure"}
DIGITS = {**dict.fromkeys("123456789", "digit"), "#": "end"}


def hints(question, item=None):
    state = State()
    state.ask(question, item)
    return prompt(PROTOCOL, state)


@pytest.mark.parametrize(("question", "fact", "expects", "keys"), [
    ("consent", "consent", "yes_no", YES_NO),
    ("age", "age", "number", DIGITS),
    ("age_adult", "age", "yes_no", YES_NO),
    ("age_birthday", "age", "yes_no", YES_NO),
    ("sle_diagnosis", "sle_diagnosis", "yes_no_unsure", YES_NO_UNSURE),
    ("immunosuppressants", "immunosuppressants", "list", {"2": "none", "3": "not sure"}),
    ("more_medicines", "immunosuppressants", "list", {"2": "no others", "3": "not sure"}),
    ("treatment_length", "treatment_length", "duration", DIGITS),
    ("autoantibodies", "autoantibodies", "list",
     {"1": "at least one positive", "2": "all four negative", "3": "not sure"}),
    ("autoantibodies_which", "autoantibodies", "list",
     {"1": "anti-dsDNA", "2": "anti-Sm", "3": "anti-histone", "4": "anti-chromatin"}),
    ("autoantibodies_negative", "autoantibodies", "text", {"2": "all four negative", "3": "not sure"}),
    ("headache", "headache", "yes_no_unsure", YES_NO_UNSURE),
    ("headache_cause", "headache_cause", "text", {"1": "lupus", "2": "not lupus", "3": "not sure"}),
    ("headache_cause_who", "headache_cause", "text", {"2": "not lupus", "3": "not sure"}),
    ("confirm", "confirm", "yes_no", YES_NO),
    ("confirm_medicine", "confirm", "yes_no", YES_NO),
    ("stopping", "stopping", "text", {"1": "keep", "2": "delete"}),
    ("go_on", None, "yes_no", {"1": "go on"}),
    ("contact_permission", "contact_permission", "yes_no", YES_NO),
    ("contact_name", "contact_name", "text", {}),
    ("contact_phone", "contact_phone", "phone", DIGITS),
    ("contact_time", "contact_time", "text", {}),
    ("reference", None, "code", DIGITS),
    ("reference_age", "age", "number", DIGITS),
])
def test_each_question_says_its_fact_its_format_and_its_keys(question, fact, expects, keys):
    given = hints(question)
    assert (given["fact"], given["expects"]) == (fact, expects)
    assert expects in EXPECTS
    assert given["dtmf"] == {**keys, "*": "repeat", "0": "person"}
    assert (given["done"], given["disposition"], given["reference"]) == (False, None, None)


def test_every_question_of_the_protocol_has_a_format_of_the_contract():
    for question in PROTOCOL.questions:
        assert hints(question)["expects"] in EXPECTS


def test_the_item_is_the_medicine_or_the_fact_that_is_read_back():
    assert hints("treatment_length", "methotrexate")["item"] == "methotrexate"
    assert hints("confirm", "age")["item"] == "age"
    assert begun().prompt["item"] is None


def test_while_a_screening_is_open_neither_disposition_nor_reference_is_given():
    call = at("pregnant_or_lactating").request("pause")
    assert call.state.reference
    assert call.prompt["reference"] is None
    assert call.prompt["disposition"] is None


def test_after_the_last_reply_nothing_is_asked():
    given = consented().finish().prompt
    assert given["done"]
    assert given["fact"] is None
    assert given["item"] is None
    assert given["expects"] == "none"
    assert given["dtmf"] == {}
