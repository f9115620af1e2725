"""Everything is stopped and started in mid-conversation, as for a new version, and the conversation goes on."""

from __future__ import annotations

from tests.end_to_end.running import Caller, Running


def test_a_conversation_goes_on_where_it_was_after_everything_was_stopped_and_started(tmp_path):
    running = Running(f"sqlite:///{tmp_path / 'prescreen.sqlite'}", tmp_path).start()
    caller = Caller(running, "through-a-new-version").tell("start").say("yes").say("34")
    asked = caller.custom["fact"]
    assert running.stop() == 0
    running.start()
    try:
        assert caller.say("what?").custom["fact"] == asked
        assert caller.say("yes").custom["fact"] != asked
    finally:
        assert running.stop() == 0
