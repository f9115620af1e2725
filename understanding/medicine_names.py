"""Medicines in an utterance: immune medicines, steroids and others, by exact, tolerant and sound-alike names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple

from prescreen.medicines import NOT_IMMUNE, STEROID, medicine_list
from understanding.clauses import STOPS
from understanding.found import Found
from understanding.spellings import Match, plain_name, spellings
from understanding.text import Word

MOST_WORDS = 6
PART = re.compile("[a-z]{3,}")
HYPHEN = "-"
MEDICINE, OTHER, UNNAMED = "medicine", "other_medicine", "unnamed_medicine"
KINDS = {STEROID: STEROID, NOT_IMMUNE: OTHER}
CORTISONE = "cortisone"
MUCH_MORE = 1.35
REACH = 6    # words between a steroid's name and the way it was given
# What sets an unnamed medicine apart from the named one beside it: "Benlysta and another infusion".
APART = frozenset("and plus also another other then or different with".split())

ENDS_A_ROUTE = (STOPS - {HYPHEN}) | {"and", "plus", "but", "also"}
DEFINITE = frozenset("the my those these his her".split())


class Hit(NamedTuple):
    """A medicine told by the words `first` up to, not including, `last`."""

    first: int
    last: int
    match: Match


def medicines(words: Sequence[Word]) -> List[Found]:
    """Every medicine named, in the order said.

    Args:
        words: plain words with punctuation (`text.py`).

    Returns:
        Kinds `medicine` (calms the immune system, open classes included), `steroid`, `other_medicine` with the generic
        name as value, and `unnamed_medicine` with None. `detail` has `class`; `exact`, whether no read-back is needed;
        `close`, whether an inexact spelling can hardly mean anything else; for steroids `route`, or None when not said.
    """
    tokens = [word.plain for word in words]
    hits = _best(_hits(tokens))
    taken = {index for hit in hits for index in range(hit.first, hit.last)}
    found = [_found(hit, tokens, taken) for hit in hits]
    found.extend(_unnamed(tokens, taken))
    return sorted(found, key=lambda each: each.first)


def _hits(tokens: Sequence[str]) -> Iterator[Hit]:
    known = spellings()
    for run in _runs(tokens):
        for place, first in enumerate(run):
            for size in range(1, min(MOST_WORDS, len(run) - place) + 1):
                indices = run[place:place + size]
                match = known.match(tuple(tokens[index] for index in indices))
                if match:
                    yield Hit(first, indices[-1] + 1, match)
                if size == 1 and not tokens[first].isalpha():
                    yield from _parts(first, tokens[first])
                elif size == 1 and match and not match.exact:
                    yield from _wider(run, place, tokens, match)


def _parts(index: int, token: str) -> Iterator[Hit]:
    """Exact names inside a token that is not all letters: "rituximab(rituxan", "mmf500"."""
    for part in PART.findall(token):
        match = spellings().listed((part,))
        if match and match.exact:
            yield Hit(index, index + 1, match)


def _wider(run: Sequence[int], place: int, tokens: Sequence[str], narrow: Match) -> Iterator[Hit]:
    """One inexact word together with its neighbour, where that is the better match: "hydroxy seen" is hydroxyzine."""
    for pair in (run[max(0, place - 1):place + 1], run[place:place + 2]):
        match = spellings().near("".join(tokens[index] for index in pair)) if len(pair) == 2 else None
        if match and (match.surety > narrow.surety or narrow.name == tokens[run[place]]):
            yield Hit(pair[0], pair[-1] + 1, match)


def _runs(tokens: Sequence[str]) -> Iterator[List[int]]:
    """Where words stand without punctuation between them; a hyphen joins."""
    run: List[int] = []
    for index, token in enumerate(tokens):
        if token == HYPHEN:
            continue
        if token in STOPS or not token[:1].isalnum():
            yield run
            run = []
        else:
            run.append(index)
    yield run


def _best(hits: Iterator[Hit]) -> List[Hit]:
    """Of hits that share words an exact one, else the one that most speaks for."""
    every = list(hits)
    whole = [hit for hit in every if not any(_part_of(hit, other) for other in every)]
    kept: List[Hit] = []
    for hit in sorted(whole, key=lambda each: (not each.match.exact, -each.match.weight, each.last - each.first)):
        if all(hit.last <= other.first or other.last <= hit.first for other in kept):
            kept.append(hit)
    return sorted(kept)


def _part_of(hit: Hit, other: Hit) -> bool:
    """Whether an exact name is only a part of a longer one: the chloroquine of "hydroxee chloroquine"."""
    return (hit.match.exact and not other.match.exact and other.first <= hit.first and hit.last <= other.last
            and other.match.weight >= MUCH_MORE * hit.match.weight)


def _found(hit: Hit, tokens: Sequence[str], taken: Set[int]) -> Found:
    klass = medicine_list().klass(hit.match.generic)
    detail = {"class": klass, "exact": hit.match.exact}
    if hit.match.close:
        detail["close"] = True
    if klass == STEROID:
        detail["route"] = _route(hit, tokens, taken)
    return Found(KINDS.get(klass, MEDICINE), hit.match.generic, hit.first, hit.last, detail)


def _route(hit: Hit, tokens: Sequence[str], taken: Set[int]) -> Optional[str]:
    """The way a steroid was given: the nearest word that tells it, else what the name stands for by itself."""
    near = _routes_near(hit, tokens, taken)
    ways = [way for _, way in near]
    if "injection" in ways and ("joint" in ways or hit.match.generic == CORTISONE):
        return "joint"
    told = next((way for way in ways if way != "joint"), None)
    return told or medicine_list().medicines[hit.match.generic].routes.get(hit.match.name)


def _routes_near(hit: Hit, tokens: Sequence[str], taken: Set[int]) -> List[Tuple[int, str]]:
    """Distance and way of each telling word up to the next punctuation or medicine; the nearest first."""
    near = []
    for step, start in ((1, hit.last), (-1, hit.first - 1)):
        index = start
        while 0 <= index < len(tokens) and abs(index - start) < REACH:
            if index in taken or tokens[index] in ENDS_A_ROUTE:
                break
            way = next((_route_words()[phrase] for size in (3, 2, 1)
                        if (phrase := " ".join(tokens[index:index + size])) in _route_words()), None)
            if way:
                near.append((abs(index - start), way))
            index += step
    inside = [(-1, _route_words()[token]) for token in tokens[hit.first:hit.last] if token in _route_words()]
    return sorted(inside + near, key=lambda each: each[0])


@lru_cache(maxsize=1)
def _route_words() -> Dict[str, str]:
    return {plain_name(phrase): way for phrase, way in medicine_list().route_words.items()}


def _is_apart(tokens: Sequence[str], first: int, last: int, taken: Set[int]) -> bool:
    """Not "belimumab infusions", "infusions of belimumab" or "and the infusions"."""
    beside = first - 1 in taken or (tokens[last:last + 1] in (["of"], ["with"]) and last + 1 in taken)
    meant = first > 0 and tokens[first - 1] in DEFINITE
    return not beside and not meant and bool(APART.intersection(tokens[max(0, first - 2):last]))


@lru_cache(maxsize=1)
def _unnamed_phrases() -> Set[Tuple[str, ...]]:
    return {tuple(plain_name(phrase).split()) for phrase in medicine_list().unnamed}


def _unnamed(tokens: Sequence[str], taken: Set[int]) -> Iterator[Found]:
    """Medicines without a name; what only describes a medicine that was told already is not another one."""
    told = bool(taken)
    places = [index for index, token in enumerate(tokens) if token != HYPHEN]
    while places:
        size = next((size for size in range(min(MOST_WORDS, len(places)), 0, -1)
                     if tuple(tokens[index] for index in places[:size]) in _unnamed_phrases()
                     and not taken.intersection(places[:size])), 0)
        if size:
            first, last = places[0], places[size - 1] + 1
            if not told or _is_apart(tokens, first, last, taken):
                yield Found(UNNAMED, None, first, last, {"class": None, "exact": False})
                told = True
        places = places[max(size, 1):]
