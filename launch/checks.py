"""What must be right before anything is trained or started (`make check`).

The files can be read, the protocol makes sense, and every text that it needs is there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Iterator, List, Optional

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from launch.settings import ROOT
from launch.trouble import Trouble

RASA_FILES = ("domain.yml", "config.yml", "endpoints.yml", "credentials.yml")


def ensure_sound() -> None:
    """Read everything that people edit.

    Raises:
        Trouble: one of them has a problem; the sentence says where and what to do.
    """
    problems = all_problems()
    if problems:
        more = f" (and {len(problems) - 1} more: `make check` lists them)" if len(problems) > 1 else ""
        raise Trouble(problems[0] + more)


def all_problems() -> List[str]:
    """Every problem of the protocol file; when that is sound, those of Rasa's files; then those of the texts."""
    return protocol_problems() or list(file_problems()) or text_problems()


def protocol_problems() -> List[str]:
    """What is wrong with the protocol file and the list of medicines; empty when both are sound."""
    from prescreen import lint, medicines, protocol, rules
    try:
        file, listed = protocol.DEFAULT_FILE.relative_to(ROOT), medicines.MEDICINES_FILE.relative_to(ROOT)
        return [*(f"{file}: {problem}" for problem in lint.problems(protocol.load())),
                *(f"{listed}: {problem}" for problem in medicines.problems())]
    except (protocol.ProtocolError, rules.RuleError) as error:
        return [str(error)]


def file_problems(root: Path = ROOT) -> Iterator[str]:
    """Which of Rasa's files are missing or are not YAML, and where: Rasa itself does not always say which it is."""
    for file in [*(root / name for name in RASA_FILES), *sorted((root / "data").rglob("*.yml"))]:
        problem = _yaml_problem(file)
        if problem:
            yield f"{file.relative_to(root)}{problem}"


def _yaml_problem(file: Path) -> Optional[str]:
    try:
        YAML(typ="safe").load(file.read_bytes())
    except OSError:
        return ": the file cannot be read; put it back"
    except (YAMLError, UnicodeError) as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        problem = error.problem if isinstance(error, MarkedYAMLError) else "it is not UTF-8 text"
        place = f", line {mark.line + 1}" if mark else ""
        return f"{place}: this is not valid YAML ({problem}); look for a missing colon, quote or indentation there"
    return None


def text_problems() -> List[str]:
    """Which texts for patients are missing or cannot be read; empty when all are there."""
    from prescreen import wording
    try:
        return wording.problems()
    except wording.WordingError as error:
        return [str(error)]


def main() -> int:
    """List every problem, a line each."""
    problems = all_problems()
    print("\n".join(problems) or "The protocol and the texts are sound.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
