"""Speech hints: the words that a recogniser should expect in answer to a question."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List

from ruamel.yaml import YAML

from prescreen.medicines import NOT_IMMUNE, STEROID, medicine_list
from telephony.assistant import Reply

FILE = Path(__file__).with_name("hints.yml")
MOST_HINTS = 500            # Twilio's limits, which jambonz's recognisers share
MOST_CHARACTERS = 100


def hints_for(reply: Reply) -> List[str]:
    """The words to expect, the most useful first, at most 500."""
    table = _table()
    words = [*table["expects"].get(reply.expects, ()), *table["facts"].get(reply.fact or "", ()),
             *_medicines(reply), *table["always"]]
    return [word for word in dict.fromkeys(words) if len(word) <= MOST_CHARACTERS and "," not in word][:MOST_HINTS]


def _medicines(reply: Reply) -> List[str]:
    """Names of medicines, where one is asked for."""
    if reply.fact not in ("glucocorticoids", "immunosuppressants"):
        return []
    steroids = reply.fact == "glucocorticoids"
    return [name for medicine in medicine_list().medicines.values()
            if medicine.klass != NOT_IMMUNE and (medicine.klass == STEROID) is steroids
            for name in medicine.exact_names]


@lru_cache(maxsize=1)
def _table() -> Dict[str, Any]:
    return YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
