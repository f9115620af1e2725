"""Train the model when what it is made of has changed (`make train`)."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import signal
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Iterator

from launch import checks, without_tensorflow
from launch.fingerprint import model_file
from launch.settings import ROOT
from launch.trouble import Trouble, told

KEPT = 2
REASON_CHARACTERS = 300


def ensure_model(root: Path = ROOT) -> Path:
    """The model made of the files as they are now, trained if it is not there yet.

    Raises:
        Trouble: a file that it is made of is wrong; the sentence says which.
    """
    model = model_file(root)
    if not model.exists():
        train(model, root)
    os.utime(model)
    forget_old(model.parent)
    return model


def train(model: Path, root: Path = ROOT) -> None:
    """Train with Rasa into `model`; a training that fails or is stopped leaves no file there.

    Raises:
        Trouble: Rasa refuses a file, or training fails.
    """
    model.parent.mkdir(parents=True, exist_ok=True)
    os.environ.update(RASA_TELEMETRY_ENABLED="false", RASA_MAX_CACHE_SIZE="0")
    try:
        without_tensorflow.install()
    except ImportError as error:
        raise Trouble(str(error)) from None
    with tempfile.TemporaryDirectory(dir=model.parent, prefix=".training-") as folder, _in(root), _quiet() as said:
        try:
            from rasa.model_training import train as rasa_train
            result = rasa_train(domain="domain.yml", config="config.yml", training_files=["data"], output=folder,
                                force_training=True, fixed_model_name=model.name)
        except (Exception, SystemExit) as error:
            raise Trouble(f"The model cannot be trained: {_reason(error, said.getvalue())}; mend the file that this is "
                          "about, and run the command again.") from error
        if not result.model:
            raise Trouble("The model cannot be trained: there is nothing to learn from in data/; put the files back.")
        os.replace(result.model, model)


def forget_old(models: Path) -> None:
    """Delete all models but those used last."""
    newest_first = sorted(models.glob("*.tar.gz"), key=lambda model: model.stat().st_mtime, reverse=True)
    for model in newest_first[KEPT:]:
        model.unlink()


@contextlib.contextmanager
def _in(folder: Path) -> Iterator[None]:
    """Rasa writes the paths of its files into the model: relative ones name no machine."""
    before = os.getcwd()
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        os.chdir(before)


@contextlib.contextmanager
def _quiet() -> Iterator[io.StringIO]:
    """Keep Rasa's progress reports from the terminal; errors are told in our own words."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(logging.WARNING)
        try:
            yield said
        finally:
            logging.disable(logging.NOTSET)


def _reason(error: BaseException, said: str) -> str:
    """What went wrong at the root of it, in one line, without a full stop at its end."""
    while error.__cause__ is not None:
        error = error.__cause__
    text = said if isinstance(error, SystemExit) else f"{type(error).__name__}: {error}"
    return (" ".join(text.split())[:REASON_CHARACTERS] or type(error).__name__).rstrip(".")


def main() -> int:
    """Check the protocol and the texts, then train if needed; SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    checks.ensure_sound()
    is_new = not model_file().exists()
    started = time.monotonic()
    model = ensure_model()
    done = f"trained in {time.monotonic() - started:.0f} s" if is_new else "up to date"
    print(f"The model is {done}: {model.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(told(main))
