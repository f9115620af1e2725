"""What conversations are held with, made once: the protocol, the texts, the log and the deployment's settings."""

from __future__ import annotations

import os
from functools import lru_cache

from actions.desk import LogDesk
from conversation.talk import Setting
from prescreen import protocol, wording
from prescreen.log import ScreeningLog
from prescreen.log.location import database_url


@lru_cache(maxsize=1)
def setting() -> Setting:
    """The setting of this process; an unreadable protocol or text file raises one clear sentence."""
    study = protocol.load()
    log = ScreeningLog(database_url())
    log.prepare()
    return Setting(
        protocol=study, wording=wording.load(), desk=LogDesk(log, study),
        recruitment_status=os.environ.get("RECRUITMENT_STATUS") or study.study["status"],
        study_contact=os.environ.get("STUDY_CONTACT") or None)
