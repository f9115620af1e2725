"""The severe signs of lupus (E1) as they are told: that they are there or not, when, and what caused them.

The values are those of CONTRACT section 4: lately is yes, further back is past, and what is told both ways, or in doubt,
is unsure or no answer at all, so that it is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import List, Optional, Sequence, Set, Tuple

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, UNCERTAIN, Mention
from understanding.stance import LEANING, LIGHT, Stance, stances
from understanding.stance import PROBABLY as LIKELY
from understanding.stance import PROBABLY_NOT as UNLIKELY
from understanding.utterance import Utterance, last

RECENT, OLD, OPEN = "recent", "past", "open"
NOWISH = frozenset(("now", "right now", "just now", "currently", "today", "these days", "at the moment", "nowadays",
                    "at present", "presently", "at this moment", "at this time", "at the present", "tonight", "still"))
TELLS_TIME = LIGHT | frozenset("back way in early late mid around about when years year the same only just hospital".split())
TURNED = ("until", "till", "used to be", "before", "at first", "anymore", "any more", "no longer")


@dataclass(frozen=True)
class Sign:
    """The words that a sign is told in, as topics of the lexicon.

    Attributes:
        fact: the fact that it is about.
        named: the sign itself, by a name that leaves no doubt.
        like: what may be the sign or something else.
        lesser: what is no such sign, however true it is ("brain fog").
        well: that all is well there ("my mind is clear").
    """

    fact: str
    named: Tuple[str, ...]
    like: Tuple[str, ...] = ()
    lesser: Tuple[str, ...] = ()
    well: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """What an utterance tells of one sign."""

    utterance: Utterance
    sign: Sign

    @cached_property
    def mentions(self) -> List[Mention]:
        """Where the sign, or what is like it, is mentioned of the patient; where all is well there, too."""
        return self.utterance.topics(*self.sign.named, *self.sign.like)

    @cached_property
    def well(self) -> List[Mention]:
        """Mentions that say that all is well: by themselves, or by a "fine" in their clause."""
        found = [each for each in self.utterance.topics(*self.sign.well) if not self._is_turned(each)] if self.sign.well else []
        return found + [each for each in self.mentions if each.value in self.sign.like and self._is_fine(each)]

    @cached_property
    def denied(self) -> List[Mention]:
        """Mentions that are denied outright."""
        return [each for each in self.mentions if each.has(NEGATED) and not each.has(UNCERTAIN)]

    @cached_property
    def doubted(self) -> List[Mention]:
        """Mentions told as a mere possibility."""
        return [each for each in self.mentions if each.has(UNCERTAIN)]

    @cached_property
    def affirmed(self) -> List[Mention]:
        """Mentions told as something that is, or was, there."""
        return [each for each in self.mentions if not each.has(NEGATED, UNCERTAIN) and each not in self.well
                and not self._is_taken_back(each)]

    @cached_property
    def is_named(self) -> bool:
        """Whether the sign is affirmed by a name that leaves no doubt."""
        return any(each.value in self.sign.named for each in self.affirmed)

    @property
    def stance(self) -> Optional[Stance]:
        return self.utterance.stance

    @property
    def bare(self) -> Optional[str]:
        """The bare answer: yes, no or unsure; a hedged one is unsure, except a "no" that is merely likely."""
        stance = self.stance
        if stance is None:
            return None
        if stance.value in (LEANING, LIKELY, UNLIKELY):
            return UNSURE
        return stance.sign or UNSURE

    @cached_property
    def when(self) -> Optional[str]:
        """When it was: recent, past, open (it may be either), or None where no time is told."""
        times = [each for each in self.utterance.reading.of("when") if self._is_of_the_sign(each)]
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
        return OLD if self.lull or self._was_once else None

    @cached_property
    def lull(self) -> bool:
        """Whether it is said to have been there, and to be there no more ("none since", "not for years")."""
        return any(each.own for each in self.utterance.reading.of("lull", "gone"))

    def is_alone(self, mention: Mention) -> bool:
        """Whether a clause only tells a time, or how often: "only in 2015", "twice, years ago"."""
        reading = self.utterance.reading
        covered = {place for each in (*reading.of("when"), *reading.of("duration"), *reading.of("number"), *reading.of("stance"),
                                      *reading.of("proform"), *reading.of("lull")) for place in range(each.first, each.last)}
        places = [place for place, clause in enumerate(reading.clauses) if clause == mention.clause]
        return all(place in covered or reading.words[place].plain in TELLS_TIME or not reading.words[place].plain[:1].isalnum()
                   for place in places)

    @property
    def _was_once(self) -> bool:
        return bool(self.affirmed) and all(each.has("past") and not each.has("recent") for each in self.affirmed) \
            and self.bare != YES

    def _is_of_the_sign(self, when: Mention) -> bool:
        """Whether a time can be that of the sign, and not that of a diagnosis, of feeling well, or of having none."""
        if when.has(OTHER_PERSON, HYPOTHETICAL):
            return False
        if when.value != "recent":
            return not self._is_of_diagnosis(when.clause)
        if when.has(NEGATED) or when.clause in self._quiet:
            return False
        return not (when.words.lower() in NOWISH and when.clause in self._calm)

    def _is_of_diagnosis(self, clause: int) -> bool:
        words = " ".join(self.utterance.plain_words(clause))
        return "diagnosed with lupus" in words and not any(each.clause == clause for each in self.affirmed)

    @cached_property
    def _quiet(self) -> Set[int]:
        """Clauses that say that there was none."""
        bare = {each.clause for each in stances(self.utterance.reading) if each.sign == NO}
        here = {each.clause for each in self.affirmed}
        return ({each.clause for each in (*self.denied, *self.well)} | bare) - here

    @cached_property
    def _calm(self) -> Set[int]:
        """Clauses in which "now" is said of being well again."""
        return {each.clause for each in (*self.utterance.of("detail", "stable", "fine"), *self.utterance.reading.of("lull"),
                                         *self.utterance.reading.of("when", "over"))}

    def _is_fine(self, mention: Mention) -> bool:
        return any(each.clause == mention.clause and not self._is_turned(each)
                   for each in self.utterance.of("detail", "fine"))

    def _is_turned(self, fine: Mention) -> bool:
        """Whether a "fine" is turned round: "not good", "fine until last month"."""
        words = [word.plain for word in self.utterance.reading.words]
        ahead = words[max(fine.first - 3, 0):fine.first]
        return bool({"not", "never", "no", "hardly", "barely", "less", "nor", "nuh", "isnt"}.intersection(ahead)) \
            or any(f" {cue} " in f" {' '.join(words)} " for cue in TURNED) or fine.has(NEGATED)

    def _is_taken_back(self, mention: Mention) -> bool:
        """ "Seizures? No": a clause that only names the sign, with a bare no behind it."""
        return self.is_fragment(mention) and any(each.sign == NO and each.clause > mention.clause
                                                 for each in stances(self.utterance.reading))

    def is_fragment(self, mention: Mention) -> bool:
        """Whether a clause only names its topic."""
        return len(self.utterance.plain_words(mention.clause)) <= mention.last - mention.first + 1


def value_when_asked(telling: Telling) -> Tuple[Optional[str], Optional[Mention]]:
    """What the answer to the sign's own question comes to, its cause and its severity apart."""
    utterance = telling.utterance
    if utterance.reading.has("refusal"):
        return None, None
    if telling.affirmed:
        return _affirmed(telling), telling.affirmed[-1]
    if telling.doubted:
        return _doubted(telling), telling.doubted[-1]
    if telling.denied:
        return _denied(telling), telling.denied[-1]
    if telling.bare is None:
        return _without_answer(telling)
    return _timed(telling, telling.bare), None


