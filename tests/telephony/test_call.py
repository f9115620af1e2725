"""`make call`: a call in the terminal, in text, with keys and silence."""

from __future__ import annotations

import subprocess

import pytest

from launch import call
from launch.call import Voice, answer, heard, hold


class LineInMemory:
    """A call that notes what is sent, and ends after some answers."""

    def __init__(self, turns=3):
        self.sent, self.turns = [], turns

    def start(self):
        return self.tell("start")

    def tell(self, event):
        return self._reply(("event", event))

    def say(self, words):
        return self._reply(("said", words))

    def _reply(self, what):
        self.sent.append(what)
        return {"text": f"Reply {len(self.sent)}?", "custom": {
            "done": len(self.sent) > self.turns, "dtmf": {"1": "yes", "*": "repeat"}}}


@pytest.fixture
def typed(monkeypatch):
    """Lines that the caller types; after them the input ends."""
    def type_in(*lines):
        left = list(lines)

        def line(_):
            if not left:
                raise EOFError
            return left.pop(0)
        monkeypatch.setattr("builtins.input", line)
    return type_in


@pytest.mark.parametrize(("line", "sent"), [
    ("1", ("said", "1")), ("*", ("said", "*")), ("3 4 #", ("said", "34#")), ("yes I do", ("said", "yes I do")),
    ("", ("event", "no_input")), ("12 weeks", ("said", "12 weeks"))])
def test_a_line_is_keys_or_words_or_silence(line, sent):
    on_the_line = LineInMemory()
    answer(on_the_line, line)
    assert on_the_line.sent == [sent]


def test_the_call_goes_on_until_it_is_done(typed, capsys):
    typed("1", "", "no")
    line = LineInMemory(turns=3)
    hold(line, Voice(silent=True))
    assert line.sent == [("event", "start"), ("said", "1"), ("event", "no_input"), ("said", "no")]
    printed = capsys.readouterr().out
    assert "Reply 4?" in printed
    assert "The call ends." in printed


def test_after_the_end_a_key_is_still_heard_and_silence_hangs_up(typed):
    typed("1", "*", "")
    line = LineInMemory(turns=1)
    hold(line, Voice(silent=True))
    assert line.sent == [("event", "start"), ("said", "1"), ("said", "*")]


@pytest.mark.parametrize("lines", [("1", "hang up"), ("1",)])
def test_a_hang_up_is_told(typed, lines):
    typed(*lines)
    line = LineInMemory()
    hold(line, Voice(silent=True))
    assert line.sent[-1] == ("event", "hangup")


def test_keys_are_shown_and_digits_as_one():
    shown = heard({"text": "How old are you?", "custom": {"dtmf": {
        **dict.fromkeys("123456789", "digit"), "#": "end", "*": "repeat", "0": "person"}}})
    assert shown == "How old are you?\n[0-9 digits  # end  * repeat  0 person]"


def test_with_espeak_it_speaks_and_without_it_is_silent(monkeypatch):
    spoken = []
    monkeypatch.setattr(call.shutil, "which", lambda _: "/usr/bin/espeak-ng")
    monkeypatch.setattr(subprocess, "run", lambda command, **options: spoken.append((command[0], options["input"])))
    Voice().say("How old are you?")
    Voice(silent=True).say("Nothing.")
    monkeypatch.setattr(call.shutil, "which", lambda _: None)
    Voice().say("Nothing.")
    assert spoken == [("/usr/bin/espeak-ng", "How old are you?")]
