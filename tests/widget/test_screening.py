"""A screening in a browser: by mouse, by keyboard alone, by typing."""

from __future__ import annotations

import pytest

ANSWERS = ("yes", "34", "not sure", "methotrexate", "3 months", "no")


def test_a_screening_by_mouse(visitor, site):
    visitor.open().click("Yes")
    visitor.chat.get_by_label("Age in years").fill("34")
    visitor.click("Answer").click("Not sure").click("methotrexate (Trexall)").click("mycophenolate (CellCept)")
    visitor.click("Answer with these")
    visitor.chat.get_by_role("textbox", name="How long").fill("3")
    visitor.chat.get_by_label("Weeks, months or years").select_option("months")
    visitor.click("Answer").click("Yes")
    visitor.chat.get_by_role("textbox", name="Name").fill("Ada")
    visitor.click("Answer")
    assert site.heard == ["yes", "34", "not sure", "methotrexate, mycophenolate", "3 months", "yes", "Ada"]
    assert visitor.chat.get_by_role("heading", name="Some points are still open").is_visible()
    assert visitor.chat.locator(".code strong").inner_text() == "482 913 065"


def test_a_screening_by_keyboard_alone(visitor, site):
    visitor.tab_to("launcher").press("Enter").wait_for_reply()
    assert visitor.focused == "input"
    visitor.press("Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Enter").wait_for_reply()
    assert visitor.chat.locator(".answers:focus").count() == 1
    visitor.press("Tab")
    visitor.page.keyboard.type("34")
    visitor.press("Enter").wait_for_reply()
    visitor.press("Tab", "Tab", "Tab", "Enter").wait_for_reply()
    visitor.press("Tab", "Tab", "Tab", "Space").press("Tab", "Tab", "Enter").wait_for_reply()
    visitor.press("Tab")
    visitor.page.keyboard.type("12")
    visitor.press("Enter").wait_for_reply()
    visitor.press("Tab", "Tab", "Enter").wait_for_reply()
    visitor.press("Tab")
    visitor.page.keyboard.type("Ada")
    visitor.press("Enter").wait_for_reply()
    assert site.heard == ["yes", "34", "not sure", "methotrexate", "12 weeks", "no", "Ada"]
    visitor.press("Escape")
    assert visitor.focused == "launcher"


def test_a_screening_by_typing(visitor, site):
    visitor.open()
    for words in ANSWERS:
        visitor.type(words)
    assert site.heard == list(ANSWERS)
    assert visitor.question == "What is your name?"
    assert visitor.focused == "input"


def test_the_order_of_the_focus_follows_the_eye(visitor):
    visitor.open()
    order = []
    visitor.chat.locator(".close").focus()
    for _ in range(11):
        order.append(visitor.focused)
        visitor.press("Tab")
    assert order == ["Close the chat", "Conversation", "answer", "answer", "aside", "aside", "input", "Send",
                     "Change an answer", "Talk to a person", "Delete my data"]


def test_the_log_is_a_live_region_of_the_accessibility_tree(visitor):
    visitor.open()
    assert visitor.chat.get_by_role("log", name="Messages").count() == 1
    assert visitor.chat.get_by_role("textbox", name="Your answer").get_attribute("aria-describedby") == "question"
    assert visitor.chat.get_by_role("group", name="Would you like to go on?").count() == 1


def test_why_and_not_sure_are_a_click_away(visitor, site):
    visitor.open().click("Yes").click("Why do you ask?")
    assert visitor.messages[-2:] == ["The study is only for adults.", "How old are you?"]
    visitor.type("34").click("Not sure")
    assert site.heard[-1] == "not sure"


def test_answers_are_reviewed_before_the_end_and_each_can_be_changed(visitor, site):
    visitor.open()
    for words in ANSWERS[:5]:
        visitor.type(words)
    review = visitor.chat.locator(".card.review")
    assert review.locator(".label").all_text_contents() == [
        "age", "systemic lupus", "other immune-calming medicines"]
    assert review.get_by_role("row", name="methotrexate").count() == 1
    review.get_by_role("button", name="Change: systemic lupus").click()
    visitor.wait_for_reply()
    assert site.heard[-1] == "I want to change my answer about systemic lupus"


