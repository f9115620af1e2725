"""The short form of tests/acceptance/test_telephone_deliveries.py: some calls on a bad line."""

from __future__ import annotations

import pytest

from tests.acceptance.test_telephone_deliveries import hold_calls


@pytest.mark.asyncio
async def test_on_a_bad_line_every_conversation_comes_to_the_same_facts(assistant):
    sent, kinds, _ = await hold_calls(assistant, 150)
    assert sent >= 150
    assert kinds["repeated"] > 10
