"""The Rasa server: one trained model, the channels of credentials.yml, the stores of endpoints.yml."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from launch import logs, settings, shortcuts, without_tensorflow
from launch.fingerprint import model_file
from launch.parent import stop_with_parent
from launch.trouble import Trouble, told


def serve(model: Path, chosen: settings.Settings) -> None:
    """Serve until SIGTERM or SIGINT; a running turn ends first. Rasa's HTTP API is on only with `API_TOKEN`."""
    os.environ.update(chosen.environment())
    without_tensorflow.install()
    shortcuts.install()
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    from channels.action_server import KeptOpen

    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    endpoints.action = KeptOpen(endpoints.action)
    if chosen.redis_url:
        endpoints.lock_store = EndpointConfig(chosen.redis_url, type="channels.locks.RedisLocks")
    serve_application(model_path=str(model), credentials="credentials.yml", endpoints=endpoints, interface=chosen.host,
                      port=chosen.port, cors=None, enable_api=chosen.api_token is not None,
                      auth_token=chosen.api_token)


def main() -> int:
    """Serve a model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", default=model_file(),
                        help="the trained model, a .tar.gz file; by default the one made of the files as they are")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input is closed")
    arguments = parser.parse_args()
    if not arguments.model.is_file():
        raise Trouble(f"There is no model at {arguments.model}: train one with `make train`.")
    chosen = settings.read()
    logs.configure()
    logs.configure_structlog()
    if arguments.with_parent:
        stop_with_parent()
    serve(arguments.model, chosen)
    return 0


if __name__ == "__main__":
    sys.exit(told(main))
