"""Laws that hold for every conversation, whatever is said in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from prescreen.assessment import Disposition
from tests.conversation.anything import TURNS, call_with_a_kept_screening, held, laws
from tests.conversation.calls import MAY_FIT, NOTHING, PROTOCOL, medicine
from tests.prescreen.people import FACTS
from understanding.meaning import Meaning

MOST_TURNS = 3 * (2 * len(PROTOCOL.questions) + 10)


@laws
@given(TURNS)
def test_no_conversation_breaks_and_every_turn_has_something_to_say(turns):
    call = call_with_a_kept_screening()
    for meaning, event in turns:
        call.say(meaning, event=event)
        assert call.asked in PROTOCOL.questions
        assert call.said or (not call.state.done and call.asked != "hand_off") or call.asked == "anything_else"
        assert not call.prompt["done"] or call.prompt["fact"] is None


@laws
@given(TURNS)
def test_a_state_always_survives_its_slots(turns):
    state = held(turns).state
    assert type(state).recall(state.answers, state.memory()) == state


@laws
@given(TURNS, st.sampled_from([(NOTHING, None), (NOTHING, "no_match")]))
def test_unusable_answers_bring_every_conversation_to_its_end(turns, turn):
    call = held([*turns, (NOTHING, "start")])
    for _ in range(MOST_TURNS):
        if call.state.done:
            break
        call.say(turn[0], event=turn[1])
    assert call.state.done


@laws
@given(TURNS)
def test_three_silences_end_every_conversation(turns):
    call = held([*turns, (NOTHING, "start")])
    for _ in range(3):
        call.hear("no_input")
    assert call.state.done


@laws
@given(TURNS)
def test_whoever_answers_gets_to_the_end(turns):
    call = held([*turns, (NOTHING, "start")])
    for _ in range(MOST_TURNS):
        if call.state.done:
            break
        if call.asked in ("reference", "reference_age", "stopping"):
            call.say(Meaning(reply={"stopping": "go_on"}.get(call.asked, "no")))
        elif PROTOCOL.questions[call.asked].fact in MAY_FIT and call.asked != "more_medicines":
            fact = PROTOCOL.questions[call.asked].fact
            call.answer(**{fact: MAY_FIT[fact]})
        elif call.asked == "treatment_length":
            call.answer(immunosuppressants=[medicine(call.item, weeks=30)])
        else:
            call.say(Meaning(reply="no" if call.asked == "more_medicines" else "yes"))
    assert call.state.done


@laws
@given(TURNS)
def test_nothing_is_kept_or_written_without_consent(turns):
    call = call_with_a_kept_screening()
    for meaning, event in turns:
        call.say(meaning, event=event)
        if not call.state.consented:
            assert set(call.answers) <= {"consent"}
            assert call.state.evidence.keys() <= {"consent"}
            assert call.log == []


@laws
@given(TURNS)
def test_only_a_confirmed_answer_excludes(turns):
    call = call_with_a_kept_screening()
    for meaning, event in turns:
        call.say(meaning, event=event)
        if call.state.disposition == Disposition.NOT_ELIGIBLE.value:
            assert call.state.confirmed


@given(st.lists(st.sampled_from(FACTS), max_size=6, unique=True))
@settings(max_examples=60)
def test_not_sure_alone_never_excludes(facts):
    call = call_with_a_kept_screening().say(NOTHING)
    call.finish(**dict.fromkeys(facts, "unsure"))
    assert call.state.disposition in ("potentially_eligible", "needs_review")
    assert (call.state.disposition == "needs_review") == bool({*facts} - {"headache_cause", "chronic_illness_managed"})


@laws
@given(TURNS)
def test_web_and_telephone_come_to_the_same_question_answers_and_disposition(turns):
    by_telephone, on_the_web = held(turns, "rest"), held(turns, "web")
    assert by_telephone.answers == on_the_web.answers
    assert (by_telephone.asked, by_telephone.state.disposition) == (on_the_web.asked, on_the_web.state.disposition)


@laws
@given(TURNS)
def test_who_does_not_fit_leaves_no_contact_and_hears_no_reference(turns):
    call = call_with_a_kept_screening()
    for meaning, event in turns:
        call.say(meaning, event=event)
        if call.state.done and call.state.disposition in ("not_eligible", "declined"):
            assert not [each for each in call.answers if each.startswith("contact")]
            assert call.prompt["reference"] is None


@laws
@given(TURNS)
def test_what_the_log_has_of_a_finished_screening_is_what_was_said(turns):
    call = call_with_a_kept_screening()
    for meaning, event in turns:
        call.say(meaning, event=event)
        if any(text.startswith("utter_next_") for text in call.said):
            assert call.log[-1].disposition == call.state.disposition
            assert call.log[-1].answers == call.answers
