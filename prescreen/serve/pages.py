"""The pages for coordinators, as HTML: the list, one screening, the funnel, and the login."""

from __future__ import annotations

from html import escape
from typing import Any, Iterable, Iterator, List, Mapping, Sequence

from prescreen import diagram
from prescreen.commands.common import OUTCOMES
from prescreen.commands.terminal import in_words, minute
from prescreen.log import Funnel, StoredScreening
from prescreen.log.handling import RESULTS, STATES
from prescreen.log.records import CONTACT_ENTRIES
from prescreen.protocol import Protocol

STYLE = """
:root { color-scheme: light dark; --ink: #14181d; --paper: #fff; --line: #bbc; --edge: #556; --link: #0b4a8f;
  --button: #0b4a8f; --focus: #b35900; --bad: #8a1111; --good: #14532d; --box: #f4f7fb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --paper: #14181d; --line: #3a424d; --edge: #8a94a3;
  --link: #8ec1ff; --button: #1f5fae; --focus: #ffb454; --bad: #ffaba3; --good: #9be0b1; --box: #1e252e; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; color: var(--ink);
  background: var(--paper); }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; border-bottom: 1px solid var(--edge); }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
td { overflow-wrap: break-word; }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin: 1rem 0; }
label { display: grid; }
select, input, button { font: inherit; color: inherit; background: var(--paper); padding: .3rem .5rem;
  border: 1px solid var(--edge); border-radius: .2rem; }
button { background: var(--button); color: #fff; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.violated { font-weight: bold; color: var(--bad); }
.satisfied { color: var(--good); }
.scroll { overflow-x: auto; position: relative; }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; padding: .4rem 0; border-bottom: 1px solid var(--edge); }
  td { display: grid; grid-template-columns: 7rem 1fr; gap: .5rem; padding: .15rem 0; border: 0; }
  td::before { content: attr(data-label); font-weight: bold; }
  td:has(div:empty) { display: none; }
  td div { min-width: 0; }
}
svg { max-width: 100%; height: auto; }
svg text, svg .head { fill: var(--ink); }
svg .arrow, svg .box { stroke: var(--ink); }
svg .paper { fill: var(--paper); }
svg .box { fill: var(--box); }
"""
CHANNELS = {"rest": "telephone", "web": "web"}
NOTE = "The investigator decides. Antibodies are tested again by the study's laboratory (CLIA), whatever is said here."


def login(wrong: bool = False) -> str:
    """The page that asks for the token."""
    told = '<p role="alert">That is not the token. It stands in the terminal where the page was started.</p>'
    return _page("Log in", f"""{told if wrong else ""}
<p>The token stands in the terminal where <code>prescreen serve</code> was started,
or is what COORDINATOR_TOKEN says.</p>
<form method="post" action="/login"><label>Token
<input name="token" type="password" autocomplete="off" required></label><button>Log in</button></form>""", inside=False)


def listing(screenings: Sequence[StoredScreening], number: int, chosen: Mapping[str, str]) -> str:
    """The list, with its filters."""
    rows = [[f'<a href="/screenings/{each.reference}">{each.reference}</a>', minute(each.started_at),
             _channel(each), str(each.attempt), escape(each.handling.state), escape(each.outcome),
             escape("; ".join(_open(each)))] for each in screenings]
    head = ("reference", "begun (UTC)", "channel", "attempt", "state", "disposition", "why")
    filters = "".join(_select(name, options, chosen.get(name, "")) for name, options in (
        ("state", dict(zip(STATES, STATES))), ("disposition", dict(zip(OUTCOMES, OUTCOMES))), ("channel", CHANNELS)))
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
    head = (f"<p><strong>{escape(kept.outcome)}</strong>, {escape(_handling(kept))}, attempt {kept.attempt}, "
            f"{_channel(kept)}, begun {minute(kept.started_at)} UTC, protocol "
            f"{escape(kept.key.protocol_version)}, wording {escape(kept.wording_version)}</p>")
    parts = [head, *_notes(kept), f"<p>{NOTE}</p>",
             "<h2>Criteria</h2>", _table(("criterion", "verdict", "because, in the patient's words",
                                          "who can settle it", "also open"), criteria),
             "<h2>Answers</h2>", _table(("fact", "answer", "the patient's words", "confirmed"), facts),
             "<h2>Contact</h2>", _table(("entry", "given"), contact) if kept.contact else "<p>None kept.</p>",
             "<h2>Who looked at it or changed it</h2>", _table(("when (UTC)", "who", "what"), entries)]
    return _page(f"Screening {kept.reference}", "\n".join(parts))


def funnel(counted: Funnel) -> str:
    """The funnel as a diagram."""
    return _page("Funnel", f'<div class="scroll" tabindex="0" role="region" aria-label="Diagram">'
                 f"{diagram.svg(diagram.diagram_of(counted))}</div>")


def message(title: str, text: str) -> str:
    """A page that says one thing."""
    return _page(title, f"<p>{escape(text)}</p>")


def _channel(kept: StoredScreening) -> str:
    return escape(CHANNELS.get(kept.channel, kept.channel))


def _handling(kept: StoredScreening) -> str:
    who = f" by {kept.handling.who}" if kept.handling.who else ""
    result = f": {RESULTS.get(kept.handling.result, kept.handling.result)}" if kept.handling.result else ""
    return f"{kept.handling.state}{who}{result}"


def _notes(kept: StoredScreening) -> Iterator[str]:
    if kept.disposition != kept.first_disposition:
        yield f"<p>At first: {escape(kept.first_disposition or '')}; an answer was corrected since.</p>"
    if kept.disposition is None and kept.last_question:
        yield f"<p>Left at the question {escape(kept.last_question)}.</p>"
    if kept.previous_reference:
        yield (f'<p>Goes on from <a href="/screenings/{escape(kept.previous_reference)}">'
               f"{escape(kept.previous_reference)}</a>.</p>")
    if kept.safety_text_given:
        yield "<p>A safety text was given.</p>"


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


def _select(name: str, options: Mapping[str, str], chosen: str) -> str:
    choices = "".join(f'<option value="{value}"{" selected" if value == chosen else ""}>{shown}</option>'
                      for value, shown in options.items())
    return f'<label>{name}<select name="{name}"><option value="">any</option>{choices}</select></label>'


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of HTML; a cell is escaped where it is made. The roles stay where a narrow page shows the rows as cards."""
    heads = "".join(f'<th role="columnheader" scope="col">{each}</th>' for each in head)
    body = "".join('<tr role="row">' + "".join(f'<td role="cell" data-label="{name}"><div>{cell}</div></td>'
                                               for name, cell in zip(head, row)) + "</tr>" for row in rows)
    return (f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(head[0])} table">'
            f'<table role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
            f'<tbody role="rowgroup">{body}</tbody></table></div>')


def _page(title: str, body: str, inside: bool = True) -> str:
    links = '<nav><a href="/">Screenings</a> · <a href="/funnel">Funnel</a></nav>' if inside else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} - pre-screening log</title><link rel="stylesheet" href="/style.css"></head>
<body><header><strong>Pre-screening log</strong>{links}</header><main><h1>{escape(title)}</h1>
{body}</main></body></html>
"""
