"""The texts as a patient gets them: for each channel and situation, with what they are given filled in."""

from __future__ import annotations

import re
from typing import Dict, Iterator, List, NamedTuple, Optional

from prescreen import needed_texts
from prescreen.protocol import load as load_protocol
from prescreen.wording import SITUATIONS, TELEPHONE
from prescreen.wording import load as load_wording

PROTOCOL = load_protocol()
WORDING = load_wording()
QUESTIONS = {f"utter_ask_{name}": definition for name, definition in PROTOCOL.questions.items() if name != "hand_off"}
PHRASES = needed_texts.phrases(PROTOCOL)

CODE = "4 8 2, 9 1 3, 0 6 8"
GIVEN = {
    "retention_days": "365", "study_contact": "the clinic at the park", "item": "methotrexate", "names": "Trexall",
    "code_spoken": CODE, "reference_spoken": CODE, "number": "7", "total": "16",
    "weeks": "5", "months": "11", "left": "9", "value": "17", "points": "seizures from lupus",
    "medicines": "methotrexate for about 12 months",
    "answers": "age: 34; systemic lupus: yes", "what": "age: 35"}


class Text(NamedTuple):
    """One text as it is said."""

    name: str
    channel: Optional[str]
    tries: Optional[int]
    words: str

    @property
    def sentences(self) -> List[str]:
        """Its sentences, a code counted as one word."""
        return re.split(r"(?<=[.?!])\s+", self.words.replace(CODE, "code"))


def said(channel: Optional[str]) -> List[Text]:
    """Every text that is said on its own on a channel, each once."""
    return list(dict.fromkeys(_said(channel)))


def asked(channel: Optional[str]) -> List[Text]:
    """The questions among them."""
    return [text for text in said(channel) if text.name in QUESTIONS]


def everything() -> List[Text]:
    """All texts for both channels."""
    return said(None) + said(TELEPHONE)


def _said(channel: Optional[str]) -> Iterator[Text]:
    for name in WORDING.texts:
        if name in PHRASES:
            continue
        for slots in SITUATIONS:
            for variant in WORDING.variants(name, channel, slots):
                tries = slots["tries"] if name in QUESTIONS else None
                yield Text(name, channel, tries, filled(variant["text"], GIVEN))


def filled(text: str, given: Dict[str, str]) -> str:
    """A text with its braces filled."""
    return re.sub(r"{(\w+)}", lambda match: given[match[1]], text)