def _affirmed(telling: Telling) -> Optional[str]:
    value = _dated(telling, YES)
    if telling.bare == UNSURE:
        return value if value == PAST else UNSURE
    later = _denied_behind(telling, telling.affirmed[-1])
    if value == PAST and (telling.is_named or not later):
        return PAST
    if telling.bare == NO or later:
        return _contradicted(telling, value, later)
    if telling.is_named or telling.bare == YES:
        return value
    return UNSURE


def _contradicted(telling: Telling, value: Optional[str], later: bool) -> Optional[str]:
    """A no beside something told: it stands against what may be the sign, not against the sign itself."""
    if telling.when == RECENT and telling.is_named:
        return value
    if telling.when == OLD:
        return PAST
    return NO if later and not telling.is_named else None


def _denied_behind(telling: Telling, mention: Mention) -> bool:
    """Whether something said behind a mention denies the sign: "but it was no seizure", "but not like that"."""
    said = [each.clause for each in stances(telling.utterance.reading) if each.sign == NO]
    return any(clause > mention.clause for clause in said) or any(each.first > mention.first for each in (*telling.denied, *telling.well))


def _doubted(telling: Telling) -> Optional[str]:
    if telling.bare == NO and _denied_behind(telling, telling.doubted[-1]):
        return NO
    return UNSURE


