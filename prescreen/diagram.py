"""The funnel as a diagram, in the manner of a CONSORT flow chart: its boxes and arrows, and the drawing as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Iterator, List, Sequence, Tuple

from prescreen.log.funnel import Funnel

WIDTH = 900
MAIN_X, MAIN_WIDTH = 40, 400
SIDE_X, SIDE_WIDTH = 520, 340
LINE, PADDING, GAP = 22, 14, 40
TEXT_SIZE, BASELINE, CORNER, STROKE, ARROW_HEAD = 15, 16, 4, 1.5, 9
INK, PAPER, BOX = "#1a1f26", "#ffffff", "#f4f7fb"
MOST_LINES = 8

Corners = List[Tuple[int, int]]


@dataclass(frozen=True)
class Box:
    """A box with lines of text; the first line is its head."""

    x: int
    y: int
    width: int
    lines: Tuple[str, ...]

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return LINE * len(self.lines) + 2 * PADDING

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.y + self.height


@dataclass(frozen=True)
class Diagram:
    """Boxes, the corners of the arrows between them, the whole height in pixels, and what it shows in words."""

    boxes: Tuple[Box, ...]
    arrows: Tuple[Corners, ...]
    height: int
    told: str


def diagram_of(funnel: Funnel) -> Diagram:
    """The diagram. Everybody who was screened stands in exactly one of the boxes at the side and at the bottom."""
    left, assessed, fit = _stages(funnel)
    top = Box(MAIN_X, 20, MAIN_WIDTH, (f"Screened: {funnel.screened}",))
    gone = Box(SIDE_X, top.bottom + GAP // 2, SIDE_WIDTH, left)
    middle = Box(MAIN_X, gone.bottom + GAP // 2, MAIN_WIDTH, (f"Answered as far as was needed: {assessed}",))
    out = Box(SIDE_X, middle.bottom + GAP // 2, SIDE_WIDTH, _excluded(funnel))
    low = Box(MAIN_X, out.bottom + GAP // 2, MAIN_WIDTH, (f"Not excluded by a confirmed answer: {fit}",))
    ends = list(_ends(funnel, low.bottom + GAP))
    boxes = (top, gone, middle, out, low, *ends)
    arrows = (_down(top, middle), _down(middle, low), _side(top, gone), _side(middle, out), *_fan(low, ends))
    return Diagram(boxes, arrows, max(box.bottom for box in boxes) + 20, _told(funnel))


def svg(diagram: Diagram) -> str:
    """The drawing; a style sheet around it may set its colours by the classes `paper`, `box`, `arrow` and `text`."""
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {diagram.height}" width="{WIDTH}" '
            f'height="{diagram.height}" role="img" aria-labelledby="funnel-title funnel-text" '
            f'font-family="sans-serif" font-size="{TEXT_SIZE}">')
    arrow_head = ('<defs><marker id="arrow" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto">'
                  f'<path class="head" d="M0 0L9 4.5L0 9z" fill="{INK}"/></marker></defs>')
    parts = [head,
             '<title id="funnel-title">What became of everybody who was screened</title>',
             f'<desc id="funnel-text">{escape(diagram.told)}</desc>',
             arrow_head,
             f'<rect class="paper" width="{WIDTH}" height="{diagram.height}" fill="{PAPER}"/>']
    parts += [f'<path class="arrow" d="M{"L".join(f"{x} {y}" for x, y in arrow)}" fill="none" stroke="{INK}" '
              f'stroke-width="{STROKE}" marker-end="url(#arrow)"/>' for arrow in diagram.arrows]
    for box in diagram.boxes:
        parts += _svg_box(box)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _svg_box(box: Box) -> Iterator[str]:
    yield (f'<rect class="box" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="{CORNER}" '
           f'fill="{BOX}" stroke="{INK}"/>')
    for number, line in enumerate(box.lines):
        bold = "" if number else ' font-weight="bold"'
        yield (f'<text x="{box.x + PADDING}" y="{box.y + PADDING + LINE * number + BASELINE}" fill="{INK}"{bold}>'
               f"{escape(line)}</text>")


def _stages(funnel: Funnel) -> Tuple[Tuple[str, ...], int, int]:
    gone = funnel.declined + funnel.incomplete
    lines = (f"Not assessed: {gone}", f"did not agree, or had it deleted: {funnel.declined}",
             f"left before the end: {funnel.incomplete}",
             *_listed(f"at {question}: {number}" for question, number in funnel.incomplete_at.items()))
    assessed = funnel.screened - gone
    return lines, assessed, assessed - funnel.not_eligible


def _excluded(funnel: Funnel) -> Tuple[str, ...]:
    return (f"Excluded by a confirmed answer: {funnel.not_eligible}",
            *_listed(f"{criterion}: {number}" for criterion, number in funnel.excluded_by.items()))


def _listed(lines: Iterator[str]) -> List[str]:
    listed = [f"- {line}" for line in lines]
    more = len(listed) - MOST_LINES
    return listed if more <= 0 else [*listed[:MOST_LINES], f"- and {more} more"]


def _ends(funnel: Funnel, y: int) -> Iterator[Box]:
    width = (WIDTH - 2 * MAIN_X - 2 * GAP) // 3
    for place, (head, number) in enumerate((("Re-screen by telephone", funnel.rescreen_by_phone),
                                            ("Needs review", funnel.needs_review),
                                            ("May be a fit", funnel.potentially_eligible))):
        yield Box(MAIN_X + place * (width + GAP), y, width, (head, str(number)))


def _down(upper: Box, lower: Box) -> Corners:
    x = upper.x + upper.width // 2
    return [(x, upper.bottom), (x, lower.y)]


def _side(box: Box, side: Box) -> Corners:
    x, y = box.x + box.width // 2, side.y + side.height // 2
    return [(x, y), (side.x, y)]


def _fan(box: Box, ends: Sequence[Box]) -> Iterator[Corners]:
    x, bend = box.x + box.width // 2, box.bottom + GAP // 2
    for end in ends:
        middle = end.x + end.width // 2
        yield [(x, box.bottom), (x, bend), (middle, bend), (middle, end.y)]


def _told(funnel: Funnel) -> str:
    return (f"Of {funnel.screened} people screened, {funnel.declined} declined, {funnel.incomplete} left before the "
            f"end, {funnel.not_eligible} were excluded, {funnel.rescreen_by_phone} may re-screen by telephone, "
            f"{funnel.needs_review} need review, and {funnel.potentially_eligible} may be a fit.")
