"""Which result belongs to which antibody: "positive for DNA, negative for Smith", "Smith 4.2 H, dsDNA normal"."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence, Set

from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, UNCERTAIN, Mention
from understanding.utterance import Utterance

POSITIVE, NEGATIVE, UNKNOWN, BARE = "positive", "negative", "unknown", "bare"
OPPOSITE = {POSITIVE: NEGATIVE, NEGATIVE: POSITIVE}
JOINERS = frozenset("and or nor , / & + plus both the my then also too with anti - antibody antibodies one ones test "
                    "tests".split())
LEADS = frozenset("for to on : in with about against are were was is of have the my both an a only if whether".split())
# Between an antibody and its result only such words stand.
LINKS = frozenset(
    "is was are were be been being came come comes back up out as test tests tested result results antibody antibodies "
    "one ones level levels titer titers number numbers both all it they that this those which also too still always "
    "really very strongly highly weakly slightly clearly definitely just only a bit little again at in of the on my "
    "last first years ago , : ; - = ( ) . and other others rest remaining two three "
    "own e salió said says showed shows reads read ab abs thing had has have "
    "turned today recently actually blood marked iu u ml units index value reading".split())
MOST_BETWEEN = 10
REST = frozenset("others rest other remaining".split())
POLAR = {"yes": POSITIVE, "yeah": POSITIVE, "yep": POSITIVE, "no": NEGATIVE, "nope": NEGATIVE, "nah": NEGATIVE}
AFTER = frozenset("one antibody antibodies test was is , - : the a".split())
EXCEPT = frozenset("except besides excluding bar save apart aside other but".split())
SAME = frozenset("so too also likewise same".split())
TESTED = frozenset("test tested testing check checked checking look looked screen screened".split())


def results(utterance: Utterance) -> Dict[str, str]:
    """Each antibody named (of the four, and `other`) with its result: positive, negative, unknown, or bare."""
    return _Results(utterance).of_each()


class _Results:
    def __init__(self, utterance: Utterance) -> None:
        self.utterance = utterance
        self.words: List[str] = [word.plain for word in utterance.reading.words]
        self.named = [each for each in utterance.reading.of("antibody") if _is_own(utterance, each)]
        self.told = [each for each in utterance.reading.of("result") if not self._is_of_the_rest(each)]
        self.given: Dict[int, str] = {}
        self.heads: Set[int] = set()

    def _is_of_the_rest(self, told: Mention) -> bool:
        """"Don't know about the others" says nothing of those named."""
        return told.value == UNKNOWN and bool(REST.intersection(self.words[told.last:told.last + 3]))

    def of_each(self) -> Dict[str, str]:
        """The result of each; one said to be positive and to be negative now is unknown."""
        dangling = [told for told in self.told if not self._forward(told) and not self._backward(told)
                    and not self._beside(told)]
        self._rest(dangling)
        found: Dict[str, str] = {}
        for mention in self.named:
            result = UNKNOWN if self._wavers(mention) else self.given[mention.first]
            before = found.get(mention.value)
            clash = before is not None and BARE not in (before, result) and before != result
            found[mention.value] = UNKNOWN if clash else result if before in (None, BARE) else str(before)
        self._both_ways(found, dangling)
        return found

    def _forward(self, told: Mention) -> bool:
        """"Positive for DNA and Smith"."""
        after = self._next(told.last)
        between = self.words[told.last:after.first] if after else []
        if after is None or not between or len(between) > MOST_BETWEEN or not LEADS.issuperset(between):
            return False
        if between[0] in ("is", "was", "are", "were", "have") and self._nearest(told) is not None:
            return False
        self.heads.add(after.first)
        self._give(after, told)
        for mention in self.named[self.named.index(after) + 1:]:
            if not JOINERS.issuperset(self.words[after.last:mention.first]) or self._has_own(mention):
                break
            self._give(mention, told)
            after = mention
        return True

    def _backward(self, told: Mention) -> bool:
        """"DNA and Smith were positive"."""
        nearest = self._nearest(told)
        if nearest is None:
            return False
        self._give(nearest, told)
        place = self.named.index(nearest)
        while place and self.named[place - 1].first not in self.given and JOINERS.issuperset(
                self.words[self.named[place - 1].last:self.named[place].first]):
            place -= 1
            self._give(self.named[place], told)
        return True

    def _beside(self, told: Mention) -> bool:
        """"High DNA", "negative Smith"."""
        after = self._next(told.last)
        if after is None or after.first in self.given or self._has_own(after):
            return False
        if self.words[told.last:after.first] not in ([], ["the"], ["my"], ["anti"]):
            return False
        self._give(after, told)
        return True

    def _nearest(self, told: Mention) -> Optional[Mention]:
        before = [each for each in self.named if each.last <= told.first]
        if not before or before[-1].first in self.heads:
            return None
        between = self.words[before[-1].last:told.first]
        close = len(between) <= MOST_BETWEEN and all(word in LINKS or _is_figure(word) for word in between)
        return before[-1] if close and before[-1].first not in self.given else None

    def _next(self, index: int) -> Optional[Mention]:
        return next((each for each in self.named if each.first >= index), None)

    def _has_own(self, mention: Mention) -> bool:
        """Whether the words right behind an antibody tell its own result."""
        after = next((told for told in self.told if told.first >= mention.last), None)
        between = self.words[mention.last:after.first] if after else []
        return after is not None and len(between) <= 4 and all(
            (word in LINKS and word != ",") or _is_figure(word) for word in between)

    def _give(self, mention: Mention, told: Mention) -> None:
        self.given[mention.first] = str(told.value)

    def _rest(self, dangling: Sequence[Mention]) -> None:
        """Antibodies beside which no result stands."""
        for place, mention in enumerate(self.named):
            if mention.first not in self.given:
                self.given[mention.first] = self._left_over(mention, self.named[place - 1] if place else None, dangling)

    def _left_over(self, mention: Mention, before: Optional[Mention], dangling: Sequence[Mention]) -> str:
        lead = self.words[max(mention.first - 4, 0):mention.first]
        earlier = [told for told in dangling if told.last <= mention.first]
        if earlier and EXCEPT.intersection(lead):
            return OPPOSITE.get(str(earlier[-1].value), UNKNOWN)
        beside = self._yes_or_no(mention)
        if beside is not None:
            return beside
        if mention.has(NEGATED):
            return NEGATIVE
        if TESTED.intersection(lead) and "for" in lead:
            return next((str(told.value) for told in dangling if told.first >= mention.last), UNKNOWN)
        if mention.has(UNCERTAIN) and not self.utterance.asks("autoantibodies", "autoantibodies_which"):
            return UNKNOWN
        if before is not None and self.given[before.first] in OPPOSITE:
            around = {*self.words[before.last:mention.first], *self.words[mention.last:mention.last + 2]}
            joined = JOINERS.issuperset(self.words[before.last:mention.first]) and "," not in around
            if joined or SAME & around or {"as", "well"} <= around:
                return self.given[before.first]
        follows = self.words[mention.last:mention.last + 3]
        if follows[:1] and _is_figure(follows[0]) and not (follows[1:2] == [":"] or ":" in follows[0]):
            return UNKNOWN
        return BARE

    def _wavers(self, mention: Mention) -> bool:
        """Whether the patient wavers between one of the four and another: "the Smith, or was it the Ro"."""
        for other in self.named:
            first, second = sorted((mention, other), key=lambda each: each.first)
            between = self.words[first.last:second.first]
            if "or" in between and len(between) <= MOST_BETWEEN and "other" in (mention.value, other.value):
                return mention.value != other.value
        return False

    def _yes_or_no(self, mention: Mention) -> Optional[str]:
        """"Smith yes, DNA no", or "yes to Smith, no to DNA": one order for all that are named."""
        if len(self.named) < 2:
            return None
        first = self.words[:self.named[0].first]
        ahead = bool(first) and POLAR.get(next((word for word in reversed(first) if word not in LEADS), ""))
        if ahead:
            row = [word for word in self.words[:mention.first] if word not in LEADS]
            return POLAR.get(row[-1]) if row else None
        behind = [word for word in self.words[mention.last:mention.last + 4] if word not in AFTER][:2]
        return POLAR.get(behind[0]) if behind and behind[1:] not in (["idea"], ["clue"]) else None

    def _both_ways(self, found: Dict[str, str], dangling: Sequence[Mention]) -> None:
        """As in "one lab said positive, the other negative": the study team has to see."""
        for told in dangling:
            before = [each for each in self.named if each.last <= told.first]
            if not before or told.value == found.get(before[-1].value):
                continue
            of_others = any(before[-1].last <= each.first < told.last for each in self.utterance.reading.of("four"))
            if not of_others and found.get(before[-1].value) in OPPOSITE:
                found[before[-1].value] = UNKNOWN


def _is_own(utterance: Utterance, mention: Mention) -> bool:
    """The patient's, and no mere thought; "so is the Smith" is none."""
    if utterance.is_question(mention.clause) or mention.has(OTHER_PERSON):
        return False
    if mention.has(HYPOTHETICAL) and utterance.reading.has("request", "explain"):
        return False
    before = {word.plain for word in utterance.reading.words[max(mention.first - 3, 0):mention.first]}
    return not mention.has(HYPOTHETICAL) or utterance.asks("autoantibodies", "autoantibodies_which") or "so" in before


def _is_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
