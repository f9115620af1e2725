"""References: one wrong digit or two swapped ones are caught (CONTRACT section 6)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prescreen.reference import LENGTH, is_valid, new_reference, nine_digits, normalise, spoken

references = st.integers(0, 2 ** 32).map(lambda seed: new_reference(Random(seed)))  # noqa: S311


@given(references)
def test_a_new_reference_is_nine_digits_that_do_not_begin_with_0(reference):
    assert len(reference) == LENGTH and reference.isdigit() and reference[0] != "0"
    assert is_valid(reference)


@given(references, st.integers(0, LENGTH - 1), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_caught(reference, place, digit):
    assume(reference[place] != digit)
    assert not is_valid(reference[:place] + digit + reference[place + 1:])


@given(references, st.integers(0, LENGTH - 2))
def test_every_swap_of_neighbours_but_09_and_90_is_caught(reference, place):
    first, second = reference[place:place + 2]
    assume(first != second and {first, second} != {"0", "9"})
    assert not is_valid(reference[:place] + second + first + reference[place + 2:])


@given(references)
def test_of_ten_last_digits_one_is_right(reference):
    assert [digit for digit in "0123456789" if is_valid(reference[:-1] + digit)] == [reference[-1]]


@given(references, st.lists(st.sampled_from(["", " ", "  ", "-", " - ", "\u2013", "."]), min_size=10, max_size=10))
def test_spaces_and_dashes_do_not_matter(reference, gaps):
    written = "".join(gap + digit for gap, digit in zip(gaps, reference + " "))
    assert normalise(written) == reference


@given(references)
def test_a_reference_is_spoken_in_three_groups_of_single_digits(reference):
    assert [len(group.split()) for group in spoken(reference).split(", ")] == [3, 3, 3]
    assert spoken(reference).replace(", ", "").replace(" ", "") == reference


def test_a_known_luhn_number_is_valid():
    assert is_valid("482913068")
    assert spoken("482913068") == "4 8 2, 9 1 3, 0 6 8"


@pytest.mark.parametrize("text", ["", "48291306", "4829130680", "48291306x", "082913064", "٤٨٢٩١٣٠٦٨", "4829 13068 1"])
def test_anything_else_is_no_reference(text):
    assert normalise(text) is None
    assert nine_digits(text) is None


def test_nine_digits_with_a_wrong_last_one_look_like_a_reference_but_are_none():
    assert nine_digits("482 913 065") == "482913065"
    assert normalise("482 913 065") is None


def test_references_differ():
    assert len({new_reference() for _ in range(200)}) == 200
