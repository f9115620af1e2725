"""Answers to the questions that every study shares: consent, read-backs, stopping, going on, contact, codes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Callable, Dict, Optional, Sequence

from prescreen.reference import nine_digits
from understanding.birthdays import birthday_has_been
from understanding.mentions import NEGATED, Mention
from understanding.pieces import SMALL, TIMES, ZEROS
from understanding.stance import PROBABLY, UNSURE, stances
from understanding.utterance import Utterance

PHONE_DIGITS = range(7, 16)
HUNDRED = "hundred"
NAME_LEAD = re.compile(
    r"^\W*(?:(?:yes|yeah|sure|okay|ok|well|um|uh|hi|hello)[,.!]?\s+)*(?:(?:my (?:full |first )?name(?: is|'s)|"
    r"name(?: is|'s)?:?|this is|"
    r"i am|i'm|it is|it's|its|call me|you can call me|they call me|the name is)\s+)?"
    r"(?:(?:uh|um|er|erm|ah)[,.]?\s+)*",
    re.IGNORECASE,
)


def reply(utterance: Utterance) -> Optional[str]:
    """What was replied, or None when it is no answer to this question."""
    answer = REPLIES.get(utterance.question.name)
    return answer(utterance) if answer else None


def _yes_or_no(utterance: Utterance) -> Optional[str]:
    stance = utterance.stance
    if stance is None:
        return None
    return stance.sign or UNSURE


def _willing(utterance: Utterance) -> Optional[str]:
    """Whether the patient wants to: "that's why I called" is a yes, "I'd have to ask my husband" is a no.

    Consent is never assumed: "probably", or "a bit" of something, is no yes.
    """
    if utterance.stance is not None and utterance.stance.value == PROBABLY:
        told = _told(utterance, "willing")
        return told.value if told else None
    return _said_otherwise(utterance, "willing")


def _said_otherwise(utterance: Utterance, kind: str) -> Optional[str]:
    """The bare answer; without a plain one, what the mentions of a kind come to.

    Where the two differ the bare answer counts if it is the whole utterance or comes last.
    """
    stance, told = utterance.stance, _told(utterance, kind)
    if stance is None or told is None:
        return told.value if told else _yes_or_no(utterance)
    sign = stance.sign or UNSURE
    unwilling = kind == "willing" and sign == UNSURE
    if told.value == "no" and (unwilling or (sign == "yes" and stance.clause == told.clause)):
        return "no"
    if sign == told.value or stance.whole or stance.clause > told.clause:
        return sign
    return told.value if (stance.clause < told.clause and sign != "yes") or sign == UNSURE else sign


def _told(utterance: Utterance, kind: str) -> Optional[Mention]:
    """The last mention of a kind that is no question and is meant so; a denied yes is a no."""
    found = [each for each in utterance.reading.of(kind) if not utterance.is_question(each.clause)]
    if not found:
        return None
    decided = [each for each in found if each.clause == found[-1].clause]
    chosen = next((each for each in decided if each.value == "no"), decided[-1])
    return replace(chosen, value="no") if chosen.value == "yes" and chosen.has(NEGATED) else chosen


def _any_others(utterance: Utterance) -> Optional[str]:
    """Whether there are other medicines; "that's it" is a no."""
    return "no" if utterance.reading.has("wish", "enough") else _yes_or_no(utterance)


def _confirm(utterance: Utterance) -> Optional[str]:
    """Whether what was read back is right: "yes, I don't have any" is a yes, and so is "that's it"."""
    said = stances(utterance.reading)
    plain = [each for each in said if each.value in ("yes", "no")]
    if len(plain) > 1 and plain[0] is said[0] and not utterance.reading.has("correction"):
        return plain[0].value
    told = _told(utterance, "right")
    if told and told.value == "yes" and told.clause == 0 and not utterance.reading.has("correction"):
        return "yes"
    reply_given = _said_otherwise(utterance, "right")
    return "yes" if reply_given is None and utterance.reading.has("wish", "enough") else reply_given


def _adult(utterance: Utterance) -> Optional[str]:
    """Whether the patient is 18 or older; "well over" is a yes, "next year I will be" is a no."""
    said = utterance.reading.of("adult")
    return said[-1].value if said else _yes_or_no(utterance)


def _birthday(utterance: Utterance) -> Optional[str]:
    """Whether the 18th birthday has passed; "it was on Monday" is a yes, "not until Christmas" is a no."""
    stance = utterance.stance
    said = utterance.reading.of("birthday")
    been = birthday_has_been(utterance.reading.words, utterance.today)
    if been is not None:
        return been if stance is None or stance.sign in (been, None) else None
    return said[-1].value if said and (stance is None or stance.value == UNSURE) else _yes_or_no(utterance)


def _stopping(utterance: Utterance) -> Optional[str]:
    wish = utterance.reading.of("wish", "keep", "delete", "go_on")
    return wish[-1].value if wish else None


def _go_on(utterance: Utterance) -> Optional[str]:
    wishes = utterance.reading.of("wish", "keep", "go_on")
    if wishes:
        return "keep" if wishes[-1].value == "keep" else "yes"
    return _yes_or_no(utterance)


def _name(utterance: Utterance) -> Optional[str]:
    if _refuses(utterance):
        return "no"
    name = NAME_LEAD.sub("", utterance.reading.text, count=1).strip(" .,!?\t\n")
    return name or None


def _phone(utterance: Utterance) -> Optional[str]:
    digits = "".join(each.detail.get("digits") or "" for each in utterance.reading.of("number"))
    written = re.sub(r"\D", "", utterance.reading.text)
    row = [word.plain for word in utterance.reading.words]
    if HUNDRED in row:
        digits = _dialled(row)
    number = written if len(written) in PHONE_DIGITS else digits
    if len(number) in PHONE_DIGITS:
        return ("+" if utterance.reading.text.strip().startswith("+") else "") + number
    return "no" if _refuses(utterance) else None


def _dialled(row: Sequence[str]) -> str:
    """Figures read out one after the other, "hundred" for two zeros: "eight hundred, five five five, double oh"."""
    figures, times = "", 1
    for word in row:
        if word in TIMES:
            times = TIMES[word]
        elif word in ZEROS or word in SMALL or word.isdigit():
            figures += ("0" if word in ZEROS else word if word.isdigit() else str(SMALL[word])) * times
            times = 1
        elif word == HUNDRED:
            figures += "00"
    return figures


def _time(utterance: Utterance) -> Optional[str]:
    if _refuses(utterance):
        return "no"
    return utterance.reading.text.strip() or None


def _code(utterance: Utterance) -> Optional[str]:
    """Nine digits, keyed or said; a code that cannot be right is told apart later."""
    written = re.sub(r"\D", "", utterance.reading.text)
    spoken = "".join(each.detail.get("digits") or str(each.value) for each in utterance.reading.of("number"))
    return next((code for code in (nine_digits(written), nine_digits(spoken)) if code), None)


def _refuses(utterance: Utterance) -> bool:
    stance = utterance.stance
    return stance is not None and stance.whole and stance.sign == "no"


REPLIES: Dict[str, Callable[[Utterance], Optional[str]]] = {
    "consent": _willing,
    "confirm": _confirm,
    "confirm_medicine": _confirm,
    "contact_permission": _willing,
    "age_adult": _adult,
    "age_birthday": _birthday,
    "more_medicines": _any_others,
    "go_on": _go_on,
    "stopping": _stopping,
    "contact_name": _name,
    "contact_phone": _phone,
    "contact_time": _time,
    "reference": _code,
}
