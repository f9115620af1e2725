"""Short phrases that are put inside texts: values, medicines, recaps. The words themselves stand in data/responses."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional, Sequence

from prescreen.answers import UNSURE, Medicine, Weeks, ledger
from prescreen.protocol import Protocol
from prescreen.reference import spoken, written
from prescreen.wording import TELEPHONE, Wording

MINOR = "minor"


ALL_THE_TIME = 104
IN_MONTHS = 13
WEEKS_A_MONTH = 4.345


class Phrases:
    """Phrases for one channel."""

    def __init__(self, wording: Wording, channel: str) -> None:
        """Phrases from the approved texts, for the screen or the telephone."""
        self._wording, self._channel = wording, channel

    def say(self, name: str, **arguments: Any) -> str:
        """The text of this name with its arguments filled in."""
        return self._wording.phrase(name, self._channel, **arguments)

    def listed(self, phrases: Sequence[str]) -> str:
        """Several phrases in a row: commas, and the word for "and" before the last."""
        if len(phrases) < 2:
            return "".join(phrases)
        return ", ".join(phrases[:-1]) + self.say("utter_list_and") + phrases[-1]

    def value(self, value: Any) -> str:
        """A value as a patient would say it."""
        if isinstance(value, list):
            if value and isinstance(value[0], Mapping):
                return self.medicines(value)
            return self.listed([str(each) for each in value])
        if isinstance(value, str) and self._wording.has(f"utter_value_{value}"):
            return self.say(f"utter_value_{value}")
        return str(value)

    def short(self, fact: str, value: Any) -> str:
        """A fact with its value, for a recap."""
        return self.say(f"utter_short_{fact}", value=self.value(value))

    def label(self, fact: str) -> str:
        """A fact without its value."""
        return self.say(f"utter_short_{fact}", value="").strip(" :")

    def item(self, name: Optional[str]) -> str:
        """A medicine by name, or the words for one that has none."""
        return name or self.say("utter_item_unnamed")

    def medicine(self, medicine: Medicine) -> str:
        """A medicine with its length."""
        if not medicine.name:
            return self.say("utter_medicine_entry_no_name")
        return self._with_length(medicine.name, medicine.weeks)

    def length(self, medicine: Medicine) -> str:
        """How long a medicine was taken, without its name; empty when that was not asked."""
        return self._with_length("", medicine.weeks).strip(" ,")

    def _with_length(self, name: str, weeks: Weeks) -> str:
        if isinstance(weeks, int):
            return self._with_weeks(name, weeks)
        return self.say("utter_medicine_entry_unknown_length" if weeks == UNSURE else "utter_medicine_entry", item=name)

    def _with_weeks(self, name: str, weeks: int) -> str:
        """A medicine with its weeks, as a patient would say them."""
        if weeks >= ALL_THE_TIME:
            return self.say("utter_medicine_entry_all_the_time", item=name)
        if weeks >= IN_MONTHS:
            return self.say("utter_medicine_entry_months", item=name, months=round(weeks / WEEKS_A_MONTH))
        if weeks > 1:
            return self.say("utter_medicine_entry_weeks", item=name, weeks=weeks)
        return self.say("utter_medicine_entry_one_week" if weeks else "utter_medicine_entry_before", item=name)

    def medicines(self, value: Any) -> str:
        """The whole ledger."""
        entries = [self.medicine(medicine) for medicine in ledger(value)]
        return self.listed(entries) if entries else self.say("utter_value_none")

    def answers(self, protocol: Protocol, answers: Mapping[str, Any], only: Optional[Sequence[str]] = None) -> str:
        """The answers so far, in the order of the protocol."""
        phrases: List[str] = [
            self.short(fact.name, answers[fact.name]) for fact in protocol.facts
            if answers.get(fact.name) is not None and (only is None or fact.name in only)]
        return "; ".join(phrases)

    def contact(self, answers: Mapping[str, Any]) -> str:
        """The contact details that were given."""
        given = [name for name in ("contact_name", "contact_phone", "contact_time") if answers.get(name)]
        return "; ".join(self.say(f"utter_short_{name}", value=answers[name]) for name in given)

    def code(self, reference: str) -> str:
        """A reference in groups of three; on the telephone digit by digit."""
        return spoken(reference) if self._channel == TELEPHONE else written(reference)
