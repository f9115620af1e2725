"""On a network that fails, over reloads, and in several tabs: nothing is lost and nothing counts twice."""

from __future__ import annotations


def test_without_a_connection_words_are_kept_and_sent_later(visitor, site):
    visitor.open()
    site.away = True
    visitor.chat.locator("#input").fill("yes")
    visitor.chat.locator("#input").press("Enter")
    visitor.chat.get_by_text("No connection. Your words are kept, and I try again.").wait_for()
    site.away = False
    visitor.click("Try now")
    assert visitor.question == "How old are you?"
    assert visitor.chat.locator(".trouble").inner_text() == ""
    assert site.heard == ["yes"]


def test_an_answer_whose_reply_was_lost_counts_once(visitor, site):
    visitor.open()
    site.lost = 1
    visitor.type("yes")
    assert site.heard == ["yes"]
    assert visitor.question == "How old are you?"


def test_a_reload_in_the_middle_goes_on_where_it_was(visitor):
    visitor.open().type("yes").type("34")
    before = visitor.messages
    visitor.page.reload()
    visitor.wait_for_reply()
    assert visitor.messages == before
    assert visitor.type("not sure").question == "Which medicines did you take?"


def test_a_reload_while_an_answer_is_under_way_loses_and_doubles_nothing(visitor, site):
    visitor.open()
    site.away = True
    visitor.chat.locator("#input").fill("yes")
    visitor.chat.locator("#input").press("Enter")
    visitor.chat.get_by_role("button", name="Try now").wait_for()
    site.away = False
    visitor.page.reload()
    visitor.wait_for_reply()
    assert visitor.question == "How old are you?"
    assert site.heard == ["yes"]


def test_what_is_being_typed_survives_a_reload(visitor):
    visitor.open()
    visitor.chat.locator("#input").fill("I think I")
    visitor.page.reload()
    visitor.wait_for_reply()
    assert visitor.chat.locator("#input").input_value() == "I think I"


def test_what_failed_inside_is_put_back_to_be_sent_again(visitor):
    visitor.open().type("something fails")
    assert visitor.chat.locator("#input").input_value() == "something fails"
    assert visitor.question == "Would you like to go on?"


def test_another_tab_shows_the_same_conversation_and_follows_it(visitor, site):
    visitor.open().type("yes")
    other = type(visitor)(visitor.page.context, site.url)
    other.chat.get_by_role("button", name="Go on with the questions").click()
    other.wait_for_reply()
    assert other.messages == visitor.messages
    visitor.type("34")
    other.chat.get_by_text("Do you have systemic lupus?").wait_for()
    other.type("not sure")
    visitor.chat.get_by_text("Which medicines did you take?").wait_for()
    assert site.heard == ["yes", "34", "not sure"]
    assert len(site.screenings) == 1


def test_another_visitor_has_another_conversation(visit, site):
    visit().open().type("yes")
    other = visit().open()
    assert other.question == "Would you like to go on?"
    assert len(site.screenings) == 2


def test_a_conversation_that_is_gone_begins_anew(visitor, site):
    visitor.open().type("yes")
    site.screenings.clear()
    visitor.type("34")
    assert visitor.question == "Would you like to go on?"


def test_the_secret_is_in_no_cookie_and_in_no_address(visitor):
    visitor.open().type("yes")
    assert visitor.page.context.cookies() == []
    assert "#" not in visitor.page.url
    assert "?" not in visitor.page.url
    assert visitor.page.evaluate("localStorage.length") == 0
