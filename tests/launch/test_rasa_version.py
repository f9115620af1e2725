"""What replaces a part of Rasa is refused with another Rasa than the one it was tried with."""

from __future__ import annotations

import pytest

from launch import rasa_version, shortcuts, without_tensorflow
from launch.rasa_version import RASA_VERSION, WrongRasa, ensure_tried
from launch.settings import ROOT


def test_the_pinned_rasa_is_the_one_that_was_tried():
    assert f"rasa=={RASA_VERSION}" in (ROOT / "requirements/runtime.in").read_text(encoding="utf-8")
    ensure_tried("this test")


@pytest.mark.parametrize("module", [shortcuts, without_tensorflow])
def test_another_rasa_than_the_one_tried_is_refused_with_what_to_do(monkeypatch, module):
    monkeypatch.setattr(rasa_version.metadata, "version", lambda _: "3.7.0")
    name = module.__name__.replace(".", "/")
    with pytest.raises(WrongRasa, match=f"{name}.py was tried with Rasa {RASA_VERSION}.*3.7.0"):
        module.install()
