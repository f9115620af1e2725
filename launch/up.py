"""Start the assistant and stay with it until Ctrl-C or SIGTERM (`make run`)."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from launch import checks, ports, settings
from launch.fingerprint import model_file
from launch.housekeeping import Housekeeping
from launch.servers import Servers
from launch.settings import ROOT, Settings
from launch.trouble import Trouble, told
from prescreen.log import LogUnavailable, ScreeningLog

EXAMPLE = '{"sender": "call-1", "message": "hello"}'


def main() -> int:
    """Check, train if needed, start both servers, say where they are, and stay."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, where a script started us behind itself
    chosen = settings.read()
    ports.ensure_free(chosen)
    checks.ensure_sound()
    prepare_log(chosen)
    try:
        model = trained_model(chosen)
        print("Starting the assistant ...", flush=True)
        with Servers(chosen, model) as servers:
            servers.wait_until_up()
            print(welcome(chosen), flush=True)
            with Housekeeping(chosen.database_url):
                servers.watch()
    except KeyboardInterrupt:
        print("The assistant is stopped.")
    return 0


def prepare_log(chosen: Settings) -> None:
    """Make the log's tables. A database that is away stops nothing: patients hear an apology until it is back."""
    try:
        log = ScreeningLog(chosen.database_url)
        log.prepare()
        log.close()
    except LogUnavailable as error:
        print(f"{error} The assistant starts all the same, and apologises to patients until then.", file=sys.stderr)


def trained_model(chosen: Settings) -> Path:
    """The model made of the files as they are, trained in a process of its own: this one stays small.

    Raises:
        SystemExit: training failed, and its process has said why.
    """
    model = model_file()
    if not model.exists():
        print("Training the model (about a minute; only when what it is made of has changed) ...", flush=True)
        with subprocess.Popen([sys.executable, "-m", "launch.train"], cwd=ROOT, env=chosen.environment()) as training:
            try:
                code = training.wait()
            except KeyboardInterrupt:
                training.terminate()
                raise
        if code < 0:
            raise Trouble("Training was ended from outside, perhaps for want of memory: free 1 GB, and run "
                          "`make run` again.")
        if code > 0:
            sys.exit(1)
    return model


def welcome(chosen: Settings) -> str:
    """Where the assistant is, and how to try it."""
    here = f"http://127.0.0.1:{chosen.port}"
    webhook = f"{here}/webhooks/rest/webhook"
    token = " -H 'Authorization: Bearer <one of IVR_TOKENS>'" if chosen.ivr_tokens else ""
    return "\n".join([
        "The assistant is up. Ctrl-C stops it.",
        f"  telephone channel  {webhook}",
        f"  page with the chat {here}/chat/",
        f"  action server      http://127.0.0.1:{chosen.actions_port}/ (inside only)",
        "  talk to it         make talk",
        f"  or with curl       curl -s {webhook} -H 'Content-Type: application/json'{token} -d '{EXAMPLE}'"])


if __name__ == "__main__":
    sys.exit(told(main))
