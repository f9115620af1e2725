"""Who comes to the web channel: which address counts, and what its mark gives away."""

from __future__ import annotations

import pytest

from channels.visitors import Marks, address_of

CLAIMED = {"x-forwarded-for": "8.8.4.4, 8.8.8.8"}


@pytest.mark.parametrize(("peer", "headers", "address"), [
    ("9.9.9.9", {}, "9.9.9.9"), ("10.0.0.2", CLAIMED, "8.8.8.8"), ("127.0.0.1", CLAIMED, "8.8.8.8"),
    ("9.9.9.9", CLAIMED, "9.9.9.9"), ("10.0.0.2", {}, "10.0.0.2"), ("unix:", CLAIMED, "unix:")])
def test_only_a_proxy_on_a_private_address_says_who_comes(peer, headers, address):
    assert address_of(peer, headers) == address


def test_an_address_has_one_mark_and_another_address_another():
    marks = Marks()
    assert marks.of("8.8.8.8") == marks.of("8.8.8.8") == marks.of("::ffff:8.8.8.8")
    assert len({marks.of("8.8.8.8"), marks.of("8.8.4.4"), marks.of("2001:4860::1")}) == 3


def test_a_household_on_ipv6_has_one_mark():
    marks = Marks()
    assert marks.of("2a00:1450:4001:80e::1") == marks.of("2a00:1450:4001:80e:9::2")
    assert marks.of("2a00:1450:4001:80e::1") != marks.of("2a00:1450:4001:80f::1")


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.2", "192.168.1.4", "::1", "fd00::1", "unknown", "", "1.2.3"])
def test_what_tells_no_visitor_from_another_has_no_mark(address):
    assert Marks().of(address) == ""


def test_a_mark_gives_nothing_away_and_is_another_after_a_restart():
    mark = Marks().of("8.8.8.8")
    assert len(mark) == 16
    assert set(mark) <= set("0123456789abcdef")
    assert Marks().of("8.8.8.8") != mark
