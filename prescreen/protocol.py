"""The study protocol as data: facts, criteria, settings and questions, read from `protocol/*.yml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Tuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from prescreen.rules import All, MedicinesTried, Rule, RuleError, read_rule

FOLDER = Path(__file__).resolve().parent.parent / "protocol"
DEFAULT_FILE = FOLDER / "NCT06038474.yml"
PROCEDURE_FILE = FOLDER / "procedure.yml"


class ProtocolError(ValueError):
    """The protocol file cannot be used; the message says where, what is wrong and what to do."""


@dataclass(frozen=True)
class QuestionDefinition:
    """One way to ask for a fact, or a question of the procedure.

    Attributes:
        name: the question; its texts are `utter_ask_<name>`.
        fact: the fact it is about, or None.
        expects: the format of the answer (CONTRACT section 2).
        keys: keypad digit to what it stands for.
    """

    name: str
    fact: Optional[str]
    expects: str
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """Something that is asked because a criterion needs it.

    Attributes:
        name: the slot that holds its value.
        about: what it means, for the reader of the protocol.
        values: the form of its values, one of `years`, `one_of`, `medicines`, `positives_among`.
        only_after: the answer (fact to value) that makes the question necessary.
        settled_by: who can settle it when it stays open: patient, doctor, laboratory or investigator.
        changes_with_time: whether a re-screen asks it again.
        recap_after: whether what is known so far is summed up once it is answered.
    """

    name: str
    about: str
    values: Mapping[str, Any]
    settled_by: str
    only_after: Mapping[str, str] = field(default_factory=dict)
    changes_with_time: bool = False
    recap_after: bool = False

    def allows(self, value: Any) -> bool:
        """Whether a plain value (yes, no, past, unsure, lupus...) is one that this fact may take."""
        return value == "unsure" or value in self.values.get("one_of", ())


@dataclass(frozen=True)
class Criterion:
    """A criterion of the listing: its verbatim source and the rule that stands for it."""

    id: str
    kind: str
    source: str
    rule: Rule
    note: str = ""


@dataclass(frozen=True)
class Protocol:
    """A study's protocol.

    Attributes:
        version: names this text of the protocol in every record.
        study: what the listing says of the study.
        settings: times and limits, in the units that their names give.
        facts: in the order asked.
        criteria: in the order of the listing.
        questions: every question by name, those of the procedure included.
    """

    version: str
    date: str
    study: Mapping[str, Any]
    settings: Mapping[str, Any]
    facts: Tuple[Fact, ...]
    criteria: Tuple[Criterion, ...]
    questions: Mapping[str, QuestionDefinition]

    @property
    def trial(self) -> str:
        """The study's registry number."""
        return self.study["registry_number"]

    def fact(self, name: str) -> Optional[Fact]:
        """The fact of this name, or None."""
        return next((fact for fact in self.facts if fact.name == name), None)

    @property
    def medicines_rule(self) -> Optional[MedicinesTried]:
        """The rule that judges the medicine ledger, or None where a study has none."""
        rules = [criterion.rule for criterion in self.criteria]
        parts = [part for rule in rules for part in (rule.parts if isinstance(rule, All) else (rule,))]
        return next((part for part in parts if isinstance(part, MedicinesTried)), None)


@lru_cache(maxsize=4)
def load(path: Optional[Path] = None) -> Protocol:
    """Read a protocol file together with the common procedure. Raises ProtocolError with one clear sentence."""
    file = Path(path) if path else DEFAULT_FILE
    return _protocol(_read(file), _read(PROCEDURE_FILE), file)


def _read(path: Path) -> Dict[str, Any]:
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except OSError:
        raise ProtocolError(f"{path}: the file cannot be read; check its name and that it is there") from None
    except UnicodeDecodeError:
        raise ProtocolError(f"{path}: the file is not UTF-8 text; save it as UTF-8") from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise ProtocolError(f"{path}{place}: this is not valid YAML ({getattr(error, 'problem', error)}); "
                            "look for a missing colon, quote or indentation there") from None
    if not isinstance(content, dict):
        raise ProtocolError(f"{path}: the file is empty or not a mapping; it starts with `version:`")
    return content


def _protocol(content: Dict[str, Any], procedure: Dict[str, Any], path: Path) -> Protocol:
    for name in ("version", "date", "study", "settings", "facts", "criteria"):
        if not content.get(name):
            raise ProtocolError(f"{path}: `{name}` is missing; add it (see protocol/NCT06038474.yml for its form)")
    try:
        facts = tuple(_fact(entry) for entry in content["facts"])
        criteria = tuple(_criterion(entry) for entry in content["criteria"])
        return Protocol(str(content["version"]), str(content["date"]), dict(content["study"]),
                        dict(content["settings"]), facts, criteria, _questions(content, procedure))
    except ProtocolError as error:
        raise ProtocolError(f"{path}: {error}") from None
    except (TypeError, AttributeError, KeyError, ValueError) as error:
        raise ProtocolError(f"{path}: an entry has the wrong form ({error}); compare it with its neighbours") from None


def _fact(entry: Dict[str, Any]) -> Fact:
    name = entry.get("name") or "a fact without a name"
    for key in ("name", "about", "values", "expects", "settled_by"):
        if not entry.get(key):
            raise ProtocolError(f"fact {name}: `{key}` is missing; add it")
    if not isinstance(entry["values"], dict):
        raise ProtocolError(f"fact {name}: `values` has the wrong form; write for instance `one_of: [\"yes\", \"no\"]`")
    return Fact(name, entry["about"], entry["values"], entry["settled_by"], entry.get("only_after") or {},
                bool(entry.get("changes_with_time")), bool(entry.get("recap_after")))


def _criterion(entry: Dict[str, Any]) -> Criterion:
    name = entry.get("id") or "a criterion without an id"
    for key in ("id", "kind", "source", "rule"):
        if not entry.get(key):
            raise ProtocolError(f"criterion {name}: `{key}` is missing; add it")
    try:
        rule = read_rule(entry["rule"])
    except RuleError as error:
        raise ProtocolError(f"criterion {name}: {error}") from None
    return Criterion(entry["id"], entry["kind"], entry["source"].strip(), rule, entry.get("note", ""))


def _questions(content: Dict[str, Any], procedure: Dict[str, Any]) -> Dict[str, QuestionDefinition]:
    keys = procedure["keys"]
    definitions = []
    for entry in content["facts"]:
        definitions.append(_question(entry, entry["name"], keys))
        for ask_back in entry.get("ask_backs") or ():
            fact = "treatment_length" if ask_back["name"] == "treatment_length" else entry["name"]
            definitions.append(_question(ask_back, fact, keys))
    definitions += [_question(entry, entry["fact"], keys) for entry in procedure["questions"]]
    return {definition.name: definition for definition in definitions}


def _question(entry: Dict[str, Any], fact: Optional[str], keys: Dict[str, Dict[str, str]]) -> QuestionDefinition:
    own_keys = entry.get("keys") or keys.get(entry["expects"], {})
    return QuestionDefinition(entry["name"], fact, entry["expects"], own_keys)
