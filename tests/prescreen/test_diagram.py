"""The funnel as a drawing and as a picture: every person in one box, and the same boxes in both."""

from __future__ import annotations

import io
import stat
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image

from prescreen import diagram
from prescreen.cli import main
from prescreen.log import Funnel, ScreeningLog
from prescreen.picture import SHARPNESS, png
from tests.prescreen.logs import Clock, attempt, half_way, other_key

FUNNEL = Funnel(100, 5, 15, 40, 10, 20, 10, {"I1": 30, "E1": 10}, {"headache": 9, "age": 6})
EMPTY = Funnel(0, 0, 0, 0, 0, 0, 0)
CROWDED = Funnel(100, 0, 90, 10, 0, 0, 0, {"E3": 10}, {f"question_{number}": 9 for number in range(10)})
FUNNELS = [FUNNEL, EMPTY, CROWDED]


@pytest.fixture
def log(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'log.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    log = ScreeningLog(url, clock=Clock())
    log.prepare()
    log.record(attempt())
    log.record(half_way(key=other_key(1)))
    yield log
    log.close()


@pytest.mark.parametrize("funnel", FUNNELS)
def test_no_box_lies_on_another_and_all_lie_on_the_paper(funnel):
    drawn = diagram.diagram_of(funnel)
    for number, one in enumerate(drawn.boxes):
        assert one.x >= 0 and one.x + one.width <= diagram.WIDTH and one.bottom < drawn.height
        for other in drawn.boxes[number + 1:]:
            assert one.bottom <= other.y or other.bottom <= one.y or one.x + one.width <= other.x \
                or other.x + other.width <= one.x


@pytest.mark.parametrize("funnel", FUNNELS)
def test_every_character_is_one_that_any_font_has(funnel):
    assert all(line.isascii() for box in diagram.diagram_of(funnel).boxes for line in box.lines)


@pytest.mark.parametrize("funnel", FUNNELS)
def test_the_drawing_is_svg_with_a_title_and_a_description(funnel):
    root = ElementTree.fromstring(diagram.svg(diagram.diagram_of(funnel)))  # noqa: S314 (our own)
    name = {"svg": "http://www.w3.org/2000/svg"}
    assert root.get("role") == "img"
    assert root.find("svg:title", name).text
    assert f"Of {funnel.screened} people screened" in root.find("svg:desc", name).text


@pytest.mark.parametrize("funnel", FUNNELS)
def test_the_picture_shows_the_same_boxes(funnel):
    drawn = diagram.diagram_of(funnel)
    image = Image.open(io.BytesIO(png(drawn)))
    assert (image.format, image.size) == ("PNG", (diagram.WIDTH * SHARPNESS, drawn.height * SHARPNESS))
    assert image.text["Description"] == drawn.told

    def ink(left, top, right, bottom):
        """Whether anything dark stands in a part of the picture."""
        part = image.crop([each * SHARPNESS for each in (left, top, right, bottom)]).convert("L")
        return part.getextrema()[0] < 100

    for box in drawn.boxes:
        assert ink(box.x - 1, box.y, box.x + 2, box.bottom)
        for number in range(len(box.lines)):
            top = box.y + diagram.PADDING + diagram.LINE * number
            assert ink(box.x + diagram.PADDING, top, box.x + box.width - diagram.PADDING, top + diagram.LINE)
            assert not ink(box.x + box.width - 3, top, box.x + box.width - 1, top + diagram.LINE), box.lines[number]
    for arrow in drawn.arrows:
        x, y = arrow[-1]
        assert ink(x - 4, y - 4, x + 4, y)


@pytest.mark.parametrize("name, start", [("funnel.png", b"\x89PNG\r\n\x1a\n"), ("funnel.SVG", b"<svg ")])
def test_the_command_writes_a_file_for_its_owner_alone(log, tmp_path, capsys, name, start):
    file = tmp_path / name
    assert main(["funnel", "--diagram", str(file)]) == 0
    assert capsys.readouterr().out == f"The diagram is written to {file}.\n"
    assert file.read_bytes().startswith(start)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_drawing_can_be_printed_too(log, capsys):
    assert main(["funnel", "--svg"]) == 0
    assert capsys.readouterr().out == diagram.svg(diagram.diagram_of(log.funnel()))


@pytest.mark.parametrize("words, part", [
    (["--diagram", "funnel.jpg"], "neither an SVG nor a PNG"), (["--diagram", "/no/such/folder/funnel.png"], "cannot"),
    (["--json", "--svg"], "not allowed with")])
def test_what_cannot_be_drawn_is_told_in_one_sentence(log, capsys, words, part):
    assert main(["funnel", *words]) != 0
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and part in said.err
