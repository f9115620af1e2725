"""The texts that an ethics board reviews: `data/responses/`, read apart from Rasa for labels, versions and checks.

Which variant of a text is said follows Rasa's own rule (ResponseVariationFilter in rasa/core/nlg/generator.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from string import Formatter
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Set, Tuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from prescreen import needed_texts
from prescreen.protocol import Protocol
from prescreen.protocol import load as load_protocol

FOLDER = Path(__file__).resolve().parent.parent / "data" / "responses"
TELEPHONE = "rest"
CHANNELS = {None: "the screen", TELEPHONE: "the telephone"}
SITUATIONS = [dict(zip(needed_texts.CONDITIONS, values, strict=True))
              for values in product(*needed_texts.CONDITIONS.values())]
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
        best = self.variants(name, channel, {})
        if not best:
            raise WordingError(f"data/responses: the text `{name}` is missing; add it")
        return best[0]["text"].format(**arguments)

    def variants(self, name: str, channel: Optional[str], slots: Mapping[str, Any]) -> List[Variant]:
        """The variants that fit a channel and the slots best; Rasa takes any one of them, so there should be one.

        A fitting condition comes before none for the same channel, and the channel's own texts before the common ones.
        """
        fitting = [variant for variant in self.texts.get(name, ()) if _fits(variant, slots)]
        for own_channel, conditional in ((True, True), (True, False), (False, True), (False, False)):
            best = [variant for variant in fitting if bool(variant.get("condition")) is conditional
                    and variant.get("channel") == (channel if own_channel else None)]
            if best:
                return best
        return []

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
    for name, variants in responses.items():
        if not isinstance(variants, list) or not all(map(_is_variant, variants)):
            raise WordingError(f"{path}: the text `{name}` has the wrong form; it is a list of entries with `text` in "
                               "quotes, braces in pairs, and conditions with `name` and `value`")
    return responses


def _is_variant(entry: Any) -> bool:
    try:
        _placeholders(entry["text"])
        return all({"name", "value"} <= set(condition) for condition in entry.get("condition") or ())
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _fits(variant: Variant, slots: Mapping[str, Any]) -> bool:
    return all(slots.get(condition["name"]) == condition["value"] for condition in variant.get("condition") or ())


def problems(protocol: Optional[Protocol] = None, wording: Optional[Wording] = None) -> List[str]:
    """Everything that would leave a patient without a text, or with a wrong one; each says which, where, what to do."""
    try:
        protocol, wording = protocol or load_protocol(), wording or load()
    except WordingError as error:
        return [str(error)]
    known = {**needed_texts.said(protocol), **needed_texts.phrases(protocol)}
    return [f"data/responses: {problem}" for problem in (
        *_missing(wording, known), *_unfit_phrases(protocol, wording), *_unfit_conditions(wording),
        *_unfit_questions(protocol, wording), *_unknown_placeholders(protocol, wording, known))]


def _missing(wording: Wording, names: Iterator[str]) -> Iterator[str]:
    for name, (channel, place) in product(names, CHANNELS.items()):
        if not wording.has(name):
            if channel is None:
                yield f"the text `{name}` is missing; add it"
            continue
        found: Dict[int, Mapping[str, Any]] = {}
        for slots in _situations(wording.texts[name]):
            found.setdefault(len(wording.variants(name, channel, slots)), slots)
        if 0 in found:
            yield f"`{name}` has no text for {place}{_when(found[0])}; add it"
        for number in sorted(set(found) - {0, 1}):
            yield f"`{name}` has {number} texts for {place}{_when(found[number])}; keep one of them"


def _situations(variants: Sequence[Variant], *also: str) -> List[Mapping[str, Any]]:
    """The situations that the conditions of a text (and slots besides) tell apart; at first, nothing is known."""
    looked_at = {*also, *(condition["name"] for variant in variants for condition in variant.get("condition") or ())}
    told_apart = [{slot: value for slot, value in slots.items() if slot in looked_at} for slots in SITUATIONS]
    return [{}, *(slots for index, slots in enumerate(told_apart) if slots not in told_apart[:index])]


def _when(slots: Mapping[str, Any]) -> str:
    named = [f"`{slot}` is {value}" for slot, value in slots.items() if value is not None]
    return f" when {' and '.join(named)}" if named else ""


def _unfit_phrases(protocol: Protocol, wording: Wording) -> Iterator[str]:
    for name in needed_texts.phrases(protocol):
        if any(variant.get("condition") for variant in wording.texts.get(name, ())):
            yield f"`{name}` is put inside other texts, where no condition is looked at; remove its condition"


def _unfit_conditions(wording: Wording) -> Iterator[str]:
    for name, variant in _all(wording):
        if variant.get("channel") not in CHANNELS:
            yield f"`{name}` has a text for channel `{variant['channel']}`; write `{TELEPHONE}`, or no channel at all"
        for condition in variant.get("condition") or ():
            slot, value = condition["name"], condition["value"]
            if value not in needed_texts.CONDITIONS.get(slot, ()):
                yield f"`{name}` has a text for `{slot}` {value!r}, which never is; mend the condition"


def _unfit_questions(protocol: Protocol, wording: Wording) -> Iterator[str]:
    """A question has other words at each try, and words of its own on the telephone, where the keys are named."""
    for name, (channel, place) in product(needed_texts.questions(protocol), CHANNELS.items()):
        wordings: Dict[Tuple[Any, ...], List[str]] = {}
        for slots in _situations(wording.texts.get(name, ()), "tries")[1:]:
            for variant in wording.variants(name, channel, slots)[:1]:
                apart_from_tries = tuple(value for slot, value in slots.items() if slot != "tries")
                wordings.setdefault(apart_from_tries, []).append(variant["text"])
                if variant.get("channel") != channel:
                    yield f"`{name}` has no text of its own for {place}{_when(slots)}; add it"
        if any(len(set(texts)) < len(texts) for texts in wordings.values()):
            yield f"`{name}` says the same at two tries on {place}; give `tries` 1 and 2 other words"


def _unknown_placeholders(protocol: Protocol, wording: Wording, known: Mapping[str, Sequence[str]]) -> Iterator[str]:
    inner = needed_texts.phrases(protocol)
    for name, variant in _all(wording):
        allowed = {*known.get(name, ()), *(() if name in inner else needed_texts.SLOTS)}
        for placeholder in sorted(_placeholders(variant["text"]) - allowed):
            use = ", ".join(sorted(allowed)) or "no braces"
            yield f"`{name}` has {{{placeholder}}}, which nothing fills; use {use}"


def _placeholders(text: str) -> Set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def _all(wording: Wording) -> Iterator[Tuple[str, Variant]]:
    for name, variants in wording.texts.items():
        for variant in variants:
            yield name, variant
