"""What the model is made of, as one short hash: the model is trained again when it changes, and only then."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Iterator

from launch.rasa_version import RASA_VERSION
from launch.settings import ROOT

INGREDIENTS = ("domain.yml", "config.yml", "data", "protocol", "components", "understanding", "prescreen/answers.py",
               "requirements/runtime.txt", "launch/train.py")
MODELS = "models"


def fingerprint(root: Path = ROOT) -> str:
    """The hash of everything that goes into the model: names and contents of files, and the version of Rasa."""
    digest = hashlib.sha256(RASA_VERSION.encode())
    for file in ingredients(root):
        content = file.read_bytes()
        digest.update(f"\n{file.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def model_file(root: Path = ROOT) -> Path:
    """Where the model made of the files as they are now is kept, whether it has been trained yet or not."""
    return root / MODELS / f"{fingerprint(root)}.tar.gz"


def ingredients(root: Path) -> Iterator[Path]:
    """The files that the model is made of, in a fixed order; a missing one is left out."""
    for name in INGREDIENTS:
        path = root / name
        yield from sorted(filter(_counts, path.rglob("*"))) if path.is_dir() else filter(_counts, [path])


def _counts(path: Path) -> bool:
    """Whether a path is a file that somebody wrote: no bytecode, no hidden file, no editor's backup."""
    hidden = path.name.startswith(".") or path.name.endswith(("~", ".pyc"))
    return path.is_file() and not hidden
