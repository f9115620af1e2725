"""What the patient wants of the assistant: a question of their own, a repeat, a person, to stop.

The words are in `lexicon/requests.yml`; the names are the intents of `domain.yml`.
"""

from __future__ import annotations

from typing import Iterable, List, NamedTuple, Optional, Sequence, Tuple

from understanding.clauses import STOPS
from understanding.mentions import Mention, Reading

Request = Tuple[str, Optional[str]]

# These say little beside another request: "hello, what is this study about?"
WEAK = ("greeting", "thanks", "goodbye", "frustrated", "pause", "help", "explain")
# What is asked of the assistant, as against what is to become of the screening.
QUESTIONS = ("why", "repeat", "help", "person", "robot", "privacy", "recap", "my_data", "reference", "explain")
POLITE = frozenset(
    "i we me us you it would like want rather prefer can could may to just let need do will please sorry thanks thank "
    "kindly dear love honey sir ma'am okay well and but so hey hello".split())
TERM_WORDS = 3            # a term stands at most so many words behind "what is"
FACT_WORDS = 5            # a fact stands at most so many words behind "change"


class Wish(NamedTuple):
    """A request found: its name, what it is about, and the words first to last (behind the last) that tell it."""

    name: str
    about: Optional[str]
    first: int
    last: int

    def within(self, other: "Wish") -> bool:
        """Whether it lies in another that is longer."""
        return (other.first <= self.first and self.last <= other.last
                and (other.first, other.last) != (self.first, self.last))


def find(reading: Reading) -> Optional[Request]:
    """The request in an utterance, and what it is about: a fact, a glossary term, or None.

    Of several the earliest counts, of two in one another the longer; a bare courtesy gives way to any other.
    """
    found = [*_requests(reading), *_pauses(reading), *_explanations(reading), *_changes(reading)]
    found = [wish for wish in found if not any(wish.within(other) for other in found)]
    if not found:
        return None
    best = min(found, key=lambda wish: (wish.name in WEAK and wish.about is None, wish.first, -wish.last,
                                        wish.about is None))
    return best.name, best.about


def is_all(reading: Reading) -> bool:
    """Whether nothing is said but what is wanted of the assistant: "can you say that again please"."""
    wishes = [each for each in (*_requests(reading), *_explanations(reading)) if each.name in QUESTIONS]
    covered = {index for each in wishes for index in range(each.first, each.last)}
    return bool(covered) and all(index in covered or word.plain in STOPS | POLITE
                                 for index, word in enumerate(reading.words))


def only_asks(reading: Reading, clause: int) -> bool:
    """Whether a clause does nothing but ask what a term means: "what is dsDNA", with or without a question mark."""
    if not any(each.clause == clause for each in reading.of("ask")):
        return False
    asked = {index for wish in _explanations(reading) for index in range(wish.first, wish.last)}
    said = [index for index, number in enumerate(reading.clauses)
            if number == clause and reading.words[index].plain not in STOPS | POLITE]
    return bool(asked.intersection(said)) and asked.issuperset(said)


def _requests(reading: Reading) -> Iterable[Wish]:
    """The plain requests, without what only sounds like one."""
    no_requests = reading.of("request", "none")
    for each in reading.of("request"):
        if each.value != "none" and not any(_spoils(other, each) for other in no_requests):
            wish = Wish(each.value, None, each.first, each.last)
            if each.value != "goodbye" or _words(reading, each.last, len(reading.words)) <= TERM_WORDS:
                yield wish          # "Good night, I saw the number in the paper" greets


def _spoils(no_request: Mention, request: Mention) -> bool:
    """Whether a way of speaking that is no request begins before a request, or with it, and reaches into it."""
    begins_before = no_request.first < request.first < no_request.last
    return begins_before or (no_request.first == request.first and no_request.last >= request.last)


def _pauses(reading: Reading) -> Iterable[Wish]:
    """To hold on asks for a break when nothing else is said, or a reason ("hold on, my dog")."""
    holds = reading.of("hold", "alone")
    said = sum(word.plain not in STOPS for word in reading.words)
    alone = said == sum(_words(reading, each.first, each.last) for each in holds)
    if alone or reading.has("hold", "reason"):
        yield from (Wish("pause", None, each.first, each.last) for each in holds)


def _explanations(reading: Reading) -> Iterable[Wish]:
    """A term, asked for: "what is nephritis", "nephritis means what", "nephritis?"."""
    for term in _longest(reading.of("term")):
        asking = [each for each in reading.of("ask", "before") if _follows(reading, each, term, TERM_WORDS)]
        asking += [each for each in reading.of("ask", "after") if _follows(reading, term, each, 1)]
        if asking or _is_all(term, reading):
            first, last = min(each.first for each in [term, *asking]), max(each.last for each in [term, *asking])
            yield Wish("explain", term.value, first, last)


def _changes(reading: Reading) -> Iterable[Wish]:
    """A fact that the patient wants to say anew: "change my age"."""
    for fact in _longest(reading.of("fact_name")):
        for wish in reading.of("change", "wish"):
            behind = wish.first < fact.first and wish.last < fact.last
            if behind and _words(reading, wish.last, fact.first) <= FACT_WORDS:
                yield Wish("change_answer", fact.value, wish.first, fact.last)


def _longest(mentions: Sequence[Mention]) -> List[Mention]:
    spans = [(each.first, each.last) for each in mentions]
    return [each for each in mentions
            if not any(first <= each.first and each.last <= last and (first, last) != (each.first, each.last)
                       for first, last in spans)]


def _follows(reading: Reading, before: Mention, after: Mention, most: int) -> bool:
    """Whether one mention stands behind another with at most so many words between."""
    return before.last <= after.first and _words(reading, before.last, after.first) <= most


def _words(reading: Reading, first: int, last: int) -> int:
    return sum(word.plain not in STOPS for word in reading.words[first:last])


def _is_all(term: Mention, reading: Reading) -> bool:
    """Whether an utterance is one term with a question mark: "nephritis?"."""
    asked = reading.text.rstrip().endswith("?")
    return asked and _words(reading, 0, len(reading.words)) == _words(reading, term.first, term.last)
