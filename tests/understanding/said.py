"""What a patient says, as plain words."""

from __future__ import annotations

from datetime import date
from typing import List

import spacy

from understanding import text
from understanding.text import Word

TODAY = date(2026, 11, 24)
TOKENIZER = spacy.blank("en").tokenizer


def said(utterance: str) -> List[Word]:
    """The plain words of an utterance."""
    return text.plain_words((token.text, token.idx) for token in TOKENIZER(text.plain(utterance)))
