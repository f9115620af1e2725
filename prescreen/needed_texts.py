"""Every text that the conversation can say, and what each is given: the contract between texts, protocol and code.

`prescreen.wording` checks the texts against it; tests/texts compares it with what the code says.
"""

from __future__ import annotations

from itertools import product
from typing import Any, Dict, Iterator, List, Tuple

from prescreen.answers import ADULT, ALL_NEGATIVE, NONE, UNSURE
from prescreen.assessment import Disposition
from prescreen.protocol import Fact, Protocol
from prescreen.rules import All, Rule
from prescreen.verdict import Verdict

Arguments = Tuple[str, ...]

# The slots that a text may name in braces, and those that a condition may look at, with the values they take.
SLOTS = ("item", "retention_days", "study_contact")
CONDITIONS: Dict[str, Tuple[Any, ...]] = {
    "tries": (None, 1, 2),
    "recruitment_status": ("not_recruiting", "recruiting"),
    "pause_reason": ("pause", "safety"),
}

CONTACT = ("contact_name", "contact_phone", "contact_time")
ALARMS = ("emergency", "suicide")
# Requests that are answered with one text; the others have a way of their own (conversation/requests.py).
REQUESTS = (
    "faq_clinical_trial", "faq_compensation", "faq_duration", "faq_take_part", "faq_trial_safety", "frustrated",
    "greeting", "help", "medical_advice", "on_behalf", "out_of_scope", "privacy", "robot", "thanks", "trial_cost",
    "trial_recruiting", "trial_safe", "trial_sponsor", "trial_steps", "trial_what", "trial_where")
TERMS = (
    "sle", "flare", "steroid", "immunosuppressant", "biologic", "antimalarial", "autoantibodies", "anti_dsdna",
    "anti_sm", "anti_histone", "anti_chromatin", "ana", "nephritis", "protein", "dialysis", "cns_lupus", "seizure",
    "psychosis", "organic_brain_syndrome", "headache", "headache_cause", "chronic_illness", "lactating", "infusion",
    "screening", "study_team", "reference", "car_t", "investigational", "unknown")
SAID: Dict[str, Arguments] = {
    **{f"utter_{name}": () for name in (
        "opening", "welcome_back", "start_over", "apology", "apology_stay_on_the_line", "apology_call_again",
        "line_greeting", "line_silence", "line_end",
        "hung_up", "deleted", "kept_nothing",
        "pause_before_consent", "not_understood_1", "not_understood_2", "silence_1", "silence_2",
        "silence_end_no_code", "noted_unsure", "almost_done", "go_back", "nothing_to_go_back", "change_which",
        "person", "person_no_contact", "my_data_nothing", "goodbye", "reference_unknown", "reference_mistyped",
        "reference_given_up", "update_intro", "reference_locked", "rescreen_intro", "rescreen_expired",
        "rescreen_how", "amended", "study_team_decides", "contact_kept", "contact_not_kept",
        "ask_again_after_birthday", "why_general")},
    **{f"utter_{name}": ("code_spoken",) for name in ("pause", "kept", "silence_end")},
    "utter_reference": ("reference_spoken",),
    "utter_headache_still": ("reference_spoken",),
    "utter_resumed": ("number", "total"),
    "utter_points_open": ("points",),
    "utter_ask_again_after_weeks": ("weeks",),
    "utter_how_long_now": ("left",),
    "utter_recap": ("answers",),
    "utter_my_data": ("answers",),
    "utter_ledger": ("medicines",),
    "utter_changed": ("what",),
    "utter_removed_medicine": ("item",),
    "utter_read_back_medicine": ("item", "names"),
}
# Phrases are put inside other texts: they see their arguments only, no slot and no condition.
PHRASES: Dict[str, Arguments] = {
    "utter_wording_version": (), "utter_list_and": (), "utter_item_unnamed": (),
    "utter_medicine_entry": ("item",), "utter_medicine_entry_unknown_length": ("item",),
    "utter_medicine_entry_before": ("item",), "utter_medicine_entry_one_week": ("item",),
    "utter_medicine_entry_weeks": ("item", "weeks"), "utter_medicine_entry_months": ("item", "months"),
    "utter_medicine_entry_all_the_time": ("item",),
    "utter_medicine_entry_no_name": (),
}


