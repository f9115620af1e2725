"""The medicines that patients name, read from `protocol/medicines.yml`: names, classes, and what they are taken for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from prescreen.protocol import FOLDER, Protocol, ProtocolError, load

MEDICINES_FILE = FOLDER / "medicines.yml"
STEROID = "steroid"
NOT_IMMUNE = "not_immune"
PARTS = ("immune", "steroids", "not_immune", "look_alikes", "unnamed", "route_words")
ENTRIES = ("class", "brands", "also", "loosely", "sounds_like", "routes", "forms")
ROUTES = ("oral", "drip", "injection", "joint", "cream", "inhaler", "eye", "nasal")
FORMS = ("tablet", "capsule", "liquid", "injection", "infusion")
Names = Tuple[str, ...]


@dataclass(frozen=True)
class KnownMedicine:
    """One medicine of the list.

    Attributes:
        generic: its generic (US) name.
        klass: a class of the criteria (`conventional`, `biologic`...), or `steroid`, or `not_immune`.
        brands: brand names, the best known first.
        also: other names that can only mean this medicine.
        loosely: what usually means it; to be read back.
        sounds_like: what speech recognisers write for it; to be read back.
        routes: for a steroid, names to the way into the body that they stand for by themselves.
        forms: the ways it is given; empty where it is the usual tablet.
    """

    generic: str
    klass: str
    brands: Names = ()
    also: Names = ()
    loosely: Names = ()
    sounds_like: Names = ()
    routes: Mapping[str, str] = field(default_factory=dict)
    forms: Names = ()

    @property
    def exact_names(self) -> Names:
        """Every name that needs no read-back."""
        return (self.generic, *self.brands, *self.also)


@dataclass(frozen=True)
class MedicineList:
    """Every known medicine.

    Attributes:
        medicines: by generic name.
        look_alikes: groups of names that are never matched across.
        unnamed: phrases for a medicine that the patient cannot name.
        route_words: words near a steroid's name to the way into the body that they tell.
    """

    medicines: Mapping[str, KnownMedicine]
    look_alikes: Tuple[Names, ...] = ()
    unnamed: Names = ()
    route_words: Mapping[str, str] = field(default_factory=dict)

    def names(self, generic: str) -> List[str]:
        """The brand names of a medicine, the best known first; empty when there are none or it is not known."""
        return list(self.medicines[generic].brands) if generic in self.medicines else []

    def klass(self, generic: str) -> Optional[str]:
        """The class of a medicine by its generic name; None when it is not known."""
        return self.medicines[generic].klass if generic in self.medicines else None

    def generic_of(self, name: str) -> Optional[str]:
        """The generic name of a medicine, by any of its exact names; case, spaces and hyphens do not matter."""
        return self._by_key.get(key(name))

    @cached_property
    def _by_key(self) -> Dict[str, str]:
        return {key(name): each.generic for each in self.medicines.values() for name in each.exact_names}


def key(name: str) -> str:
    """What two spellings of one name share: its letters and digits in lower case."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@lru_cache(maxsize=2)
def medicine_list(path: Path = MEDICINES_FILE) -> MedicineList:
    """Read the list. Raises ProtocolError with one clear sentence."""
    content = _read(path)
    try:
        medicines = list(_medicines(content))
        twice = next((each.generic for index, each in enumerate(medicines)
                      if each.generic in {other.generic for other in medicines[:index]}), None)
        if twice:
            raise ProtocolError(f"medicine {twice}: it stands twice; keep one of the two")
        return MedicineList({each.generic: each for each in medicines},
                            tuple(tuple(map(str, group)) for group in content.get("look_alikes") or ()),
                            _names(content.get("unnamed")), _routes(content.get("route_words")))
    except ProtocolError as error:
        raise ProtocolError(f"{path}: {error}") from None
    except (TypeError, AttributeError, ValueError) as error:
        raise ProtocolError(f"{path}: an entry has the wrong form ({error}); compare it with its neighbours") from None


def problems(listed: Optional[MedicineList] = None, protocol: Optional[Protocol] = None) -> List[str]:
    """What makes no sense in a list that can be read: each problem says where, what, and what to do."""
    listed = medicine_list() if listed is None else listed
    rule = (load() if protocol is None else protocol).medicines_rule
    classes = {*(rule.classes if rule else ()), *(rule.open_classes if rule else ()), STEROID, NOT_IMMUNE}
    return [*_wrong_entries(listed, classes), *_names_of_two(listed), *_wrong_look_alikes(listed),
            *_wrong_words(listed)]


