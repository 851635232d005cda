"""The pictures of the built-in decks: one grammar, safe, legible, and each of use to a note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from flashcards.gui import fonts
from flashcards.gui.theme import TOKENS
from flashcards.paths import decks_path
from flashcards.render.references import media_references, pictures
from flashcards.render.svg import SvgNode, read_svg
from flashcards.render.svg_colors import recoloured, stated_colors
from tests.decks.shelf import decks, notes

FEWEST = 40
LARGEST = 8 * 1024
WIDEST, TALLEST = 640, 420
SMALLEST_TEXT = 13
ROUND = 12  # of the ground's corners

ELEMENTS = {
    "svg", "title", "desc", "g", "defs", "marker", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "path", "text", "tspan",
}  # fmt: skip
NOT_DRAWN = ("title", "desc", "defs")
FORBIDDEN = {
    "style", "class", "opacity", "fill-opacity", "stroke-opacity", "filter", "mask", "clip-path",
    "textlength", "href", "xlink:href", "id",
}  # fmt: skip
FAMILIES = {"Inter", "JetBrains Mono"}
WEIGHTS = {"400", "500", "600"}
COLORS = (
    "surface", "sunken", "border", "control", "text", "text2", "text3", "accent", "accentSoft",
    "accentInk", "accentMid", "again", "againBg", "hard", "hardBg", "good", "goodBg", "easy",
    "easyBg",
)  # fmt: skip
LIGHT_AND_DARK = {
    TOKENS["color"][name]["light"].upper(): TOKENS["color"][name]["dark"].upper() for name in COLORS
}
DESCRIBED = 15
"""Characters that a description has at least: what is shown, not just a name."""

FOLDERS = sorted(decks_path().glob("*/media"))
FILES = [path for folder in FOLDERS for path in sorted(folder.iterdir())]


@cache
def drawing(path: Path) -> SvgNode:
    return read_svg(path.read_bytes())


def inherited(root: SvgNode, name: str) -> Iterator[tuple[SvgNode, str]]:
    """Each text element with an attribute that it may have from what it stands in."""
    waiting = [(root, root.attributes.get(name, ""))]
    while waiting:
        node, value = waiting.pop()
        own = node.attributes.get(name, value)
        if node.name in ("text", "tspan"):
            yield node, own
        waiting += [(child, own) for child in node.children]


def size(root: SvgNode) -> tuple[float, float]:
    return float(root.attributes["width"]), float(root.attributes["height"])


@pytest.fixture(scope="module")
def with_fonts(qapp: QApplication) -> QApplication:
    fonts.load()
    return qapp


def test_there_are_enough_and_each_is_named_by_a_note() -> None:
    assert len(FILES) >= FEWEST
    named = {
        (decks_path() / placed.deck.name).parent / name
        for placed in notes()
        for text in placed.note.fields.texts
        for name in media_references(text)
    }
    assert [path.name for path in FILES if path not in named] == []
    assert [path for path in named if path not in FILES] == []


def test_each_stage_has_some() -> None:
    stages = Counter(
        placed.deck.rows.stage
        for placed in notes()
        for text in placed.note.fields.texts
        for _ in pictures(text)
    )
    assert set(stages) == {deck.rows.stage for deck in decks()}


def test_every_picture_is_described() -> None:
    short = [
        f"{placed.place}: {picture.alt!r}"
        for placed in notes()
        for text in placed.note.fields.texts
        for picture in pictures(text)
        if len(picture.alt) < DESCRIBED
    ]
    assert short == []


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
class TestADrawing:
    def test_it_is_small_and_has_a_plain_name(self, path: Path) -> None:
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.svg", path.name)
        assert path.stat().st_size <= LARGEST

    def test_it_begins_with_its_title_and_a_white_ground(self, path: Path) -> None:
        root = drawing(path)
        width, height = size(root)
        assert root.attributes["viewBox"].split() == [
            "0", "0", root.attributes["width"], root.attributes["height"],
        ]  # fmt: skip
        assert width <= WIDEST
        assert height <= TALLEST
        assert root.attributes["role"] == "img"
        assert root.children[0].name == "title"
        assert root.children[0].text.strip()
        ground = next(
            child for child in root.children if child.name not in ("title", "desc", "defs")
        )
        assert ground.name == "rect"
        assert {
            name: value for name, value in ground.attributes.items() if name not in ("x", "y")
        } == {
            "width": root.attributes["width"], "height": root.attributes["height"],
            "rx": str(ROUND), "fill": "#FFFFFF",
        }  # fmt: skip

    def test_it_has_plain_elements_and_attributes_alone(self, path: Path) -> None:
        nodes = list(drawing(path).walk())
        assert {node.name for node in nodes} - ELEMENTS == set()
        used = {name.lower() for node in nodes for name in node.attributes if node.name != "marker"}
        assert used & FORBIDDEN == set()

    def test_its_colours_are_those_of_the_light_theme(self, path: Path) -> None:
        assert stated_colors(drawing(path)) - LIGHT_AND_DARK.keys() == set()
        shown = recoloured(path.read_bytes(), LIGHT_AND_DARK)
        assert stated_colors(read_svg(shown.encode())) <= set(LIGHT_AND_DARK.values())

    def test_its_words_can_be_read(self, path: Path) -> None:
        root = drawing(path)
        sizes = [float(value or 0) for _, value in inherited(root, "font-size")]
        assert min(sizes, default=SMALLEST_TEXT) >= SMALLEST_TEXT
        assert {value for _, value in inherited(root, "font-family")} <= FAMILIES
        assert {value or "400" for _, value in inherited(root, "font-weight")} <= WEIGHTS

    def test_no_word_is_cut_off_at_its_edge(self, path: Path, with_fonts: QApplication) -> None:
        root = drawing(path)
        width, height = size(root)
        outside = [
            node.text.strip()
            for node, left, right, base in lines(root)
            if left < 2 or right > width - 2 or not 8 <= base <= height - 2
        ]
        assert outside == []

    def test_qt_draws_it_in_both_themes(self, path: Path, with_fonts: QApplication) -> None:
        width, height = size(drawing(path))
        pictures = []
        for colors in ({}, LIGHT_AND_DARK):
            renderer = QSvgRenderer(QByteArray(recoloured(path.read_bytes(), colors).encode()))
            assert renderer.isValid()
            assert renderer.defaultSize().toTuple() == (round(width), round(height))
            image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
            image.fill(0)
            painter = QPainter(image)
            renderer.render(painter, QRectF(image.rect()))
            painter.end()
            middle = image.pixelColor(round(width / 2), 1).name().upper()
            pictures.append((middle, len(set(image.constBits().tobytes()))))
        (light, shades), (dark, _) = pictures
        assert (light, dark) == ("#FFFFFF", LIGHT_AND_DARK["#FFFFFF"])
        assert shades > 20


def lines(root: SvgNode) -> Iterator[tuple[SvgNode, float, float, float]]:
    """(element, left, right, base line) of each text that has a place and is not transformed."""
    waiting = [(root, {}, False)]
    while waiting:
        node, outer, turned = waiting.pop()
        own = {**outer, **node.attributes}
        turned = turned or "transform" in node.attributes
        has_words = node.name in ("text", "tspan") and node.text.strip()
        if has_words and not turned and not node.children and {"x", "y"} <= own.keys():
            font = QFont(own["font-family"])
            font.setPixelSize(round(float(own["font-size"])))
            font.setWeight(QFont.Weight(int(own.get("font-weight", "400"))))
            words = QFontMetricsF(font).horizontalAdvance(" ".join(node.text.split()))
            share = {"middle": 0.5, "end": 1.0}.get(own.get("text-anchor", ""), 0.0)
            left = float(own["x"]) - share * words
            yield node, left, left + words, float(own["y"])
        waiting += [(child, own, turned) for child in node.children]