def phrases(protocol: Protocol) -> Dict[str, Arguments]:
    """The phrases by name, each with its arguments."""
    values = {NONE, UNSURE, ADULT, "minor", ALL_NEGATIVE} | {
        value for fact in protocol.facts for value in fact.values.get("one_of", ())}
    return {**PHRASES, **{f"utter_value_{value}": () for value in sorted(values)},
            **{f"utter_short_{name}": ("value",) for name in (*(fact.name for fact in protocol.facts), *CONTACT)}}


def questions(protocol: Protocol) -> List[str]:
    """The texts that ask. The hand-off is an action that says several texts."""
    return [f"utter_ask_{question}" for question in protocol.questions if question != "hand_off"]


def said(protocol: Protocol) -> Dict[str, Arguments]:
    """The texts that are said on their own, questions included, each with its arguments."""
    names = [*questions(protocol), *_whys(protocol), *_reasons(protocol), *_outcomes(),
             *(f"utter_safety_{alarm}" for alarm in ALARMS), *(f"utter_{request}" for request in REQUESTS),
             *(f"utter_term_{term}" for term in TERMS)]
    read_back = {f"utter_read_back_{fact}": ("value", "medicines") for fact in _facts_with(protocol, Verdict.VIOLATED)}
    return {**dict.fromkeys(names, ()), **read_back, **SAID}


def _whys(protocol: Protocol) -> Iterator[str]:
    """Why a thing is asked, for everything that a question is about."""
    facts = dict.fromkeys(definition.fact for definition in protocol.questions.values() if definition.fact)
    return (f"utter_why_{fact}" for fact in facts)


def _outcomes() -> Iterator[str]:
    for disposition in Disposition:
        yield f"utter_outcome_{disposition.value}"
        if disposition is not Disposition.DECLINED:
            yield f"utter_next_{disposition.value}"
        if disposition.may_go_on:
            yield f"utter_short_outcome_{disposition.value}"


def _reasons(protocol: Protocol) -> Iterator[str]:
    for criterion in protocol.criteria:
        yield f"utter_reason_{criterion.id}_{Verdict.SATISFIED.value}"
    for fact in protocol.facts:      # an answer that is read back in vain stays open, whatever its rule says
        yield f"utter_reason_{fact.name}_{Verdict.UNDETERMINED.value}"
    for verdict in (Verdict.VIOLATED, Verdict.RESCREEN):
        for fact in _facts_with(protocol, verdict):
            yield f"utter_reason_{fact}_{verdict.value}"


def _facts_with(protocol: Protocol, verdict: Verdict) -> List[str]:
    """The facts on which a verdict can rest, found by trying the values that they take."""
    found = (finding for criterion in protocol.criteria for part in _parts(criterion.rule)
             for finding in _findings(protocol, part) if finding.verdict is verdict)
    return list(dict.fromkeys(fact for finding in found for fact in finding.because))


def _parts(rule: Rule) -> Tuple[Rule, ...]:
    return rule.parts if isinstance(rule, All) else (rule,)


def _findings(protocol: Protocol, rule: Rule) -> Iterator[Any]:
    facts = [fact for fact in map(protocol.fact, rule.facts()) if fact]
    for values in product(*map(_some_values, facts)):
        yield rule.judge({fact.name: value for fact, value in zip(facts, values, strict=True)})


def _some_values(fact: Fact) -> List[Any]:
    """A value of each kind that a fact takes; None where nothing was answered."""
    form, = fact.values
    kinds = {"medicines": [NONE], "positives_among": [fact.values[form], ALL_NEGATIVE]}
    return [*kinds.get(form, fact.values[form]), UNSURE, None]
