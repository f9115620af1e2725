"""The pre-screening log: what every screening came to, written exactly once (CONTRACT section 6).

It is not the ICH-GCP screening log, which lists people who have consented to take part.
"""

from __future__ import annotations

from prescreen.log.failures import AttemptErased, LogUnavailable
from prescreen.log.funnel import Funnel
from prescreen.log.records import AttemptKey, AttemptRecord, Erased, Recorded, StoredScreening
from prescreen.log.store import ScreeningLog
from prescreen.log.tries import same_fact

__all__ = ["AttemptErased", "AttemptKey", "AttemptRecord", "Erased", "Funnel", "LogUnavailable", "Recorded",
           "ScreeningLog", "StoredScreening", "same_fact"]
