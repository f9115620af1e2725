"""Failures inside a turn that Rasa must not swallow.

Rasa 3.6 goes on after a failed action, and after a failed read of the database it goes on with an empty conversation:
both catch `Exception`. These derive from `BaseException`, so they reach the turn, which apologises and saves nothing.
"""

from __future__ import annotations


class InsideFailure(BaseException):
    """Something inside the assistant failed; the message names types only, never what a patient said."""


class ActionFailure(InsideFailure):
    """An action failed: the action server is away, too slow, or answered what Rasa cannot use."""


class ReplyMissing(InsideFailure):
    """The turn came to its end without a text to say or without the slot `prompt`."""


class StoreFailure(InsideFailure):
    """The database could not be read or written."""


def name_of(error: BaseException) -> str:
    """The types of an error and of what caused it, for logs that hold no patient words."""
    names = []
    while error is not None:
        names.append(type(error).__name__)
        error = error.__cause__
    return " from ".join(names)
