"""What is wrong with a protocol that can be read but makes no sense: each problem says where, what, and what to do."""

from __future__ import annotations

from typing import Iterator, List

from prescreen.protocol import Protocol

KINDS = ("inclusion", "exclusion")
STATUSES = ("recruiting", "not_recruiting")
SETTLERS = ("patient", "doctor", "laboratory", "investigator")
VALUE_FORMS = ("years", "one_of", "medicines", "positives_among")
EXPECTS = ("yes_no", "yes_no_unsure", "number", "duration", "list", "text", "phone", "code", "none")
STUDY_ENTRIES = ("registry_number", "title", "sponsor", "phase", "condition", "listing_date", "status")
SETTINGS = ("lately_months", "look_back_months", "reference_valid_days", "retention_days",
            "retention_days_not_eligible", "retention_days_conversations", "retention_hours_conversations_over")


def problems(protocol: Protocol) -> List[str]:
    """Every problem found, in the order of the file; an empty list when there is none."""
    return [*_study(protocol), *_settings(protocol), *_facts(protocol), *_criteria(protocol), *_questions(protocol)]


def _study(protocol: Protocol) -> Iterator[str]:
    for entry in STUDY_ENTRIES:
        if not protocol.study.get(entry):
            yield f"study: `{entry}` is missing; copy it from the registry's listing"
    status = protocol.study.get("status")
    if status and status not in STATUSES:
        yield f"study: status `{status}` is not known; write {' or '.join(STATUSES)}"


def _settings(protocol: Protocol) -> Iterator[str]:
    for name in SETTINGS:
        value = protocol.settings.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            yield f"settings: `{name}` is {value!r}; write a number above 0"


def _facts(protocol: Protocol) -> Iterator[str]:
    used = {name for criterion in protocol.criteria for name in criterion.rule.facts()}
    seen: List[str] = []
    for fact in protocol.facts:
        if fact.name in seen:
            yield f"fact {fact.name}: it stands twice; remove one of the two"
        if fact.name not in used:
            yield f"fact {fact.name}: no criterion uses it; ask only what a criterion needs, so remove it or use it"
        if fact.settled_by not in SETTLERS:
            yield f"fact {fact.name}: settled_by `{fact.settled_by}` is not known; write one of {', '.join(SETTLERS)}"
        if len(fact.values) != 1 or next(iter(fact.values)) not in VALUE_FORMS:
            yield f"fact {fact.name}: values take one of the forms {', '.join(VALUE_FORMS)}"
        if any(not isinstance(value, str) for value in fact.values.get("one_of", ())):
            yield f"fact {fact.name}: a value is not text; put quotes around yes and no"
        yield from _conditions(protocol, fact.name, fact.only_after, seen)
        seen.append(fact.name)
    for name in sorted(used - set(seen)):
        yield f"fact {name}: a criterion uses it, but it is not among the facts; add it there or mend the criterion"


def _conditions(protocol: Protocol, name: str, only_after: object, seen: List[str]) -> Iterator[str]:
    for earlier, value in dict(only_after).items():
        fact = protocol.fact(earlier)
        if fact is None:
            yield f"fact {name}: only_after names `{earlier}`, which is not among the facts; mend the name"
        elif earlier not in seen:
            yield f"fact {name}: only_after names `{earlier}`, which is asked later; put `{earlier}` before it"
        elif not fact.allows(value):
            yield f"fact {name}: only_after waits for `{earlier}` to be `{value}`, which it never is; mend the value"


def _criteria(protocol: Protocol) -> Iterator[str]:
    seen = set()
    for criterion in protocol.criteria:
        if criterion.id in seen:
            yield f"criterion {criterion.id}: the id stands twice; give each criterion its own"
        seen.add(criterion.id)
        if criterion.kind not in KINDS:
            yield f"criterion {criterion.id}: kind `{criterion.kind}` is not known; write {' or '.join(KINDS)}"
        if len(criterion.source) < 15:
            yield f"criterion {criterion.id}: its source is too short to be the listing's words; copy them verbatim"
        for part in getattr(criterion.rule, "parts", (criterion.rule,)):
            if getattr(part, "value", None) == "no":
                yield f"criterion {criterion.id}: `needs` with the value no can never hold; write `free_of` instead"
    yield from _contradictions(protocol)


def _contradictions(protocol: Protocol) -> Iterator[str]:
    """Two criteria that no patient can meet together: one needs a fact to be what another excludes."""
    wanted = {}
    for criterion in protocol.criteria:
        for part in getattr(criterion.rule, "parts", (criterion.rule,)):
            value = getattr(part, "value", None) or ("no" if type(part).__name__ == "FreeOf" else None)
            if value is None:
                continue
            first, before = wanted.setdefault(part.fact, (criterion.id, value))
            if before != value:
                yield (f"criterion {criterion.id}: it wants `{part.fact}` to be {value}, but {first} wants it to be "
                       f"{before}; no patient can meet both")


def _questions(protocol: Protocol) -> Iterator[str]:
    for question in protocol.questions.values():
        if question.expects not in EXPECTS:
            yield (f"question {question.name}: expects `{question.expects}` is not known; write one of "
                   f"{', '.join(EXPECTS)}")
        for key in question.keys:
            if key not in tuple("123456789"):
                yield f"question {question.name}: `{key}` is no key of its own; use \"1\" to \"9\", in quotes"
