"""When a severe sign of lupus (E1) was there, as far as the patient tells it."""

from __future__ import annotations

from functools import cached_property
from typing import List, Optional, Sequence, Set

from prescreen.answers import NO, YES
from understanding.facts.sign_words import (
    AT_AGE,
    CHECKED,
    HOW_OFTEN,
    NOT_FOR,
    NOWISH,
    OLD,
    OPEN,
    RECENT,
    SINCE,
    TELLS_TIME,
    WAS,
)
from understanding.facts.signs import Heard
from understanding.line import written
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, Mention


class Telling(Heard):
    """What an utterance says of one sign, and when that was."""

    @cached_property
    def when(self) -> Optional[str]:
        """When it was: recent, past, open (it may be either), or None where no time is told."""
        times = [each for each in self.times if self._is_of_the_sign(each)]
        times = [each for each in times if not self._is_how_often_then(each, times)]
        values = {each.value for each in times}
        if "recent" in values:
            return RECENT
        here = {each.clause for each in (*self.affirmed, *self.utterance.of("proform"))}
        beside = {each.value for each in times if each.clause in here}
        for told in (beside, values):
            if "unsure" in told:
                return OPEN
            if "past" in told or "over" in told:
                return OLD
        return self.at_age or (OLD if self.lull or self.was_once else None)

    def _is_how_often_then(self, when: Mention, times: Sequence[Mention]) -> bool:
        """Whether it only tells how often it was in the past: "in my twenties I had them every month"."""
        often = when.words.lower().split()[0] in HOW_OFTEN
        past = [each for each in times if each.clause == when.clause and each.value in ("past", "over")]
        return when.value == "recent" and often and (self.lull or bool(past))

    @property
    def at_age(self) -> Optional[str]:
        """When it was, as told by an age: "when I was 19" is past at 40, open where the age is unknown."""
        then = AT_AGE.search(written(self.utterance.reading.words).text)
        if then is None:
            return None
        ages = [each.value for each in self.utterance.reading.of("age") if isinstance(each.value, int)]
        age = self.utterance.known.get("age") or last_value(ages)
        return OLD if isinstance(age, int) and age - int(then["age"]) > 1 else OPEN

    @property
    def is_dated(self) -> bool:
        """Whether a time is told, not just "had"."""
        return self.lull or bool(self.times)

    @cached_property
    def times(self) -> List[Mention]:
        """The times told; a reckoned one counts for more than the phrase that it was reckoned from."""
        told = self.utterance.reading.of("when")
        reckoned = [each for each in told if each.detail]
        return [
            each
            for each in told
            if not self._is_of_a_request(each)
            and (each.detail or not any(other.first < each.last and each.first < other.last for other in reckoned))
        ]

    def _is_of_a_request(self, when: Mention) -> bool:
        """Whether it is a word of a request: the "again" of "say again"."""
        return any(each.first <= when.first < each.last for each in self.utterance.reading.of("request"))

    @cached_property
    def lull(self) -> bool:
        """Whether it is said to have been there, and to be there no more ("none since", "not for years")."""
        return any(each.own for each in self.utterance.reading.of("lull", "gone")) or any(
            map(self._is_none_since, self.denied)
        )

    def _is_none_since(self, mention: Mention) -> bool:
        """Whether a denial begins at some time: "no flares in my kidneys since 2018"."""
        words = [word.plain for word in self.utterance.reading.words[mention.last :]]
        since = words.index("since") + 1 if "since" in words else len(words)
        return (since < len(words) and (words[since].isdigit() or words[since] in SINCE)) or bool(
            NOT_FOR.match(" ".join(words))
        )

    def is_alone(self, mention: Mention) -> bool:
        """Whether a clause only tells a time, or how often: "only in 2015", "twice, years ago"."""
        reading = self.utterance.reading
        covered = {
            place
            for each in (
                *reading.of("when"),
                *reading.of("duration"),
                *reading.of("number"),
                *reading.of("stance"),
                *reading.of("proform"),
                *reading.of("lull"),
                *reading.of("clinician"),
                *reading.of("detail", "severe", "mild", "stable", "doctor_said", "told_so"),
                *reading.of("grade"),
            )
            for place in range(each.first, each.last)
        }
        places = [place for place, clause in enumerate(reading.clauses) if clause == mention.clause]
        return all(
            place in covered or reading.words[place].plain in TELLS_TIME or not reading.words[place].plain[:1].isalnum()
            for place in places
        )

    @property
    def was_once(self) -> bool:
        """Whether it is told in the past tense, and without a time."""
        words = {word for each in self.affirmed for word in self.utterance.plain_words(each.clause)}
        return (
            self.is_named
            and bool(WAS & words)
            and all(each.has("past") and not each.has("recent") for each in self.affirmed)
            and self.bare != YES
        )

    def _is_of_the_sign(self, when: Mention) -> bool:
        """Whether a time can be that of the sign, and not that of a diagnosis, of feeling well, or of having none."""
        if when.has(OTHER_PERSON, HYPOTHETICAL) or any(each.first <= when.first < each.last for each in self.mentions):
            return False
        if self.well and not self.is_named and CHECKED.intersection(self.utterance.plain_words(when.clause)):
            return False
        if when.value != "recent":
            return not self._is_of_diagnosis(when.clause)
        ages = {each.clause for each in self.utterance.reading.of("age")}
        if when.words.lower() in NOWISH and when.clause in ages:
            return False
        if when.has(NEGATED) or when.clause in self.quiet or self._is_beside(when):
            return False
        return not (when.words.lower() in NOWISH and when.clause in self._calm)

    def _is_beside(self, when: Mention) -> bool:
        """Whether a mere "now" stands apart from a sign that has a time of its own: "in 2016; I still take it"."""
        here = {each.clause for each in self.affirmed}
        dated = any(
            each.clause in here and each.value in ("past", "unsure") for each in self.utterance.reading.of("when")
        )
        return dated and when.words.lower() in NOWISH and when.clause not in here

    def _is_of_diagnosis(self, clause: int) -> bool:
        words = " ".join(self.utterance.plain_words(clause))
        return "diagnosed with lupus" in words and not any(each.clause == clause for each in self.affirmed)

    @cached_property
    def quiet(self) -> Set[int]:
        """Clauses that say that there was none."""
        bare = {each.clause for each in self.answers if each.sign == NO}
        here = {each.clause for each in self.affirmed}
        return ({each.clause for each in (*self.denied, *self.well)} | bare) - here

    @cached_property
    def _calm(self) -> Set[int]:
        """Clauses in which "now" is said of being well again."""
        return {
            each.clause
            for each in (
                *self.utterance.of("detail", "stable", "fine"),
                *self.utterance.reading.of("lull"),
                *self.utterance.reading.of("when", "over"),
            )
        }


def last_value(values: Sequence[int]) -> Optional[int]:
    """The last of them, or None."""
    return values[-1] if values else None
