"""Logs that name types and places, never what a patient said.

Rasa, its SDK and Sanic write messages, request addresses and local variables into their logs: patients' words and
tokens among them. So a record of theirs is cut down to its logger, its place in the code, Rasa's event key, and the
types of exceptions. Our own modules log by the same rule, so their messages stay.
"""

from __future__ import annotations

import logging
import re
import sys
from types import TracebackType
from typing import Any, List, MutableMapping, Optional

OWN = frozenset(["actions", "channels", "components", "conversation", "launch", "prescreen", "understanding"])
EVENT_KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
SANIC = ("sanic.root", "sanic.error", "sanic.access")


class TypesOnly(logging.Formatter):
    """One line a record: time, level, logger, what, and the types of exceptions with their places."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        parts = [self.formatTime(record), record.levelname, record.name, _what(record)]
        return " ".join(parts + _exceptions(record.exc_info[1] if record.exc_info else None))


def configure() -> None:
    """Send all logs of this process to standard error, cut down: ours from INFO on, all others from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TypesOnly())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    for name in SANIC:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
    logging.getLogger("sanic.access").disabled = True
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


def configure_structlog() -> None:
    """Send what Rasa logs through structlog the same way, as its event key and the type of its exception."""
    import structlog
    structlog.configure(processors=[structlog.stdlib.filter_by_level, event_key_only],
                        logger_factory=structlog.stdlib.LoggerFactory(),
                        wrapper_class=structlog.stdlib.BoundLogger)


def event_key_only(_logger: Any, _level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep of a structlog event what cannot hold a patient's words: its key and the exception."""
    key = event.get("event")
    kept = key if isinstance(key, str) and EVENT_KEY.fullmatch(key) else "event"
    exception = event.get("exc_info")
    return {"msg": kept, **({"exc_info": exception} if exception else {})}


def _what(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] in OWN:
        return record.getMessage()
    is_key = isinstance(record.msg, str) and not record.args and EVENT_KEY.fullmatch(record.msg)
    return record.msg if is_key else f"{record.module}:{record.lineno}"


def _exceptions(error: Optional[BaseException]) -> List[str]:
    """An exception and what caused it, each as its type and the place that raised it."""
    lines: List[str] = []
    while error is not None:
        missing = f" ({error.name})" if isinstance(error, ImportError) else ""
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}{missing}{_place(error.__traceback__)}")
        error = error.__cause__ or error.__context__
    return lines


def _place(trace: Optional[TracebackType]) -> str:
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
