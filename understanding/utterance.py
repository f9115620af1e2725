"""An utterance in the context of the question asked: what the readers of facts look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Iterable, List, Mapping, Optional, Set

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding import mentions, requests
from understanding.clauses import LINKS, STOPS
from understanding.meaning import Question, Said
from understanding.mentions import Mention, Reading
from understanding.stance import LIGHT, Stance, conclude, stances

FIRST_PERSON = frozenset(("i", "my", "me", "we", "mine", "myself", "our", "she", "he", "her", "his"))
# Loose cues may stand in any talk; names of medicines and antibodies do not.
LOOSE = frozenset(("topic", "detail", "proform"))
KNOWN = frozenset(
    "topic detail proform stance when duration number age medicine steroid other_medicine antibody person "
    "clinician caregiver correction wish sign grade origin lull denial".split()
)
PATIENT = FIRST_PERSON | frozenset(("doctor", "doctors", "rheumatologist", "neurologist", "they", "me", "mi", "you"))
# Facts named in an answer to another one that goes with them.
RELATED = {
    "headache_cause": {"headache", "sle_diagnosis"},
    "chronic_illness_managed": {"chronic_illness"},
    "active_symptoms": {"sle_diagnosis"},
    "immunosuppressants": {"glucocorticoids"},
}
# Before the first question about health a patient tells in catchwords: "37, lupus, five months pregnant".
EARLY = ("consent", "age", "age_adult", "age_birthday")
ENDS_OR_REPEATS = ("stop", "stop_delete", "repeat", "person")
PROCEDURE = ("consent", "go_on", "stopping", "contact_permission")
STRAYS = 3
WAITS = ("give me ", "just a ", "just one ", "wait a ", "wait one ")
# A clause that begins so and names nobody is about the patient: "had lupus since 2010", "diagnosed with SLE".
SUBJECTLESS = frozenset(
    "have had got getting diagnosed dx taking take been am feel feeling feels suffer suffering still living".split()
)
# "My son is 20", "our daughter just turned thirty two".
OF_KIN = re.compile(r"^(?:\w+ |, )?(?:my|our|the) (?:\w+ )?KIN "
                    r"(?:(?:is|'s|just|turned|be|now|only|about|around|dey|na) )+#"
                    r"(?= (?:years?|yr|yo|now|and|but|old|[.,;!?])|$)")
# A clause that asks something of us, question mark or not; "do I ever" is an answer.
ASKS_US = re.compile(
    r"^(?:and |but |so |okay |well |sorry )?(?:(?:do|did|can|could|would|should|will|are) (?:you|i|we) (?!ever\b)|"
    r"(?:what|how|who|why|where|which) (?:do|does|did|is|are|am|will|would|can|could|should|else|much|many|long|"
    r"on earth|sort of|kind of) (?!you (?:like|want|need|wish)))"
)
QUESTION_WORDS = frozenset(
    "is are do does did can could what why how where who when which will would should am was".split()
)


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
        if self.assumed is not None:
            return self.assumed
        about_health = self.question.expects == "yes_no_unsure"
        found = [each for each in stances(self.reading, ready_is_yes=not about_health) if not self._asks_to_wait(each)
                 and not (about_health and self._is_part_of_a_request(each))]
        return conclude(
            self.reading, [each for number, each in enumerate(found) if not number or not self._is_of_another(each)]
        )

    def _is_part_of_a_request(self, stance: Stance) -> bool:
        """Whether its words only ask for something: "that's enough, I'm hanging up", "sorry, I didn't get that"."""
        words = stance.words.lower()
        return " " in words and any(each.value in ENDS_OR_REPEATS and words in each.words.lower()
                                    for each in self.reading.of("request") if each.clause == stance.clause)

    def _asks_to_wait(self, stance: Stance) -> bool:
        """Whether "give me a second" puts the answer off; only to a question like "shall we go on?" it is one."""
        return self.question.name not in PROCEDURE and stance.words.lower().startswith(WAITS)

    def _is_of_another(self, stance: Stance) -> bool:
        """Whether an answer behind the first one is about another fact: "yes I do, no, I'm not on steroids"."""
        here = self._facts_named(stance.clause)
        facts = here or self._facts_named(stance.clause + 1) if stance.sign else set()
        own = {self.question.fact, self.question.item} | RELATED.get(str(self.question.fact), set())
        return bool(facts) and self.question.fact is not None and not facts & own

    def _facts_named(self, clause: int) -> Set[str]:
        return {str(each.value) for each in self.reading.of("fact_name") if each.clause == clause}

    def asks(self, *questions: str) -> bool:
        """Whether one of these questions was asked."""
        return self.question.name in questions

    def of(self, kind: str, *values: Any) -> List[Mention]:
        """Mentions of a kind said of the patient: not of somebody else, no mere thought, no question to us."""
        return [
            each
            for each in self.reading.of(kind, *values)
            if self._is_own(each)
            and not self.is_question(each.clause)
            and not (kind in LOOSE and self.is_background(each.clause))
        ]

    def is_background(self, clause: int) -> bool:
        """Whether a clause goes on about something that nobody asked for, without a word of the patient.

        "Kidney beans are on sale" names the kidney and is no answer.
        """
        words = set(self.plain_words(clause))
        return not words & PATIENT and not self.is_elliptic(clause) and len(self._strays(clause)) >= STRAYS

    def _strays(self, clause: int) -> List[str]:
        """The words of a clause that nothing in the lexicon knows."""
        covered = {
            index for each in self.reading.mentions if each.kind in KNOWN for index in range(each.first, each.last)
        }
        return [
            word.plain
            for index, (word, number) in enumerate(zip(self.reading.words, self.reading.clauses, strict=True))
            if number == clause and index not in covered and word.plain not in STOPS | LIGHT
        ]

    def _is_own(self, mention: Mention) -> bool:
        """Said of the patient; a caregiver says "my daughter has it" of the patient."""
        return mention.own or (self.for_another and not mention.has(mentions.HYPOTHETICAL))

    @cached_property
    def for_another(self) -> bool:
        """Whether somebody answers for the patient: says so, or gives "my son is 20" for the age that was asked."""
        if self.reading.has("caregiver"):
            return True
        if self.question.fact != "age" or {"i", "me", "myself"}.intersection(self.reading.plain.split()):
            return False
        return OF_KIN.search(self._with_numbers) is not None

    @property
    def _with_numbers(self) -> str:
        """The plain words, with # for a number and KIN for a relative."""
        words = [word.plain for word in self.reading.words]
        for each in self.reading.of("person", "kin"):
            words[each.last - 1] = "KIN"
        for each in self.reading.of("number"):
            words[each.first:each.last] = ["#"] + [""] * (each.last - each.first - 1)
        return " ".join(word for word in words if word)

    def proforms(self) -> List[Mention]:
        """Pronouns, as in "I had two", for what was asked about; "I have two dogs" names something else."""
        found = [each for each in self.of("proform") if not self._goes_on_to_name(each) and not self._is_counted(each)]
        words = [word.plain for word in self.reading.words]
        denied = {each.first for each in found if words[max(each.first - 1, 0)] in ("never", "not") and each.first}
        return [replace(each, modifiers=(*each.modifiers, mentions.NEGATED)) if each.first in denied else each
                for each in found]

    def _is_counted(self, mention: Mention) -> bool:
        """Whether it is the beginning of a longer number: the "two" of "two thousand twelve"."""
        return any(each.first == mention.first and each.last > mention.last for each in self.reading.of("number"))

    def _goes_on_to_name(self, mention: Mention) -> bool:
        words, index = self.reading.words, mention.last
        if index >= len(words) or self.reading.clauses[index] != mention.clause:
            return False
        known = any(each.first <= index < each.last for each in self.reading.mentions if each.kind in KNOWN)
        return not known and words[index].plain not in STOPS | LIGHT | LINKS | PATIENT

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
        return [
            word.plain
            for word, number in zip(self.reading.words, self.reading.clauses, strict=True)
            if number == clause and word.plain not in STOPS
        ]

    def is_question(self, clause: int) -> bool:
        """Whether a clause asks something of us."""
        words = self.plain_words(clause)
        if ASKS_US.match(" ".join(words)):
            return True
        reading = self.reading
        said = [word.plain for word, number in zip(reading.words, reading.clauses, strict=True) if number == clause]
        marked = said[-1:] == ["?"] and bool(words) and words[0] in QUESTION_WORDS
        return marked or requests.only_asks(reading, clause)

    def about_patient(self, mention: Mention) -> bool:
        """Whether its clause speaks of the patient, so that it counts without having been asked for."""
        return bool(FIRST_PERSON.intersection(self.plain_words(mention.clause))) or self.is_elliptic(mention.clause)

    def is_elliptic(self, clause: int) -> bool:
        """Whether a clause leaves its subject out, as in a list of facts: "58, lupus since 1999, never pregnant"."""
        words = self.plain_words(clause)
        if not words or words[0] in QUESTION_WORDS:
            return False
        return (words[0] in SUBJECTLESS and words[1:2] != ["a"]) or (
            self.question.name in EARLY and not self._strays(clause)
        )

    def clause_words(self, mention: Mention) -> str:
        """The patient's words of the clause that a mention stands in."""
        reading = self.reading
        places = [word for word, number in zip(reading.words, reading.clauses, strict=True) if number == mention.clause]
        return self.reading.text[places[0].start : places[-1].end].strip(" .,;")

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
