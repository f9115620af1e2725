"""The funnel as a diagram (SVG), in the manner of a CONSORT flow chart."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Iterator, List, Sequence, Tuple

from prescreen.log.funnel import Funnel

WIDTH = 900
MAIN_X, MAIN_WIDTH = 40, 400
SIDE_X, SIDE_WIDTH = 520, 340
LINE, PADDING, GAP = 22, 14, 40
MOST_LINES = 8


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


def draw(funnel: Funnel) -> str:
    """The diagram. Everybody who was screened stands in exactly one of the boxes at the side and at the bottom."""
    left, assessed, fit = _stages(funnel)
    top = Box(MAIN_X, 20, MAIN_WIDTH, (f"Screened: {funnel.screened}",))
    gone = Box(SIDE_X, top.bottom + GAP // 2, SIDE_WIDTH, left)
    middle = Box(MAIN_X, gone.bottom + GAP // 2, MAIN_WIDTH, (f"Answered as far as was needed: {assessed}",))
    out = Box(SIDE_X, middle.bottom + GAP // 2, SIDE_WIDTH, _excluded(funnel))
    low = Box(MAIN_X, out.bottom + GAP // 2, MAIN_WIDTH, (f"Not excluded by a confirmed answer: {fit}",))
    ends = list(_ends(funnel, low.bottom + GAP))
    boxes = [top, gone, middle, out, low, *ends]
    arrows = [_down(top, middle), _down(middle, low), _side(top, gone), _side(middle, out), *_fan(low, ends)]
    return _svg(boxes, arrows, max(box.bottom for box in boxes) + 20, _told(funnel))


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
    listed = [f"\u2013 {line}" for line in lines]
    more = len(listed) - MOST_LINES
    return listed if more <= 0 else [*listed[:MOST_LINES], f"\u2013 and {more} more"]


def _ends(funnel: Funnel, y: int) -> Iterator[Box]:
    width = (WIDTH - 2 * MAIN_X - 2 * GAP) // 3
    for place, (head, number) in enumerate((("Re-screen by telephone", funnel.rescreen_by_phone),
                                            ("Needs review", funnel.needs_review),
                                            ("May be a fit", funnel.potentially_eligible))):
        yield Box(MAIN_X + place * (width + GAP), y, width, (head, str(number)))


def _down(upper: Box, lower: Box) -> str:
    x = upper.x + upper.width // 2
    return f"M{x} {upper.bottom}V{lower.y}"


def _side(box: Box, side: Box) -> str:
    x, y = box.x + box.width // 2, side.y + side.height // 2
    return f"M{x} {y}H{side.x}"


def _fan(box: Box, ends: Sequence[Box]) -> Iterator[str]:
    x, bend = box.x + box.width // 2, box.bottom + GAP // 2
    for end in ends:
        yield f"M{x} {box.bottom}V{bend}H{end.x + end.width // 2}V{end.y}"


def _told(funnel: Funnel) -> str:
    return (f"Of {funnel.screened} people screened, {funnel.declined} declined, {funnel.incomplete} left before the "
            f"end, {funnel.not_eligible} were excluded, {funnel.rescreen_by_phone} may re-screen by telephone, "
            f"{funnel.needs_review} need review, and {funnel.potentially_eligible} may be a fit.")


def _svg(boxes: Sequence[Box], arrows: Sequence[str], height: int, told: str) -> str:
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
            f'height="{height}" role="img" aria-labelledby="funnel-title funnel-text" font-family="sans-serif" '
            'font-size="15">')
    arrow_head = ('<defs><marker id="arrow" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto">'
                  '<path d="M0 0L9 4.5L0 9z" fill="#333"/></marker></defs>')
    parts = [head,
             '<title id="funnel-title">What became of everybody who was screened</title>',
             f'<desc id="funnel-text">{escape(told)}</desc>',
             arrow_head,
             f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>']
    parts += [f'<path d="{arrow}" fill="none" stroke="#333" stroke-width="1.5" marker-end="url(#arrow)"/>'
              for arrow in arrows]
    for box in boxes:
        parts.append(f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="4" fill="#f4f7fb" '
                     'stroke="#333"/>')
        parts += [f'<text x="{box.x + PADDING}" y="{box.y + PADDING + LINE * number + 16}" fill="#111"'
                  f'{" font-weight=" + chr(34) + "bold" + chr(34) if number == 0 else ""}>{escape(line)}</text>'
                  for number, line in enumerate(box.lines)]
    return "\n".join([*parts, "</svg>"]) + "\n"
