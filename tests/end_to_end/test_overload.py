"""The short form of tests/acceptance/test_overload.py: some callers at once."""

from __future__ import annotations

import pytest

from tests.acceptance.test_overload import overload


@pytest.mark.asyncio
async def test_when_many_call_at_once_some_are_apologised_to_and_all_are_answered_in_the_end(assistant):
    crowd = await overload(assistant, callers=30, rounds=1)
    assert [answer.status for answer in crowd.answers].count(200) == 30
    assert any(answer.status == 503 for answer in crowd.answers)
