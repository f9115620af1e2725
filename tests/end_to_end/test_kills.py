"""The short form of tests/acceptance/test_kills.py: some points of each."""

from __future__ import annotations

import pytest

from tests.acceptance.test_kills import kill_at_points


@pytest.mark.asyncio
@pytest.mark.parametrize(("kind", "points"), [("redis", 3), ("postgresql", 3), ("actions", 2), ("rasa", 1)])
async def test_whatever_is_killed_every_conversation_comes_to_the_same_and_goes_on(several, kind, points):
    assert len(await kill_at_points(several, kind, points)) == points
