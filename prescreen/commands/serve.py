"""`prescreen serve`: the page for coordinators."""

from __future__ import annotations

import argparse
import secrets
from typing import Any

from prescreen.commands.common import DONE, NOT_DONE, CommandError, add_command, opened_log, who
from prescreen.log.location import setting
from prescreen.protocol import load

PORT = 5075
LEAST_TOKEN = 16


def add_to(commands: Any) -> None:
    """Put the command on the command line."""
    command = add_command(
        commands, "serve", "Serve a page for coordinators on this machine only, until Ctrl-C: the list, each "
        "screening, the funnel. It changes nothing. Its token is COORDINATOR_TOKEN, or a fresh one that is printed.",
        "prescreen serve --port 5075", run)
    command.add_argument("--port", type=int, default=PORT, metavar="PORT",
                         help=f"its port, {PORT} unless told otherwise")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from prescreen.serve.server import HOST, CoordinatorServer
    given = setting("COORDINATOR_TOKEN")
    if given and len(given) < LEAST_TOKEN:
        raise CommandError(f"COORDINATOR_TOKEN is too short: set it to {LEAST_TOKEN} characters or more.")
    token = given or secrets.token_urlsafe(24)
    with opened_log() as log:
        try:
            server = CoordinatorServer(arguments.port, log, load(), who(), token)
        except OSError as error:
            raise CommandError(f"Port {arguments.port} cannot be used ({error.strerror}); choose another with --port.",
                               NOT_DONE) from None
        with server:
            print(f"http://{HOST}:{server.server_port}/ (Ctrl-C ends it)", flush=True)
            print("Log in with COORDINATOR_TOKEN." if given else f"Log in with this token: {token}", flush=True)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                print("The page is stopped.")
    return DONE
