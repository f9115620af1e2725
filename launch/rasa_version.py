"""The version of Rasa whose inside was looked at: what replaces a part of it is right for this one only."""

from __future__ import annotations

from importlib import metadata

RASA_VERSION = "3.6.21"


class WrongRasa(ImportError):
    """The installed Rasa is not the one whose inside was looked at."""


def ensure_tried(module: str) -> None:
    """Ensure that the installed Rasa is the one that a module was tried with.

    Args:
        module: the module's file, for the message.

    Raises:
        WrongRasa: the installed Rasa is not `RASA_VERSION`.
    """
    installed = metadata.version("rasa")
    if installed != RASA_VERSION:
        raise WrongRasa(f"{module} was tried with Rasa {RASA_VERSION}, but Rasa {installed} is installed: "
                        f"run `make setup`, or try its tests with {installed} and change RASA_VERSION in "
                        "launch/rasa_version.py.")
