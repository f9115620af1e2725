"""Several servers hold a conversation's lock one after the other, and a killed one does not keep it."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import RedisError

from channels import limits
from channels.locks import PREFIX, RedisLocks
from tests.redis_server import RedisServer

pytestmark = pytest.mark.asyncio


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    """A Redis of these tests."""
    server = RedisServer(tmp_path_factory.mktemp("redis")).start()
    yield server
    server.kill()


@pytest_asyncio.fixture
async def servers(redis):
    """The locks of two Rasa servers."""
    both = [LockStore.create(EndpointConfig(redis.url, type="channels.locks.RedisLocks")) for _ in range(2)]
    await both[0].redis.flushdb()
    yield both
    for each in both:
        await each.redis.close(close_connection_pool=True)


async def test_two_servers_never_hold_the_lock_of_one_conversation_at_once(servers):
    inside, most = 0, 0

    async def turn(locks: RedisLocks) -> None:
        nonlocal inside, most
        async with locks.lock("call-7", wait_time_in_seconds=0.001):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1

    await asyncio.gather(*(turn(servers[number % 2]) for number in range(30)))
    assert most == 1


async def test_turns_of_one_server_keep_their_order(servers):
    order = []

    async def turn(number: int) -> None:
        async with servers[0].lock("call-7", wait_time_in_seconds=0.001):
            order.append(number)

    await asyncio.gather(*(turn(number) for number in range(20)))
    assert order == list(range(20))


async def test_another_conversation_does_not_wait(servers):
    async with servers[0].lock("call-7"), servers[1].lock("call-8"):
        assert len(await servers[0].redis.keys(f"{PREFIX}*")) == 2
    assert await servers[0].redis.keys(f"{PREFIX}*") == []


async def test_a_lock_is_kept_beyond_its_lease_while_the_turn_goes_on(servers, monkeypatch):
    monkeypatch.setattr(limits, "LOCK_LEASE_SECONDS", 0.3)
    async with servers[0].lock("call-7"):
        await asyncio.sleep(0.6)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(servers[1].lock("call-7").__aenter__(), 0.2)


async def test_the_lock_of_a_killed_server_is_soon_free(servers, monkeypatch):
    monkeypatch.setattr(limits, "LOCK_LEASE_SECONDS", 0.3)
    await servers[0].redis.set(f"{PREFIX}call-7", "of a server that is no more", px=300)
    async with servers[1].lock("call-7"):
        assert await servers[1].redis.get(f"{PREFIX}call-7") != b"of a server that is no more"


async def test_a_lock_that_was_lost_is_not_taken_from_its_next_holder(servers):
    async with servers[0].lock("call-7"):
        await servers[0].redis.set(f"{PREFIX}call-7", "of the next holder")
    assert await servers[0].redis.get(f"{PREFIX}call-7") == b"of the next holder"


async def test_a_lock_is_not_waited_for_longer_than_it_may_live(servers):
    await servers[0].redis.set(f"{PREFIX}call-7", "held")
    with pytest.raises(LockError):
        async with servers[1].lock("call-7", lock_lifetime=0.1):
            pass


async def test_without_redis_there_is_no_lock_and_with_it_again_there_is(servers, redis):
    redis.kill()
    with pytest.raises(RedisError):
        async with servers[0].lock("call-7"):
            pass
    with pytest.raises(RedisError):
        await servers[0].ping()
    redis.start()
    await servers[0].ping()
    async with servers[0].lock("call-7"):
        pass
