"""The closed vocabulary in which a protocol file says its criteria.

Each rule is a small class: it is built from its entry in the protocol file, names the facts that it reads, judges a set
of answers, and can say itself in prose. A fact without an answer is unknown, and an unknown never violates.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product
from typing import Any, Dict, List, Mapping, Sequence, Tuple, Type

from prescreen.answers import ADULT, ALL_NEGATIVE, LUPUS, NO, NONE, UNRELATED, YES, Medicine, ledger
from prescreen.truth import Truth, at_least
from prescreen.verdict import Finding, Verdict, finding, worst

Answers = Mapping[str, Any]


class RuleError(ValueError):
    """A rule in the protocol file cannot be read; the message says what is wrong and what to do."""


class Rule:
    """One rule of the vocabulary."""

    fact: str

    def facts(self) -> List[str]:
        """The facts that the rule reads."""
        return [self.fact]

    def judge(self, answers: Answers) -> Finding:
        """What the answers come to under this rule."""
        raise NotImplementedError

    def describe(self) -> str:
        """The rule in a sentence's half, for `prescreen protocol print`."""
        raise NotImplementedError


@dataclass(frozen=True)
class AgeAtLeast(Rule):
    """The patient has had the given birthday; "adult" is 18 or older without a number."""

    fact: str
    years: int

    def judge(self, answers: Answers) -> Finding:
        age = answers.get(self.fact)
        if age == ADULT:
            return finding(Truth.TRUE if self.years <= 18 else Truth.UNKNOWN, self.fact)
        if not isinstance(age, int):
            return finding(Truth.UNKNOWN, self.fact)
        return finding(Truth.TRUE if age >= self.years else Truth.FALSE, self.fact)

    def describe(self) -> str:
        return f"`{self.fact}` is {self.years} or more"


@dataclass(frozen=True)
class Needs(Rule):
    """A fact must have one value; `no` violates, everything else is unknown."""

    fact: str
    value: str

    def judge(self, answers: Answers) -> Finding:
        truth = {self.value: Truth.TRUE, NO: Truth.FALSE}.get(answers.get(self.fact), Truth.UNKNOWN)
        return finding(truth, self.fact)

    def describe(self) -> str:
        return f"`{self.fact}` is {self.value}"


@dataclass(frozen=True)
class FreeOf(Rule):
    """A fact must be `no`; `yes` violates; `past` and `unsure` are for a doctor to judge."""

    fact: str

    def judge(self, answers: Answers) -> Finding:
        truth = {NO: Truth.TRUE, YES: Truth.FALSE}.get(answers.get(self.fact), Truth.UNKNOWN)
        return finding(truth, self.fact)

    def describe(self) -> str:
        return f"`{self.fact}` is no"


@dataclass(frozen=True)
class HeadacheRule(Rule):
    """E1's rule of the incidental headache.

    None now, or over: satisfied. Now, and a doctor said lupus: violated. Now, and a doctor said it is unrelated:
    re-screen by telephone once it is gone. Now, and no doctor has judged: undetermined; nobody else deems.
    """

    fact: str
    cause: str

    def facts(self) -> List[str]:
        return [self.fact, self.cause]

    def judge(self, answers: Answers) -> Finding:
        present, cause = answers.get(self.fact), answers.get(self.cause)
        if present == NO:
            return Finding(Verdict.SATISFIED)
        if present != YES:
            return Finding(Verdict.UNDETERMINED, (self.fact,))
        if cause == LUPUS:
            return Finding(Verdict.VIOLATED, (self.cause,))
        if cause == UNRELATED:
            return Finding(Verdict.RESCREEN, (self.fact,))
        return Finding(Verdict.UNDETERMINED, (self.cause,))

    def describe(self) -> str:
        return (f"`{self.fact}` is no; with a `{self.cause}` that a doctor deems unrelated, a re-screen by telephone "
                "once the headache is gone")


@dataclass(frozen=True)
class Flagged(Rule):
    """Never violated: an illness that is not known to be well managed is for the investigator to judge (E2)."""

    fact: str
    managed: str

    def facts(self) -> List[str]:
        return [self.fact, self.managed]

    def judge(self, answers: Answers) -> Finding:
        ill, managed = answers.get(self.fact), answers.get(self.managed)
        if ill == NO or (ill == YES and managed == YES):
            return Finding(Verdict.SATISFIED)
        return Finding(Verdict.UNDETERMINED, (self.managed if ill == YES else self.fact,))

    def describe(self) -> str:
        return f"`{self.fact}` is no or `{self.managed}` is yes; otherwise the investigator judges"


