"""Telling the study team of an event by mail: a reference and a link, no answer, no disposition, no contact.

A mail may be read by others on its way and afterwards, so it says no more than that there is something to look at. Its
`Message-ID` is made of the event's id: a mail that comes twice can be known by it. The words are in `texts/mail.yml`.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Dict, Optional

from ruamel.yaml import YAML

from prescreen.delivery import LOOPBACK, SECONDS, BadSetting, NotDelivered
from prescreen.log.outbox import Event
from prescreen.reference import written

TEXTS = Path(__file__).resolve().parent / "texts" / "mail.yml"
STARTTLS, TLS, NONE = "starttls", "tls", "none"
PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}


@dataclass(frozen=True)
class Mailbox:
    """Where mails go, and the server that takes them.

    Attributes:
        to: the study team's address.
        sender: the address it comes from.
        host: the mail server.
        port: its port; None for the usual one of its security.
        security: `starttls`, `tls`, or `none`, which is allowed for a server on this machine only.
        user: the account at the server; empty where it asks for none.
        password: its password.
        page: the address of the coordinators' page, for the link.
    """

    to: str
    sender: str
    host: str
    port: Optional[int] = None
    security: str = STARTTLS
    user: str = ""
    password: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        """Raises BadSetting."""
        for name, address in (("MAIL_TO", self.to), ("MAIL_FROM", self.sender)):
            if not _is_address(address):
                raise BadSetting(f"{name} is not a mail address: set it to somebody@host.")
        if not self.host:
            raise BadSetting("SMTP_HOST is missing: set it to the mail server's name.")
        if self.security not in PORTS:
            raise BadSetting(f"SMTP_SECURITY is not known: set it to {' or '.join(PORTS)}.")
        if self.security == NONE and self.host not in LOOPBACK:
            raise BadSetting("SMTP_SECURITY is none, which is for a mail server on this machine only: set it to "
                             "starttls or tls.")

    def deliver(self, event: Event) -> None:
        """Send one mail. Raises NotDelivered."""
        try:
            with self._connection() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(self.mail(event))
        except smtplib.SMTPResponseException as error:
            raise NotDelivered(f"SMTP {error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(type(error).__name__) from None

    def mail(self, event: Event) -> EmailMessage:
        """The mail for an event."""
        text = texts()[event.kind]
        words = {"reference": written(event.reference), "digits": event.reference,
                 "link": f"{self.page.rstrip('/')}/screenings/{event.reference}"}
        mail = EmailMessage()
        mail["Subject"] = text["subject"].format(**words)
        mail["From"], mail["To"] = self.sender, self.to
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{event.event_id}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers it
        mail.set_content(text["text"].format(**words))
        return mail

    def _connection(self) -> smtplib.SMTP:
        port = self.port or PORTS[self.security]
        if self.security == TLS:
            return smtplib.SMTP_SSL(self.host, port, timeout=SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(self.host, port, timeout=SECONDS)
        if self.security == STARTTLS:
            try:
                server.starttls(context=ssl.create_default_context())
            except Exception:
                server.close()
                raise
        return server


def texts() -> Dict[str, Dict[str, str]]:
    """Kind of event to subject and text."""
    return YAML(typ="safe").load(TEXTS)["mails"]


def _is_address(text: str) -> bool:
    try:
        address = Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):
        return False
    return bool(address.username and address.domain) and text.isascii() and text.isprintable()
