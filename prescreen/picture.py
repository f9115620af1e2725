"""The funnel's diagram as a picture (PNG), for slides and reports; the same boxes and arrows as the SVG (`diagram`)."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from prescreen.diagram import (
    ARROW_HEAD,
    BASELINE,
    BOX,
    CORNER,
    INK,
    LINE,
    PADDING,
    PAPER,
    STROKE,
    TEXT_SIZE,
    WIDTH,
    Box,
    Corners,
    Diagram,
)

SHARPNESS = 2  # pixels of the picture for one of the drawing
BOLD = 0.4  # how much thicker the head of a box is drawn


def png(diagram: Diagram) -> bytes:
    """The picture, twice as sharp as the drawing is wide; what it shows stands in its description, too."""
    image = Image.new("RGB", (WIDTH * SHARPNESS, diagram.height * SHARPNESS), PAPER)
    pen = ImageDraw.Draw(image)
    for arrow in diagram.arrows:
        _arrow(pen, arrow)
    for box in diagram.boxes:
        _box(pen, box)
    told = PngInfo()
    told.add_text("Description", diagram.told)
    picture = io.BytesIO()
    image.save(picture, "PNG", pnginfo=told, optimize=True)
    return picture.getvalue()


def _box(pen: ImageDraw.ImageDraw, box: Box) -> None:
    font = ImageFont.load_default(TEXT_SIZE * SHARPNESS)
    pen.rounded_rectangle([each * SHARPNESS for each in (box.x, box.y, box.x + box.width, box.bottom)],
                          CORNER * SHARPNESS, BOX, INK, SHARPNESS)
    for number, line in enumerate(box.lines):
        place = (box.x + PADDING, box.y + PADDING + LINE * number + BASELINE)
        pen.text([each * SHARPNESS for each in place], line, INK, font, anchor="ls",
                 stroke_width=0 if number else BOLD * SHARPNESS)


def _arrow(pen: ImageDraw.ImageDraw, corners: Corners) -> None:
    """A line through corners, and a head at its end."""
    points = [(x * SHARPNESS, y * SHARPNESS) for x, y in corners]
    pen.line(points, INK, round(STROKE * SHARPNESS), joint="curve")
    (x, y), (before_x, before_y) = points[-1], points[-2]
    length, half = ARROW_HEAD * SHARPNESS, ARROW_HEAD * SHARPNESS / 2
    back_x, back_y = (x > before_x) - (x < before_x), (y > before_y) - (y < before_y)
    pen.polygon([(x, y), *((x - back_x * length + side * back_y * half, y - back_y * length + side * back_x * half)
                           for side in (-1, 1))], INK)
