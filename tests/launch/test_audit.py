"""The audit excuses only what is excused in writing, and never calls sound what it could not look up."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from launch import audit
from launch.audit import Found, exceptions, judge, read
from launch.settings import ROOT

TODAY = date(2026, 12, 1)
REPORT = {"dependencies": [
    {"name": "aiohttp", "version": "3.9.5", "vulns": [
        {"id": "PYSEC-1", "aliases": ["CVE-1", "GHSA-1"], "fix_versions": ["3.10.11"], "description": "…"}]},
    {"name": "rasa", "version": "3.6.21", "vulns": []},
    {"name": "sanic", "skip_reason": "Dependency not found on PyPI and could not be audited: sanic (21.12.2)"}]}
EXCUSED = {"package": "aiohttp", "version": "3.9.5", "id": "CVE-1", "aliases": [], "fixed_in": "3.10.11",
           "why": "not used", "written": date(2026, 11, 25), "until": date(2027, 5, 25)}


def found(*unknown):
    return Found(read(REPORT).vulnerabilities, list(unknown), 3)


def test_a_report_is_read_with_what_was_skipped():
    result = read(REPORT)
    assert [(each["package"], each["ids"]) for each in result.vulnerabilities] == [
        ("aiohttp", {"PYSEC-1", "CVE-1", "GHSA-1"})]
    assert (result.unknown, result.asked) == (["sanic"], 3)


def test_a_vulnerability_without_an_exception_is_told_with_its_mend():
    (line,) = judge(found(), [], TODAY)
    assert "aiohttp 3.9.5" in line and "CVE-1" in line and "3.10.11" in line


def test_one_that_is_excused_under_any_of_its_names_is_not():
    for name in ("CVE-1", "GHSA-1", "PYSEC-1"):
        assert judge(found(), [{**EXCUSED, "id": name}], TODAY) == []
        assert judge(found(), [{**EXCUSED, "id": "other", "aliases": [name]}], TODAY) == []


@pytest.mark.parametrize("other", [{"package": "sanic"}, {"id": "CVE-2"}])
def test_an_exception_for_something_else_excuses_nothing_and_is_told(other):
    assert len(judge(found(), [{**EXCUSED, **other}], TODAY)) == 2


def test_an_exception_ends_with_its_day():
    lines = judge(found(), [EXCUSED], date(2027, 5, 26))
    assert ["without" in line or "out of date" in line or "Update it" in line for line in lines] == [True, True]
    assert judge(found(), [EXCUSED], date(2027, 5, 25)) == []


@pytest.mark.parametrize(("vulnerable", "skipped", "code"), [
    (False, False, audit.SOUND), (True, False, audit.VULNERABLE), (False, True, audit.UNKNOWN),
    (True, True, audit.UNKNOWN)])
def test_the_exit_code_is_zero_only_when_all_was_looked_up_and_nothing_is_wrong(
        monkeypatch, capsys, vulnerable, skipped, code):
    packages = [package for package in REPORT["dependencies"]
                if ("skip_reason" not in package or skipped) and (not package.get("vulns") or vulnerable)]
    monkeypatch.setattr(audit, "exceptions", list)
    monkeypatch.setattr(audit, "ask", lambda: read({"dependencies": packages}))
    assert audit.main() == code
    assert ("could not be looked up" in capsys.readouterr().err) is skipped


def test_no_result_is_not_sound(monkeypatch):
    def fails():
        raise json.JSONDecodeError("no", "", 0)

    monkeypatch.setattr(audit, "ask", fails)
    assert audit.main() == audit.UNKNOWN


def test_every_exception_of_the_project_is_whole_and_about_a_version_that_is_locked():
    lock = (ROOT / audit.LOCK).read_text(encoding="utf-8")
    assert exceptions()
    for each in exceptions():
        assert re.search(rf"^{each['package']}=={re.escape(str(each['version']))} ", lock, re.MULTILINE), each["id"]
        assert each["written"] < each["until"]


def test_an_exception_that_lacks_its_reason_is_refused(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / audit.EXCEPTIONS).write_text("- {package: aiohttp, id: CVE-1}\n")
    with pytest.raises(ValueError, match="CVE-1"):
        exceptions(tmp_path)
