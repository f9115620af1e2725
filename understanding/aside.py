"""Talk that is meant for somebody else, or for nobody: the room, the television, a shop, another language.

An utterance is an aside when it names something of everyday life, orders somebody about, asks somebody something, or
is in another language, and says nothing about health. Who speaks of themselves, or answers first and then goes on, is
given the benefit of the doubt: a lost answer costs more than one that is asked for again.
"""

from __future__ import annotations

from typing import List, Tuple

from understanding.clauses import BARE, LINKS, STOPS
from understanding.stance import LIGHT, TIMES
from understanding.utterance import Utterance
from understanding.vocabulary import words

CALLED, EVERYDAY, FOREIGN, HEALTH = words("called"), words("everyday"), words("foreign"), words("health")
INTERVIEW, LEAD, ORDERS = words("interview"), words("lead"), words("orders")
NAMED = ("medicine", "steroid", "antibody")
CERTAIN = ("medicine", "steroid", "clinician", "caregiver", "other_medicine", "fact_name")
LIKELY = (*CERTAIN, "antibody", "topic", "sign", "other_illness")
ANSWERS = BARE | {"no", "not"}
SELF = frozenset(("i", "me", "my", "mine", "myself"))
TOLD = frozenset("lupus said says told tells diagnosed confirmed".split())
CONDITIONS = frozenset("only sometimes mostly usually when whenever if unless because since after before until".split())
OWN_AGE = frozenset("am old born turned turning turn age aged birthday".split())
THINKING = frozenset("think thinks thought believe believes reckon reckons figure guess from because".split())
ASKING = frozenset("is are do does did can could will would should has have was were".split())
ASKED = frozenset("anyone anybody someone somebody he she they you we it that this there the your my his her".split())
WONDERING = frozenset("what why how where who whose which".split())
WONDERED = frozenset("'s is are was were do does did can could will would should time happened".split())
AGES = ("age", "age_adult", "age_birthday", "reference_age")
CAUSES = ("headache_cause", "headache_cause_who")
ENDING = ("stopping", "go_on")
OPEN = (*AGES, *ENDING, "consent", "contact_permission", "confirm", "confirm_medicine", "treatment_length",
        "immunosuppressants", "more_medicines")
STRAYS, SHORT, LONG = 2, 6, 12


def is_aside(utterance: Utterance) -> bool:
    """Whether an utterance is no answer, whatever was asked."""
    said = [word.plain for word in utterance.reading.words if word.plain not in STOPS]
    if not said or (utterance.asks("treatment_length") and utterance.reading.has("duration")):   # "close to a year"
        return False
    if HEALTH.intersection(said) or _names(utterance, CERTAIN):
        return _is_of_others(utterance, said)
    if _is_foreign(said):
        return True
    if _may_be_own(utterance, said):
        return False
    if _is_called(utterance, said) or _orders(utterance, said):
        return True
    if _names(utterance, LIKELY):
        return _is_of_others(utterance, said)
    return _answers_astray(utterance, said) if utterance.stance is not None else _tells_astray(utterance, said)


def _names(utterance: Utterance, kinds: Tuple[str, ...]) -> bool:
    return any(utterance.reading.has(kind) for kind in kinds)


def _is_of_others(utterance: Utterance, said: List[str]) -> bool:
    """Whether health is named in passing: "the pharmacy is next to the bakery", "the vet gave the dog prednisone"."""
    return (bool(_everyday(utterance)) and utterance.stance is None and len(said) < LONG
            and not (SELF | TOLD).intersection(said))


def _everyday(utterance: Utterance) -> List[str]:
    """The words of everyday life, apart from those in a name: "tack row limus" is tacrolimus."""
    reading = utterance.reading
    named = {index for kind in NAMED for each in reading.of(kind) for index in range(each.first, each.last)}
    return [word.plain for index, word in enumerate(reading.words) if index not in named and word.plain in EVERYDAY]


def _is_foreign(said: List[str]) -> bool:
    """Whether another language holds the words together."""
    foreign = sum(word in FOREIGN for word in said)
    return foreign >= STRAYS or (foreign > 0 and 2 * foreign >= len(said))


def _may_be_own(utterance: Utterance, said: List[str]) -> bool:
    """Whether things of everyday life may belong to an answer: an age, a time, a condition, a long story."""
    if utterance.asks(*AGES) and OWN_AGE.intersection(said):
        return True
    return bool(SELF.intersection(said)) and (len(said) >= LONG or bool(CONDITIONS.intersection(said)))


def _is_called(utterance: Utterance, said: List[str]) -> bool:
    """Whether somebody else is spoken to: "yes chef", "okay kids, shoes on", "keep your hair on"."""
    if _wishes(utterance):
        return False
    return utterance.reading.has("aside") or (said[0] in ANSWERS and bool(CALLED.intersection(said[1:2])))


def _orders(utterance: Utterance, said: List[str]) -> bool:
    """Whether somebody is ordered about: "turn it up", "okay, wipe your feet"; "touch wood, no" is an answer."""
    opening = next((word for word in said if word not in LEAD), "")
    return opening in ORDERS and not _wishes(utterance) and (utterance.stance is None or said[0] in LEAD)


def _wishes(utterance: Utterance) -> bool:
    """Whether the order is for the assistant: "throw it away", "carry on"."""
    return utterance.asks(*ENDING) and utterance.reading.has("wish")


def _answers_astray(utterance: Utterance, said: List[str]) -> bool:
    """Whether a yes or a no goes on about something else: "yes, two burgers", "yeah, can I get fries"."""
    everyday = _everyday(utterance)
    if SELF.intersection(said):
        return len(everyday) >= STRAYS or bool(everyday and _asks_somebody(utterance))
    if everyday or (not utterance.asks(*OPEN) and _asks_somebody(utterance)):
        return True
    return not INTERVIEW.intersection(said) and len(_strays(utterance)) >= SHORT


def _tells_astray(utterance: Utterance, said: List[str]) -> bool:
    """Whether what is told, or asked, without a yes or a no is of other things."""
    if _everyday(utterance):
        return not (utterance.asks(*CAUSES) and len(said) < SHORT and not SELF.intersection(said))
    if utterance.asks(*CAUSES):
        spoken_for = (THINKING | TOLD | INTERVIEW).intersection(said)
        return utterance.reading.has("person") and len(said) > STRAYS and not spoken_for
    if utterance.asks(*OPEN) or (INTERVIEW | CONDITIONS).intersection(said):
        return False
    return _asks_somebody(utterance)


def _asks_somebody(utterance: Utterance) -> bool:
    """Whether a clause begins as a question: "can I get fries with that", "has anyone seen my glasses"."""
    openings = [utterance.plain_words(clause)[:2] for clause in dict.fromkeys(utterance.reading.clauses)]
    return any((first in ASKING and second in ASKED | {"i"}) or (first in WONDERING and second in WONDERED)
               for first, second in (opening for opening in openings if len(opening) == STRAYS))


def _strays(utterance: Utterance) -> List[str]:
    """Words that neither belong to a bare answer nor tell a time."""
    reading = utterance.reading
    told = {index for each in reading.mentions if each.kind in TIMES for index in range(each.first, each.last)}
    return [word.plain for index, word in enumerate(reading.words)
            if index not in told and word.plain not in STOPS | LIGHT | LINKS]
