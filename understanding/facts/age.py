"""The age: a number, a birth year or date, or a refusal (I1)."""

from __future__ import annotations

import re
from typing import Any, List, Mapping, Optional, Sequence, Tuple

from prescreen.answers import UNSURE
from understanding import ages, numbers, requests
from understanding.almanac import MONTHS
from understanding.clauses import STOPS
from understanding.facts.outcome import NOTHING, Outcome, answered
from understanding.found import Found
from understanding.mentions import OTHER_PERSON, Mention
from understanding.text import Word
from understanding.utterance import Utterance

FACT = "age"
OLDEST = 120
OF_PATIENT = frozenset(("he", "she", "they", "patient"))
# What stands before a number that is the age after all.
MENDED = re.compile(
    r"(?:\bi am(?: (?:really|actually|only|just|still|truly|in fact))+|"
    r"\b(?:my|real|right|true|correct)(?: real)? age(?: (?:to|is|was|should be|into))?)$"
)
LIKELY = range(10, 111)
# "Turning 40 in December" is 39 today.
NOT_YET = frozenset("turning almost nearly pushing shy under will soon next going nearing approaching closing running "
                    "knocking".split())
HYPHENS = frozenset(("-", "--"))
JOINS = frozenset("and but so because to though no wait sorry actually rather if".split())
NO_AGE_BEFORE = frozenset("at for since in when of with than ago about until was".split()) | frozenset(MONTHS)
NO_AGE_BEHIND = frozenset(
    "mg milligrams percent % months month weeks week days day times years year doctors kids children / x in on come "
    "tomorrow next by this".split()
)
# "My phone is 3 years old", "the oldest is fifteen": something else, or somebody.
OF_ANOTHER = re.compile(r"\b(?:my|our|his|her|their|the|this|that|a|an) "
                        r"(?:(?!age\b|patient\b|real\b|birthday\b)[\w'-]+ ){1,3}"
                        r"(?:is|are|was|were|'s|has|have|turned|turns|just|only|now|about|be|been|a) "
                        r"(?:(?!i\b)\w+ ){0,2}$")
# "He is seventeen", "my mum is 58": of the patient, when the age was asked for.
ABOUT = frozenset(
    "he she they i patient it am is are was 's my his her aged age now just only actually "
    "completed years year old have got turning making makes me that exactly exact be".split()
)

# There an age is a reason, "I'm sixty-two, so no", or a date, and was asked for long before.
OF_HEALTH = ("severe_nephritis", "severe_cns_lupus", "seizures", "psychosis", "organic_brain_syndrome",
             "pregnant_or_lactating")

Told = Tuple[Optional[Any], Mapping[str, Any], Optional[Mention]]


def read(utterance: Utterance) -> Outcome:
    """Whole years; when a birth year leaves 17 and 18 open, it is asked back."""
    asked = utterance.question.fact == FACT
    if utterance.question.fact in OF_HEALTH and not utterance.corrects:
        mended = _mended(utterance)
        return answered(utterance.said(FACT, mended.value, mended)) if mended else NOTHING
    value, detail, found = _told(utterance, asked)
    if detail.get("open"):
        return Outcome(ask_back="age_birthday")
    if isinstance(value, int) and 0 <= value <= OLDEST:
        return answered(utterance.said(FACT, value, found))
    return _without_number(utterance, detail) if asked else NOTHING


def _told(utterance: Utterance, asked: bool) -> Told:
    """The age said; of several the one that corrects the others, and when asked a bare number counts too."""
    if utterance.for_another or (asked and _third_person(utterance)):
        return _of_the_patient(utterance)
    mended = _mended(utterance)
    if mended:
        return mended.value, {}, mended
    told = utterance.of("age")
    if told:
        return _agreeing(utterance, told[-1]), told[-1].detail, told[-1]
    if not asked:
        return None, {}, None
    whole = ages.bare_age(utterance.reading.words, utterance.today)
    if whole and (isinstance(whole.value, int) or whole.detail.get("open")):
        return whole.value, whole.detail, None
    exact = [found for found in (_in_part(utterance, part) for part in _parts(utterance.reading.words)) if found]
    if exact:
        chosen = exact[-1 if utterance.corrects else 0]
        return _with_birthday(utterance, chosen.value), chosen.detail, None
    return None, whole.detail if whole else {}, None


def _agreeing(utterance: Utterance, told: Mention) -> Any:
    """The age told; a number beside a birth year says whether the birthday has been: "born in 74, so I'm 52"."""
    beside = [
        each.value for each in utterance.reading.of("number") if each.first >= told.last or each.last <= told.first
    ]
    return told.value + 1 if "born" in told.words.lower() and told.value + 1 in beside else told.value


def _with_birthday(utterance: Utterance, value: Any) -> Any:
    """"1962, so 64": the birthday has been."""
    told = [each.value for each in utterance.reading.of("number")]
    return value + 1 if value + 1 in told and utterance.today.year - value - 1 in told else value


