"""The deployment of `deploy/` without containers: its nginx configuration, two servers of each kind, and their stores.

Every process is one of its own that can be killed and started again.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, Mapping, Optional

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from launch.fingerprint import model_file
from tests.end_to_end.running import ROOT, TOKEN, Client, free_ports
from tests.postgresql_server import PostgresqlServer
from tests.redis_server import RedisServer

SECONDS_TO_START = 420
SECONDS_TO_STOP = 30
KEY = "c2V2ZXJhbCBzZXJ2ZXJzIHNoYXJlIHRoaXMga2V5ISE="


class Process:
    """One process, its output in a file; it ends with the tests."""

    def __init__(self, command: List[str], environment: Mapping[str, str], out: Path, health: Client,
                 path: str) -> None:
        """Nothing runs yet; `path` answers 200 once it is up."""
        self._command, self._environment, self._out = command, {**os.environ, **environment}, out
        self.health, self._path = health, path
        self.process: Optional["subprocess.Popen[bytes]"] = None

    def start(self) -> None:
        """Start it; whether it is up is another question."""
        with self._out.open("ab") as out:
            self.process = subprocess.Popen(  # noqa: S603 (a list)
                self._command, cwd=ROOT, env=self._environment, stdin=subprocess.PIPE, stdout=out,
                stderr=subprocess.STDOUT)

    def wait_until_up(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_up():
            assert self.process is not None and self.process.poll() is None, self._out.read_text()
            assert time.monotonic() < deadline, self._out.read_text()
            time.sleep(0.1)

    def is_up(self) -> bool:
        """Whether it answers."""
        try:
            return self.health.get(self._path)[0] == 200
        except OSError:
            return False

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.process.kill()
        self._gone()

    def stop(self) -> None:
        """Ask it to end, and wait for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self._gone()

    def _gone(self) -> None:
        self.process.wait(SECONDS_TO_STOP)
        self.process.stdin.close()


class Several:
    """Two Rasa servers and two action servers behind nginx, on PostgreSQL and Redis.

    Attributes:
        client: a client of nginx, from outside.
        servers: the Rasa servers and action servers by the names that they have in deploy/.
        postgresql: the database.
        redis: the locks.
    """

    def __init__(self, folder: Path, rasa: int = 2, actions: int = 2) -> None:
        """Nothing runs yet."""
        nginx = shutil.which("nginx")
        if nginx is None:
            pytest.skip("there is no nginx on this machine")
        self.folder = folder
        self.postgresql, self.redis = PostgresqlServer(), RedisServer(folder)
        self._names = [*(f"rasa-{number + 1}" for number in range(rasa)),
                       *(f"actions-{number + 1}" for number in range(actions))]
        ports = free_ports(len(self._names) + 2)
        self._ports = dict(zip(self._names, ports))
        self._outside, self._inside = ports[-2:]
        self.client = Client(f"https://127.0.0.1:{self._outside}", make_certificate(folder))
        self.servers = {name: self._server(name) for name in self._names}
        self.proxy = Process([nginx, "-c", str(self._configuration()), "-g", "daemon off; user root;"], {},
                             folder / "nginx.txt", self.client, "/livez")

    def start(self) -> "Several":
        """Start everything, and wait until it is up."""
        self.postgresql.start()
        self.redis.start()
        for each in self.servers.values():
            each.start()
        self.proxy.start()
        for each in (*self.servers.values(), self.proxy):
            each.wait_until_up()
        return self

    def stop(self) -> None:
        """End everything."""
        for each in (*self.servers.values(), self.proxy):
            each.stop()
        self.redis.kill()
        self.postgresql.remove()

    @property
    def output(self) -> str:
        """What all processes have printed."""
        return "".join(file.read_text(encoding="utf-8", errors="replace") for file in self.folder.glob("*.txt"))

    @property
    def environment(self) -> Dict[str, str]:
        """The settings, as deploy/compose.yml gives them."""
        return {"DATABASE_URL": self.postgresql.url, "REDIS_URL": self.redis.url, "LOG_KEYS": KEY, "IVR_TOKENS": TOKEN,
                "RATE_LIMIT": "0", "ACTIONS_URL": f"http://127.0.0.1:{self._inside}/webhook"}

    def _server(self, name: str) -> Process:
        port = self._ports[name]
        is_rasa = name.startswith("rasa")
        module, setting, other = ("launch.rasa_server", "PORT", "ACTIONS_PORT") if is_rasa else \
            ("launch.action_server", "ACTIONS_PORT", "PORT")
        return Process([sys.executable, "-m", module, "--with-parent"],
                       {**self.environment, setting: str(port), other: "1"}, self.folder / f"{name}.txt",
                       Client(f"http://127.0.0.1:{port}"), "/readyz" if is_rasa else "/health")

    def _configuration(self) -> Path:
        """deploy/nginx.conf with the addresses of this machine instead of those of the containers."""
        text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        ours = {"listen 8443 ssl": f"listen 127.0.0.1:{self._outside} ssl",
                "listen 5056": f"listen 127.0.0.1:{self._inside}", "/etc/nginx/tls": str(self.folder),
                "/tmp/nginx": str(self.folder / "nginx")}  # noqa: S108 (what the configuration says)
        ours.update({f"{name}:{'5005' if 'rasa' in name else '5055'}": f"127.0.0.1:{port}"
                     for name, port in self._ports.items()})
        for theirs, here in ours.items():
            assert theirs in text, theirs
            text = text.replace(theirs, here)
        file = self.folder / "nginx.conf"
        file.write_text(text, encoding="utf-8")
        return file


def ensure_model() -> None:
    """Train the model where it is not there yet."""
    if not model_file().exists():
        subprocess.run([sys.executable, "-m", "launch.train"], cwd=ROOT, check=True)


def make_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, where deploy/nginx.conf looks for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                   .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
                   .not_valid_after(now + datetime.timedelta(days=1)).add_extension(here, critical=False)
                   .sign(key, hashes.SHA256()))
    (folder / "privkey.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    file = folder / "fullchain.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return file
