"""The report of an evaluation: for a terminal and for `results/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional

RESULTS = Path(__file__).resolve().parent / "results"
NAME = "understanding"


def written(report: Mapping[str, Any], folder: Path = RESULTS) -> List[Path]:
    """Write the report as JSON and as Markdown; returns the two files."""
    folder.mkdir(exist_ok=True)
    as_json, as_text = folder / f"{NAME}.json", folder / f"{NAME}.md"
    as_json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    as_text.write_text(markdown(report), encoding="utf-8")
    return [as_json, as_text]


def markdown(report: Mapping[str, Any]) -> str:
    """The whole report; confusions only where the set shows its lines."""
    head = (f"# Understanding, measured\n\nCommit {report['commit']}, {report['machine']}. "
            "Made by `make evaluate`; what the figures mean stands in `benchmarks/README.md`.\n")
    parts = [head, _speed(report["speed"])]
    for name, figures in report["sets"].items():
        parts += [f"## The {name} set\n", _totals(figures), _by_style(figures), _by_fact(figures),
                  _lines(figures.get("lines"))]
    return "\n".join(part for part in parts if part)


def terminal(report: Mapping[str, Any]) -> str:
    """The same, to be read in a terminal."""
    return markdown(report).replace("`", "")


def _speed(speed: Mapping[str, Any]) -> str:
    return table(("step", "median ms", "95th percentile ms", "utterances"), (
        (step, each["median"], each["p95"], each["of"]) for step, each in speed.items()))


def _totals(figures: Mapping[str, Any]) -> str:
    answers, patients = figures["answers"], figures["patients"]
    safety, junk = figures["safety"], figures["junk"]
    return table(("what", "figure", "share"), (
        ("answers wholly right", of(answers["utterances"]), percent(answers["utterances"]["share"])),
        ("polarity flips", of({"right": answers["flips"], "of": answers["utterances"]["of"]}),
         percent(_share(answers["flips"], answers["utterances"]["of"]))),
        ("excluding values nobody said (before the read-back)", answers["exclusions_not_said"], ""),
        ("alarms heard", f"{safety['heard']} of {safety['of']}", percent(safety["recall"])),
        ("alarms of the right kind", f"{safety['kind_right']} of {safety['of']}",
         percent(_share(safety["kind_right"], safety["of"]))),
        ("false alarms over ordinary utterances", f"{safety['false_alarms']} of {safety['ordinary']}",
         percent(_share(safety["false_alarms"], safety["ordinary"]))),
        ("junk taken for an answer", f"{junk['taken']} of {junk['of']}", percent(junk["share"])),
        ("patients with the right disposition", of(patients), percent(patients["share"])),
        ("unsafe passes", patients["unsafe_passes"], ""),
        ("false exclusions", patients["false_exclusions"], ""),
        ("stuck", patients["stuck"], ""),
        ("turns in a screening: median, most", f"{patients['turns_median']}, {patients['turns_most']}", "")))


def _by_style(figures: Mapping[str, Any]) -> str:
    facts, patients = figures["answers"]["facts_by_style"], figures["patients"]["by_style"]
    rows = [(style, of(each), percent(each["share"]), of(facts[style]), percent(facts[style]["share"]),
             of(patients[style]) if style in patients else "")
            for style, each in figures["answers"]["by_style"].items()]
    return table(("style", "answers wholly right", "share", "facts right", "share", "patients right"), rows)


def _by_fact(figures: Mapping[str, Any]) -> str:
    rows = sorted(figures["answers"]["by_fact"].items(), key=lambda row: row[1]["share"])
    return table(("fact", "right", "share"), ((fact, of(each), percent(each["share"])) for fact, each in rows))


def _lines(lines: Optional[List[Dict[str, Any]]]) -> str:
    if not lines:
        return ""
    shown = [f"- {_line(line)}" for line in lines]
    return "### What came out wrong\n\n" + "\n".join(shown) + "\n"


def _line(line: Mapping[str, Any]) -> str:
    marks = " **flip**" * bool(line.get("flip")) + " **exclusion**" * bool(line.get("exclusion"))
    asked = " ".join(filter(None, (line.get("question"), line.get("item"))))
    wanted, got = (json.dumps(line[name], ensure_ascii=False) for name in ("wanted", "got"))
    text = f"{line['id']} {asked}: \"{line.get('say', '')}\" wanted {wanted}, got {got}{marks}"
    if line["kind"] == "patient":
        spoken = "".join(f"\n  - {each}" for each in line["conversation"])
        return f"{line['id']}: wanted {wanted}, got {got}; differs {json.dumps(line['differs'])}{spoken}"
    return text


def table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table in Markdown, its columns aligned."""
    lines = [list(map(str, head)), *(list(map(str, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    shown = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in shown)


def of(each: Mapping[str, Any]) -> str:
    """How many of how many."""
    return f"{each['right']} of {each['of']}"


def _share(part: int, whole: int) -> Optional[float]:
    return part / whole if whole else None


def percent(share: Optional[float]) -> str:
    """A share in percent; nothing where there was nothing to share."""
    return "" if share is None else f"{share:.1%}"