def _denied(telling: Telling) -> Optional[str]:
    if telling.bare == UNSURE:
        return UNSURE
    return PAST if telling.lull else _told_besides(telling) or NO


def _told_besides(telling: Telling) -> Optional[str]:
    """A denial with "only in 2015" behind it."""
    alone = [each for each in telling.utterance.reading.of("when", "past") if telling.is_alone(each) and each.clause not in telling._quiet]
    return PAST if alone else None


def _without_answer(telling: Telling) -> Tuple[Optional[str], Optional[Mention]]:
    utterance = telling.utterance
    told = last(utterance.of("proform"))
    if told is not None and not told.has(NEGATED):
        return (UNSURE if told.has(UNCERTAIN) else _dated(telling, YES)), told
    if telling.lull or any(telling.is_alone(each) for each in utterance.reading.of("when", "past")):
        return PAST, None
    if any(telling.is_alone(each) and each.words.lower() not in NOWISH for each in utterance.reading.of("when", "recent")):
        return YES, None
    lesser = [each for each in utterance.topics(*telling.sign.lesser) if not each.has(UNCERTAIN)] if telling.sign.lesser else []
    if telling.well and not any(_says_now(telling, each) for each in telling.well):
        return NO, telling.well[-1]
    return (NO, lesser[-1]) if lesser else (None, None)


def _says_now(telling: Telling, mention: Mention) -> bool:
    """ "They are fine now" leaves open what was before."""
    return any(each.clause == mention.clause and each.words.lower() in NOWISH
               for each in telling.utterance.reading.of("when", "recent"))


def _timed(telling: Telling, bare: str) -> Optional[str]:
    if bare == YES:
        return _dated(telling, YES)
    if bare == NO:
        proform = any(not each.has(NEGATED) for each in telling.utterance.of("proform")) and telling.when == OLD
        return PAST if proform or telling.lull or _told_besides(telling) else NO
    return PAST if telling.when == OLD and telling.utterance.of("proform") else UNSURE


def _dated(telling: Telling, value: str) -> str:
    return {OLD: PAST, OPEN: UNSURE}.get(telling.when or "", value)


def clear_when_volunteered(telling: Telling) -> Tuple[Optional[str], Optional[Mention]]:
    """What was told at another question counts only where it is clear: denied outright, or told of the patient."""
    utterance, sign = telling.utterance, telling.sign
    told = [each for each in telling.affirmed if each.value in sign.named and utterance.about_patient(each)]
    if told and not telling.doubted:
        beside = {each.value for each in utterance.reading.of("when") if each.clause == told[-1].clause and not each.has(NEGATED)}
        value = _dated(telling, YES)
        return (value if value != UNSURE or "unsure" in beside else None), told[-1]
    none: Sequence[Mention] = [each for each in (*telling.denied, *telling.well) if each.value in (*sign.named, *sign.like)]
    if none and not telling.affirmed and not telling.doubted and not telling.lull and not _says_now(telling, none[-1]):
        return NO, none[-1]
    return None, None
