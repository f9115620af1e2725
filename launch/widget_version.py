"""Print the widget's version, the hashes of its scripts, and the lines with which a site embeds it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import sys
from pathlib import Path
from typing import Dict, List

WIDGET = Path(__file__).resolve().parent.parent / "widget"
ENTRY = "widget.js"
HOST = "https://study.example"

_IMPORT = re.compile(r"from '\./([a-z.]+)'")
_VERSION = re.compile(r"VERSION = '([^']+)'")


def modules(name: str = ENTRY) -> List[str]:
    """A script and all that it imports, the script first."""
    found = [name]
    for each in found:
        found += [other for other in _IMPORT.findall(_read(each)) if other not in found]
    return found


def integrity(body: bytes) -> str:
    """The hash of a file for `integrity` (Subresource Integrity, SHA-384)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode("ascii")


def hashes() -> Dict[str, str]:
    """Script to hash."""
    return {name: integrity((WIDGET / name).read_bytes()) for name in modules()}


def embedding(host: str = HOST) -> str:
    """The lines for a site; the preloads hold the hashes of what the script imports."""
    found = hashes()
    preloads = [f'<link rel="modulepreload" href="{host}/chat/{name}" crossorigin integrity="{found[name]}">'
                for name in found if name != ENTRY]
    script = f'<script type="module" src="{host}/chat/{ENTRY}" crossorigin integrity="{found[ENTRY]}"></script>'
    return "\n".join([*preloads, script, "<screening-chat></screening-chat>"])


def version() -> str:
    """The version that the script says."""
    found = _VERSION.search(_read(ENTRY))
    if not found:
        raise LookupError(f"widget/{ENTRY} says no VERSION")
    return found.group(1)


def _read(name: str) -> str:
    return (WIDGET / name).read_text(encoding="utf-8")


def main() -> int:
    """Print it all."""
    size = sum(len(gzip.compress((WIDGET / name).read_bytes(), 9)) for name in modules())
    print(f"screening-chat {version()}, {size} bytes with gzip\n\n{embedding()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