def _in_part(utterance: Utterance, part: List[Word]) -> Optional[Found]:
    """The age in a part of the utterance: told as an age, or the only number when nothing makes it something else."""
    found = ages.bare_age(part, utterance.today)
    if found and (isinstance(found.value, int) or found.detail.get("open")):
        return found
    if found and found.detail:
        return None
    alone = [each for each in numbers.numbers(part) if isinstance(each.value, int) and each.value in LIKELY]
    if len(alone) != 1 or utterance.reading.has("person"):
        return None
    before = part[alone[0].first - 1].plain if alone[0].first else ""
    behind = part[alone[0].last].plain if alone[0].last < len(part) else ""
    if before in NO_AGE_BEFORE or behind in NO_AGE_BEHIND:
        return None
    to_come = NOT_YET & {word.plain for word in utterance.reading.words}
    return alone[0]._replace(value=alone[0].value - 1) if to_come else alone[0]


def _mended(utterance: Utterance) -> Optional[Mention]:
    """The right age beside the wrong one: "17, not 25", "I said 25 but it's 17", "change my age to 17"."""
    words = [word.plain for word in utterance.reading.words]
    said = [
        each
        for each in utterance.reading.of("number")
        if isinstance(each.value, int)
        and each.value in LIKELY
        and words[max(each.first - 1, 0)] not in NO_AGE_BEFORE
        and (words[each.last :] or [""])[0] not in NO_AGE_BEHIND
    ]
    right = [
        each for each in said if words[max(each.first - 1, 0)] != "not" and each.value != utterance.known.get(FACT)
    ]
    wrong = [each for each in said if each not in right]
    if wrong and len(right) == 1 and {"not", "said", "meant", "but", "instead"} & set(words):
        return right[0]
    before = " ".join(words[: said[0].first]) if said else ""
    return said[0] if len(said) == 1 and MENDED.search(before) else None


def _of_the_patient(utterance: Utterance) -> Told:
    """What a caregiver says of the patient's age; "I am 25" is the caregiver's own."""
    found = [
        each
        for each in (*utterance.reading.of("age"), *utterance.reading.of("number"))
        if isinstance(each.value, int) and 0 < each.value <= OLDEST and not _of_the_caregiver(utterance, each)
    ]
    of_kin = [
        each
        for each in found
        if OF_PATIENT & set(utterance.plain_words(each.clause))
        or any(person.clause == each.clause for person in utterance.reading.of("person"))
    ]
    chosen = next(iter(of_kin or found), None)
    return (chosen.value, {}, chosen) if chosen else (None, {}, None)


def _third_person(utterance: Utterance) -> bool:
    """Whether two ages are told, one of them of "her", "him" or "the patient": "I'm 25, her sister, she's 17".

    Who comes to "I am" in the end has told of somebody else before: "my sister, she's 52, so I'm 43".
    """
    words = [word.plain for word in utterance.reading.words]
    told = [each for each in utterance.reading.of("number") if isinstance(each.value, int)]
    if told and words[max(told[-1].first - 2, 0):told[-1].first] == ["i", "am"] and utterance.reading.has("person"):
        return False
    return len(told) > 1 and any(set(words[max(each.first - 2, 0):each.first]) & OF_PATIENT for each in told)


def _of_the_caregiver(utterance: Utterance, age: Mention) -> bool:
    words = [word.plain for word in utterance.reading.words]
    return words[max(age.first - 2, 0) : age.first] == ["i", "am"] or words[age.first : age.first + 2] == ["i", "am"]


def _parts(words: Sequence[Word]) -> List[List[Word]]:
    """The utterance cut at punctuation and joining words, and without the words that speak of the patient.

    A number stays whole ("two thousand and eight"), and the age of something else is left out.
    """
    inside = {index for each in numbers.numbers(words) for index in range(each.first, each.last)}
    parts: List[List[Word]] = [[]]
    for index, word in enumerate(words):
        if index not in inside and (word.plain in STOPS - HYPHENS or word.plain in JOINS):
            parts.append([])
        else:
            parts[-1].append(word)
    return [rest for rest in map(_of_patient_alone, parts) if rest]


def _of_patient_alone(part: Sequence[Word]) -> List[Word]:
    """A part without the words that speak of the patient; nothing of one that tells the age of something else."""
    told = numbers.numbers(part)
    before = " ".join(word.plain for word in part[:told[0].first]) if told else ""
    if OF_ANOTHER.search(f"{before} "):
        return []
    return [word for word in part if word.plain not in ABOUT or word.plain in ("year", "years", "old")]


def _without_number(utterance: Utterance, detail: Mapping[str, Any]) -> Outcome:
    """Who gives no number is asked whether they are 18 or older."""
    if not utterance.asks("age"):
        return NOTHING
    stance = utterance.stance
    request = requests.find(utterance.reading)
    refused = (
        detail
        or any(not each.has(OTHER_PERSON) for each in utterance.reading.of("adult"))
        or utterance.reading.has("age_kept_back")
        or (stance is not None and stance.value in ("no", UNSURE))
    )
    if refused or (request is not None and request[0] == "skip"):
        return Outcome(ask_back="age_adult")
    return NOTHING