def test_an_answer_can_be_changed_at_any_time(visitor):
    visitor.open().type("yes").type("34").click("Change an answer")
    assert visitor.chat.locator(".card.review .value").all_inner_texts() == ["34"]
    visitor.click("Change: age")
    assert visitor.question == "How old are you?"


def test_an_emergency_stands_out_and_can_be_called(visitor):
    visitor.open().type("I think of suicide")
    alert = visitor.chat.get_by_role("alert")
    assert "988" in alert.inner_text()
    assert [link.get_attribute("href") for link in alert.get_by_role("link").all()] == [
        "tel:988", "sms:988", "tel:911"]
    assert visitor.buttons[0] == "Go on"


def test_data_are_deleted_only_after_asking(visitor, site):
    visitor.open().type("yes").click("Delete my data").click("Keep them")
    assert site.heard == ["yes"]
    visitor.chat.locator(".tools").get_by_text("Delete my data").click()
    visitor.chat.locator("dialog").get_by_text("Delete my data", exact=True).click()
    visitor.chat.get_by_text("Your answers are deleted.").wait_for()
    assert site.heard == ["yes", "Delete my data"]
    visitor.page.reload()
    assert visitor.chat.locator(".launcher").inner_text() == "See if this study may fit"


def test_after_deletion_a_new_conversation_can_begin(visitor, site):
    visitor.open().type("yes").type("delete my data").click("Start a new conversation")
    assert visitor.question == "Would you like to go on?"
    assert len(site.screenings) == 2


def test_starting_over_is_asked_back_too(visitor, site):
    visitor.open().type("yes")
    visitor.chat.locator(".tools").get_by_text("Start over").click()
    visitor.chat.locator("dialog").get_by_role("button", name="Start over").click()
    visitor.chat.get_by_text("We start again.").wait_for()
    assert site.heard[-1] == "Start over"


def test_the_summary_is_a_page_for_the_doctor(visitor):
    visitor.open()
    for words in (*ANSWERS, "Ada"):
        visitor.type(words)
    with visitor.page.context.expect_page() as opened:
        visitor.click("Print or save my summary")
    page = opened.value
    page.get_by_role("heading", name="What to ask my doctor").wait_for()
    text = page.locator("main").inner_text()
    assert "482 913 065" in text
    assert "Is my illness systemic lupus (SLE)?" in text
    assert page.get_by_role("row", name="methotrexate").count() == 1
    page.emulate_media(media="print")
    assert page.get_by_role("button").count() == 0
    page.reload()
    page.get_by_role("heading", name="What to ask my doctor").wait_for()


def test_the_progress_is_told_in_words(visitor):
    visitor.open()
    assert visitor.chat.get_by_role("progressbar").count() == 0
    visitor.type("yes").type("34")
    progress = visitor.chat.get_by_role("progressbar", name="Progress")
    assert progress.get_attribute("aria-valuetext") in progress.inner_text()


@pytest.mark.parametrize("name", ["שרה כהן", "محمد علي"])
def test_a_name_that_is_written_from_right_to_left_reads_right(visitor, name):
    visitor.open()
    for words in (*ANSWERS, name):
        visitor.type(words)
    mine = visitor.chat.locator(".message.you [dir]").last
    assert mine.inner_text() == name
    assert mine.evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_the_chat_can_be_used_from_a_script(visitor, site):
    events = visitor.page.evaluate("""async () => {
      const chat = document.querySelector('screening-chat');
      const heard = [];
      for (const name of ['open', 'turn', 'close']) {
        chat.addEventListener(`screening-${name}`, ({ type, detail }) => heard.push([type, detail.fact ?? null]));
      }
      chat.open = true;
      while (!chat.shadowRoot.querySelector('#question')) await new Promise((done) => setTimeout(done, 20));
      while (chat.shadowRoot.querySelector('[aria-busy]')) await new Promise((done) => setTimeout(done, 20));
      await chat.say('yes');
      chat.open = false;
      return heard;
    }""")
    assert events == [["screening-open", None], ["screening-turn", "age"], ["screening-close", None]]
    assert site.heard == ["yes"]
