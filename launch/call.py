"""A telephone in the terminal (`make call`): what a caller hears, in text, with keys and silence.

A line of keys is pressed, other words are said, an empty line is silence, and "hang up" hangs up. Where `espeak-ng` is
installed, what is said is also spoken.
"""

from __future__ import annotations

import argparse
import re
import secrets
import shutil
import subprocess
import sys
from typing import Any, Dict, List, Optional

from launch import settings
from launch.talk import Call
from launch.trouble import told

KEYS = re.compile(r"[0-9*#][0-9*# ]*")
HANG_UP = "hang up"
WORDS_A_MINUTE = 165
HELP = ("Type what the caller says, or keys such as 1, * or 34#. An empty line is silence; "
        f'"{HANG_UP}" or Ctrl-D hangs up.')


class Voice:
    """Reads aloud with espeak-ng, where it is installed and wanted."""

    def __init__(self, silent: bool = False) -> None:
        """A voice; `silent` keeps it quiet."""
        self._program = None if silent else shutil.which("espeak-ng")

    def say(self, text: str) -> None:
        """Speak, and wait until it is spoken; Ctrl-C goes on at once, as a caller who interrupts."""
        if not self._program:
            return
        try:
            subprocess.run([self._program, "-s", str(WORDS_A_MINUTE), "--stdin"], input=text, text=True,  # noqa: S603
                           check=False)
        except KeyboardInterrupt:
            print()


def hold(call: Call, voice: Voice, with_hints: bool = False) -> None:
    """The call, from the greeting until it is done and nothing more is said, or until it is hung up."""
    reply = call.start()
    while True:
        print(f"\n{heard(reply, with_hints)}")
        voice.say(reply.get("text") or "")
        ended = (reply.get("custom") or {}).get("done")
        if ended:
            print("[The call ends. What is still said or pressed is heard.]")
        said = _next_line()
        if ended and not said:
            return
        if said is None:
            call.tell("hangup")
            print("[Hung up. What was agreed to be kept is kept.]")
            return
        reply = answer(call, said)


def answer(call: Call, said: str) -> Dict[str, Any]:
    """The reply to a line: keys as they are pressed, words as they are said, nothing as silence."""
    if not said:
        return call.tell("no_input")
    return call.say(re.sub(r"\s", "", said) if KEYS.fullmatch(said) else said)


def heard(reply: Dict[str, Any], with_hints: bool = False) -> str:
    """What the caller hears, and below it the keys of the telephone."""
    custom = reply.get("custom") or {}
    lines = [str(reply.get("text"))]
    if custom.get("dtmf"):
        lines.append(f"[{'  '.join(f'{key} {meaning}' for key, meaning in _shortened(custom['dtmf']).items())}]")
    if with_hints:
        lines.append(str({name: value for name, value in custom.items() if name != "dtmf"}))
    return "\n".join(lines)


def _shortened(keys: Dict[str, str]) -> Dict[str, str]:
    """The keys, the digits of a number as one."""
    digits = [key for key, meaning in keys.items() if meaning == "digit"]
    others = {key: meaning for key, meaning in keys.items() if meaning != "digit"}
    return {**({"0-9": "digits"} if digits else {}), **others}


def _next_line() -> Optional[str]:
    """What the caller does next; None when the caller hangs up."""
    try:
        line = input("\n> ").strip()
    except EOFError:
        return None
    return None if line.lower() == HANG_UP else line


def main(arguments: Optional[List[str]] = None) -> int:
    """Hold one call."""
    parser = argparse.ArgumentParser(prog="make call", description="Play a telephone call with the running assistant.")
    parser.add_argument("--silent", action="store_true", help="do not speak, even where espeak-ng is installed")
    parser.add_argument("--hints", action="store_true", help="show what a front end is told beside the text")
    parser.add_argument("--sender", help="go on with an earlier call: its id")
    options = parser.parse_args(arguments)
    call = Call(settings.read(), options.sender or f"terminal-{secrets.token_hex(4)}")
    print(HELP)
    try:
        hold(call, Voice(options.silent), options.hints)
    except KeyboardInterrupt:
        call.tell("hangup")
        print()
    return 0


if __name__ == "__main__":
    sys.exit(told(main))
