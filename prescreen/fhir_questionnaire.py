"""The study protocol as a FHIR R4 Questionnaire: what can be answered, and in which form."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from prescreen.answers import ADULT, ALL_NEGATIVE, NO, NONE, UNSURE, YES
from prescreen.assessment import Disposition
from prescreen.protocol import Fact, Protocol
from prescreen.verdict import Verdict

Item = Dict[str, Any]

# The groups of the questionnaire, and the parts of names (linkId) inside the group of a fact.
ABOUT, FACTS, CRITERIA = "screening", "facts", "criteria"
STATED, WORDS, CONFIRMED = "answer", "words", "confirmed"

CHANNELS = ("rest", "web")
SETTLERS = ("patient", "doctor", "laboratory", "investigator")


def code_system(name: str) -> str:
    """The name of a list of codes, or of an extension, of this project's own."""
    return f"urn:lupus-prescreening:{name}"


def describe(protocol: Protocol, identity: str) -> Dict[str, Any]:
    """The questionnaire of a protocol.

    Args:
        protocol: the study.
        identity: its id, a UUID; its canonical address is `urn:uuid:` with this id.
    """
    facts = [_group("consent", "agreed to go on", [_choice(f"consent.{STATED}", "the answer", (YES, NO), "answer"),
                                                   *_evidence("consent")]),
             *map(_fact, protocol.facts)]
    return {"resourceType": "Questionnaire", "id": identity, "url": f"urn:uuid:{identity}",
            "version": protocol.version, "name": f"Prescreening{protocol.trial}",
            "title": f"Pre-screening for {protocol.trial}", "status": "active", "date": protocol.date,
            "subjectType": ["ResearchSubject"],
            "item": [_group(ABOUT, "the screening", _about()), _group(FACTS, "what the patient said", facts),
                     _group(CRITERIA, "what each criterion comes to",
                            [_criterion(each.id, each.source) for each in protocol.criteria])]}


def _about() -> List[Item]:
    outcomes = [*(each.value for each in Disposition), "incomplete"]
    return [_choice(f"{ABOUT}.disposition", "what it came to; the investigator decides", outcomes, "disposition"),
            _item(f"{ABOUT}.attempt", "the number of the attempt", "integer"),
            _choice(f"{ABOUT}.channel", "telephone (rest) or website (web)", CHANNELS, "channel"),
            _item(f"{ABOUT}.started_at", "when it began", "dateTime"),
            _item(f"{ABOUT}.wording_version", "the version of the texts that the patient was given", "string")]


def _fact(fact: Fact) -> Item:
    form, detail = next(iter(fact.values.items()))
    items: List[Item] = []
    options: Sequence[str] = ()
    if form == "years":
        items, options = [_item(f"{fact.name}.number", "whole years", "integer")], (ADULT, UNSURE)
    elif form == "medicines":
        items, options = [_medicine(f"{fact.name}.medicine")], (NONE, UNSURE)
    elif form == "positives_among":
        options = (*detail, ALL_NEGATIVE, UNSURE)
    else:
        options = detail
    several = form == "positives_among"
    items.append(_choice(f"{fact.name}.{STATED}", "the answer", options, "answer", repeats=several))
    return _group(fact.name, fact.about, [*items, *_evidence(fact.name)])


def _evidence(name: str) -> List[Item]:
    return [_item(f"{name}.{WORDS}", "the patient's words", "text"),
            _item(f"{name}.{CONFIRMED}", "read back and confirmed", "boolean")]


def _medicine(name: str) -> Item:
    return {**_group(name, "one medicine", [
        _item(f"{name}.name", "generic name", "string"), _item(f"{name}.class", "class", "string"),
        _item(f"{name}.{WORDS}", "the patient's words", "text"),
        _item(f"{name}.weeks", "whole weeks within the look-back time", "integer"),
        _choice(f"{name}.weeks_stated", "instead of weeks", (UNSURE,), "answer"),
        _item(f"{name}.ongoing", "still taken", "boolean")]), "repeats": True}


def _criterion(name: str, source: str) -> Item:
    return _group(name, source, [
        _choice(f"{name}.verdict", "verdict", [each.value for each in Verdict], "verdict"),
        {**_item(f"{name}.because", "the facts that it rests on", "string"), "repeats": True},
        _choice(f"{name}.settled_by", "who can settle it", SETTLERS, "settled_by")])


def _group(name: str, text: str, items: List[Item]) -> Item:
    return {**_item(name, text, "group"), "item": items}


def _item(name: str, text: str, kind: str) -> Item:
    return {"linkId": name, "text": text, "type": kind}


def _choice(name: str, text: str, options: Sequence[str], system: str, repeats: bool = False) -> Item:
    choice = {**_item(name, text, "choice"), "answerOption": [
        {"valueCoding": {"system": code_system(system), "code": option}} for option in options]}
    return {**choice, "repeats": True} if repeats else choice
