"""Which of the medicines named the patient takes or took: not those only offered, refused, or of somebody else."""

from __future__ import annotations

from itertools import pairwise
from typing import List, Sequence

from understanding.mentions import HYPOTHETICAL, NEGATED, OTHER_PERSON, Mention
from understanding.utterance import Utterance

TAKE = frozenset("taking take took taken on tried started stopped using used prescribed".split())
ASKING_FOR_TREATMENT = ("glucocorticoids", "active_symptoms", "immunosuppressants")
GOES_ON = frozenset("stay staying keep keeping continue remain i".split())
TELLING = frozenset("mention tell say forget said mentioned told forgotten".split())
TAKEN_BACK = frozenset("wait mean meant sorry rather correction scratch actually oops no".split())
MENDING = TAKEN_BACK | frozenset("? , . - i it is was that not it's the other one hold on hang um like".split())
POINTING = ("them", "those", "these")
THIRD_PERSON = frozenset(("she", "he", "they"))


def named(utterance: Utterance, asked: bool) -> List[Mention]:
    """The medicines named that the patient takes, took, or denies.

    Args:
        utterance: what was said.
        asked: the question was for medicines; elsewhere only those count that are said to be taken.
    """
    return [each for each in utterance.reading.of("medicine")
            if not asks_of_us(utterance, each.clause) and is_own(utterance, each)
            and (asked or is_volunteered(utterance, each)) and not is_only_offered(utterance, each)]


def put_right(utterance: Utterance, taken: Sequence[Mention]) -> List[Mention]:
    """Without a name that is taken back at once: "Kineret? no wait, Lupkynis"."""
    words = [word.plain for word in utterance.reading.words]
    kept = list(taken)
    for before, mention in pairwise(taken):
        between = words[before.last:mention.first]
        if before.value != mention.value and TAKEN_BACK.intersection(between) and MENDING.issuperset(between):
            kept.remove(before)
    return kept


def nameless(utterance: Utterance, taken: Sequence[Mention]) -> List[Mention]:
    """Medicines that the patient cannot name: one of those told so, or one whose name is forgotten."""
    reading = utterance.reading
    forgotten = {each.clause for each in reading.of("taking", "forgotten")}
    told = [each for each in utterance.of("unnamed_medicine") if not each.has(NEGATED) or each.clause in forgotten]
    told = told or [each for each in utterance.of("taking", "nameless") if not each.has(NEGATED)][:1]
    if not told and not taken and forgotten:
        told = [each for each in reading.of("taking", "some_medicine", "doses")
                if not each.has(OTHER_PERSON) and not each.words.lower().endswith(POINTING)][:1]
    return [each for each in told if not is_only_offered(utterance, each) and not is_refused(utterance, each)]


def is_untaken(utterance: Utterance) -> bool:
    """Whether the utterance says that something was never taken: "I never filled the prescription"."""
    return utterance.reading.has("taking", "untaken")


def alternatives(utterance: Utterance, taken: Sequence[Mention]) -> List[List[Mention]]:
    """The medicines one by one; two between which the patient wavers are one: "Imuran or CellCept"."""
    grouped: List[List[Mention]] = []
    for mention in taken:
        before = grouped[-1][-1] if grouped else None
        between = [word.plain for word in utterance.reading.words[before.last:mention.first]] if before else []
        wavers = "or" in between and len(between) <= 3 and before is not None and before.value != mention.value
        if wavers:
            grouped[-1].append(mention)
        else:
            grouped.append([mention])
    return grouped


def asks_of_us(utterance: Utterance, clause: int) -> bool:
    """Whether a clause is a question to us; "did I mention the Arava?" is none."""
    words = utterance.plain_words(clause)
    forgotten = [each for each in utterance.reading.of("taking", "forgotten") if each.clause == clause]
    if any("called" in each.words.lower() for each in forgotten):   # "what's it called, tacrolimus"
        return False
    return utterance.is_question(clause) and not (words[1:2] == ["i"] and TELLING.intersection(words[2:4]))


def is_own(utterance: Utterance, mention: Mention) -> bool:
    """The patient's; "she takes Imuran" is the patient's too where somebody answers for her."""
    if not mention.has(OTHER_PERSON) or utterance.for_another:
        return True
    third = THIRD_PERSON.intersection(utterance.plain_words(mention.clause))
    return bool(third) and not utterance.reading.has("person", "kin")


def is_refused(utterance: Utterance, mention: Mention) -> bool:
    """Said behind it to be never taken: "but I never filled the prescription"."""
    return _behind(utterance, mention, "untaken")


def is_only_offered(utterance: Utterance, mention: Mention) -> bool:
    """Only offered or thought of."""
    offered = mention.has(HYPOTHETICAL) or any(_reaches(utterance, each, mention)
                                               for each in utterance.reading.of("taking", "offered"))
    return offered and not _behind(utterance, mention, "taken") and not _has_length(utterance, mention)


def _reaches(utterance: Utterance, cue: Mention, mention: Mention) -> bool:
    """Whether an offer is one of this medicine; "they want me to stay on Imuran" is none."""
    between = [word.plain for word in utterance.reading.words[cue.last:mention.first]]
    return cue.clause == mention.clause and cue.last <= mention.first and not GOES_ON.intersection(between)


def is_volunteered(utterance: Utterance, mention: Mention) -> bool:
    """Whether a medicine that was not asked about is said to be taken, or to have been."""
    if utterance.question.fact in ASKING_FOR_TREATMENT or utterance.about_patient(mention):
        return True
    if utterance.corrects and mention.clause == 0:
        return True
    taken = TAKE.intersection(utterance.plain_words(mention.clause)) or _behind(utterance, mention, "taken")
    return bool(taken) or _has_length(utterance, mention)


def _behind(utterance: Utterance, mention: Mention, value: str) -> bool:
    """Whether such a cue refers back to a medicine: behind it, with no other medicine between."""
    return any(mention.last <= each.first and each.clause - mention.clause <= 2
               and not any(mention.last <= other.first < each.first and other.value != mention.value
                           and other.clause != mention.clause
                           for kind in ("medicine", "steroid") for other in utterance.reading.of(kind))
               for each in utterance.reading.of("taking", value))


def _has_length(utterance: Utterance, mention: Mention) -> bool:
    return any(each.clause in (mention.clause, mention.clause + 1) and each.first >= mention.last
               for each in utterance.reading.of("duration"))
