"""Make `.venv`: Python 3.10 with the locked packages, and the project itself (`make setup`).

Runs on any Python from 3.8 on and uses its standard library only. What is already there is left as it is: packages are
installed again only when the lock file has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parent.parent
PYTHON_VERSION = "3.10"
LOCKS = {"runtime": "requirements/runtime.txt", "test": "requirements/test.txt"}
TOOLS_LOCK = "requirements/tools.txt"
COMMAND = """#!/bin/sh
exec "$(dirname "$0")/python" -m prescreen "$@"
"""


class SetUpFailed(Exception):
    """Set-up cannot go on; the sentence says what to do."""


def set_up(kind: str, root: Path = ROOT) -> None:
    """Make or mend `.venv` for running ("runtime") or for running and testing ("test").

    Raises:
        SetUpFailed: something on this machine is missing; the sentence says what, and what to do.
    """
    environment = root / ".venv"
    if not has_right_python(environment):
        make_environment(find_uv(root), environment)
    if not is_synced(kind, root):
        sync(find_uv(root), kind, root)
    link_project(root)


def find_uv(root: Path) -> str:
    """The installer uv: the machine's own, or one of the version in requirements/tools.txt under `.venv-tools`."""
    own = shutil.which("uv")
    if own and run([own, "--version"], root).returncode == 0:
        return own
    tools = root / ".venv-tools"
    uv = tools / "bin" / "uv"
    stamp, wanted = tools / "lock.sha256", hash_of(root / TOOLS_LOCK)
    if uv.exists() and read(stamp) == wanted and run([str(uv), "--version"], root).returncode == 0:
        return str(uv)
    say("Fetching uv, which installs the rest ...")
    if run([sys.executable, "-m", "venv", "--clear", str(tools)], root).returncode != 0:
        raise SetUpFailed("python3 cannot make virtual environments here: install its venv module (on Debian and "
                          "Ubuntu `apt-get install python3-venv`) or uv (https://docs.astral.sh/uv), and run the "
                          "command again.")
    pip = [str(tools / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
           "--require-hashes", "--only-binary", ":all:", "-r", str(root / TOOLS_LOCK)]
    if run(pip, root, show=True).returncode != 0:
        raise SetUpFailed("uv could not be installed: see pip's lines above, check that this machine reaches its "
                          "package index, and run the command again.")
    stamp.write_text(wanted)
    return str(uv)


def has_right_python(environment: Path) -> bool:
    """Whether the environment is there and its Python works and is the right one."""
    python = environment / "bin" / "python"
    question = "import sys; print('%d.%d' % sys.version_info[:2])"
    return python.exists() and run([str(python), "-c", question], environment).stdout.strip() == PYTHON_VERSION


def make_environment(uv: str, environment: Path) -> None:
    """A new environment with Python 3.10, which uv fetches where the machine has none."""
    say(f"Making .venv with Python {PYTHON_VERSION} ...")
    if environment.exists():
        shutil.rmtree(environment)
    made = run([uv, "venv", "--quiet", "--no-project", "--python", PYTHON_VERSION, str(environment)],
               environment.parent)
    if made.returncode != 0 or not has_right_python(environment):
        raise SetUpFailed(f"Python {PYTHON_VERSION}, which Rasa 3.6 needs, is not on this machine and could not be "
                          f"fetched: install python{PYTHON_VERSION} or go online, and run the command again.")


def is_synced(kind: str, root: Path) -> bool:
    """Whether the packages of the lock file are installed; those for tests include those for running."""
    synced = read(root / ".venv" / "lock.sha256")
    good = ["test"] if kind == "test" else ["runtime", "test"]
    return synced in [hash_of(root / LOCKS[name]) for name in good]


def sync(uv: str, kind: str, root: Path) -> None:
    """Install exactly the packages of a lock file, each checked against its hash."""
    say("Installing the locked packages (0.7 GB) ...")
    stamp = root / ".venv" / "lock.sha256"
    stamp.unlink() if stamp.exists() else None
    done = run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(root / ".venv" / "bin" / "python"),
                str(root / LOCKS[kind])], root, show=True)
    if done.returncode != 0:
        raise SetUpFailed("The locked packages could not be installed: see uv's lines above, check that this machine "
                          "reaches its package index and has 2 GB free, and run the command again.")
    stamp.write_text(hash_of(root / LOCKS[kind]))


def link_project(root: Path) -> None:
    """Put the project on the environment's path, and its command `prescreen` beside `python`.

    This is what an editable installation does, but without a build tool: those bring a newer `packaging`, with which
    Rasa cannot be imported.
    """
    packages = root / ".venv" / "lib" / f"python{PYTHON_VERSION}" / "site-packages"
    write_if_other(packages / "lupus_prescreening.pth", f"{root}\n")
    command = root / ".venv" / "bin" / "prescreen"
    write_if_other(command, COMMAND)
    command.chmod(0o755)


def run(command: List[str], folder: Path, show: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run a command that asks nothing; its output is captured, or shown."""
    output = None if show else subprocess.PIPE
    here = folder if folder.is_dir() else folder.parent
    environment = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONHOME")}
    return subprocess.run(command, cwd=str(here), env=environment, stdin=subprocess.DEVNULL,  # noqa: S603 (a list)
                          stdout=output, stderr=output, text=True)


def hash_of(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read(file: Path) -> str:
    """A file's text; empty when it is not there."""
    return file.read_text() if file.exists() else ""


def write_if_other(file: Path, text: str) -> None:
    """Write a file unless it says so already."""
    if read(file) != text:
        file.write_text(text)


def say(sentence: str) -> None:
    """Tell what takes a while."""
    print(sentence, flush=True)


def main(arguments: List[str]) -> int:
    """Set up for running, or with `test` for testing too."""
    try:
        set_up("test" if "test" in arguments else "runtime")
    except SetUpFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
