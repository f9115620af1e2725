"""The texts that an ethics board reviews: `data/responses/`, read apart from Rasa for labels, versions and checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from prescreen.protocol import Protocol, load as load_protocol

FOLDER = Path(__file__).resolve().parent.parent / "data" / "responses"
TELEPHONE = "rest"
TRIES = (None, 1, 2)
Variant = Mapping[str, Any]


class WordingError(ValueError):
    """A text is missing or a file of texts cannot be read; the message says which and what to do."""


@dataclass(frozen=True)
class Wording:
    """All texts by name; each has variants by channel and condition, as in Rasa's `responses:`."""

    texts: Mapping[str, Sequence[Variant]]

    @property
    def version(self) -> str:
        """The version of the texts, stored with every record."""
        return self.phrase("utter_wording_version")

    def phrase(self, name: str, channel: Optional[str] = None, **arguments: Any) -> str:
        """A short text that is put inside another one; raises WordingError when there is none of this name."""
        variants = [variant for variant in self.texts.get(name, ()) if not variant.get("condition")]
        best = [variant for variant in variants if variant.get("channel") == channel] or [
            variant for variant in variants if not variant.get("channel")]
        if not best:
            raise WordingError(f"data/responses: the text `{name}` is missing; add it")
        return best[0]["text"].format(**arguments)

    def has(self, name: str) -> bool:
        """Whether there is a text of this name."""
        return name in self.texts


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Wording:
    """Read every file of texts. Raises WordingError with one clear sentence."""
    texts: Dict[str, List[Variant]] = {}
    for path in sorted(folder.rglob("*.yml")):
        for name, variants in _read(path).items():
            if name in texts:
                raise WordingError(f"{path}: the text `{name}` stands in another file too; keep one of them")
            texts[name] = variants
    return Wording(texts)


def _read(path: Path) -> Dict[str, List[Variant]]:
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise WordingError(f"{path}{place}: the texts cannot be read; mend the YAML there") from None
    responses = (content or {}).get("responses")
    if not isinstance(responses, dict):
        raise WordingError(f"{path}: there is no `responses:`; every file of texts has it")
    return responses


def problems(protocol: Optional[Protocol] = None, wording: Optional[Wording] = None) -> List[str]:
    """Every text that the conversation needs and does not find, for the screen and for the telephone."""
    try:
        return list(_missing(protocol or load_protocol(), wording or load()))
    except WordingError as error:
        return [str(error)]


def _missing(protocol: Protocol, wording: Wording) -> Iterator[str]:
    for question in protocol.questions:
        if question == "hand_off":
            continue
        for tries in TRIES:
            for channel in (None, TELEPHONE):
                if not any(_fits(variant, tries, channel) for variant in wording.texts.get(f"utter_ask_{question}", ())):
                    yield (f"data/responses: `utter_ask_{question}` has no text for "
                           f"{'the telephone' if channel else 'the screen'}"
                           f"{f' at try {tries + 1}' if tries else ''}; add it")
    for name in _needed(protocol):
        if not wording.has(name):
            yield f"data/responses: the text `{name}` is missing; add it"


def _fits(variant: Variant, tries: Optional[int], channel: Optional[str]) -> bool:
    wanted = [each["value"] for each in variant.get("condition") or () if each.get("name") == "tries"]
    return variant.get("channel") == channel and wanted == ([tries] if tries else []) and bool(variant.get("text"))


def _needed(protocol: Protocol) -> Iterator[str]:
    from prescreen.verdict import Verdict  # only names are needed here

    yield from ("utter_opening", "utter_wording_version", "utter_apology", "utter_outcome_declined")
    for criterion in protocol.criteria:
        yield f"utter_reason_{criterion.id}_{Verdict.SATISFIED.value}"
    for fact in protocol.facts:
        yield f"utter_why_{fact.name}"
        yield f"utter_short_{fact.name}"
        yield f"utter_reason_{fact.name}_{Verdict.UNDETERMINED.value}"
