"""A copy of the project to break, and its commands as people type them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List, Tuple

from launch.settings import ROOT

PARTS = ["launch", "prescreen", "protocol", "data", "understanding", "components", "conversation", "requirements",
         "domain.yml", "config.yml", "endpoints.yml", "credentials.yml", "Makefile"]
Told = Tuple[int, List[str]]


def copy_to(folder: Path) -> Path:
    """The project's sources in a folder, without an environment or a model."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


def run(folder: Path, *arguments: str, **settings: str) -> Told:
    """The exit code of a module, and the lines of its error output."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'log.sqlite'}", **settings}
    done = subprocess.run(  # noqa: S603 (our own modules)
        [sys.executable, "-m", *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=120)
    return done.returncode, done.stderr.splitlines()


def change(file: Path, old: str, new: str) -> None:
    """Edit a file, as somebody would by mistake."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
