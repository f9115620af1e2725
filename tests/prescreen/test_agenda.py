"""The agenda asks nothing in vain and leaves nothing out."""

from hypothesis import given
from hypothesis import strategies as st

from prescreen.agenda import Ask, Finished, ReadBack, next_step, questions_left
from prescreen.answers import ledger
from prescreen.assessment import Disposition, assess
from prescreen.protocol import load
from tests.prescreen.people import FACTS, PROTOCOL, answer_sets, confirmations, medicine, person, values

RULE = load().medicines_rule


def answer_for(draw, step, answers):
    if step.question != "treatment_length":
        return {**answers, step.question: draw(values(step.question))}
    weeks = draw(st.one_of(st.just("unsure"), st.integers(0, 104)))
    return {**answers, "immunosuppressants": [
        dict(entry, weeks=weeks) if entry["name"] == step.item and entry["weeks"] is None else entry
        for entry in answers["immunosuppressants"]]}


@given(st.data())
def test_every_screening_ends_and_never_asks_twice(data):
    answers, confirmed, asked = {"consent": "yes"}, set(), []
    while True:
        step = next_step(PROTOCOL, answers, confirmed)
        if isinstance(step, Finished):
            break
        if isinstance(step, ReadBack):
            assert step.fact not in confirmed
            confirmed.add(step.fact)
            continue
        assert (step.question, step.item) not in asked
        asked.append((step.question, step.item))
        answers = answer_for(data.draw, step, answers)
    assert step.assessment == assess(PROTOCOL, answers, confirmed)


@given(answer_sets, confirmations)
def test_it_stops_only_when_nothing_left_can_change_the_disposition(answers, confirmed):
    step = next_step(PROTOCOL, answers, confirmed)
    if not isinstance(step, Finished) or step.assessment.disposition is Disposition.NOT_ELIGIBLE:
        return
    for fact in PROTOCOL.facts:
        needed = all(answers.get(name) == value for name, value in fact.only_after.items())
        assert not needed or fact.name in answers


@given(st.data())
def test_nothing_that_was_not_asked_could_change_the_disposition(data):
    answers, confirmed = {"consent": "yes"}, set()
    step = next_step(PROTOCOL, answers, confirmed)
    while not isinstance(step, Finished):
        if isinstance(step, ReadBack):
            confirmed.add(step.fact)
        else:
            answers = answer_for(data.draw, step, answers)
        step = next_step(PROTOCOL, answers, confirmed)
    more = dict(answers)
    for fact in FACTS:
        if fact not in answers:
            more[fact] = data.draw(values(fact))
    if isinstance(answers.get("immunosuppressants"), list):
        more["immunosuppressants"] = [
            entry if entry["weeks"] is not None else dict(entry, weeks=data.draw(st.integers(0, 104)))
            for entry in answers["immunosuppressants"]]
    if step.assessment.disposition is Disposition.NOT_ELIGIBLE:
        assert assess(PROTOCOL, more, confirmed).disposition is Disposition.NOT_ELIGIBLE
    else:
        assert assess(PROTOCOL, more, set(FACTS)).disposition is step.assessment.disposition


@given(answer_sets)
def test_screening_stops_at_the_first_confirmed_exclusion(answers):
    if assess(PROTOCOL, answers, set(FACTS)).disposition is Disposition.NOT_ELIGIBLE:
        assert isinstance(next_step(PROTOCOL, answers, set(FACTS)), Finished)


@given(answer_sets, st.integers(0, 104))
def test_a_length_that_is_not_asked_cannot_change_the_verdict(answers, weeks):
    value = answers.get("immunosuppressants")
    asked = {entry.name for entry in RULE.lengths_that_matter(value)}
    for place, entry in enumerate(ledger(value)):
        if entry.weeks is None and entry.name not in asked:
            known = list(value)
            known[place] = dict(value[place], weeks=weeks)
            short, long = ([*known[:place], dict(value[place], weeks=each), *known[place + 1:]] for each in (0, 104))
            assert RULE.judge({"immunosuppressants": short}) == RULE.judge({"immunosuppressants": long}) or any(
                other["weeks"] is None for other in value if other is not value[place])


def test_lengths_are_asked_in_the_order_said():
    value = [medicine("azathioprine", weeks=None), medicine("methotrexate", weeks=None)]
    answers = person(immunosuppressants=value)
    assert next_step(PROTOCOL, answers, set()) == Ask("treatment_length", "azathioprine")


def test_no_length_is_asked_once_two_medicines_have_reached_their_time():
    value = [medicine("azathioprine"), medicine("belimumab", "biologic"), medicine("methotrexate", weeks=None)]
    assert RULE.lengths_that_matter(value) == []


def test_no_length_is_asked_of_a_single_medicine():
    assert RULE.lengths_that_matter([medicine(weeks=None)]) == []
    assert next_step(PROTOCOL, person(immunosuppressants=[medicine(weeks=None)]), set()) == ReadBack(
        "immunosuppressants")


def test_the_length_of_an_open_medicine_is_asked_because_a_short_one_would_not_count():
    value = [medicine("hydroxychloroquine", "antimalarial", None), medicine()]
    assert [entry.name for entry in RULE.lengths_that_matter(value)] == ["hydroxychloroquine"]


def test_a_length_the_patient_cannot_tell_is_not_asked_again():
    assert RULE.lengths_that_matter([medicine(weeks="unsure"), medicine("belimumab", "biologic")]) == []


def test_the_cause_of_a_headache_is_asked_only_when_there_is_one():
    with_cause = person(headache="yes")
    assert next_step(PROTOCOL, with_cause, set()) == Ask("headache_cause")
    assert isinstance(next_step(PROTOCOL, person(headache="no"), set()), Finished)


def test_an_exclusion_volunteered_early_is_read_back_at_once():
    assert next_step(PROTOCOL, {"consent": "yes", "pregnant_or_lactating": "yes"}, set()) == ReadBack(
        "pregnant_or_lactating")


def test_nothing_is_asked_of_a_child():
    step = next_step(PROTOCOL, {"consent": "yes", "age": 16}, {"age"})
    assert isinstance(step, Finished) and step.assessment.disposition is Disposition.NOT_ELIGIBLE


def test_after_the_headache_rule_the_other_questions_are_still_asked():
    answers = person(headache="yes", headache_cause="unrelated", pregnant_or_lactating=None)
    assert next_step(PROTOCOL, answers, set()) == Ask("pregnant_or_lactating")


def test_consent_comes_first():
    assert next_step(PROTOCOL, {}, set()) == Ask("consent")
    assert questions_left(PROTOCOL, {"consent": "yes"}) == len(FACTS)
