"""What front ends say themselves: the approved texts of data/responses."""

from __future__ import annotations

from typing import Tuple

from prescreen.wording import TELEPHONE, load


def stay_on_the_line() -> str:
    """The assistant is away: nothing is lost, and it is tried again."""
    return load().phrase("utter_apology_stay_on_the_line", TELEPHONE)


def call_again() -> str:
    """The assistant stays away: the call ends."""
    return load().phrase("utter_apology_call_again", TELEPHONE)


def of_the_rasa_verb() -> Tuple[str, str, str]:
    """What jambonz's `rasa` verb says by itself: to begin, on silence, and at the end (docs/ivr-contract.md)."""
    wording = load()
    return (wording.phrase("utter_line_greeting", TELEPHONE), wording.phrase("utter_line_silence", TELEPHONE),
            wording.phrase("utter_line_end", TELEPHONE))
