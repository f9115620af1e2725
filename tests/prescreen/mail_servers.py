"""Real mail servers in this process: with TLS from the first byte, with STARTTLS, or without any."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Iterator, List, NamedTuple, Tuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST, USER, PASSWORD = "127.0.0.1", "relay", "a password of the relay"


class Mail(NamedTuple):
    """A mail that came: for whom, what it says, and whether it came over TLS from somebody who logged in."""

    to: List[str]
    message: Any
    tls: bool
    logged_in: bool


class Inbox:
    """Takes mails, after answering with these lines instead as often as there are some."""

    def __init__(self, security: str, answers: Tuple[str, ...]) -> None:
        self.came: List[Mail] = []
        self.security, self.answers = security, list(answers)

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
            self, _server: Any, session: Any, envelope: Any) -> str:
        safe = self.security == "tls" or session.ssl is not None
        self.came.append(Mail(envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default), safe,
                              bool(session.authenticated)))
        return self.answers.pop(0) if self.answers else "250 taken"


def certificate(folder: Path, host: str = HOST) -> Tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail server of the tests")])
    now = datetime.now(timezone.utc)
    signed = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
              .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
              .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
              .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
              .sign(key, hashes.SHA256()))
    file, key_file = folder / "mail.crt", folder / "mail.key"
    file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                           serialization.NoEncryption()))
    return file, key_file


@contextmanager
def mail_server(security: str, pair: Tuple[Path, Path], *answers: str) -> Iterator[Tuple[int, Inbox]]:
    """A server on a free port; with STARTTLS it wants a login, with TLS it takes one."""
    trust = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trust.load_cert_chain(*pair)
    inbox = Inbox(security, answers)

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: LoginPassword) -> AuthResult:
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    controller = Controller(
        inbox, HOST, _free_port(), ssl_context=trust if security == "tls" else None,
        tls_context=trust if security == "starttls" else None, require_starttls=security == "starttls",
        authenticator=check, auth_required=security == "starttls", auth_require_tls=security != "tls")
    controller.start()
    try:
        yield controller.port, inbox
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]
