"""The severe signs of lupus (E1) as they are told: that they are there or not, when, and what caused them.

The values are those of CONTRACT section 4: lately is yes, further back is past, and what is told both ways, or in doubt,
is unsure or no answer at all, so that it is asked again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import List, Optional, Sequence, Set, Tuple

from prescreen.answers import NO, PAST, UNSURE, YES
from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, UNCERTAIN, Mention
from understanding.stance import LEANING, LIGHT, PARALLEL, Stance, stances
from understanding.stance import UNSURE as NOT_SURE
from understanding.stance import PROBABLY as LIKELY
from understanding.stance import PROBABLY_NOT as UNLIKELY
from understanding.utterance import FIRST_PERSON, Utterance, last

RECENT, OLD, OPEN = "recent", "past", "open"
NOWISH = frozenset(("now", "right now", "just now", "currently", "today", "these days", "at the moment", "nowadays",
                    "at present", "presently", "at this moment", "at this time", "at the present", "tonight", "still"))
TELLS_TIME = LIGHT | frozenset("back way in early late mid around about when years year the same only just hospital active nephrologist rheum somewhere summer".split())
# To whether one is ill, "okay" and "you have" are no yes.
NO_ANSWERS = ("ok", "fine", "good", "great", "perfect", "you ", "alright", "as i said", "like i said", "go ", "proceed",
              "carry on", "continue", "ready", "i am ready", "let", "shoot", "ask", "i agree", "sounds", "happy to", "start", "please do", "keep going",
              "wait", "just a", "just one", "give me")
HOW_OFTEN = frozenset("sometimes always often usually every daily constantly frequently regularly occasionally on off now all most single".split())
NOBODY = ("nobody", "no one", "noone", "no doctor", "no doctors", "none of them", "no neurologist", "no rheumatologist", "not told",
          "never told", "never said", "never diagnosed", "not diagnosed", "not been told", "never been told", "not said", "not been diagnosed")
THINGS = frozenset(("that", "this", "the", "your", "you", "these", "those", "it", "what"))
SINCE = frozenset("then that my the last i january february march april may june july august september october november december".split())
NOT_FOR = re.compile(r"(?:\S+ ){0,3}?(?:in|for) (?:(?:over|about|almost|nearly|at|least|more|than|many|several|some|so|a|few|couple|of|very|"
                     r"long|good|the|last|past|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|\d+) )*"
                     r"(?:years?|ages|decades?|time|while)(?! of)\b")
AT_AGE = re.compile(r"\b(?:when i was|at the age of|at age|aged) (?P<age>\d\d?)\b(?! (?:weeks|months))")
ONLY = frozenset(("just", "only", "merely"))
LOST = frozenset(("question", "asked", "asking"))
WAS = frozenset(("had", "was", "were", "did", "got", "used", "once", "previously", "happened", "experienced", "suffered"))
DENIES = frozenset(("not", "never", "no", "nuh", "neva", "without", "nothing"))
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
        organ: of `like` and `well`, the words of the organ: "no kidney trouble" is clear at any question.
    """

    fact: str
    named: Tuple[str, ...]
    like: Tuple[str, ...] = ()
    lesser: Tuple[str, ...] = ()
    well: Tuple[str, ...] = ()
    organ: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """What an utterance tells of one sign."""

    utterance: Utterance
    sign: Sign

    @cached_property
    def mentions(self) -> List[Mention]:
        """Where the sign, or what is like it, is mentioned of the patient; where all is well there, too."""
        found = self.utterance.of("sign", *self.sign.named, *self.sign.like)
        return [each for each in found if each.value in self.sign.named or not self._is_of_a_thing(each)]

    def _is_of_a_thing(self, mention: Mention) -> bool:
        """Whether it is said of something else than the patient: "that movie was crazy"."""
        words = self.utterance.plain_words(mention.clause)
        return words[0] in THINGS and not FIRST_PERSON.intersection(words) and mention.value not in self.sign.organ

    @cached_property
    def well(self) -> List[Mention]:
        """Mentions that say that all is well: by themselves, or by a "fine" in their clause."""
        found = [each for each in self.utterance.of("sign", *self.sign.well) if not self._is_turned(each)] if self.sign.well else []
        return found + [each for each in self.mentions if each.value in self.sign.like and self._is_fine(each)]

    @cached_property
    def denied(self) -> List[Mention]:
        """Mentions that are denied outright."""
        return [each for each in self.mentions if not each.has(UNCERTAIN)
                and (each.has(NEGATED) and not self._is_unexplained(each) or self._nobody_says(each) or self._is_denied_inside(each))]

    @cached_property
    def doubted(self) -> List[Mention]:
        """Mentions told as a mere possibility."""
        return [each for each in self.mentions if each.has(UNCERTAIN)]

    @cached_property
    def affirmed(self) -> List[Mention]:
        """Mentions told as something that is, or was, there."""
        return [each for each in self.mentions if not each.has(UNCERTAIN) and each not in self.denied
                and each not in self.well and not self._is_taken_back(each)]

    @cached_property
    def is_named(self) -> bool:
        """Whether the sign is affirmed by a name that leaves no doubt."""
        return any(each.value in self.sign.named for each in self.affirmed)

    @cached_property
    def answers(self) -> List[Stance]:
        """The bare answers, in the order said; "never" in "he never said why", and "sometimes" in "I sometimes forget
        words", are none."""
        reading = self.utterance.reading
        if self.utterance.assumed is not None:
            return [self.utterance.assumed, *(Stance(NO, each.words, each.clause) for each in reading.of("denial", "it") if each.own)]
        taken = [*self.mentions, *reading.of("origin", "unknown"), *reading.of("detail", "no_doctor"), *reading.of("denial")]
        said = [each for each in stances(reading) if not self._is_part(each, taken) and not self._is_shade(each)
                and not each.words.lower().startswith(NO_ANSWERS)]
        told = self.mentions or self.utterance.of("proform")
        denials = [Stance(NO, each.words, each.clause) for each in reading.of("denial")
                   if each.own and (each.value == "it" or not told)]
        return sorted([*said, *denials], key=lambda each: each.clause)

    def _is_part(self, answer: Stance, taken: Sequence[Mention]) -> bool:
        """Whether the words of an answer are but a part of something else that is said."""
        places = [each for each in self.utterance.reading.of("stance") if each.clause == answer.clause and each.words == answer.words]
        return bool(places) and all(any(each.first < other.last and other.first < each.last for other in taken) for each in places)

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
        if stance.value == NOT_SURE or any(each.value == NOT_SURE and each.clause == stance.clause for each in self.answers):
            return UNSURE
        if stance.value in (LEANING, LIKELY, UNLIKELY):
            return UNSURE
        return stance.sign or UNSURE

    @cached_property
    def lesser(self) -> List[Mention]:
        """Mentions of what is no such sign."""
        found = self.utterance.of("sign", *self.sign.lesser) if self.sign.lesser else []
        return [each for each in found if not each.has(UNCERTAIN) and not LOST.intersection(self.utterance.plain_words(each.clause))]

    @cached_property
    def when(self) -> Optional[str]:
        """When it was: recent, past, open (it may be either), or None where no time is told."""
        times = [each for each in self.times if self._is_of_the_sign(each)]
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

    @property
    def at_age(self) -> Optional[str]:
        """When it was, as told by an age: "when I was 19" is past for a patient of 40, and open where the age is unknown."""
        then = AT_AGE.search(self.utterance.reading.plain)
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
        return [each for each in told if each.detail
                or not any(other.first < each.last and each.first < other.last for other in reckoned)]

    @cached_property
    def lull(self) -> bool:
        """Whether it is said to have been there, and to be there no more ("none since", "not for years")."""
        return any(each.own for each in self.utterance.reading.of("lull", "gone")) or any(map(self._is_none_since, self.denied))

    def _is_none_since(self, mention: Mention) -> bool:
        """Whether a denial begins at some time: "no flares in my kidneys since 2018"."""
        words = [word.plain for word in self.utterance.reading.words[mention.last:]]
        since = words.index("since") + 1 if "since" in words else len(words)
        return since < len(words) and (words[since].isdigit() or words[since] in SINCE) or bool(NOT_FOR.match(" ".join(words)))

    def is_alone(self, mention: Mention) -> bool:
        """Whether a clause only tells a time, or how often: "only in 2015", "twice, years ago"."""
        reading = self.utterance.reading
        covered = {place for each in (*reading.of("when"), *reading.of("duration"), *reading.of("number"), *reading.of("stance"),
                                      *reading.of("proform"), *reading.of("lull"), *reading.of("clinician"),
                                      *reading.of("detail", "severe", "mild", "stable", "doctor_said", "told_so"),
                                      *reading.of("grade")) for place in range(each.first, each.last)}
        places = [place for place, clause in enumerate(reading.clauses) if clause == mention.clause]
        return all(place in covered or reading.words[place].plain in TELLS_TIME or not reading.words[place].plain[:1].isalnum()
                   for place in places)

    @property
    def was_once(self) -> bool:
        words = {word for each in self.affirmed for word in self.utterance.plain_words(each.clause)}
        return self.is_named and bool(WAS & words) and all(each.has("past") and not each.has("recent") for each in self.affirmed) \
            and self.bare != YES

    def _is_of_the_sign(self, when: Mention) -> bool:
        """Whether a time can be that of the sign, and not that of a diagnosis, of feeling well, or of having none."""
        if when.has(OTHER_PERSON, HYPOTHETICAL) or any(each.first <= when.first < each.last for each in self.mentions):
            return False
        if when.value != "recent":
            return not self._is_of_diagnosis(when.clause)
        ages = {each.clause for each in self.utterance.reading.of("age")}
        if when.words.lower() in NOWISH and when.clause in ages:
            return False
        if when.has(NEGATED) or when.clause in self._quiet or self._is_beside(when):
            return False
        return not (when.words.lower() in NOWISH and when.clause in self._calm)

    def _is_beside(self, when: Mention) -> bool:
        """Whether a mere "now" stands apart from a sign that has a time of its own: "in 2016; I still take it"."""
        here = {each.clause for each in self.affirmed}
        dated = any(each.clause in here and each.value in ("past", "unsure") for each in self.utterance.reading.of("when"))
        return dated and when.words.lower() in NOWISH and when.clause not in here

    def _is_of_diagnosis(self, clause: int) -> bool:
        words = " ".join(self.utterance.plain_words(clause))
        return "diagnosed with lupus" in words and not any(each.clause == clause for each in self.affirmed)

    @cached_property
    def _quiet(self) -> Set[int]:
        """Clauses that say that there was none."""
        bare = {each.clause for each in self.answers if each.sign == NO}
        here = {each.clause for each in self.affirmed}
        return ({each.clause for each in (*self.denied, *self.well)} | bare) - here

    @cached_property
    def _calm(self) -> Set[int]:
        """Clauses in which "now" is said of being well again."""
        return {each.clause for each in (*self.utterance.of("detail", "stable", "fine"), *self.utterance.reading.of("lull"),
                                         *self.utterance.reading.of("when", "over"))}

    def _is_denied_inside(self, mention: Mention) -> bool:
        """ "Lupus has not affected my brain"."""
        words = [word.plain for word in self.utterance.reading.words[max(mention.first - 1, 0):mention.last]]
        if mention.first and words[0] in DENIES or self._is_ticked_off(mention):
            return True
        return mention.value in ("cns", "nephritis", "nerves") and bool(DENIES.intersection(words))

    def _is_ticked_off(self, mention: Mention) -> bool:
        """ "Seizures no, headaches yes": the answer stands behind its topic, with no stop between."""
        behind = [word.plain for word in self.utterance.reading.words[mention.last:mention.last + 2]]
        return bool(behind) and behind[0] in ("no", "never", "none", "nope", "nah", "negative") and behind[1:] not in (["more"], ["longer"], ["idea"])

    def _is_unexplained(self, mention: Mention) -> bool:
        """ "They have not decided what caused my seizure": the "not" is not said of the seizure."""
        ahead = [each for each in self.utterance.reading.of("origin", "unknown")
                 if each.clause == mention.clause and each.first < mention.first]
        return bool(ahead) and bool({"what", "why", "cause", "caused", "causes"}.intersection(self.utterance.plain_words(mention.clause)))

    def _nobody_says(self, mention: Mention) -> bool:
        words = [word.plain for word in self.utterance.reading.words[:mention.first]]
        clause = self.utterance.reading.clauses[:mention.first]
        ahead = " ".join(word for word, number in zip(words, clause) if number == mention.clause)
        return any(f" {cue} " in f" {ahead} " for cue in NOBODY)

    def _is_fine(self, mention: Mention) -> bool:
        fine = [*self.utterance.of("detail", "fine"),
                *(each for each in self.utterance.of("detail", "stable") if each.words.lower().startswith("doing"))]
        return any(each.clause == mention.clause and not self._is_turned(each) for each in fine)

    def _is_turned(self, fine: Mention) -> bool:
        """Whether a "fine" is turned round: "not good", "fine until last month"."""
        words = [word.plain for word in self.utterance.reading.words]
        begin = 1 if words[0] == "no" else 0
        ahead = words[max(fine.first - 3, begin):fine.first]
        return bool({"not", "never", "no", "hardly", "barely", "less", "nor", "nuh", "isnt"}.intersection(ahead)) \
            or any(f" {cue} " in f" {' '.join(words)} " for cue in TURNED)

    def _is_taken_back(self, mention: Mention) -> bool:
        """ "Seizures? No": a clause that only names the sign, with a bare no behind it."""
        return self.is_fragment(mention) and any(each.sign == NO and each.clause > mention.clause for each in self.answers)

    def is_organ_in_passing(self, mention: Mention) -> bool:
        """Whether a clause names just the organ, and nothing bad of it: "no, they check my kidneys"."""
        utterance = self.utterance
        bad = [*utterance.of("detail", "severe", "mild"), *utterance.of("grade", "high")]
        return mention.value in self.sign.organ and " " not in mention.words and "but" not in utterance.plain_words(mention.clause)             and not any(each.clause == mention.clause for each in bad)

    def is_of_nothing_else(self, clause: int) -> bool:
        """Whether a clause names no medicine and nothing else that an "it" in it could mean."""
        named = [*self.utterance.reading.of("medicine"), *(each for each in self.utterance.reading.of("topic") if each.value != "lupus")]
        return all(each.clause != clause for each in named)

    def is_fragment(self, mention: Mention) -> bool:
        """Whether a clause only names its topic."""
        return len(self.utterance.plain_words(mention.clause)) <= mention.last - mention.first + 1


