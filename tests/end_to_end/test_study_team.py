"""The study team on a running assistant: a real call, claimed, exported and closed; no canary of it in any output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from channels.web_secrets import conversation_of
from launch.housekeeping import Housekeeping
from tests.end_to_end.running import Caller
from tests.end_to_end.test_conversations import MAY_FIT
from tests.launch.test_housekeeping import wait_until
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


def hours_later(assistant, sender, hours):
    """Let time go by in a conversation, then have what is due deleted; gives how many of its events are left."""
    engine = sa.create_engine(assistant.database_url, future=True)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE events SET timestamp = timestamp - :seconds WHERE sender_id = :sender"),
                           {"seconds": 3600 * hours, "sender": sender})
    assistant.prescreen("retention", "--carry-out")
    with engine.connect() as connection:
        left = connection.execute(sa.text("SELECT count(*) FROM events WHERE sender_id = :sender"),
                                  {"sender": sender}).scalar()
    engine.dispose()
    return left


def test_the_words_of_a_call_that_is_over_go_after_an_hour_and_not_before(assistant):
    call = Caller(assistant, "call-over").answer({**MAY_FIT, "contact_permission": "no"})
    again = Caller(assistant, "call-over").say("hello?", message_id="once-more")
    record = json.loads(assistant.prescreen("show", call.custom["reference"] or _last(assistant), "--json"))
    assert hours_later(assistant, "call-over", 0.9) > 0
    assert Caller(assistant, "call-over").say("hello?", message_id="once-more").text == again.text
    assert hours_later(assistant, "call-over", 0.2) == 0
    assert json.loads(assistant.prescreen("show", record["reference"], "--json")) == record
    assert Caller(assistant, "call-over").say("are you there?").custom["fact"] == "consent"


def test_the_words_of_a_call_that_was_left_stay_so_that_it_can_go_on(assistant):
    call = Caller(assistant, "call-left").tell("start").say("yes").say("34")
    asked = call.custom["fact"]
    assert hours_later(assistant, "call-left", 5 * 24) > 0
    assert call.say("what was the question?").custom["fact"] == asked
    assert hours_later(assistant, "call-left", 8 * 24) == 0
    assert call.say("yes").custom["fact"] == "consent"


def test_what_was_said_before_anybody_agreed_to_go_on_goes_after_an_hour(assistant):
    call = Caller(assistant, "call-before").tell("start")
    assert hours_later(assistant, "call-before", 1.1) == 0
    assert call.say("yes").custom["fact"] == "consent"


def test_what_was_deleted_on_demand_goes_after_an_hour_too(assistant):
    call = Caller(assistant, "call-deleted").tell("start").say("yes").say("34").say("stop and delete my data")
    assert (call.custom["done"], call.custom["disposition"]) == (True, "declined")
    assert hours_later(assistant, "call-deleted", 1.1) == 0


def test_a_page_loaded_anew_shows_the_conversation_for_an_hour_after_its_end(assistant):
    status, begun = assistant.post("/webhooks/web/conversations", {}, token=None)
    assert status == 201
    secret = {"Authorization": f"Bearer {begun['secret']}"}
    assistant.post("/webhooks/web/messages", {"message": "no thanks"}, token=begun["secret"])
    status, shown = assistant.get("/webhooks/web/conversation", **secret)
    assert status == 200 and b"outcome_declined" in shown
    sender = conversation_of(begun["secret"])
    assert hours_later(assistant, sender, 0.9) > 0
    assert assistant.get("/webhooks/web/conversation", **secret) == (200, shown)
    assert hours_later(assistant, sender, 0.2) == 0
    assert assistant.get("/webhooks/web/conversation", **secret)[0] == 401


def test_a_page_that_was_closed_half_way_is_in_the_log_after_an_hour_and_the_visitor_goes_on_in_it(assistant):
    _, begun = assistant.post("/webhooks/web/conversations", {}, token=None)
    for words in ("yes", "34"):
        assert assistant.post("/webhooks/web/messages", {"message": words}, token=begun["secret"])[0] == 200
    sender = conversation_of(begun["secret"])
    before = {record["reference"] for record in assistant.records()}
    assert hours_later(assistant, sender, 1.1) > 0
    with Housekeeping(assistant.database_url):
        wait_until(lambda: {record["reference"] for record in assistant.records()} != before)
    record, = (each for each in assistant.records() if each["reference"] not in before)
    assert (record["disposition"], record["channel"], record["facts"]["age"]["value"]) == (None, "web", 34)
    words = {"message": "stop and delete"}
    assert assistant.post("/webhooks/web/messages", words, token=begun["secret"])[0] == 200
    assert record["reference"] not in {each["reference"] for each in assistant.records()}


def _last(assistant):
    return assistant.records()[0]["reference"]


def test_after_erasing_nothing_of_the_call_is_left_in_the_database(assistant, call):
    assistant.prescreen("erase", call.custom["reference"], "--yes")
    folder = assistant.database_url.partition("///")[2].rpartition("/")[0]
    left = b"".join(file.read_bytes() for file in Path(folder).glob("prescreen.sqlite*"))
    for canary in (SENDER, *NAME.split(), "6175550947", WORD):
        assert canary.encode() not in left
