"""The hand-off: first written to the pre-screening log, then said: what it came to, why, and what happens next."""

from __future__ import annotations

from typing import List, Optional, Tuple

from conversation.next_question import step_of
from conversation.state import CONTACT
from conversation.talk import Talk
from prescreen.agenda import Finished
from prescreen.answers import UNSURE, Medicine, ledger
from prescreen.assessment import Assessment, CriterionResult, Disposition
from prescreen.rules import MedicinesTried
from prescreen.truth import Truth
from prescreen.verdict import Verdict
from prescreen.wording import TELEPHONE

# More than these are a burden for the ear: they are named, and told one by one when the caller asks why.
MOST_POINTS_SPOKEN = 3


class Unfinished(RuntimeError):
    """A hand-off was asked for while something is left to ask: nothing is written and nothing is said to be done."""


def announce(talk: Talk) -> None:
    """Before contact is asked for: write the screening, so that a hang-up loses nothing, and say what it came to.

    Raises:
        Unfinished: something is left to ask.
    """
    _finished(talk)
    talk.record()
    if not talk.state.announced:
        talk.say(f"utter_short_outcome_{talk.state.disposition}")
        talk.state.announced = True


def close(talk: Talk) -> None:
    """The last words of a screening. Said only after the log has it.

    Raises:
        Unfinished: something is left to ask.
    """
    state = talk.state
    assessment = _finished(talk)
    if not assessment.disposition.may_go_on:
        for name in CONTACT:
            state.answers.pop(name, None)
    talk.record()
    talk.say(f"utter_outcome_{state.disposition}")
    _say_why(talk, assessment)
    _say_when_to_ask_again(talk, assessment)
    talk.say(f"utter_next_{state.disposition}")
    if assessment.disposition.may_go_on:
        _say_how_to_come_back(talk, assessment.disposition)
    state.code_given = assessment.disposition.may_go_on
    talk.say("utter_study_team_decides")
    state.done = True
    state.ask("anything_else")


def _finished(talk: Talk) -> Assessment:
    """The verdicts, from the stored answers and nothing else."""
    step = step_of(talk.protocol, talk.state)
    if not isinstance(step, Finished) or talk.state.doubtful:
        raise Unfinished
    talk.state.disposition = step.assessment.disposition.value
    return step.assessment


def explain(talk: Talk) -> bool:
    """Why it came to this, asked after the end; returns False when the screening came to nothing."""
    step = step_of(talk.protocol, talk.state)
    came_to_something = isinstance(step, Finished) and talk.state.disposition == step.assessment.disposition.value
    if came_to_something:
        _say_why(talk, step.assessment, in_full=True)
    return came_to_something


def _say_why(talk: Talk, assessment: Assessment, in_full: bool = False) -> None:
    """Each reason in plain words; of many open points a caller hears the names, and more when asking why."""
    if assessment.disposition is Disposition.POTENTIALLY_ELIGIBLE:
        for criterion in assessment.criteria:
            talk.say(f"utter_reason_{criterion.id}_satisfied")
        return
    reasons = _reasons(assessment)
    still_open = [fact for fact, verdict in reasons if verdict is Verdict.UNDETERMINED]
    in_full = in_full or talk.heard.channel != TELEPHONE or len(still_open) <= MOST_POINTS_SPOKEN
    for fact, verdict in reasons:
        if in_full or verdict is not Verdict.UNDETERMINED:
            talk.say(f"utter_reason_{fact}_{verdict.value}")
    if not in_full:
        talk.say("utter_points_open", points=talk.phrases.listed([talk.phrases.label(fact) for fact in still_open]))


def _reasons(assessment: Assessment) -> List[Tuple[str, Verdict]]:
    """The facts that decide, each with its verdict: the headache first, then what is open beside it."""
    worth_saying = (Verdict.VIOLATED,) if assessment.disposition is Disposition.NOT_ELIGIBLE else (
        Verdict.RESCREEN, Verdict.UNDETERMINED)
    reasons = [reason for criterion in assessment.criteria if criterion.verdict in worth_saying
               for reason in _reasons_of(criterion)]
    return sorted(reasons, key=lambda reason: reason[1] is not Verdict.RESCREEN)


def _reasons_of(criterion: CriterionResult) -> List[Tuple[str, Verdict]]:
    also_open = () if criterion.verdict is Verdict.VIOLATED else criterion.also_open
    return [*((fact, criterion.verdict) for fact in criterion.because),
            *((fact, Verdict.UNDETERMINED) for fact in also_open)]


def _say_when_to_ask_again(talk: Talk, assessment: Assessment) -> None:
    """When time alone would change an exclusion, from when on it would be worth asking again."""
    excluding = {fact for criterion in assessment.criteria if criterion.verdict is Verdict.VIOLATED
                 for fact in criterion.because}
    rule = talk.protocol.medicines_rule
    if excluding == {"age"}:
        talk.say("utter_ask_again_after_birthday")
    elif rule and excluding == {rule.fact}:
        weeks = weeks_until_tried(rule, talk.state.answers.get(rule.fact))
        if weeks:
            talk.say("utter_ask_again_after_weeks", weeks=weeks)


def weeks_until_tried(rule: MedicinesTried, value: object) -> Optional[int]:
    """Weeks until enough of the medicines that are still taken reach their time; None when time alone is not enough."""
    medicines = ledger(value)
    reached = sum(rule.counts(medicine) is not Truth.FALSE for medicine in medicines)
    waits = sorted(rule.weeks - medicine.weeks for medicine in medicines if _grows(rule, medicine))
    missing = rule.at_least - reached
    return waits[missing - 1] if 0 < missing <= len(waits) else None


def _grows(rule: MedicinesTried, medicine: Medicine) -> bool:
    """Whether a medicine is still taken and will have been taken long enough."""
    still_taken = medicine.ongoing is True and isinstance(medicine.weeks, int) and medicine.weeks < rule.weeks
    return still_taken and rule.counts(medicine.with_weeks(UNSURE)) is not Truth.FALSE


def _say_how_to_come_back(talk: Talk, disposition: Disposition) -> None:
    state = talk.state
    kept = state.answers.get("contact_permission") == "yes"
    talk.say("utter_contact_kept" if kept else "utter_contact_not_kept")
    talk.say("utter_reference", reference_spoken=talk.phrases.code(state.reference))
    if disposition is Disposition.RESCREEN_BY_PHONE:
        talk.say("utter_rescreen_how")