def _read(path: Path) -> Dict[str, Any]:
    try:
        content = YAML(typ="safe", pure=True).load(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise ProtocolError(f"{path}: the file cannot be read as UTF-8 text; check that it is there") from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise ProtocolError(f"{path}{place}: this is not valid YAML ({getattr(error, 'problem', error)}); "
                            "look for a missing colon, quote or indentation there") from None
    if not isinstance(content, dict) or not content.get("immune"):
        raise ProtocolError(f"{path}: there are no medicines under `immune:`; put them there")
    unknown = next((part for part in content if part not in PARTS), None)
    if unknown:
        raise ProtocolError(f"{path}: `{unknown}` is not a part of this file; the parts are {', '.join(PARTS)}")
    return content


def _medicines(content: Dict[str, Any]) -> Iterator[KnownMedicine]:
    for generic, entry in content["immune"].items():
        yield _medicine(generic, entry)
    for generic, entry in (content.get("steroids") or {}).items():
        yield _medicine(generic, {"class": STEROID, **(entry or {})})
    for group in (content.get("not_immune") or {}).values():
        for generic, names in group.items():
            yield _medicine(generic, {"class": NOT_IMMUNE, "brands": names})


def _medicine(generic: Any, entry: Any) -> KnownMedicine:
    if not isinstance(entry, dict) or not entry.get("class"):
        raise ProtocolError(f"medicine {generic}: `class` is missing; add it")
    unknown = next((name for name in entry if name not in ENTRIES), None)
    if unknown:
        raise ProtocolError(f"medicine {generic}: `{unknown}` is not known; write one of {', '.join(ENTRIES)}")
    routes = {key(name): route for name, route in _routes(entry.get("routes")).items()}
    return KnownMedicine(str(generic), str(entry["class"]), _names(entry.get("brands")), _names(entry.get("also")),
                         _names(entry.get("loosely")), _names(entry.get("sounds_like")), routes,
                         _names(entry.get("forms")))


def _routes(entry: Any) -> Dict[str, str]:
    return {name: str(route) for route, names in (entry or {}).items() for name in _names(names)}


def _names(names: Any) -> Names:
    if isinstance(names, (str, dict)):
        raise ProtocolError(f"`{names}` is not a list of names; write it in square brackets")
    return tuple(str(name) for name in names or ())


def _wrong_entries(listed: MedicineList, classes: set) -> Iterator[str]:
    for each in listed.medicines.values():
        if each.klass not in classes:
            yield (f"medicine {each.generic}: class `{each.klass}` is not known; write one of "
                   f"{', '.join(sorted(classes))}, or name the class in the criterion")
        for route in sorted(set(each.routes.values()) - set(ROUTES)):
            yield f"medicine {each.generic}: route `{route}` is not known; write one of {', '.join(ROUTES)}"
        for form in each.forms:
            if form not in FORMS:
                yield f"medicine {each.generic}: form `{form}` is not known; write one of {', '.join(FORMS)}"


def _names_of_two(listed: MedicineList) -> Iterator[str]:
    owners: Dict[str, str] = {}
    for each in listed.medicines.values():
        for name in (*each.exact_names, *each.loosely, *each.sounds_like):
            if not key(name):
                yield f"medicine {each.generic}: a name is empty; remove it"
            elif owners.setdefault(key(name), each.generic) != each.generic:
                yield f"medicine {each.generic}: `{name}` is a name of {owners[key(name)]} too; keep it at one of them"


def _wrong_look_alikes(listed: MedicineList) -> Iterator[str]:
    for group in listed.look_alikes:
        generics = [listed.generic_of(name) for name in group]
        for name, generic in zip(group, generics, strict=True):
            if generic is None:
                yield f"look-alike {name}: no medicine of the list has this name; mend it or add the medicine"
        if len(group) < 2 or len(set(generics)) < len(group):
            yield f"look-alikes {', '.join(group)}: name at least two different medicines, each once"


def _wrong_words(listed: MedicineList) -> Iterator[str]:
    for phrase in listed.unnamed:
        if listed.generic_of(phrase):
            yield f"unnamed: `{phrase}` is a name of {listed.generic_of(phrase)}; keep it at one of them"
    for route in sorted(set(listed.route_words.values()) - set(ROUTES)):
        yield f"route_words: route `{route}` is not known; write one of {', '.join(ROUTES)}"
