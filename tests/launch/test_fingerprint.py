"""The model is trained again when what it is made of has changed, and only then."""

from __future__ import annotations

import os

import pytest

from launch.fingerprint import INGREDIENTS, fingerprint, model_file
from launch.settings import ROOT
from launch.train import KEPT, forget_old
from tests.launch.project import copy_to


@pytest.fixture
def project(tmp_path):
    """A copy of the project."""
    return copy_to(tmp_path)


def test_everything_the_model_is_made_of_is_there():
    assert [name for name in INGREDIENTS if not (ROOT / name).exists()] == []


def test_a_copy_of_the_project_has_the_same_fingerprint(project):
    assert fingerprint(project) == fingerprint(ROOT)


@pytest.mark.parametrize("file", ["domain.yml", "config.yml", "data/nlu/answers.yml", "data/responses/opening.yml",
                                  "protocol/NCT06038474.yml", "protocol/medicines.yml", "components/reader.py",
                                  "understanding/reader.py", "requirements/runtime.txt"])
def test_a_change_in_what_it_is_made_of_changes_it(project, file):
    before = model_file(project)
    with (project / file).open("a", encoding="utf-8") as changed:
        changed.write("# changed\n")
    assert model_file(project) != before


@pytest.mark.parametrize("file", ["README.md", "launch/talk.py", "conversation/turn.py", "endpoints.yml",
                                  "credentials.yml", "data/nlu/.answers.yml.swp", "data/nlu/answers.yml~",
                                  "understanding/__pycache__/reader.pyc"])
def test_a_change_in_anything_else_does_not(project, file):
    before = fingerprint(project)
    (project / file).parent.mkdir(exist_ok=True)
    with (project / file).open("a", encoding="utf-8") as changed:
        changed.write("# changed\n")
    assert fingerprint(project) == before


def test_a_file_that_is_touched_moved_or_renamed_counts_by_name_and_content(project):
    before = fingerprint(project)
    os.utime(project / "domain.yml", (1, 1))
    assert fingerprint(project) == before
    (project / "data/nlu/answers.yml").rename(project / "data/nlu/replies.yml")
    assert fingerprint(project) != before
    (project / "data/nlu/replies.yml").rename(project / "data/nlu/answers.yml")
    assert fingerprint(project) == before


def test_only_the_models_used_last_are_kept(tmp_path):
    for age in range(KEPT + 2):
        model = tmp_path / f"{age}.tar.gz"
        model.touch()
        os.utime(model, (1_000 - age, 1_000 - age))
    forget_old(tmp_path)
    assert sorted(model.name for model in tmp_path.iterdir()) == ["0.tar.gz", "1.tar.gz"]
