"""A conversation with the running assistant in a terminal (`make talk`): typed lines in, its words out.

It speaks the telephone channel over HTTP, as a telephone front end does.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import urllib.error
import urllib.request
from typing import Any, Dict, List, Optional

from launch import settings
from launch.trouble import Trouble, told

SECONDS = 20


class Call:
    """One conversation over HTTP."""

    def __init__(self, chosen: settings.Settings, sender: str) -> None:
        """A conversation that has not begun."""
        self._address = f"http://127.0.0.1:{chosen.port}/webhooks/rest/webhook"
        self._port = chosen.port
        self._token = chosen.ivr_tokens[0] if chosen.ivr_tokens else None
        self._sender = sender

    def start(self) -> Dict[str, Any]:
        """The greeting, before anything is said."""
        return self.tell("start")

    def tell(self, event: str) -> Dict[str, Any]:
        """The reply to an event without words: start, no_input, no_match, hangup."""
        return self._post({"message": "", "metadata": {"event": event}})

    def say(self, words: str) -> Dict[str, Any]:
        """The one element of the reply."""
        return self._post({"message": words})

    def _post(self, body: Dict[str, Any]) -> Dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        content = json.dumps({"sender": self._sender, **body}).encode()
        request = urllib.request.Request(self._address, content, headers)  # noqa: S310 (our own address)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=SECONDS) as answer:
                return _element(answer.read())
        except urllib.error.HTTPError as error:
            return _element(error.read())
        except OSError:
            raise Trouble(f"The assistant does not answer on port {self._port}: start it with `make run` in another "
                          "terminal.") from None


def _element(body: bytes) -> Dict[str, Any]:
    """The element of a reply, or the text of a refusal as one."""
    try:
        reply = json.loads(body)
    except ValueError:
        reply = {"error": "the server's answer cannot be read"}
    return reply[0] if isinstance(reply, list) and reply else {"text": f"[refused: {reply.get('error')}]"}


def show(reply: Dict[str, Any], with_hints: bool) -> None:
    """Print a reply, and what a front end is told beside it."""
    print(f"\n{reply.get('text')}")
    if with_hints and reply.get("custom"):
        print(json.dumps(reply["custom"], ensure_ascii=False))


def converse(call: Call, with_hints: bool) -> None:
    """Go on until the conversation is done, or until the end of input; an empty line says nothing."""
    reply = call.start()
    show(reply, with_hints)
    while not (reply.get("custom") or {}).get("done"):
        try:
            words = input("\n> ").strip()
        except EOFError:
            return
        if words:
            reply = call.say(words)
            show(reply, with_hints)


def main(arguments: Optional[List[str]] = None) -> int:
    """Talk until the end."""
    parser = argparse.ArgumentParser(prog="make talk", description="Talk with the running assistant.")
    parser.add_argument("--hints", action="store_true", help="show what a front end is told beside the text")
    parser.add_argument("--sender", help="go on with an earlier conversation: its id")
    options = parser.parse_args(arguments)
    sender = options.sender or f"terminal-{secrets.token_hex(4)}"
    try:
        converse(Call(settings.read(), sender), options.hints)
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(told(main))