def last_value(values: Sequence[int]) -> Optional[int]:
    """The last of them, or None."""
    return values[-1] if values else None


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
    if utterance.assumed is not None and telling.lesser and ONLY.intersection(utterance.plain_words(telling.lesser[-1].clause)):
        return NO, telling.lesser[-1]
    if telling.bare == YES and telling.lesser and utterance.assumed is None:
        return (NO if telling.lesser[-1].value == "brain_fog" and telling.sign.fact == "organic_brain_syndrome" else None), telling.lesser[-1]
    if telling.bare == YES and telling.well and utterance.assumed is None:
        return PAST if telling.when == OLD else None if _says_now(telling, telling.well[-1]) else NO, telling.well[-1]
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
    not_named = any(each.value in telling.sign.named for each in telling.denied) and not telling.is_named
    if telling.when == OLD and not not_named:
        return PAST
    if telling.bare == NO and all(map(telling.is_organ_in_passing, telling.affirmed)):
        return NO
    return NO if later and not telling.is_named else None


def _denied_behind(telling: Telling, mention: Mention) -> bool:
    """Whether something said behind a mention denies the sign: "but it was no seizure", "but not like that"."""
    said = [each.clause for each in telling.answers if each.sign == NO]
    well = [each for each in telling.well if not _says_now(telling, each)]
    return any(clause > mention.clause for clause in said) or any(each.first > mention.first for each in (*telling.denied, *well))


