"""The study team on a running assistant: a real call, claimed, exported and closed; no canary of it in any output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end_to_end.running import Caller
from tests.end_to_end.test_conversations import MAY_FIT
from tests.prescreen.test_fhir import validate

SENDER, NAME, PHONE, WORD = "call-kwxqzjvfa", "Zbrgwlkh Qpvtnmx", "617 555 0947", "jfkwqzzlbd"


@pytest.fixture(scope="module")
def call(assistant):
    """A call in which the patient says what can be found again, and gives a name and a number."""
    return Caller(assistant, SENDER).answer({
        **MAY_FIT, "chronic_illness": f"yes, they call it {WORD}", "contact_permission": "yes",
        "contact_name": NAME, "contact_phone": PHONE, "contact_time": "in the mornings"})


def test_a_call_is_claimed_exported_and_closed(assistant, call):
    reference = call.custom["reference"]
    record = json.loads(assistant.prescreen("show", reference, "--json"))
    assert record["contact"]["name"] == NAME
    assert "is claimed by" in assistant.prescreen("claim", reference)
    made = json.loads(assistant.prescreen("export", "--format", "fhir"))
    validate(made)
    assert reference in {each["resource"].get("identifier", [{}])[0].get("value") for each in made["entry"]
                         if each["resource"]["resourceType"] == "ResearchSubject"}
    assert reference in assistant.prescreen("export", "--format", "redcap")
    assert "is closed" in assistant.prescreen("close", reference, "--outcome", "screening_visit")
    assert reference in assistant.prescreen("list", "--state", "closed")
    assert "everything is as it was written" in assistant.prescreen("check")


def test_nothing_of_the_call_stands_in_what_the_servers_printed(assistant, call):
    assert call.custom["done"]
    for canary in (SENDER, *NAME.split(), PHONE, "6175550947", WORD):
        assert canary not in assistant.output


def test_after_erasing_nothing_of_the_call_is_left_in_the_database(assistant, call):
    assistant.prescreen("erase", call.custom["reference"], "--yes")
    folder = assistant.database_url.partition("///")[2].rpartition("/")[0]
    left = b"".join(file.read_bytes() for file in Path(folder).glob("prescreen.sqlite*"))
    for canary in (SENDER, *NAME.split(), "6175550947", WORD):
        assert canary.encode() not in left
