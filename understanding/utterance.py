"""An utterance in the context of the question asked: what the readers of facts look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Iterable, List, Mapping, Optional

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding import mentions
from understanding.clauses import STOPS
from understanding.meaning import Question, Said
from understanding.mentions import Mention, Reading
from understanding.stance import LIGHT, Stance, stance

FIRST_PERSON = frozenset(("i", "my", "me", "we", "mine", "myself", "our", "she", "he", "her", "his"))
# Loose cues may stand in any talk; names of medicines and antibodies do not.
LOOSE = frozenset(("topic", "detail", "proform"))
KNOWN = frozenset(("topic", "detail", "proform", "stance", "when", "duration", "number", "age", "medicine", "steroid",
                   "other_medicine", "antibody", "person", "clinician", "caregiver", "correction", "wish"))
PATIENT = FIRST_PERSON | frozenset(("doctor", "doctors", "rheumatologist", "neurologist", "they", "me", "mi", "you"))
STRAYS = 3
QUESTION_WORDS = frozenset(("is", "are", "do", "does", "did", "can", "could", "what", "why", "how", "where", "who", "when",
                            "which", "will", "would", "should", "am", "was"))


@dataclass(frozen=True)
class Utterance:
    """What was said, the question that it answers, and what is known already."""

    question: Question
    reading: Reading
    known: Mapping[str, Any]
    today: date
    assumed: Optional[Stance] = None

    @cached_property
    def stance(self) -> Optional[Stance]:
        """The bare answer, or None; a read-back is heard as if its answer had been given again (`assumed`)."""
        return stance(self.reading) if self.assumed is None else self.assumed

    def asks(self, *questions: str) -> bool:
        """Whether one of these questions was asked."""
        return self.question.name in questions

    def of(self, kind: str, *values: Any) -> List[Mention]:
        """Mentions of a kind said of the patient: not of somebody else, no mere thought, no question to us."""
        return [each for each in self.reading.of(kind, *values) if self._is_own(each)
                and not self.is_question(each.clause) and not (kind in LOOSE and self.is_background(each.clause))]

    def is_background(self, clause: int) -> bool:
        """Whether a clause goes on about something that nobody asked for, without a word of the patient.

        "Kidney beans are on sale" names the kidney and is no answer.
        """
        words = set(self.plain_words(clause))
        return not words & PATIENT and len(self._strays(clause)) >= STRAYS

    def _strays(self, clause: int) -> List[str]:
        """The words of a clause that nothing in the lexicon knows."""
        covered = {index for each in self.reading.mentions if each.kind in KNOWN for index in range(each.first, each.last)}
        return [word.plain for index, (word, number) in enumerate(zip(self.reading.words, self.reading.clauses))
                if number == clause and index not in covered and word.plain not in STOPS | LIGHT]

    def _is_own(self, mention: Mention) -> bool:
        """Said of the patient; a caregiver says "my daughter has it" of the patient."""
        return mention.own or (self.reading.has("caregiver") and not mention.has(mentions.HYPOTHETICAL))

    def topics(self, *values: str) -> List[Mention]:
        """What the utterance is about, as said of the patient."""
        return self.of("topic", *values)

    def has_detail(self, *values: str) -> bool:
        """Whether something colours the answer so."""
        return any(not self.is_background(each.clause) for each in self.reading.of("detail", *values))

    @property
    def corrects(self) -> bool:
        """Whether the patient marks it as a correction."""
        return self.reading.has("correction")

    def plain_words(self, clause: int) -> List[str]:
        """The plain words of a clause, punctuation aside."""
        return [word.plain for word, number in zip(self.reading.words, self.reading.clauses)
                if number == clause and word.plain not in STOPS]

    def is_question(self, clause: int) -> bool:
        """Whether a clause asks something of us."""
        words = self.plain_words(clause)
        ends = [word.plain for word, number in zip(self.reading.words, self.reading.clauses) if number == clause][-1:]
        return ends == ["?"] and bool(words) and words[0] in QUESTION_WORDS

    def about_patient(self, mention: Mention) -> bool:
        """Whether its clause speaks of the patient, so that it counts without having been asked for."""
        return bool(FIRST_PERSON.intersection(self.plain_words(mention.clause)))

    def clause_words(self, mention: Mention) -> str:
        """The patient's words of the clause that a mention stands in."""
        places = [word for word, number in zip(self.reading.words, self.reading.clauses) if number == mention.clause]
        return self.reading.text[places[0].start:places[-1].end].strip(" .,;")

    def said(self, fact: str, value: Any, mention: Optional[Mention] = None) -> Said:
        """An answer with the words that it rests on."""
        words = self.clause_words(mention) if mention else self.reading.text.strip()
        return Said(fact, value, words, correction=self.corrects)

    @property
    def long_ago(self) -> bool:
        """Whether a time further back than lately was named, and none that is lately."""
        values = {each.value for each in self.reading.of("when") if not each.has(mentions.OTHER_PERSON)}
        return bool(values & {"past", "over"}) and "recent" not in values


def value_of(mention: Mention) -> str:
    """What a mention says of itself: yes, no, past or unsure."""
    if mention.has(mentions.NEGATED):
        return NO
    if mention.has(mentions.UNCERTAIN):
        return UNSURE
    if mention.has(mentions.PAST) and not mention.has(mentions.RECENT):
        return PAST
    return YES


def last(found: Iterable[Mention]) -> Optional[Mention]:
    """The one said last, or None."""
    return next(iter(reversed(list(found))), None)
