"""The cue lists: a mistake in one is told plainly."""

from __future__ import annotations

from pathlib import Path

import pytest

from understanding.lexicon import LexiconError, load_cues


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("stance: {yes: [", "no YAML"),
        ("- yes", "kinds are expected"),
        ("stance: yes", "values are expected"),
        ("stance: {yes: yes}", "a list of cues"),
        ("stance: {a: ['(b']}", "stays open"),
        ("stance: {a: ['b)']}", "closes"),
        ("stance: {a: ['(b|)']}", "may be empty"),
        ("stance: {a: ['@nowhere']}", "no word class"),
    ],
)
def test_a_mistake_in_a_list_is_one_clear_error(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "classes.yml").write_text("it: [it, that]")
    (tmp_path / "wrong.yml").write_text(text)
    with pytest.raises(LexiconError, match=f"wrong.yml.*{complaint}"):
        load_cues(str.split, tmp_path)
