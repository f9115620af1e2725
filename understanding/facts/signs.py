"""The severe signs of lupus (E1) as they are told: that they are there or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import List, Optional, Sequence, Tuple

from prescreen.answers import NO, UNSURE, YES
from understanding.facts.sign_words import CHECKED, DENIES, HOW_OFTEN, LOST, NO_ANSWERS, NOBODY, PUT_OFF, THINGS, TURNED
from understanding.mentions import NEGATED, UNCERTAIN, Mention
from understanding.stance import LEANING, PARALLEL, Stance, stances
from understanding.stance import PROBABLY as LIKELY
from understanding.stance import PROBABLY_NOT as UNLIKELY
from understanding.stance import UNSURE as NOT_SURE
from understanding.utterance import FIRST_PERSON, Utterance

SHORT = 2          # words: "I forget" is an answer, "I forget where I put my keys" is none


@dataclass(frozen=True)
class Sign:
    """The words that a sign is told in, as topics of the lexicon.

    Attributes:
        fact: the fact that it is about.
        named: the sign itself, by a name that leaves no doubt.
        like: what may be the sign or something else.
        lesser: what is no such sign, however true it is ("brain fog").
        well: that all is well there ("my mind is clear").
        organ: of `like` and `well`, the words of the organ: "no kidney trouble" is clear at any question.
    """

    fact: str
    named: Tuple[str, ...]
    like: Tuple[str, ...] = ()
    lesser: Tuple[str, ...] = ()
    well: Tuple[str, ...] = ()
    organ: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Heard:
    """What an utterance says of one sign, its times apart."""

    utterance: Utterance
    sign: Sign

    @cached_property
    def mentions(self) -> List[Mention]:
        """Where the sign, or what is like it, is mentioned of the patient; where all is well there, too."""
        found = self.utterance.of("sign", *self.sign.named, *self.sign.like)
        return [
            each
            for each in found
            if not self._is_asked_of_us(each)
            and (each.value in self.sign.named or not self._is_of_a_thing(each))
        ]

    def _is_asked_of_us(self, mention: Mention) -> bool:
        """Whether the patient asks what it is, with or without a question mark: "what counts as a seizure"."""
        words = self.utterance.plain_words(mention.clause)
        return words[0] in ("what", "which", "how", "define") and not FIRST_PERSON.intersection(words)

    def _is_of_a_thing(self, mention: Mention) -> bool:
        """Whether it is said of something else than the patient: "that movie was crazy"."""
        words = self.utterance.plain_words(mention.clause)
        return words[0] in THINGS and not FIRST_PERSON.intersection(words) and mention.value not in self.sign.organ

    def _is_checked(self, mention: Mention) -> bool:
        """Whether an organ is only named as looked at: "they checked my brain"."""
        words = self.utterance.plain_words(mention.clause)
        return mention.value in self.sign.organ and bool(CHECKED.intersection(words)) and "not" not in words

    @cached_property
    def well(self) -> List[Mention]:
        """Mentions that say that all is well: by themselves, or by a "fine" in their clause."""
        found = (
            [each for each in self.utterance.of("sign", *self.sign.well) if not self._is_turned(each)]
            if self.sign.well
            else []
        )
        return found + [each for each in self.mentions if each.value in self.sign.like and self._is_fine(each)]

    @cached_property
    def denied(self) -> List[Mention]:
        """Mentions that are denied outright."""
        return [
            each
            for each in self.mentions
            if not each.has(UNCERTAIN)
            and (
                (each.has(NEGATED) and not self._is_unexplained(each))
                or self.nobody_says(each)
                or self._is_denied_inside(each)
            )
        ]

    @cached_property
    def doubted(self) -> List[Mention]:
        """Mentions told as a mere possibility."""
        return [each for each in self.mentions if each.has(UNCERTAIN)]

    @cached_property
    def affirmed(self) -> List[Mention]:
        """Mentions told as something that is, or was, there."""
        return [
            each
            for each in self.mentions
            if not each.has(UNCERTAIN)
            and each not in self.denied
            and each not in self.well
            and not self._is_taken_back(each)
            and not self._is_checked(each)
        ]

    @cached_property
    def is_named(self) -> bool:
        """Whether the sign is affirmed by a name that leaves no doubt."""
        return any(each.value in self.sign.named for each in self.affirmed)

    @cached_property
    def answers(self) -> List[Stance]:
        """The bare answers, in the order said.

        The "never" of "he never said why" is none, nor is the "sometimes" of "I sometimes forget words".
        """
        reading = self.utterance.reading
        if self.utterance.assumed is not None:
            return [
                self.utterance.assumed,
                *(Stance(NO, each.words, each.clause) for each in reading.of("denial", "it") if each.own),
            ]
        taken = [
            *self.mentions,
            *reading.of("origin", "unknown"),
            *reading.of("detail", "no_doctor"),
            *reading.of("denial"),
            *(each for each in self.lesser if len(each.words.split()) > SHORT),
        ]
        said = [
            each
            for each in stances(reading)
            if not self._is_part(each, taken)
            and not self._ends_what_is_well(each)
            and not self._is_shade(each)
            and not each.words.lower().startswith(PUT_OFF if each.sign == NO else NO_ANSWERS)
        ]
        told = self.mentions or self.utterance.of("proform")
        doctors = {place for each in reading.of("clinician") for place in range(each.last, each.last + 4)}
        denials = [
            Stance(NO, each.words, each.clause)
            for each in reading.of("denial")
            if each.own and (each.first not in doctors if each.value == "it" else not told)
        ]
        return sorted([*said, *denials], key=lambda each: each.clause)

    def _is_part(self, answer: Stance, taken: Sequence[Mention]) -> bool:
        """Whether the words of an answer are but a part of something else that is said."""
        places = [
            each
            for each in self.utterance.reading.of("stance")
            if each.clause == answer.clause and each.words == answer.words
        ]
        return bool(places) and all(
            any(each.first < other.last and other.first < each.last for other in taken) for each in places
        )

    def _ends_what_is_well(self, answer: Stance) -> bool:
        """Whether it only ends, or times, what is told as well: "I know what day | it is", "fully oriented, always"."""
        ahead = [each for each in (*self.well, *self.lesser) if each.clause == answer.clause - 1]
        if answer.value != YES or not ahead:
            return False
        if answer.words.lower().split()[0] in HOW_OFTEN:
            return True
        return any(self.utterance.reading.clauses[each.last - 1] == answer.clause for each in ahead)

    def _is_shade(self, answer: Stance) -> bool:
        """Whether it tells how much or how often something else in its clause is so, or that the question was lost."""
        if answer.value == NOT_SURE and LOST.intersection(self.utterance.plain_words(answer.clause)):
            return True
        if answer.value not in (LEANING, LIKELY) and answer.words.lower().split()[0] not in HOW_OFTEN:
            return False
        return any(each.clause == answer.clause for each in (*self.mentions, *self.lesser))

    @cached_property
    def bare(self) -> Optional[str]:
        """The bare answer: yes, no or unsure; a hedged one is unsure."""
        if not self.answers:
            return None
        plain = f" {self.utterance.reading.plain} "
        if " yes " in plain and " no " in plain and any(cue in plain for cue in PARALLEL):
            return UNSURE
        if self.utterance.assumed is None and self.answers == stances(self.utterance.reading):
            stance = self.utterance.stance or self.answers[-1]
        else:
            stance = self.answers[-1]
        if stance.value == NOT_SURE or any(
            each.value == NOT_SURE and each.clause == stance.clause for each in self.answers
        ):
            return UNSURE
        if stance.value in (LEANING, LIKELY, UNLIKELY):
            return UNSURE
        return stance.sign or UNSURE

    @cached_property
    def lesser(self) -> List[Mention]:
        """Mentions of what is no such sign."""
        found = self.utterance.of("sign", *self.sign.lesser) if self.sign.lesser else []
        return [
            each
            for each in found
            if not each.has(UNCERTAIN) and not LOST.intersection(self.utterance.plain_words(each.clause))
        ]

    def _is_denied_inside(self, mention: Mention) -> bool:
        """As in "Lupus has not affected my brain"."""
        words = [word.plain for word in self.utterance.reading.words[max(mention.first - 1, 0) : mention.last]]
        if (mention.first and words[0] in DENIES) or self._is_ticked_off(mention):
            return True
        return mention.value in ("cns", "nephritis", "nerves") and bool(DENIES.intersection(words))

    def _is_ticked_off(self, mention: Mention) -> bool:
        """As in "Seizures no, headaches yes": the answer stands behind its topic, with no stop between."""
        behind = [word.plain for word in self.utterance.reading.words[mention.last : mention.last + 2]]
        return (
            bool(behind)
            and behind[0] in ("no", "never", "none", "nope", "nah", "negative")
            and behind[1:] not in (["more"], ["longer"], ["idea"])
        )

    def _is_unexplained(self, mention: Mention) -> bool:
        """As in "They have not decided what caused my seizure": the "not" is not said of the seizure."""
        ahead = [
            each
            for each in self.utterance.reading.of("origin", "unknown")
            if each.clause == mention.clause and each.first < mention.first
        ]
        return bool(ahead) and bool(
            {"what", "why", "cause", "caused", "causes"}.intersection(self.utterance.plain_words(mention.clause))
        )

    def nobody_says(self, mention: Mention) -> bool:
        """Whether only nobody has said it: "nobody said nephritis"."""
        words = [word.plain for word in self.utterance.reading.words[: mention.first]]
        clause = self.utterance.reading.clauses[: mention.first]
        ahead = " ".join(word for word, number in zip(words, clause, strict=True) if number == mention.clause)
        return any(f" {cue} " in f" {ahead} " for cue in NOBODY)

    def _is_fine(self, mention: Mention) -> bool:
        fine = [
            *self.utterance.of("detail", "fine"),
            *(each for each in self.utterance.of("detail", "stable") if each.words.lower().startswith("doing")),
        ]
        return any(each.clause == mention.clause and not self._is_turned(each) for each in fine)

    def _is_turned(self, fine: Mention) -> bool:
        """Whether a "fine" is turned round: "not good", "fine until last month"."""
        words = [word.plain for word in self.utterance.reading.words]
        begin = 1 if words[0] == "no" else 0
        ahead = words[max(fine.first - 3, begin) : fine.first]
        return bool(
            {"not", "never", "no", "hardly", "barely", "less", "nor", "nuh", "isnt"}.intersection(ahead)
        ) or any(f" {cue} " in f" {' '.join(words)} " for cue in TURNED)

    def _is_taken_back(self, mention: Mention) -> bool:
        """As in "Seizures? No": a clause that only names the sign, with a bare no behind it."""
        return self.is_fragment(mention) and any(
            each.sign == NO and each.clause > mention.clause for each in self.answers
        )

    def is_organ_in_passing(self, mention: Mention) -> bool:
        """Whether a clause names just the organ, and nothing bad of it: "no, they check my kidneys"."""
        utterance = self.utterance
        bad = [*utterance.of("detail", "severe", "mild"), *utterance.of("grade", "high")]
        return (
            mention.value in self.sign.organ
            and " " not in mention.words
            and "but" not in utterance.plain_words(mention.clause)
            and not any(each.clause == mention.clause for each in bad)
        )

    def is_of_nothing_else(self, clause: int) -> bool:
        """Whether a clause names no medicine and nothing else that an "it" in it could mean."""
        named = [
            *self.utterance.reading.of("medicine"),
            *(each for each in self.utterance.reading.of("topic") if each.value != "lupus"),
        ]
        return all(each.clause != clause for each in named)

    def is_fragment(self, mention: Mention) -> bool:
        """Whether a clause only names its topic."""
        return len(self.utterance.plain_words(mention.clause)) <= mention.last - mention.first + 1
