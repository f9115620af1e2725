"""What a parser found: a value and the words that tell it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Mapping, NamedTuple


class Found(NamedTuple):
    """A number, an age, a length or a point in time, told by the words from `first` up to, not including, `last`."""

    kind: str
    value: Any
    first: int
    last: int
    detail: Mapping[str, Any] = MappingProxyType({})
