"""Write the slots of facts in domain.yml from the protocol (`make domain`)."""

from __future__ import annotations

import sys
from pathlib import Path

from prescreen.protocol import Protocol, load

DOMAIN = Path(__file__).resolve().parent.parent / "domain.yml"
BEGIN, END = "  # facts: begin\n", "  # facts: end\n"


def with_fact_slots(domain: str, protocol: Protocol) -> str:
    """The text of a domain with one slot line for each fact of the protocol between the two marks."""
    head, rest = domain.split(BEGIN)
    tail = rest.split(END)[1]
    lines = [f"  {fact.name}: {{type: any, influence_conversation: false, mappings: [{{type: custom}}]}}\n"
             for fact in protocol.facts]
    return head + BEGIN + "".join(lines) + END + tail


def main() -> int:
    """Rewrite domain.yml where the protocol's facts have changed."""
    DOMAIN.write_text(with_fact_slots(DOMAIN.read_text(encoding="utf-8"), load()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
