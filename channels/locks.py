"""One message of a conversation at a time, across several Rasa servers: locks in Redis.

Rasa's own Redis locks are read, changed and written back, so that two servers can hold the same one; they are waited
for in the event loop, so that a slow Redis holds up every patient; and one that a killed server held stands for its
whole life. Here a lock is one key that is set only where none is (`SET NX`), for a few seconds, and renewed while the
turn goes on: the lock of a killed server is free after `LOCK_LEASE_SECONDS`. Within one server turns queue in their
order, as in Rasa. Should a lock be lost all the same, the store refuses what would be written over.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from typing import Any, AsyncIterator

from rasa.core.lock_store import InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.exceptions import RedisError

from channels import limits

PREFIX = "prescreening:lock:"
RENEW = "return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('pexpire', KEYS[1], ARGV[2])"
RELEASE = "return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('del', KEYS[1])"


class RedisLocks(InMemoryLockStore):
    """Locks in the Redis that an endpoint's URL names."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """Locks; Redis is called when the first is wanted."""
        super().__init__()
        self.redis = Redis.from_url(endpoint_config.url, socket_timeout=limits.REDIS_SECONDS,
                                    socket_connect_timeout=limits.REDIS_SECONDS)

    @contextlib.asynccontextmanager
    async def lock(self, conversation_id: str, lock_lifetime: float = limits.LOCK_LIFETIME_SECONDS,
                   wait_time_in_seconds: float = limits.LOCK_POLL_SECONDS) -> AsyncIterator[Any]:
        """Hold a conversation's lock.

        Args:
            conversation_id: the conversation.
            lock_lifetime: seconds after which it is free, whatever its holder does; no longer is it waited for.
            wait_time_in_seconds: how often it is looked for.

        Raises:
            LockError: it was not free in time.
            RedisError: Redis is away or too slow.
        """
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as ticket:
            key, mark = PREFIX + conversation_id, secrets.token_hex(16)
            await self._acquire(key, mark, lock_lifetime, wait_time_in_seconds)
            renewing = asyncio.ensure_future(self._renew(key, mark, lock_lifetime))
            try:
                yield ticket
            finally:
                renewing.cancel()
                with contextlib.suppress(RedisError, OSError):  # it ends by itself, soon
                    await self.redis.eval(RELEASE, 1, key, mark)

    async def ping(self) -> None:
        """Call Redis.

        Raises:
            RedisError: it is away or too slow.
        """
        await self.redis.ping()

    async def _acquire(self, key: str, mark: str, seconds: float, wait: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not await self.redis.set(key, mark, nx=True, px=_milliseconds(limits.LOCK_LEASE_SECONDS)):
            if loop.time() > deadline:
                raise LockError("held elsewhere")
            await asyncio.sleep(wait)

    async def _renew(self, key: str, mark: str, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while loop.time() < deadline:
            await asyncio.sleep(limits.LOCK_LEASE_SECONDS / 3)
            with contextlib.suppress(RedisError, OSError):  # tried again, while there is time
                await self.redis.eval(RENEW, 1, key, mark, _milliseconds(limits.LOCK_LEASE_SECONDS))


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
