"""What can go wrong with the log. No message ever holds what a patient said."""

from __future__ import annotations


class LogUnavailable(Exception):
    """The log cannot be read or written; nothing was written. The message is one sentence for an operator."""


class AttemptErased(Exception):
    """What was to be recorded belongs to an attempt whose data were deleted; a new attempt has to be begun."""

    def __init__(self) -> None:
        super().__init__("This screening was erased, so nothing more is written for it; a new attempt can be begun.")
