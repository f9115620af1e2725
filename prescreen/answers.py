"""The values that answers take. Facts and their values are listed in the protocol file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Dict, List, Optional, Union

YES = "yes"
NO = "no"
UNSURE = "unsure"
PAST = "past"
NONE = "none"
ADULT = "adult"
LUPUS = "lupus"
UNRELATED = "unrelated"
ALL_NEGATIVE = "all_negative"

Weeks = Union[int, str, None]


@dataclass(frozen=True)
class Medicine:
    """One entry of the medicine ledger.

    Attributes:
        name: generic name (US), or None when the patient cannot name it.
        klass: class from the medicine list, or None when unknown.
        weeks: whole weeks taken within the look-back time, rounded down; "unsure" when the patient was asked and
            cannot say; None when not yet known.
        ongoing: whether it is still taken; None when not said.
        words: what the patient said.
    """

    name: Optional[str]
    klass: Optional[str] = None
    weeks: Weeks = None
    ongoing: Optional[bool] = None
    words: str = ""

    def with_weeks(self, weeks: Weeks, ongoing: Optional[bool] = None) -> "Medicine":
        """The same medicine with its length known (or known to be unknown)."""
        return replace(self, weeks=weeks, ongoing=self.ongoing if ongoing is None else ongoing)

    def to_dict(self) -> Dict[str, Any]:
        """The shape stored in the slot `immunosuppressants` and in the log."""
        return {"name": self.name, "class": self.klass, "weeks": self.weeks, "ongoing": self.ongoing,
                "words": self.words}

    @classmethod
    def from_dict(cls, stored: Dict[str, Any]) -> "Medicine":
        """Read back what `to_dict` wrote."""
        return cls(stored.get("name"), stored.get("class"), stored.get("weeks"), stored.get("ongoing"),
                   stored.get("words") or "")


def ledger(value: Any) -> List[Medicine]:
    """The medicines in a stored value of `immunosuppressants`; empty for "none", "unsure" and None."""
    return [Medicine.from_dict(entry) for entry in value] if isinstance(value, list) else []
