"""The Kleene identities."""

from hypothesis import given
from hypothesis import strategies as st

from prescreen.truth import Truth, at_least

truths = st.sampled_from(Truth)


@given(truths, truths)
def test_and_and_or_do_not_care_about_order(a, b):
    assert a & b is b & a
    assert a | b is b | a


@given(truths, truths, truths)
def test_and_and_or_do_not_care_about_grouping(a, b, c):
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)


@given(truths, truths, truths)
def test_each_distributes_over_the_other(a, b, c):
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (b & c) is (a | b) & (a | c)


@given(truths, truths)
def test_de_morgan_holds(a, b):
    assert ~(a & b) is ~a | ~b
    assert ~~a is a


@given(truths)
def test_true_and_false_are_neutral_and_dominant(a):
    assert a & Truth.TRUE is a and a | Truth.FALSE is a
    assert a & Truth.FALSE is Truth.FALSE and a | Truth.TRUE is Truth.TRUE


def test_an_unknown_does_not_exclude_its_own_opposite():
    assert Truth.UNKNOWN | ~Truth.UNKNOWN is Truth.UNKNOWN


@given(st.lists(truths, max_size=6), st.integers(0, 4))
def test_at_least_agrees_with_filling_in_every_unknown(given_truths, number):
    best = sum(truth is not Truth.FALSE for truth in given_truths)
    worst = sum(truth is Truth.TRUE for truth in given_truths)
    expected = Truth.TRUE if worst >= number else Truth.FALSE if best < number else Truth.UNKNOWN
    assert at_least(number, given_truths) is expected
