"""Serve the bridge until Ctrl-C or SIGTERM (`make bridge`)."""

from __future__ import annotations

import logging
import sys

from aiohttp import web

from telephony import settings
from telephony.bridge import application

HOST = "127.0.0.1"


def main() -> int:
    """Serve on loopback; a proxy with TLS stands before it."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        chosen = settings.read()
    except settings.BadSetting as error:
        print(error, file=sys.stderr)
        return 1
    if not chosen.twilio_tokens and not chosen.jambonz_is_on:
        print("The bridge has no provider: set TWILIO_AUTH_TOKENS, or JAMBONZ_SECRETS or JAMBONZ_PASSWORDS "
              "(docs/ivr-contract.md).", file=sys.stderr)
        return 1
    print(f"The bridge is up at http://{HOST}:{chosen.port}. Ctrl-C stops it.", flush=True)
    web.run_app(application(chosen), host=HOST, port=chosen.port, print=None, access_log=None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
