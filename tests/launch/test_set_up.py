"""Set-up does nothing twice, and says in one sentence what a machine lacks."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest

from launch import set_up
from launch.set_up import SetUpFailed
from launch.settings import ROOT


@pytest.fixture
def root(tmp_path):
    """A project with locks and with an environment that has the right Python and the runtime packages."""
    for lock in [*set_up.LOCKS.values(), set_up.TOOLS_LOCK]:
        (tmp_path / lock).parent.mkdir(exist_ok=True)
        (tmp_path / lock).write_text(f"{lock}==1\n")
    packages = tmp_path / ".venv/lib/python3.10/site-packages"
    packages.mkdir(parents=True)
    (tmp_path / ".venv/bin").mkdir()
    os.symlink(sys.executable, tmp_path / ".venv/bin/python")
    (tmp_path / ".venv/lock.sha256").write_text(set_up.hash_of(tmp_path / set_up.LOCKS["runtime"]))
    return tmp_path


@pytest.fixture
def nothing_runs(monkeypatch):
    """Whoever calls the installer fails."""
    def find_uv(_root):
        raise AssertionError("the installer was called")

    monkeypatch.setattr(set_up, "find_uv", find_uv)


def program(path, script):
    """A small program in a folder of programs."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.usefixtures("nothing_runs")
def test_what_is_there_is_left_as_it_is(root):
    set_up.set_up("runtime", root)
    set_up.set_up("runtime", root)


@pytest.mark.usefixtures("nothing_runs")
def test_an_environment_for_tests_is_good_for_running_too(root):
    (root / ".venv/lock.sha256").write_text(set_up.hash_of(root / set_up.LOCKS["test"]))
    set_up.set_up("runtime", root)


@pytest.mark.parametrize("kind", ["runtime", "test"])
def test_a_changed_lock_is_installed_again(root, kind):
    assert set_up.is_synced("runtime", root)
    (root / set_up.LOCKS["runtime"]).write_text("another==2\n")
    assert not set_up.is_synced(kind, root)


def test_an_environment_for_running_is_not_enough_for_tests(root):
    assert not set_up.is_synced("test", root)


def test_the_command_of_the_study_team_works_from_anywhere(root, tmp_path_factory):
    set_up.link_project(root)
    assert (root / ".venv/lib/python3.10/site-packages/lupus_prescreening.pth").read_text() == f"{root}\n"
    (root / "prescreen").mkdir()
    (root / "prescreen/__init__.py").touch()
    (root / "prescreen/__main__.py").write_text("import sys; print('asked', *sys.argv[1:])\n")
    done = subprocess.run([root / ".venv/bin/prescreen", "list"], env={"PYTHONPATH": str(root)},  # noqa: S603
                          cwd=tmp_path_factory.mktemp("elsewhere"), capture_output=True, text=True, check=True)
    assert done.stdout == "asked list\n"


def test_an_environment_with_another_python_is_not_the_right_one(root):
    assert set_up.has_right_python(root / ".venv")
    (root / ".venv/bin/python").unlink()
    program(root / ".venv/bin/python", "echo 3.12")
    assert not set_up.has_right_python(root / ".venv")
    assert not set_up.has_right_python(root / "nowhere")


def test_without_python_3_10_and_without_a_network_the_sentence_says_what_to_install(root):
    program(root / "uv", "exit 1")
    with pytest.raises(SetUpFailed, match=r"Python 3.10.*could not be fetched: install python3.10 or go online"):
        set_up.make_environment(str(root / "uv"), root / ".venv")


def test_without_the_venv_module_the_sentence_says_what_to_install(root, monkeypatch):
    monkeypatch.setenv("PATH", str(root))
    program(root / "python", "exit 1")
    monkeypatch.setattr(sys, "executable", str(root / "python"))
    with pytest.raises(SetUpFailed, match="apt-get install python3-venv"):
        set_up.find_uv(root)


def test_the_machines_own_uv_is_taken(root, monkeypatch):
    program(root / "uv", "exit 0")
    monkeypatch.setenv("PATH", f"{root}:{os.environ['PATH']}")
    assert set_up.find_uv(root) == str(root / "uv")


def test_a_uv_that_was_fetched_is_used_again_until_its_lock_changes(root, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    tools = root / ".venv-tools"
    (tools / "bin").mkdir(parents=True)
    program(tools / "bin/uv", "exit 0")
    (tools / "lock.sha256").write_text(set_up.hash_of(root / set_up.TOOLS_LOCK))
    assert set_up.find_uv(root) == str(tools / "bin/uv")
    (root / set_up.TOOLS_LOCK).write_text("uv==2\n")
    program(root / "python", "exit 1")
    monkeypatch.setattr(sys, "executable", str(root / "python"))
    with pytest.raises(SetUpFailed):
        set_up.find_uv(root)


def test_packages_that_cannot_be_installed_leave_no_mark_of_success(root):
    program(root / "uv", "exit 1")
    with pytest.raises(SetUpFailed, match="package index"):
        set_up.sync(str(root / "uv"), "test", root)
    assert not (root / ".venv/lock.sha256").exists()
    assert not set_up.is_synced("runtime", root)


def test_a_failure_is_one_sentence_and_exit_code_1(monkeypatch, capsys):
    def fails(_kind):
        raise SetUpFailed("Install it.")

    monkeypatch.setattr(set_up, "set_up", fails)
    assert set_up.main([]) == 1
    assert capsys.readouterr().err == "Install it.\n"


def test_set_up_can_be_read_by_python_3_8_and_needs_nothing_but_the_standard_library():
    source = (ROOT / "launch/set_up.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    imported += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_every_locked_package_has_its_hash():
    for lock in [*set_up.LOCKS.values(), set_up.TOOLS_LOCK]:
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        pinned = [number for number, line in enumerate(lines) if line and line[0] not in " #"]
        assert pinned
        for number in pinned:
            assert "==" in lines[number]
            assert "--hash=sha256:" in lines[number + 1]
