"""Somebody with a headache that a doctor deems unrelated to lupus, on either channel."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from tests.telephony.spoken import Conversation, Office

WITH_HEADACHE: Dict[str, str] = {
    "consent": "yes", "age": "34", "sle_diagnosis": "yes", "active_symptoms": "yes", "glucocorticoids": "yes",
    "immunosuppressants": "methotrexate for two years and Benlysta for eight months",
    "autoantibodies": "anti-DNA was positive", "severe_nephritis": "no", "severe_cns_lupus": "no", "seizures": "no",
    "psychosis": "no", "organic_brain_syndrome": "no", "headache": "yes",
    "headache_cause": "my doctor says it is not from lupus", "chronic_illness": "no", "pregnant_or_lactating": "no",
    "contact_permission": "no", "confirm": "yes"}
TIME_CHANGES = ["headache", "active_symptoms", "severe_nephritis", "severe_cns_lupus", "seizures", "psychosis",
                "organic_brain_syndrome", "chronic_illness", "pregnant_or_lactating"]


def screened(office: Office, channel: str = "web", **lines: str) -> str:
    """The reference of a screening that was held to its end."""
    said = {**WITH_HEADACHE, **lines}
    call = office.call("the-first", channel).answer(lambda talk: said[talk.custom["fact"]])
    assert call.custom["reference"], call.custom
    return call.custom["reference"]


def left_at(office: Office, fact: str, channel: str = "web", how: str = "silence") -> Optional[str]:
    """The reference of a screening that was left at a question; None when the patient was told none."""
    call = office.call("the-first", channel).tell("start")
    while call.custom["fact"] != fact:
        call.say(WITH_HEADACHE[call.custom["fact"]])
    if how == "silence":
        call.tell("no_input").tell("no_input").tell("no_input")
    elif how == "hangup":
        call.tell("hangup")
    else:
        call.say("I want to stop").say("keep")
    assert call.custom["done"]
    assert call.custom["disposition"] is None
    return call.custom["reference"]


def back(office: Office, reference: str, age: str = "34", sender: str = "call-8",
         channel: str = "rest", origin: str = "") -> Conversation:
    """A conversation that has given a reference and an age."""
    call = office.call(sender, channel, origin).tell("start").say("I have a code").say(reference)
    assert call.asked == "reference_age", call.text
    return call.say(age)


def asked_to_the_end(call: Conversation, **lines: str) -> List[Any]:
    """Answer everything, and return the facts that were asked for."""
    said = {**WITH_HEADACHE, "headache": "no, it is gone", **lines}
    asked = []

    def answer(talk: Conversation) -> str:
        asked.append(talk.custom["fact"])
        return said[talk.custom["fact"]]

    call.answer(answer)
    return asked
