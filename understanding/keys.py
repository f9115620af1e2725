"""What a key on the telephone, or its number said aloud, stands for in the question asked."""

from __future__ import annotations

import re
from typing import List, Optional

from prescreen.answers import ALL_NEGATIVE, LUPUS, NO, NONE, UNRELATED, UNSURE, YES
from understanding.meaning import Meaning, Question, Said

# Words of the protocol file for what a key stands for, and the answer's value.
VALUES = {
    "yes": YES,
    "no": NO,
    "not sure": UNSURE,
    "none": NONE,
    "lupus": LUPUS,
    "not lupus": UNRELATED,
    "all four negative": ALL_NEGATIVE,
}
REPLIES = {"keep": "keep", "delete": "delete", "go on": YES, "no others": NO}
ASK_BACKS = {"at least one positive": "autoantibodies_which"}
SEPARATE = ("autoantibodies_which",)
PRESSED = re.compile(
    r"^\W*(?:(?:i )?(?:press(?:ed)?|pushed|push|option|number|key|choice|answer)\s+)*"
    r"(?P<keys>[0-9](?:\s*(?:,|and|\s)\s*[0-9])*|one|two|three|four|to|too|won|free)\s*#?\W*$",
    re.IGNORECASE,
)
SPOKEN = {"one": "1", "won": "1", "two": "2", "to": "2", "too": "2", "three": "3", "free": "3", "four": "4"}
STORED = ("yes_no", "yes_no_unsure")


def keyed(question: Question, text: str) -> Optional[Meaning]:
    """What the keys pressed mean here; None when the text is no key of this question."""
    if not question.keys:
        return None
    match = PRESSED.match(text)
    if not match:
        return None
    keys = [SPOKEN.get(key, key) for key in re.findall(r"[0-9]|[a-z]+", match["keys"].lower()) if key != "and"]
    if any(key not in question.keys for key in keys) or (len(keys) > 1 and question.name not in SEPARATE):
        return None
    return _meaning(question, [question.keys[key] for key in keys], text)


def _meaning(question: Question, meant: List[str], text: str) -> Meaning:
    words = text.strip()
    if meant[0] in ASK_BACKS:
        return Meaning(ask_back=ASK_BACKS[meant[0]])
    if question.name in SEPARATE:
        return Meaning(answers=(Said(str(question.fact), meant, words),))
    if meant[0] in REPLIES:
        return Meaning(reply=REPLIES[meant[0]])
    value = VALUES[meant[0]]
    if (question.expects in STORED and question.name != question.fact) or question.name in PROCEDURE:
        return Meaning(reply=value)
    if question.name == "more_medicines":
        return Meaning(reply=value)
    return Meaning(answers=(Said(str(question.fact), value, words),))


PROCEDURE = ("consent", "confirm", "confirm_medicine", "contact_permission", "go_on")
