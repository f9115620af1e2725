"""The domain's slots of facts are written from the protocol."""

from __future__ import annotations

from dataclasses import replace

from launch.domain_slots import BEGIN, DOMAIN, END, with_fact_slots
from prescreen.protocol import load


def test_the_slots_in_domain_yml_are_those_of_the_protocol():
    domain = DOMAIN.read_text(encoding="utf-8")
    assert with_fact_slots(domain, load()) == domain, "run `make domain`"


def test_only_what_stands_between_the_marks_is_written():
    study = load()
    domain = f"before\n{BEGIN}  old: {{}}\n{END}after\n"
    written = with_fact_slots(domain, replace(study, facts=study.facts[:1]))
    line = "  age: {type: any, influence_conversation: false, mappings: [{type: custom}]}\n"
    assert written == f"before\n{BEGIN}{line}{END}after\n"
