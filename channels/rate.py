"""How many messages are taken: token buckets, one for each sender and one for all."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Callable, Optional

from channels import limits


@dataclass
class Bucket:
    """A token bucket: full at first, it refills steadily and each message takes one token."""

    tokens: float
    filled_at: float

    def take(self, now: float, a_minute: float, burst: int) -> bool:
        """Take one token if there is one; `now` in seconds of a clock that never steps back."""
        self.tokens = min(float(burst), self.tokens + (now - self.filled_at) * a_minute / 60)
        self.filled_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class RateLimit:
    """The limits at one door."""

    def __init__(self, a_minute: float = limits.SENDER_MESSAGES_A_MINUTE, burst: int = limits.SENDER_BURST,
                 clock: Callable[[], float] = time.monotonic) -> None:
        """Full buckets.

        Args:
            a_minute: messages a minute that one sender may send for long; 0 lifts every limit.
            burst: messages that one sender may send at once.
            clock: seconds that never step back.
        """
        self.a_minute = a_minute
        self.burst = burst
        self._clock = clock
        self._all = Bucket(limits.ALL_BURST, clock())
        self._senders: "OrderedDict[str, Bucket]" = OrderedDict()

    @classmethod
    def from_environment(cls) -> "RateLimit":
        """The limits, with `RATE_LIMIT` (messages a minute and sender; 0 lifts them) where it is set.

        Raises:
            ValueError: `RATE_LIMIT` is no number.
        """
        setting = os.environ.get("RATE_LIMIT")
        if not setting:
            return cls()
        a_minute = float(setting)
        return cls(a_minute, max(1, int(2 * a_minute)))

    def allows_any(self) -> bool:
        """Whether one more message may come in at all; takes a token."""
        if not self.a_minute:
            return True
        return self._all.take(self._clock(), limits.ALL_MESSAGES_A_MINUTE, limits.ALL_BURST)

    def allows(self, sender: str) -> bool:
        """Whether this sender may send one more message; takes a token."""
        if not self.a_minute:
            return True
        bucket: Optional[Bucket] = self._senders.pop(sender, None)
        if bucket is None:
            bucket = Bucket(self.burst, self._clock())
        self._senders[sender] = bucket
        if len(self._senders) > limits.REMEMBERED_SENDERS:
            self._senders.popitem(last=False)
        return bucket.take(self._clock(), self.a_minute, self.burst)
