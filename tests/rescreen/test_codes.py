"""Wrong codes: limited for each caller and over all, and never telling whether a code exists."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from statistics import median
from time import perf_counter

import pytest

from actions.desk import LogDesk
from conversation.desk import TooManyTries
from prescreen.log import ScreeningLog
from prescreen.reference import new_reference
from tests.rescreen.patients import WITH_HEADACHE, back, screened
from tests.telephony.spoken import Clock, Office

CALLER = ".from-0123456789abcdef"


@pytest.fixture
def office():
    return Office()


def unknown(code: str) -> str:
    """A code with a right check digit that nobody was given."""
    return next(other for other in (new_reference(Random(seed)) for seed in range(9))  # noqa: S311
                if other != code)


def test_a_wrong_code_and_a_wrong_age_get_the_same_reply(office):
    code = screened(office)
    wrong_code = back(office, unknown(code), "34", "call-a")
    wrong_age = back(office, code, "35", "call-b")
    assert wrong_code.said == wrong_age.said == ["utter_reference_unknown", "utter_ask_reference"]
    assert wrong_code.replies[-1]["text"] == wrong_age.replies[-1]["text"]
    assert wrong_code.custom == wrong_age.custom


def test_a_screening_without_a_number_for_an_age_gets_that_reply_too(office):
    code = screened(office, age="skip")
    call = back(office, code, "34")
    assert call.said == ["utter_reference_unknown", "utter_ask_reference"]


def test_a_digit_misheard_is_told_at_once_and_looked_up_nowhere(office):
    code = screened(office)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    call = office.call("call-8").tell("start").say("I have a code").say(wrong)
    assert call.said == ["utter_reference_mistyped", "utter_ask_reference"]
    assert call.say(code).say("34").asked == "headache"


def test_a_second_try_succeeds(office):
    code = screened(office)
    assert back(office, code, "43").say(code).say("34").asked == "headache"


def test_the_age_is_kept_from_whoever_does_not_know_it(office):
    call = back(office, screened(office), "35")
    assert not any("34" in reply["text"] for reply in call.replies)
    assert call.state.answers == {}


def test_after_five_wrong_tries_a_caller_waits_a_quarter_of_an_hour(office):
    code = screened(office)
    for number in range(5):
        back(office, unknown(code), sender=f"call-{number}{CALLER}")
    locked = back(office, code, sender=f"call-6{CALLER}")
    assert locked.said[0] == "utter_reference_locked"
    assert locked.asked == "consent"
    assert back(office, code, sender="call-7.from-fedcba9876543210").asked == "headache"
    office.clock.time += timedelta(minutes=15)
    assert back(office, code, sender=f"call-8{CALLER}").asked == "headache"


def test_within_one_call_the_sixth_try_is_not_looked_up(office):
    code = screened(office)
    call = office.call("call-9").tell("start")
    for _ in range(5):
        call.say("I have a code") if call.asked != "reference" else None
        call.say(unknown(code)).say("34")
    call.say("I have a code") if call.asked != "reference" else None
    assert call.say(code).say("34").said[0] == "utter_reference_locked"


def test_a_visitor_who_begins_anew_on_the_web_has_no_fresh_tries(office):
    code = screened(office)
    for number in range(5):
        back(office, unknown(code), sender=f"web-{number}", channel="web", origin="0123456789abcdef")
    locked = back(office, code, sender="web-6", channel="web", origin="0123456789abcdef")
    assert locked.said[0] == "utter_reference_locked"
    assert back(office, code, sender="web-7", channel="web", origin="fedcba9876543210").asked == "headache"


def guess(clock, desk, number, random):
    """One guess of a code and an age, as one of 2,000 callers; returns what came of it."""
    try:
        return desk.find(new_reference(random), random.randrange(18, 90), f"call-{number % 2000}")
    except TooManyTries:
        return TooManyTries
    finally:
        clock.time += timedelta(seconds=2)


@pytest.mark.parametrize("guesses", [400, pytest.param(10_000, marks=pytest.mark.acceptance)])
def test_thousands_of_guesses_reveal_nothing(tmp_path, guesses):
    office = Office(f"sqlite:///{tmp_path}/log.db")
    known = screened(office)
    desk, random = LogDesk(office.log, office.protocol, office.clock), Random(7)  # noqa: S311
    found = [guess(office.clock, desk, number, random) for number in range(guesses)]
    looked_up = sum(each is None for each in found)
    assert set(found) <= {None, TooManyTries}
    # 300 an hour over all callers: the tries of these hours, and no more.
    hours = guesses * 2 / 3600
    assert looked_up <= 300 * (hours + 1)
    assert office.log.find(known) is not None


def test_a_wrong_code_takes_as_long_as_a_wrong_age(tmp_path):
    log, clock = ScreeningLog(f"sqlite:///{tmp_path}/log.db"), Clock()
    office = Office(f"sqlite:///{tmp_path}/log.db")
    code = screened(office)
    desk = LogDesk(log, office.protocol, clock)
    times = {code: [], unknown(code): []}
    for number in range(120):
        for reference in times:
            clock.time += timedelta(minutes=1)
            began = perf_counter()
            assert desk.find(reference, 35, f"call-{number}-{reference}") is None
            times[reference].append(perf_counter() - began)
    existing, missing = (median(each) for each in times.values())
    assert abs(existing - missing) < 0.25 * max(existing, missing), (existing, missing)


def test_the_second_fact_is_the_age_that_was_given_then(office):
    code = screened(office, age=WITH_HEADACHE["age"])
    office.clock.pass_days(30)
    assert back(office, code, "I was thirty four").asked == "headache"
