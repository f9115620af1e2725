"""The bridge on a free port, before an assistant in memory."""

from __future__ import annotations

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from telephony import assistant as rest
from telephony import jambonz_hooks, twilio_voice
from telephony.bridge import application
from telephony.settings import BridgeSettings
from tests.telephony.front_ends import PASSWORD, SECRET, TOKEN, AssistantInMemory, Jambonz, Twilio


@pytest.fixture
def patience(monkeypatch):
    """The bridge tries again at once, and gives up soon."""
    monkeypatch.setattr(rest, "SECONDS_BETWEEN_TRIES", 0.05)
    monkeypatch.setattr(twilio_voice, "PATIENCE_SECONDS", 2.0)
    monkeypatch.setattr(jambonz_hooks, "PATIENCE_SECONDS", 2.0)


@pytest_asyncio.fixture
async def assistant(patience):
    """The assistant, with its address as `url`."""
    in_memory = AssistantInMemory()
    async with TestServer(in_memory.application()) as server:
        in_memory.url = str(server.make_url("/webhooks/rest/webhook"))
        yield in_memory


@pytest.fixture
def settings(assistant):
    """The bridge's settings."""
    return BridgeSettings(assistant_url=assistant.url, assistant_token="ivr-token", twilio_tokens=(TOKEN,),
                          jambonz_secrets=(SECRET,), jambonz_passwords=(PASSWORD,))


@pytest_asyncio.fixture
async def bridge(settings):
    """A client of the bridge."""
    async with TestClient(TestServer(application(settings))) as client:
        yield client


@pytest.fixture
def twilio(bridge):
    """Twilio, before the bridge."""
    return Twilio(bridge)


@pytest.fixture
def jambonz(bridge):
    """jambonz, before the bridge."""
    return Jambonz(bridge)
