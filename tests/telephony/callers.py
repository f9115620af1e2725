"""Callers with facts of their own, who speak, press keys, or do both."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any, Callable, Dict, List, Optional

from tests.telephony.spoken import Conversation

MEDICINES = ["methotrexate", "belimumab", "azathioprine", "mycophenolate", "hydroxychloroquine", "tacrolimus"]
ANTIBODIES = ["anti-dsDNA", "anti-Sm", "anti-histone", "anti-chromatin"]
POLAR = {"yes": "1", "no": "2", "unsure": "3"}
SPOKEN_ANTIBODY = {"anti-dsDNA": "double-stranded DNA", "anti-Sm": "Smith", "anti-histone": "histone",
                   "anti-chromatin": "chromatin"}
MAY_FIT: Dict[str, Any] = {
    "consent": "yes", "age": 34, "sle_diagnosis": "yes", "active_symptoms": "yes", "glucocorticoids": "yes",
    "immunosuppressants": {"methotrexate": 104, "belimumab": 34}, "autoantibodies": ["anti-dsDNA"],
    "severe_nephritis": "no", "severe_cns_lupus": "no", "seizures": "no", "psychosis": "no",
    "organic_brain_syndrome": "no", "headache": "no", "headache_cause": "unrelated", "chronic_illness": "no",
    "chronic_illness_managed": "yes", "pregnant_or_lactating": "no", "contact_permission": "no"}
Speaker = Callable[[Conversation], Optional[str]]


def somebody(random: Random) -> Dict[str, Any]:
    """Facts of a generated patient, one in a while of each kind that a criterion turns on."""
    polar = ["no"] * 6 + ["yes", "unsure"]
    mostly_yes = ["yes"] * 8 + ["no", "unsure"]
    return {
        "consent": random.choice(["yes"] * 30 + ["no"]), "age": random.choice([*range(16, 80)]),
        **{fact: random.choice(mostly_yes) for fact in ("sle_diagnosis", "active_symptoms", "glucocorticoids")},
        "immunosuppressants": random.choice(
            ["none", "unsure"] + [_ledger(random) for _ in range(10)]),
        "autoantibodies": random.choice(
            ["all_negative", "unsure"] + [[random.choice(ANTIBODIES)] for _ in range(8)]),
        **{fact: random.choice(polar) for fact in ("severe_nephritis", "severe_cns_lupus", "seizures", "psychosis",
                                                   "organic_brain_syndrome", "chronic_illness",
                                                   "pregnant_or_lactating")},
        "headache": random.choice(["no", "no", "yes", "unsure"]),
        "headache_cause": random.choice(["unrelated", "unrelated", "lupus", "unsure"]),
        "chronic_illness_managed": random.choice(["yes", "no", "unsure"]), "contact_permission": "no"}


def _ledger(random: Random) -> Dict[str, Any]:
    return {name: random.choice([4, 8, 12, 20, 52, 104]) for name in random.sample(MEDICINES, random.randint(1, 3))}


def keyed(facts: Dict[str, Any]) -> Speaker:
    """A caller who only presses keys; a medicine has no key, so without a spoken name it is "not sure"."""
    def press(talk: Conversation) -> str:
        fact, value = talk.custom["fact"], facts.get(talk.custom["fact"] or "")
        if talk.asked == "autoantibodies_which":
            return str(ANTIBODIES.index(value[0]) + 1)
        if fact == "age":
            return f"{value}#"
        if fact == "immunosuppressants":
            return "2" if value == "none" else "3"
        if fact == "autoantibodies":
            return "1" if isinstance(value, list) else "2" if value == "all_negative" else "3"
        if fact == "headache_cause":
            return {"lupus": "1", "unrelated": "2", "unsure": "3"}[value]
        if fact == "confirm":
            return "1"
        return POLAR[value]
    return press


def spoken(facts: Dict[str, Any]) -> Speaker:
    """A caller who only speaks."""
    def say(talk: Conversation) -> str:
        fact, value = talk.custom["fact"], facts.get(talk.custom["fact"] or "")
        if fact == "treatment_length":
            return f"{facts['immunosuppressants'][talk.custom['item']]} weeks"
        if fact == "age":
            return f"I am {value} years old"
        if fact == "immunosuppressants":
            return _medicines(value)
        if fact == "autoantibodies":
            return _antibodies(value)
        if fact == "headache_cause":
            return {"lupus": "my doctor said it is from lupus", "unsure": "no doctor has said",
                    "unrelated": "my doctor said it is not from lupus"}[value]
        if fact == "confirm":
            return "yes, that is right"
        return {"yes": "yes", "no": "no", "unsure": "I'm not sure"}[value]
    return say


def mixed(facts: Dict[str, Any]) -> Speaker:
    """A caller who names medicines and otherwise presses and speaks by turns."""
    press, say = keyed(facts), spoken(facts)

    def answer(talk: Conversation) -> str:
        if talk.custom["fact"] == "treatment_length":
            return f"{facts['immunosuppressants'][talk.custom['item']]}#"
        by_voice = talk.custom["fact"] == "immunosuppressants" or len(talk.replies) % 2
        return say(talk) if by_voice else press(talk)
    return answer


class OfTheSet:
    """A patient of a labelled set, who says the next line to a question that comes again, and at last "not sure"."""

    def __init__(self, patient: Any) -> None:
        """Nothing has been asked yet."""
        self._says, self._times = patient.says, Counter()

    def __call__(self, custom: Dict[str, Any]) -> str:
        """What is said to the question that these hints are about."""
        question = (custom["fact"], custom["item"])
        lines = self._says.get(custom["fact"], [])
        if isinstance(lines, dict):
            lines = lines.get(custom["item"]) or lines.get("yes") or []
        lines = [lines] if isinstance(lines, str) else lines
        self._times[question] += 1
        return lines[self._times[question] - 1] if self._times[question] <= len(lines) else _last(custom)


def _last(custom: Dict[str, Any]) -> str:
    return "yes" if custom["fact"] in ("consent", "confirm", None) else "not sure"


def _medicines(value: Any) -> str:
    if isinstance(value, dict):
        return " and ".join(value)
    return {"none": "none", "unsure": "I'm not sure"}[value]


def _antibodies(value: Any) -> str:
    if isinstance(value, list):
        return f"{SPOKEN_ANTIBODY[value[0]]} was positive"
    return {"all_negative": "all four were negative", "unsure": "I'm not sure"}[value]


def texts_of(calls: List[Conversation]) -> List[str]:
    """Every reply of some conversations."""
    return [reply["text"] for call in calls for reply in call.replies]
