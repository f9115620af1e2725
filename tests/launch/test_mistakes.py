"""Whatever is wrong is one clear sentence on the error output that says what to do, and an exit code that is not 0."""

from __future__ import annotations

import shutil
import socket
import subprocess

import pytest

from launch import checks, settings
from launch.train import ensure_model
from launch.trouble import Trouble
from tests.end_to_end.running import free_ports
from tests.launch.project import change, copy_to, run

PROTOCOL = "protocol/NCT06038474.yml"


@pytest.fixture
def project(tmp_path):
    """A copy of the project to break."""
    return copy_to(tmp_path)


def told(answer, *words):
    """Whether one sentence with all the words was told, and the exit code is 1."""
    code, lines = answer
    assert code == 1, lines
    (sentence,) = lines
    for word in words:
        assert word in sentence
    return True


def test_a_port_in_use(project):
    port, actions_port = free_ports(2)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", port))
        listener.listen()
        assert told(run(project, "launch.up", PORT=str(port), ACTIONS_PORT=str(actions_port)),
                    f"Port {port} is in use", "PORT=")


def test_a_setting_that_makes_no_sense(project):
    assert told(run(project, "launch.up", RECRUITMENT_STATUS="maybe"), "RECRUITMENT_STATUS", "set it to")


@pytest.mark.parametrize(("old", "new", "words"), [
    ("facts:\n", "facts\n", ["line"]),
    ("- name: sle_diagnosis", "- name: lupus_diagnosis", ["sle_diagnosis", "lupus_diagnosis"]),
    ("status: not_recruiting ", "status: closed ", ["status", "not_recruiting"]),
    ("retention_days: 365", "retention_days: never", ["retention_days", "number"]),
    ("  - id: I1", "  - id: I2", ["I2", "twice"]),
])
def test_a_bad_protocol_file(project, old, new, words):
    change(project / PROTOCOL, old, new)
    code, (sentence,) = run(project, "launch.up", **_free_ports())
    assert code == 1
    assert PROTOCOL in sentence
    assert any(word in sentence for word in words), sentence


def test_a_protocol_file_that_is_not_there(project):
    (project / PROTOCOL).unlink()
    assert told(run(project, "launch.up", **_free_ports()), PROTOCOL)


@pytest.mark.parametrize("text", ["utter_ask_age:", "utter_why_seizures:"])
def test_a_missing_text(project, text):
    file = next(file for file in sorted((project / "data/responses").glob("*.yml"))
                if f"\n  {text}" in file.read_text(encoding="utf-8"))
    change(file, f"\n  {text}", f"\n  gone_{text}")
    assert told(run(project, "launch.up", **_free_ports()), text.rstrip(":"))


def test_a_rasa_file_that_is_no_yaml(project):
    change(project / "domain.yml", "intents:", "intents: [")
    assert told(run(project, "launch.up", **_free_ports()), "domain.yml", "line", "YAML")


def test_more_than_one_mistake_says_how_many_and_make_check_lists_them(project):
    change(project / "domain.yml", "intents:", "intents: [")
    (project / "credentials.yml").unlink()
    assert told(run(project, "launch.up", **_free_ports()), "1 more", "make check")
    code, lines = run(project, "launch.checks")
    assert (code, lines) == (1, [])


def test_a_component_that_is_not_there(project):
    change(project / "config.yml", "WhitespaceTokenizer", "NoSuchTokenizer")
    with pytest.raises(Trouble, match=r"cannot be trained.*NoSuchTokenizer.*mend"):
        ensure_model(project)
    assert list((project / "models").iterdir()) == []


def test_a_model_that_is_not_there(project):
    assert told(run(project, "launch.rasa_server", "models/none.tar.gz"), "make train")


def test_nobody_to_talk_to(project):
    assert told(run(project, "launch.talk", **_free_ports()), "does not answer", "make run")


def test_the_project_itself_has_no_mistake(monkeypatch):
    monkeypatch.setenv("ACTIONS_URL", "http://127.0.0.1:5055/webhook")  # Rasa, once loaded, fills it in
    assert checks.all_problems() == []


class TestPython:
    """A machine without Python, or with one that is too old."""

    def make(self, path):
        """`make run` on a machine with nothing but these programs."""
        return subprocess.run(  # noqa: S603 (make of this machine)
            [shutil.which("make"), "run"], cwd=settings.ROOT, env={"PATH": str(path)}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60, check=False)

    def told(self, path):
        """What it said besides make's own last word."""
        done = self.make(path)
        assert done.returncode != 0
        return [line for line in done.stderr.splitlines() if not line.startswith("make")]

    def test_a_missing_python(self, tmp_path):
        (sentence,) = self.told(tmp_path)
        assert "install python3, version 3.8 or newer" in sentence

    def test_a_python_that_is_too_old(self, tmp_path):
        python = tmp_path / "python3"
        python.write_text("#!/bin/sh\nexit 1\n")
        python.chmod(0o755)
        (sentence,) = self.told(tmp_path)
        assert "3.8 or newer" in sentence


def _free_ports():
    port, actions_port = free_ports(2)
    return {"PORT": str(port), "ACTIONS_PORT": str(actions_port)}
