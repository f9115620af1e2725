"""Known vulnerabilities of the locked packages (`make audit`), less those that are excused in writing.

pip-audit asks the package index for each package. Where the index does not tell of vulnerabilities, pip-audit skips the
package and calls the result clean; here that is a failure: what was not looked up is not known to be sound.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Dict, List

from ruamel.yaml import YAML

from launch.settings import ROOT

LOCK = "requirements/runtime.txt"
EXCEPTIONS = "requirements/exceptions.yml"
PIP_AUDIT = ".venv-audit/bin/pip-audit"
FIELDS = {"package", "version", "id", "aliases", "fixed_in", "why", "written", "until"}
SOUND, VULNERABLE, UNKNOWN = 0, 1, 2


@dataclass(frozen=True)
class Found:
    """What pip-audit has found.

    Attributes:
        vulnerabilities: each with package, version, ids (its own and its aliases), and the versions that fix it.
        unknown: the packages that it could not look up.
        asked: how many packages there are.
    """

    vulnerabilities: List[Dict[str, Any]]
    unknown: List[str]
    asked: int


def ask(root: Path = ROOT) -> Found:
    """Have every package of the lock file looked up.

    Raises:
        OSError: pip-audit gave no result.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(  # noqa: S603 (our own tool)
            [str(root / PIP_AUDIT), "--requirement", LOCK, "--disable-pip", "--require-hashes", "--format", "json",
             "--progress-spinner", "off", "--output", str(report)], cwd=root, capture_output=True, check=False)
        return read(json.loads(report.read_text(encoding="utf-8")))


def read(report: Dict[str, Any]) -> Found:
    """The findings of a report of pip-audit's."""
    packages = report["dependencies"]
    vulnerabilities = [
        {"package": package["name"], "version": package["version"], "ids": {each["id"], *each["aliases"]},
         "fixed_in": each["fix_versions"]}
        for package in packages for each in package.get("vulns", [])]
    return Found(vulnerabilities, [package["name"] for package in packages if "skip_reason" in package], len(packages))


def exceptions(root: Path = ROOT) -> List[Dict[str, Any]]:
    """What is excused, and why.

    Raises:
        ValueError: an exception lacks something.
    """
    listed = YAML(typ="safe", pure=True).load((root / EXCEPTIONS).read_text(encoding="utf-8")) or []
    for each in listed:
        if set(each) != FIELDS or not all(isinstance(each[when], date) for when in ("written", "until")):
            raise ValueError(f"{EXCEPTIONS}: {each.get('id')} needs exactly {', '.join(sorted(FIELDS))}, with dates")
    return listed


def judge(found: Found, excused: List[Dict[str, Any]], today: date) -> List[str]:
    """What is wrong, a line each: vulnerabilities without a valid exception, and exceptions that excuse nothing."""
    lines = []
    used = []
    for each in found.vulnerabilities:
        valid = [exception for exception in excused if exception["package"] == each["package"]
                 and each["ids"] & {exception["id"], *exception["aliases"]} and today <= exception["until"]]
        used += valid
        if not valid:
            lines.append(f"{each['package']} {each['version']}: {', '.join(sorted(each['ids']))}; fixed in "
                         f"{', '.join(each['fixed_in']) or 'no version'}. Update it, or write an exception.")
    lines += [f"{exception['package']}: the exception for {exception['id']} is out of date ({exception['until']}); "
              "look again." for exception in excused if today > exception["until"]]
    if not found.unknown:
        lines += [f"{exception['package']}: the exception for {exception['id']} excuses nothing any more; take it out."
                  for exception in excused if exception not in used and today <= exception["until"]]
    return lines


def main() -> int:
    """Tell what is known; 0 when nothing is wrong, 1 when something is, 2 when it could not be found out."""
    excused = exceptions()
    try:
        found = ask()
    except (OSError, ValueError):
        print("pip-audit gave no result: see whether `make audit` could install it.", file=sys.stderr)
        return UNKNOWN
    problems = judge(found, excused, date.today())  # noqa: DTZ011 (a day more or less does not matter)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{found.asked} packages, {found.asked - len(found.unknown)} looked up, {len(found.vulnerabilities)} "
          f"vulnerabilities, {len(excused)} exceptions.")
    if found.unknown:
        print(f"{len(found.unknown)} packages could not be looked up: the package index of this machine is not reached "
              "or tells of no vulnerabilities. Nothing is known of them; run this where pypi.org answers.",
              file=sys.stderr)
        return UNKNOWN
    return VULNERABLE if problems else SOUND


if __name__ == "__main__":
    sys.exit(main())
