"""The joining rule that every REST reply of the tests passes catches what a caller would not hear."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from tests.telephony.joining import heard, joined, spoken, unspoken


@pytest.mark.parametrize(("elements", "said"), [
    ([], ""), ([{"text": "One."}], "One."), ([{"text": "One."}, {"text": "Two?"}], "One. Two?"),
    ([{"text": "One."}, {"custom": {}}], ""), ([{"text": "One."}, {"custom": {}}, {"text": "Two?"}], "Two?"),
    ([{"text": ""}], "")])
def test_texts_are_joined_and_an_element_without_text_erases_what_came_before(elements, said):
    assert spoken(elements) == said


@pytest.mark.parametrize("elements", [[], [{"custom": {}}], [{"text": "One."}, {"text": ""}], [{"text": "<b>One</b>"}]])
def test_dead_air_and_what_cannot_be_read_aloud_are_caught(elements):
    with pytest.raises(AssertionError):
        heard(elements)


def test_a_text_that_was_to_be_said_and_was_not_heard_is_found(tmp_path):
    url = f"sqlite:///{tmp_path}/conversations.db"
    assert unspoken(url, {"a": set()}) == []
    engine = sa.create_engine(url)
    rows = [("a", "user", {}), ("a", "bot", {"text": "Thank you."}), ("a", "bot", {"text": "How old?"}),
            ("a", "user", {}), ("a", "bot", {"text": "Goodbye."}), ("b", "user", {}),
            ("b", "bot", {"text": "Nobody of this test called."})]
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE events (id INTEGER, sender_id TEXT, type_name TEXT, data TEXT)"))
        connection.execute(sa.text("INSERT INTO events VALUES (:id, :sender, :kind, :data)"), [
            {"id": number, "sender": sender, "kind": kind, "data": json.dumps(data)}
            for number, (sender, kind, data) in enumerate(rows)])
    whole = joined(["Thank you.", "How old?"])
    assert unspoken(url, {"a": {whole, "Goodbye."}}) == []
    assert unspoken(url, {"a": {"How old?", "Goodbye."}}) == [("a", whole)]
    assert unspoken(url, {"a": {whole}}) == [("a", "Goodbye.")]