@dataclass(frozen=True)
class AnyPositive(Rule):
    """At least one of the antibodies is positive; only "all four negative", said so, is a no (I4)."""

    fact: str

    def judge(self, answers: Answers) -> Finding:
        value = answers.get(self.fact)
        if isinstance(value, list) and value:
            return finding(Truth.TRUE, self.fact)
        return finding(Truth.FALSE if value == ALL_NEGATIVE else Truth.UNKNOWN, self.fact)

    def describe(self) -> str:
        return f"at least one of `{self.fact}` is positive"


@dataclass(frozen=True)
class MedicinesTried(Rule):
    """Enough medicines of the counting classes were taken long enough (I3).

    Medicines of the open classes, unnamed ones and unknown lengths are unknown: counted in the patient's favour when
    asking whether the requirement can still be met, and never counted as met.
    """

    fact: str
    at_least: int
    weeks: int
    classes: Tuple[str, ...]
    open_classes: Tuple[str, ...]

    def counts(self, medicine: Medicine) -> Truth:
        """Whether one medicine counts: the right class, and long enough."""
        return self._right_class(medicine) & self._long_enough(medicine)

    def judge(self, answers: Answers) -> Finding:
        value = answers.get(self.fact)
        if value != NONE and not isinstance(value, list):
            return finding(Truth.UNKNOWN, self.fact)
        return finding(at_least(self.at_least, map(self.counts, ledger(value))), self.fact)

    def lengths_that_matter(self, value: Any) -> List[Medicine]:
        """The medicines, in the order said, whose length was never asked and can still change the verdict."""
        medicines = ledger(value)
        return [medicine for medicine in medicines if medicine.weeks is None and self._matters(medicine, medicines)]

    def _matters(self, medicine: Medicine, medicines: Sequence[Medicine]) -> bool:
        """Whether this length can tip the balance, for some lengths of the other medicines still to be asked."""
        others = [other for other in medicines if other is not medicine]
        settled = [self.counts(other) for other in others if other.weeks is not None]
        unasked = [self._right_class(other) for other in others if other.weeks is None]
        for counting, possible in product(range(unasked.count(Truth.TRUE) + 1),
                                          range(unasked.count(Truth.UNKNOWN) + 1)):
            rest = settled + [Truth.TRUE] * counting + [Truth.UNKNOWN] * possible
            if (at_least(self.at_least, [*rest, self._right_class(medicine)])
                    is not at_least(self.at_least, [*rest, Truth.FALSE])):
                return True
        return False

    def _right_class(self, medicine: Medicine) -> Truth:
        if medicine.klass in self.classes:
            return Truth.TRUE
        return Truth.UNKNOWN if medicine.klass is None or medicine.klass in self.open_classes else Truth.FALSE

    def _long_enough(self, medicine: Medicine) -> Truth:
        if not isinstance(medicine.weeks, int):
            return Truth.UNKNOWN
        return Truth.TRUE if medicine.weeks >= self.weeks else Truth.FALSE

    def describe(self) -> str:
        return (f"at least {self.at_least} of `{self.fact}` for {self.weeks} weeks or more ({', '.join(self.classes)}; "
                f"{', '.join(self.open_classes)} count as unknown)")


@dataclass(frozen=True)
class All(Rule):
    """Every part holds; the part that outranks the others decides."""

    parts: Tuple[Rule, ...]

    def facts(self) -> List[str]:
        return [fact for part in self.parts for fact in part.facts()]

    def judge(self, answers: Answers) -> Finding:
        return worst(part.judge(answers) for part in self.parts)

    def describe(self) -> str:
        return "; and ".join(part.describe() for part in self.parts)


VOCABULARY: Dict[str, Type[Rule]] = {
    "age_at_least": AgeAtLeast, "needs": Needs, "free_of": FreeOf, "headache_rule": HeadacheRule, "flagged": Flagged,
    "any_positive": AnyPositive, "medicines_tried": MedicinesTried}


def read_rule(entry: Any) -> Rule:
    """Build a rule from its entry in the protocol file. Raises RuleError."""
    if not isinstance(entry, Mapping) or len(entry) != 1:
        raise RuleError("a rule is one word with its details below it, such as `free_of: {fact: seizures}`")
    (word, details), = entry.items()
    if word == "all":
        if not isinstance(details, list) or not details:
            raise RuleError("`all` takes a list of rules; put one rule after each dash")
        return All(tuple(read_rule(part) for part in details))
    if word not in VOCABULARY:
        raise RuleError(f"there is no rule `{word}`; the rules are: all, {', '.join(VOCABULARY)}")
    return _build(word, details)


def _build(word: str, details: Any) -> Rule:
    wanted = [field.name for field in fields(VOCABULARY[word])]
    given = list(details) if isinstance(details, Mapping) else []
    if sorted(wanted) != sorted(given):
        raise RuleError(f"`{word}` needs exactly {', '.join(wanted)}; it has {', '.join(map(str, given)) or 'nothing'}")
    return VOCABULARY[word](**{name: tuple(value) if isinstance(value, list) else value
                               for name, value in details.items()})
