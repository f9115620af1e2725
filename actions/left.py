"""Writing to the log who left without a word.

A telephone front end tells of a hang-up; a closed browser tab tells of nothing. So when nothing was said for a while in
a conversation that was left half-way, its answers are written to the log as incomplete, as after a hang-up. The
conversation itself stays: whoever comes back goes on in it.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from actions.desk import LogDesk
from actions.slots import state_in
from prescreen.log import AttemptErased, LogUnavailable, ScreeningLog
from prescreen.log.conversations import Left
from prescreen.protocol import Protocol

logger = logging.getLogger(__name__)


def record_left(log: ScreeningLog, protocol: Protocol, quiet: timedelta) -> int:
    """Write every conversation that was left half-way and is not in the log as it stands.

    Args:
        log: where it is written.
        protocol: the study; a conversation under an older version begins anew when it goes on, and is passed over.
        quiet: how long nothing was said.

    Returns how many conversations were looked at.
    """
    desk = LogDesk(log, protocol)
    left = log.left(quiet)
    for each in left:
        _record(desk, protocol, each)
    return len(left)


def _record(desk: LogDesk, protocol: Protocol, left: Left) -> None:
    try:
        state = state_in(left.slots, protocol)
        half_way = state.consented and state.disposition is None
        if half_way and state.attempt.protocol_version == protocol.version:
            desk.record(state, left.channel, left.conversation, known_at=left.last_said)
    except LogUnavailable:
        raise
    except AttemptErased:
        return
    except Exception as error:  # noqa: BLE001 (one that cannot be read must not keep the others out of the log)
        logger.error("a conversation that was left could not be written: %s", type(error).__name__)
