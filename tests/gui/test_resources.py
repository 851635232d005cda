"""The shipped fonts and icons: all there, all used, all drawn."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication

from flashcards.gui import fonts, icons
from flashcards.gui.theme import Role, theme
from flashcards.paths import resource_path

SOURCE = Path(__file__).resolve().parents[2] / "flashcards" / "gui"
NAMES = sorted(file.stem for file in resource_path("icons").glob("*.svg"))


def strings_of_the_window() -> set[str]:
    """Every string constant in the code of the window."""
    return {
        node.value
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def drawn(width: int, height: int, ratio: float = 1.0) -> QImage:
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDevicePixelRatio(ratio)
    return image


def colors_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_all_fonts_are_registered(themed: QApplication) -> None:
    assert {fonts.UI_FAMILY, fonts.CODE_FAMILY, fonts.EMOJI_FAMILY} <= set(fonts.load())


@pytest.mark.parametrize("weight", [400, 500, 600])
@pytest.mark.parametrize("code", [False, True])
def test_each_weight_is_a_font_of_its_own(weight: int, code: bool) -> None:
    info = QFontInfo(fonts.make(15, weight, code=code))
    assert info.family() == (fonts.CODE_FAMILY if code else fonts.UI_FAMILY)
    assert info.weight() == weight


def test_code_has_no_ligatures_and_figures_are_tabular_where_asked() -> None:
    code = fonts.make(15, 400, code=True)
    for ligature in ("liga", "calt"):
        assert code.isFeatureSet(QFont.Tag(ligature))
        assert code.featureValue(QFont.Tag(ligature)) == 0
    tabular = fonts.make(15, 400, tabular=True)
    assert tabular.isFeatureSet(QFont.Tag("tnum"))
    assert not fonts.make(15, 400).isFeatureSet(QFont.Tag("tnum"))


def test_emoji_are_drawn_in_colour() -> None:
    image = drawn(60, 40)
    painter = QPainter(image)
    painter.setFont(theme().font(Role.TITLE))
    painter.drawText(QRectF(0, 0, 60, 40), "🚀")
    painter.end()
    assert any(QColor(color).hsvSaturation() > 100 for color in colors_in(image))


def test_every_icon_that_is_shipped_is_used() -> None:
    assert set(NAMES) <= strings_of_the_window()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_in_the_colour_asked_for(name: str, ratio: float) -> None:
    image = drawn(24, 24, ratio)
    painter = QPainter(image)
    icons.paint(painter, name, QRectF(4, 4, 16, 16), QColor("#a5352c"))
    painter.end()
    inked = colors_in(image) - {"#ffffff"}
    assert inked
    assert all(QColor(color).red() > QColor(color).blue() for color in inked)


def test_the_application_has_an_icon_in_every_size() -> None:
    sizes = {size.width() for size in icons.application_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes


def test_what_others_made_comes_with_its_licence() -> None:
    licences = "\n".join(
        file.read_text(encoding="utf-8") for file in resource_path("LICENSES").glob("*.txt")
    )
    for phrase in ("Inter Project Authors", "JetBrains Mono Project", "Lucide", "Twemoji", "ISC"):
        assert phrase in licences
    attribution = resource_path("ATTRIBUTION.md").read_text(encoding="utf-8")
    for package in ("inter", "jetbrains-mono", "twemoji-colr-font", "lucide-static"):
        assert package in attribution
