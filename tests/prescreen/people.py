"""People for tables and laws: a person who may fit, and strategies for every set of answers."""

from __future__ import annotations

from typing import Any, Dict, List

from hypothesis import strategies as st

from prescreen.protocol import load

PROTOCOL = load()

MAY_FIT: Dict[str, Any] = {
    "consent": "yes", "age": 34, "sle_diagnosis": "yes", "active_symptoms": "yes", "glucocorticoids": "yes",
    "immunosuppressants": [
        {"name": "methotrexate", "class": "conventional", "weeks": 52},
        {"name": "belimumab", "class": "biologic", "weeks": 20}],
    "autoantibodies": ["anti-dsDNA"], "severe_nephritis": "no", "severe_cns_lupus": "no", "seizures": "no",
    "psychosis": "no", "organic_brain_syndrome": "no", "headache": "no", "chronic_illness": "no",
    "pregnant_or_lactating": "no"}

FACTS: List[str] = [fact.name for fact in PROTOCOL.facts]


def person(**answers: Any) -> Dict[str, Any]:
    """Somebody who may fit, but for the given answers; a fact set to None is not answered."""
    return {fact: value for fact, value in {**MAY_FIT, **answers}.items() if value is not None}


def medicine(name: str = "methotrexate", klass: Any = "conventional", weeks: Any = 52) -> Dict[str, Any]:
    """One entry of the ledger as it is stored."""
    return {"name": name, "class": klass, "weeks": weeks}


_entries = st.tuples(
    st.sampled_from([("methotrexate", "conventional"), ("azathioprine", "conventional"), ("belimumab", "biologic"),
                     ("tacrolimus", "calcineurin_inhibitor"), ("hydroxychloroquine", "antimalarial"),
                     ("baricitinib", "other_open"), (None, None)]),
    st.one_of(st.none(), st.just("unsure"), st.integers(0, 104)),
).map(lambda drawn: medicine(drawn[0][0], drawn[0][1], drawn[1]))

ledgers = st.lists(_entries, max_size=5, unique_by=lambda entry: entry["name"])


def values(fact: str) -> st.SearchStrategy:
    """Every value that a fact may take."""
    form, detail = next(iter(PROTOCOL.fact(fact).values.items()))
    if form == "years":
        return st.one_of(st.integers(*detail), st.sampled_from(["adult", "unsure"]))
    if form == "medicines":
        return st.one_of(ledgers.filter(bool), st.sampled_from(["none", "unsure"]))
    if form == "positives_among":
        return st.one_of(st.lists(st.sampled_from(detail), min_size=1, unique=True),
                         st.sampled_from(["all_negative", "unsure"]))
    return st.sampled_from(detail)


answer_sets = st.fixed_dictionaries({}, optional={fact: values(fact) for fact in FACTS}).map(
    lambda answers: {"consent": "yes", **answers})
confirmations = st.sets(st.sampled_from(FACTS))
