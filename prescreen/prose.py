"""A protocol printed as prose, for the clinician who signs it off."""

from __future__ import annotations

from typing import Iterator

from prescreen.protocol import Criterion, Fact, Protocol


def describe(protocol: Protocol) -> str:
    """The whole protocol as text."""
    return "\n".join([*_head(protocol), "", *_criteria(protocol), "", *_facts(protocol), ""])


def _head(protocol: Protocol) -> Iterator[str]:
    study, settings = protocol.study, protocol.settings
    yield f"{study['title']} ({protocol.trial})"
    yield f"{study['phase']}, {study['sponsor']}, {study['condition']}"
    yield f"Listing of {study['listing_date']}; status: {str(study['status']).replace('_', ' ')}"
    yield f"Protocol version {protocol.version} of {protocol.date}"
    yield ""
    yield f"A medicine counts when it was taken within the last {settings['look_back_months']} months."
    yield f"\"Lately\" is the last {settings['lately_months']} months; what lies further back is past."
    yield f"A reference is good for {settings['reference_valid_days']} days."


def _criteria(protocol: Protocol) -> Iterator[str]:
    for kind, title in (("inclusion", "Inclusion criteria"), ("exclusion", "Exclusion criteria")):
        yield title
        for criterion in protocol.criteria:
            if criterion.kind == kind:
                yield from _criterion(criterion)


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield f"  {criterion.id}  {criterion.source}"
    yield f"      satisfied when {criterion.rule.describe()}"
    if criterion.note:
        yield f"      {criterion.note}"


def _facts(protocol: Protocol) -> Iterator[str]:
    yield "What is asked, in this order"
    for number, fact in enumerate(protocol.facts, start=1):
        yield f"  {number:2}. {fact.name}: {fact.about}"
        yield f"      {_values(fact)}; what stays open, the {fact.settled_by} can settle"
        if fact.only_after:
            condition = " and ".join(f"{name} is {value}" for name, value in fact.only_after.items())
            yield f"      asked only when {condition}"


def _values(fact: Fact) -> str:
    form, detail = next(iter(fact.values.items()))
    if form == "years":
        return f"whole years from {detail[0]} to {detail[1]}, or unsure"
    if form == "medicines":
        return "a list of medicines with weeks taken, none, or unsure"
    if form == "positives_among":
        return f"positive for any of {', '.join(detail)}; all negative; or unsure"
    return "one of " + ", ".join(detail)
