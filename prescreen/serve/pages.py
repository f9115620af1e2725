"""The pages for coordinators, as HTML: the list, one screening, the funnel, and the login."""

from __future__ import annotations

from html import escape
from typing import Any, Iterable, List, Mapping, Sequence

from prescreen import diagram
from prescreen.commands.common import OUTCOMES
from prescreen.commands.terminal import in_words, minute
from prescreen.log import Funnel, StoredScreening
from prescreen.log.handling import STATES
from prescreen.log.records import CONTACT_ENTRIES
from prescreen.protocol import Protocol

STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; color: #111;
  background: #fff; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; border-bottom: 1px solid #667; }
a { color: #0b4a8f; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #bbc; }
td { overflow-wrap: break-word; }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin: 1rem 0; }
label { display: grid; }
select, input, button { font: inherit; padding: .3rem .5rem; border: 1px solid #556; border-radius: .2rem; }
button { background: #0b4a8f; color: #fff; }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
.violated { font-weight: bold; color: #8a1111; }
.satisfied { color: #14532d; }
.scroll { overflow-x: auto; }
svg { max-width: 100%; height: auto; }
"""
NOTE = "The investigator decides. Antibodies are tested again by the study's laboratory (CLIA), whatever is said here."


def login(wrong: bool = False) -> str:
    """The page that asks for the token."""
    told = '<p role="alert">That is not the token. It stands in the terminal where the page was started.</p>'
    return _page("Log in", f"""{told if wrong else ""}
<form method="post" action="/login"><label>Token
<input name="token" type="password" autocomplete="off" required></label><button>Log in</button></form>""", inside=False)


def listing(screenings: Sequence[StoredScreening], number: int, chosen: Mapping[str, str]) -> str:
    """The list, with its filters."""
    rows = [[f'<a href="/screenings/{each.reference}">{each.reference}</a>', minute(each.started_at),
             escape(each.channel), str(each.attempt), escape(each.handling.state), escape(each.outcome),
             escape("; ".join(_open(each)))] for each in screenings]
    head = ("reference", "begun (UTC)", "channel", "attempt", "state", "disposition", "why")
    filters = "".join(_select(name, options, chosen.get(name, "")) for name, options in (
        ("state", STATES), ("disposition", OUTCOMES), ("channel", ("rest", "web"))))
    days = "".join(f'<label>{name} (day, UTC)<input type="date" name="{name}" value="{escape(chosen.get(name, ""))}">'
                   "</label>" for name in ("since", "until"))
    shown = f"{number} screenings" if number != 1 else "1 screening"
    shown += f", the last {len(screenings)} shown" if number > len(screenings) else ""
    return _page("Screenings", f'<form action="/">{filters}{days}<button>Show</button></form>'
                 f"<p>{shown}</p>{_table(head, rows)}")


def screening(kept: StoredScreening, protocol: Protocol, trail: Iterable[Any]) -> str:
    """One screening: each criterion's verdict, the words beside the answers, who can settle it, what is open."""
    sources = {criterion.id: criterion.source for criterion in protocol.criteria}
    about = {fact.name: fact.about for fact in protocol.facts}
    criteria = [[f'{each["id"]}: {escape(sources.get(each["id"], ""))}',
                 f'<span class="{escape(each["verdict"])}">{escape(each["verdict"])}</span>',
                 _because(kept, each), escape(each.get("settled_by") or ""),
                 escape(", ".join(each.get("also_open") or ()))] for each in kept.criteria]
    facts = [[escape(about.get(name, name)), escape(in_words(fact.get("value"))), escape(fact.get("words") or ""),
              "read back" if fact.get("confirmed") else ""] for name, fact in kept.facts.items()]
    contact = [[entry, escape((kept.contact or {}).get(entry) or "not given")] for entry in CONTACT_ENTRIES]
    entries = [[minute(entry.at), escape(entry.who), escape(entry.what)] for entry in trail]
    stands = kept.handling.state + (f" ({kept.handling.who})" if kept.handling.who else "")
    head = (f"<p><strong>{escape(kept.outcome)}</strong>, {escape(stands)}, attempt {kept.attempt}, "
            f"{escape(kept.channel)}, begun {minute(kept.started_at)} UTC, protocol "
            f"{escape(kept.key.protocol_version)}, wording {escape(kept.wording_version)}</p>")
    parts = [head, f"<p>{NOTE}</p>",
             "<h2>Criteria</h2>", _table(("criterion", "verdict", "because, in the patient's words",
                                          "who can settle it", "also open"), criteria),
             "<h2>Answers</h2>", _table(("fact", "answer", "the patient's words", "confirmed"), facts),
             "<h2>Contact</h2>", _table(("entry", "given"), contact) if kept.contact else "<p>None kept.</p>",
             "<h2>Who looked at it or changed it</h2>", _table(("when (UTC)", "who", "what"), entries)]
    return _page(f"Screening {kept.reference}", "\n".join(parts))


def funnel(counted: Funnel) -> str:
    """The funnel as a diagram."""
    return _page("Funnel", f'<div class="scroll" tabindex="0" role="region" aria-label="Diagram">'
                 f"{diagram.draw(counted)}</div>")


def message(title: str, text: str) -> str:
    """A page that says one thing."""
    return _page(title, f"<p>{escape(text)}</p>")


def _because(kept: StoredScreening, criterion: Mapping[str, Any]) -> str:
    said = []
    for fact in criterion.get("because") or ():
        words = (kept.facts.get(fact) or {}).get("words")
        said.append(f"{escape(fact)}{f': <q>{escape(words)}</q>' if words else ''}")
    return "<br>".join(said)


def _open(kept: StoredScreening) -> List[str]:
    if kept.disposition is None:
        return [f"left at {kept.last_question}"] if kept.last_question else []
    return [f"{each['id']} {', '.join(each.get('because') or ())}" for each in kept.criteria
            if each["verdict"] != "satisfied"]


def _select(name: str, options: Sequence[str], chosen: str) -> str:
    choices = "".join(f'<option{" selected" if each == chosen else ""}>{each}</option>' for each in options)
    return f'<label>{name}<select name="{name}"><option value="">any</option>{choices}</select></label>'


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of HTML; a cell is escaped where it is made."""
    heads = "".join(f'<th scope="col">{each}</th>' for each in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(head[0])} table"><table><thead>'
            f"<tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>")


def _page(title: str, body: str, inside: bool = True) -> str:
    links = '<nav><a href="/">Screenings</a> · <a href="/funnel">Funnel</a></nav>' if inside else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} - pre-screening log</title><link rel="stylesheet" href="/style.css"></head>
<body><header><strong>Pre-screening log</strong>{links}</header><main><h1>{escape(title)}</h1>
{body}</main></body></html>
"""
