"""The action server: rasa_sdk's application, without importing Rasa.

It has no authentication, so it listens on loopback; `HOST` is for a container on a network of its own.
"""

from __future__ import annotations

import contextlib
import sys

from launch import logs, settings
from launch.parent import stop_with_parent
from launch.trouble import told


def main() -> int:
    """Serve the actions until SIGTERM or SIGINT; a running action ends first."""
    chosen = settings.read()
    logs.configure()
    if "--with-parent" in sys.argv:
        stop_with_parent()
    from rasa_sdk.endpoint import create_app

    from actions.setting import setting
    from prescreen.log import LogUnavailable
    app = create_app("actions", cors_origins="")
    with contextlib.suppress(LogUnavailable):  # made with the first turn then, which fails or waits for it
        setting()
    app.run(host=chosen.host, port=chosen.actions_port, workers=1, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(told(main))
