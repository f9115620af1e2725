"""What a channel allows: sizes, deadlines and rates, all in one place.

The deadlines stand in this order, so that each gives up before the one who waits for it: action 5 s, turn 10 s, its
reply 12 s, telephone front end 15 s, proxy 20 s, lock 30 s. A front end that hangs up earlier loses nothing: the turn
goes on and its retry gets the same reply.
"""

from __future__ import annotations

MAX_BODY_BYTES = 64 * 1024
MAX_TEXT_CHARACTERS = 2_000
MAX_ID_CHARACTERS = 128

DATABASE_SECONDS = 3
REDIS_SECONDS = 2.0
PROBE_SECONDS = 3.0
ACTION_SECONDS = 5.0
IDLE_CONNECTION_SECONDS = 2.0    # shorter than the 5 s after which the action server closes one
LOCK_WAIT_SECONDS = 5.0
TURN_SECONDS = 10.0
# Saving has deadlines of its own and is never broken off; from here on the caller hears an apology meanwhile.
REPLY_SECONDS = 12.0
LOCK_LIFETIME_SECONDS = 30.0
# A lock in Redis is renewed while its turn goes on, so that one held by a server that was killed is soon free.
LOCK_LEASE_SECONDS = 6.0
LOCK_POLL_SECONDS = 0.05

# More turns than these at once would wait longer than patients do: an apology at once is better than a queue.
TURNS_AT_ONCE = 12
TURNS_AT_ONCE_OF_A_CONVERSATION = 4

SENDER_MESSAGES_A_MINUTE = 60
SENDER_BURST = 120
ALL_MESSAGES_A_MINUTE = 6_000
ALL_BURST = 1_000
REMEMBERED_SENDERS = 10_000

# On the web: conversations begun, and secrets tried in vain, by one address.
CALLER_TRIES_A_MINUTE = 30
CALLER_BURST = 60