def _doubted(telling: Telling) -> Optional[str]:
    if telling.bare != UNSURE and _denied_behind(telling, telling.doubted[-1]):
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
    well = telling.well
    told = last(each for each in utterance.of("proform") if not any(one.first <= each.first < one.last for one in well))
    if told is not None and not told.has(NEGATED):
        return (UNSURE if told.has(UNCERTAIN) else _dated(telling, YES)), told
    if telling.lesser:
        return NO, telling.lesser[-1]
    if telling.lull:
        return PAST, None
    alone = [each for each in telling.times if telling.is_alone(each) and each.words.lower() not in NOWISH]
    if telling.well and any(each.value == "past" for each in alone):
        return PAST, None
    if alone and not telling.well and not all(each.value == "over" for each in alone):
        return _dated(telling, YES), None
    if telling.well and not any(_says_now(telling, each) for each in telling.well):
        return NO, telling.well[-1]
    return None, None


def _says_now(telling: Telling, mention: Mention) -> bool:
    """ "They are fine now" leaves open what was before."""
    words = f" {' '.join(telling.utterance.plain_words(mention.clause))} "
    return any(f" {cue} " in words for cue in NOWISH)


def _timed(telling: Telling, bare: str) -> Optional[str]:
    if bare == YES:
        return _dated(telling, YES)
    if bare == NO:
        proform = any(not each.has(NEGATED) and telling.is_of_nothing_else(each.clause) for each in telling.utterance.of("proform")) \
            and telling.when == OLD
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
    none: Sequence[Mention] = [each for each in (*telling.denied, *telling.well) if each.value in (*sign.named, *sign.organ)]
    if none and not telling.affirmed and not telling.doubted and not telling.lull and not _says_now(telling, none[-1]):
        return NO, none[-1]
    return None, None
