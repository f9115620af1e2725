"""A conversation in the terminal shows what the assistant says, and what it refuses."""

from __future__ import annotations

import io

from launch import talk


class Scripted:
    """A call with replies written beforehand."""

    def __init__(self, *replies):
        self.replies, self.heard = list(replies), []

    def start(self):
        return self.replies.pop(0)

    def say(self, words):
        self.heard.append(words)
        return self.replies.pop(0)


def reply(text, done=False):
    return {"text": text, "custom": {"done": done, "fact": None if done else "age"}}


def test_a_conversation_ends_when_it_is_done_and_an_empty_line_says_nothing(monkeypatch, capsys):
    call = Scripted(reply("How old are you?"), reply("Thank you.", done=True))
    monkeypatch.setattr("sys.stdin", io.StringIO("\n  \n34\nnever read\n"))
    talk.converse(call, with_hints=False)
    assert call.heard == ["34"]
    assert "How old are you?" in capsys.readouterr().out


def test_it_ends_with_the_end_of_input(monkeypatch):
    call = Scripted(reply("How old are you?"))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    talk.converse(call, with_hints=False)
    assert call.heard == []


def test_hints_are_shown_only_when_wanted(capsys):
    talk.show(reply("How old are you?"), with_hints=True)
    talk.show(reply("How old are you?"), with_hints=False)
    assert capsys.readouterr().out.count('"fact": "age"') == 1


def test_a_refusal_is_shown_as_what_it_says():
    assert talk._element(b'{"error": "Send a valid token."}') == {"text": "[refused: Send a valid token.]"}
    assert talk._element(b'[{"text": "hello"}]') == {"text": "hello"}
    assert "cannot be read" in talk._element(b"<html>")["text"]
