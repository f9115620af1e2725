"""Whether the two ports are free, asked before anything slow is done."""

from __future__ import annotations

import socket

from launch.settings import Settings
from launch.trouble import Trouble

HOST = "127.0.0.1"


def ensure_free(settings: Settings) -> None:
    """Find out whether both servers can listen.

    Raises:
        Trouble: a port is in use, or may not be used by this user.
    """
    _ensure_free("PORT", settings.port, other=settings.actions_port)
    _ensure_free("ACTIONS_PORT", settings.actions_port, other=settings.port)


def _ensure_free(name: str, port: int, other: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except PermissionError:
            raise Trouble(f"Port {port} may not be used without root: choose one above 1023 with "
                          f"`{name}={_another(port + 1024, other)} make run`.") from None
        except OSError:
            raise Trouble(f"Port {port} is in use: stop the program that uses it, or choose another with "
                          f"`{name}={_another(port, other)} make run`.") from None


def _another(port: int, other: int) -> int:
    """A port to propose: the next one that is neither taken by the other server nor beyond the last."""
    following = port + 1 if port + 1 != other else port + 2
    return following if following <= 65535 else 5005
