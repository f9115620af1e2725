"""What the bridge itself says, when the assistant cannot: the approved texts of data/responses."""

from __future__ import annotations

from prescreen.wording import TELEPHONE, load


def stay_on_the_line() -> str:
    """The assistant is away: nothing is lost, and it is tried again."""
    return load().phrase("utter_apology_stay_on_the_line", TELEPHONE)


def call_again() -> str:
    """The assistant stays away: the call ends."""
    return load().phrase("utter_apology_call_again", TELEPHONE)
