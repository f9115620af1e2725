"""Records as a FHIR R4 (4.0.1) bundle: the study, its questionnaire, and a response and a subject for each record.

The questionnaire is made of the protocol: a group for each fact and each criterion. A subject is always a `candidate`:
a pre-screening decides nothing; what it came to stands beside it in an extension and in the response.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence
from uuid import NAMESPACE_URL, uuid5

from prescreen import fhir_questionnaire
from prescreen.fhir_questionnaire import ABOUT, CONFIRMED, CRITERIA, FACTS, STATED, WORDS, code_system
from prescreen.protocol import Protocol

Resource = Dict[str, Any]
REGISTRY = "https://clinicaltrials.gov"


def bundle(records: Sequence[Mapping[str, Any]], protocol: Protocol, now: datetime) -> Resource:
    """A collection of all resources. The same record always has the same ids.

    Args:
        records: as `StoredScreening.to_record` gives them (CONTRACT section 6).
        protocol: the protocol in use; a record under another version says so, and its questions stay named.
        now: the time of the export, with its zone.
    """
    resources = [_study(protocol), fhir_questionnaire.describe(protocol, _id(protocol.trial, "questionnaire"))]
    order = ["consent", *(fact.name for fact in protocol.facts)]
    for record in records:
        resources += [_subject(record), _response(record, order)]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources]}


def _study(protocol: Protocol) -> Resource:
    study = protocol.study
    status = "active" if study["status"] == "recruiting" else "closed-to-accrual"
    return {"resourceType": "ResearchStudy", "id": _id(protocol.trial, "study"), "status": status,
            "identifier": [{"system": REGISTRY, "value": protocol.trial}], "title": study["title"],
            "condition": [{"text": study["condition"]}], "sponsor": {"display": study["sponsor"]}}


def _subject(record: Mapping[str, Any]) -> Resource:
    return {"resourceType": "ResearchSubject", "id": _id(record["trial"], record["reference"], "subject"),
            "contained": [_patient(record.get("contact") or {})],
            "extension": [{"url": code_system("disposition"), "valueCode": record["disposition"] or "incomplete"}],
            "identifier": [_reference_of(record)], "status": "candidate",
            "study": {"reference": f"urn:uuid:{_id(record['trial'], 'study')}"},
            "individual": {"reference": "#patient"}}


def _patient(contact: Mapping[str, Any]) -> Resource:
    """The person, as far as the record has permission to say."""
    patient: Resource = {"resourceType": "Patient", "id": "patient"}
    name, phone, time = (text(contact.get(entry)) for entry in ("name", "phone", "time"))
    if name:
        patient["name"] = [{"text": name}]
    if phone:
        patient["telecom"] = [{"system": "phone", "value": phone}]
    if time:
        patient["extension"] = [{"url": code_system("contact-time"), "valueString": time}]
    return patient


def _response(record: Mapping[str, Any], order: Sequence[str]) -> Resource:
    """The answers, in the order of the questionnaire; a fact that it does not have comes last."""
    facts = {name: record["facts"][name] for name in (*order, *record["facts"]) if name in record["facts"]}
    groups = [_group(ABOUT, _about(record)), _group(FACTS, list(_facts(facts))),
              _group(CRITERIA, [_criterion(each) for each in record["criteria"]])]
    return {"resourceType": "QuestionnaireResponse", "id": _id(record["trial"], record["reference"], "response"),
            "identifier": _reference_of(record),
            "questionnaire": f"urn:uuid:{_id(record['trial'], 'questionnaire')}|{record['protocol_version']}",
            "status": "completed" if record["disposition"] else "in-progress",
            "subject": {"reference": f"urn:uuid:{_id(record['trial'], record['reference'], 'subject')}"},
            "authored": record["finished_at"] or record["started_at"],
            "item": [group for group in groups if group.get("item")]}


def _about(record: Mapping[str, Any]) -> List[Resource]:
    return [_item(f"{ABOUT}.disposition", _coding("disposition", record["disposition"] or "incomplete")),
            _item(f"{ABOUT}.attempt", {"valueInteger": record["attempt"]}),
            _item(f"{ABOUT}.channel", _coding("channel", record["channel"])),
            _item(f"{ABOUT}.started_at", {"valueDateTime": record["started_at"]}),
            _item(f"{ABOUT}.wording_version", _string(record["wording_version"]))]


def _facts(facts: Mapping[str, Mapping[str, Any]]) -> Iterator[Resource]:
    """A group for each fact: the answer in its form, the words, and whether it was read back."""
    for name, fact in facts.items():
        items = list(_answers(name, fact.get("value")))
        if text(fact.get("words")):
            items.append(_item(f"{name}.{WORDS}", _string(fact["words"])))
        items.append(_item(f"{name}.{CONFIRMED}", {"valueBoolean": bool(fact.get("confirmed"))}))
        yield _group(name, items)


def _answers(name: str, value: Any) -> Iterator[Resource]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        yield _item(f"{name}.number", {"valueInteger": value})
    elif isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value):
        yield from (_group(f"{name}.medicine", list(_medicine(f"{name}.medicine", entry))) for entry in value)
    else:
        values = value if isinstance(value, list) else [value]
        yield _item(f"{name}.{STATED}", *(_coding("answer", each) for each in values))


def _medicine(name: str, entry: Mapping[str, Any]) -> Iterator[Resource]:
    for part, value in (("name", entry.get("name")), ("class", entry.get("class")), (WORDS, entry.get("words"))):
        if text(value):
            yield _item(f"{name}.{part}", _string(value))
    weeks, ongoing = entry.get("weeks"), entry.get("ongoing")
    if isinstance(weeks, int):
        yield _item(f"{name}.weeks", {"valueInteger": weeks})
    elif weeks is not None:
        yield _item(f"{name}.weeks_stated", _coding("answer", weeks))
    if ongoing is not None:
        yield _item(f"{name}.ongoing", {"valueBoolean": ongoing})


def _criterion(criterion: Mapping[str, Any]) -> Resource:
    name = criterion["id"]
    items = [_item(f"{name}.verdict", _coding("verdict", criterion["verdict"]))]
    if criterion.get("because"):
        items.append(_item(f"{name}.because", *map(_string, criterion["because"])))
    if criterion.get("settled_by"):
        items.append(_item(f"{name}.settled_by", _coding("settled_by", criterion["settled_by"])))
    return _group(name, items)


def text(value: Any) -> Optional[str]:
    """A FHIR string: no control characters, no half of a pair, not blank; None when nothing is left of it."""
    kept = "".join(each if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs") else "\ufffd"
                   for each in str(value or ""))
    return kept.strip() or None


def _reference_of(record: Mapping[str, Any]) -> Resource:
    return {"system": code_system(f"{record['trial'].lower()}:reference"), "value": record["reference"]}


def _group(name: str, items: List[Resource]) -> Resource:
    return {"linkId": name, "item": items} if items else {"linkId": name}


def _item(name: str, *answers: Resource) -> Resource:
    return {"linkId": name, "answer": list(answers)}


def _coding(system: str, code: str) -> Resource:
    return {"valueCoding": {"system": code_system(system), "code": code}}


def _string(value: str) -> Resource:
    return {"valueString": text(value)}


def _id(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join((REGISTRY, *parts))))
