"""Pictures and formulas of a card: sharp, in the theme's colours, and never a broken icon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSizeF, QUrl
from PySide6.QtGui import QColor, QHelpEvent, QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from flashcards.gui.theme import Mode, Role, theme
from flashcards.gui.widgets.card_look import Look, blocks, fragments
from flashcards.gui.widgets.card_media import load_image
from flashcards.gui.widgets.card_pictures import picture_of
from flashcards.gui.widgets.card_text import CardText
from flashcards.render.formula import formula_svg

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 40" width="{0}" height="40">{1}</svg>'
)
GROUND = '<rect width="100%" height="100%" fill="#FFFFFF"/>'
OWN_STYLE = f'{GROUND}<rect x="10" y="10" width="20" height="20" fill="#5B49B8"/>'
SUM = r"\sum_{i=1}^{n} \frac{1}{i}"


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """Drawings: in the program's colours, in others, and others with a ground of their own."""
    (tmp_path / "token.svg").write_text(SVG.format(200, OWN_STYLE))
    (tmp_path / "other.svg").write_text(SVG.format(200, '<path d="M0 0h9v9z" fill="#000000"/>'))
    ground = '<rect width="200" height="40" fill="#ABCDEF"/><text y="20">x</text>'
    (tmp_path / "ground.svg").write_text(SVG.format(200, ground))
    (tmp_path / "wide.svg").write_text(SVG.format(1_200, OWN_STYLE))
    return tmp_path


@pytest.fixture
def text(qtbot: QtBot, media: Path) -> CardText:
    """A text of 600 pixels on screen, with media."""
    text = CardText("Answer")
    text.resize(600, 400)
    text.set_media_folder(media)
    qtbot.addWidget(text)
    text.show()
    return text


@pytest.fixture
def dark() -> Iterator[None]:
    """The dark theme."""
    theme().set_mode(Mode.DARK)
    yield
    theme().set_mode(Mode.LIGHT)


def load(media: Path, name: str, width: int = 640, ratio: float = 1.0) -> QImage:
    image = load_image(media, name, width, ratio)
    assert image is not None
    return image


def color(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name().upper()


def sizes(text: CardText) -> list[QSizeF]:
    """The sizes of the pictures of a text, in their order."""
    found = []
    for block in blocks(text.document()):
        for piece in fragments(block):
            form = piece.charFormat()
            if picture_of(form, text._pictures) is not None:
                width, height = form.toImageFormat().width(), form.toImageFormat().height()
                found.append(QSizeF(width, height))
    return found


class TestColours:
    def test_a_drawing_in_the_colours_of_the_light_theme_is_shown_as_it_is(
        self, media: Path
    ) -> None:
        image = load(media, "token.svg")
        assert (color(image, 2, 2), color(image, 20, 20)) == ("#FFFFFF", "#5B49B8")

    @pytest.mark.usefixtures("dark")
    def test_in_the_dark_it_has_the_dark_ones(self, media: Path) -> None:
        image = load(media, "token.svg")
        assert color(image, 2, 2) == theme().colors.surface.name().upper()
        assert color(image, 20, 20) == theme().colors.accent.name().upper()

    @pytest.mark.usefixtures("dark")
    def test_in_the_dark_another_gets_a_light_ground(self, media: Path) -> None:
        image = load(media, "other.svg")
        assert (color(image, 100, 30), color(image, 2, 1)) == ("#FFFFFF", "#000000")

    @pytest.mark.usefixtures("dark")
    def test_one_with_a_ground_of_its_own_stays_as_it_is(self, media: Path) -> None:
        assert color(load(media, "ground.svg"), 100, 35) == "#ABCDEF"

    @pytest.mark.usefixtures("dark")
    def test_a_picture_that_one_can_look_through_gets_a_ground_too(self, media: Path) -> None:
        image = QImage(40, 20, QImage.Format.Format_ARGB32)
        image.fill(QColor(0, 0, 0, 0))
        image.save(str(media / "clear.png"))
        assert color(load(media, "clear.png"), 20, 10) == "#FFFFFF"

    def test_in_the_light_nothing_is_put_behind(self, media: Path) -> None:
        assert load(media, "other.svg").pixelColor(100, 30).alpha() == 0

    def test_a_text_draws_its_pictures_anew_when_the_theme_changes(self, text: CardText) -> None:
        text.set_markdown("![x](token.svg)")
        assert color(text.grab().toImage(), 20, 20) == theme().colors.accent.name().upper()
        theme().set_mode(Mode.DARK)
        assert color(text.grab().toImage(), 20, 20) == theme().colors.accent.name().upper()


class TestSize:
    def test_a_picture_is_never_wider_than_its_text(self, text: CardText) -> None:
        text.set_markdown("![x](wide.svg)")
        text.heightForWidth(600)
        assert sizes(text) == [QSizeF(600, 20)]
        text.heightForWidth(300)
        assert sizes(text) == [QSizeF(300, 10)]

    def test_nor_than_its_place_in_a_list_quote_or_table(self, text: CardText) -> None:
        text.set_markdown(
            "- ![x](wide.svg)\n\n> ![x](wide.svg)\n\n| a | b |\n|---|---|\n| ![x](wide.svg) | c |"
        )
        in_list, in_quote, in_table = sizes(text)
        assert in_list.width() == 600 - text.document().indentWidth()
        assert in_quote.width() == 600 - 15
        assert in_table.width() < 300
        assert text.document().idealWidth() <= 600

    def test_a_narrow_one_keeps_its_size(self, text: CardText) -> None:
        text.set_markdown("![x](token.svg)")
        assert sizes(text) == [QSizeF(200, 40)]

    def test_a_drawing_grows_with_the_text(self, text: CardText) -> None:
        theme().set_text_scale(1.5)
        text.set_markdown("![x](token.svg)")
        assert sizes(text) == [QSizeF(300, 60)]

    def test_it_is_drawn_for_the_pixels_of_the_screen(self, media: Path) -> None:
        image = load(media, "token.svg", ratio=2.0)
        assert (image.width(), image.deviceIndependentSize().width()) == (400, 200)

    def test_a_text_begins_with_all_of_its_picture(self, text: CardText) -> None:
        text.set_markdown("![x](token.svg)")
        assert text.heightForWidth(600) == pytest.approx(41, abs=1)


class TestWords:
    def test_what_a_picture_shows_is_told_to_screen_readers_and_under_the_mouse(
        self, text: CardText
    ) -> None:
        text.set_markdown("![A tree](token.svg)\n\nwords \\(x^2\\)")
        assert text.accessibleDescription() == "A tree; x^2"
        viewport = text.viewport()
        at = QPoint(50, 20)
        QApplication.sendEvent(
            viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(at))
        )
        assert QToolTip.text() == "A tree"
        text.set_markdown("words")
        assert text.accessibleDescription() == ""

    def test_a_missing_picture_says_what_it_would_show(self, text: CardText) -> None:
        text.set_markdown("![A tree with many leaves](gone.png)")
        noted = text.grab().toImage()
        (size,) = sizes(text)
        assert 100 < size.width() < 300
        assert size.height() > theme().line(Role.SMALL)
        middle = round(size.width() / 2)
        frame = theme().colors.control.name().upper()
        assert frame in {color(noted, middle, y) for y in range(3)}
        assert text.accessibleDescription() == "A tree with many leaves"

    @pytest.mark.parametrize(
        "markdown",
        ["![x](https://x.org/a.png)", "![x](../a.png)", "![](gone.png)", "<img src='media/a.png'>"],
    )
    def test_so_does_one_that_may_not_be_shown(self, text: CardText, markdown: str) -> None:
        text.set_markdown(markdown)
        (size,) = sizes(text)
        assert size.width() > 20

    def test_a_long_description_wraps(self, text: CardText) -> None:
        text.set_markdown(f"![{'many words ' * 40}](gone.png)")
        (size,) = sizes(text)
        assert size.width() <= 600
        assert size.height() > 4 * theme().line(Role.SMALL)

    def test_copied_text_has_words_for_pictures(self, text: CardText) -> None:
        text.set_markdown("See ![A tree](token.svg) and \\(x_1\\).\n\n\\[y\\]")
        text.selectAll()
        assert text.selected_text() == "See [A tree] and \\(x_1\\).\n\\[y\\]"


class TestFormulas:
    def test_a_formula_has_the_colour_and_the_size_of_the_words(self, text: CardText) -> None:
        text.set_look(Look(Role.QUESTION, color="again"))
        text.set_markdown(f"\\({SUM}\\)")
        drawn = formula_svg(
            SUM, False, theme().colors.again.name(), theme().font(Role.QUESTION).pixelSize()
        )
        assert drawn is not None
        assert sizes(text) == [QSizeF(drawn.width, drawn.height)]
        image = text.grab().toImage()
        shown = {color(image, x, y) for x in range(60) for y in range(40)}
        assert theme().colors.again.name().upper() in shown
        theme().set_text_scale(1.5)
        assert sizes(text)[0].width() > 1.4 * drawn.width

    @pytest.mark.parametrize("latex", ["x", "x^2", "p", r"\frac{a}{b}", SUM, r"\sqrt{x_i}"])
    def test_it_stands_on_the_line_of_the_words(self, text: CardText, latex: str) -> None:
        text.set_markdown(f"words \\({latex}\\) words")
        drawn = formula_svg(
            latex, False, theme().colors.text.name(), theme().font(Role.ANSWER).pixelSize()
        )
        assert drawn is not None
        text.heightForWidth(600)
        line = text.document().begin().layout().lineAt(0)
        assert line.ascent() >= drawn.baseline - 0.2
        assert line.descent() >= drawn.height - drawn.baseline - 0.2

    def test_its_lower_edge_is_where_its_base_line_asks_for(self, text: CardText) -> None:
        text.set_markdown("\\(E\\) E")
        image = text.grab().toImage()
        ground = color(image, 590, 10)
        inked = [{y for y in range(40) if color(image, x, y) != ground} for x in range(40)]
        letters = [rows for rows in inked if rows]
        gap = next(x for x in range(5, 40) if not inked[x] and any(inked[:x]) and any(inked[x:]))
        first = max(max(rows) for rows in inked[:gap] if rows)
        second = max(max(rows) for rows in inked[gap:] if rows)
        assert letters
        assert abs(first - second) <= 1

    def test_one_that_is_too_wide_gets_smaller(self, text: CardText) -> None:
        text.set_markdown("\\[" + " + ".join(f"x_{{{n}}}" for n in range(60)) + "\\]")
        (size,) = sizes(text)
        assert 560 < size.width() <= 601

    def test_in_a_table_it_lies_in_its_cell(self, text: CardText) -> None:
        text.set_markdown("| a | b |\n|---|---|\n| c | \\(x\\) |")
        image = text.grab().toImage()
        cell = next(block for block in blocks(text.document()) if "\ufffc" in block.text())
        bounds = text.document().documentLayout().blockBoundingRect(cell).toRect()
        assert bounds.top() > 30
        xs, ys = range(bounds.left(), bounds.right()), range(bounds.top(), bounds.bottom())
        assert len({color(image, x, y) for x in xs for y in ys}) > 3

    def test_one_that_can_not_be_read_stays_as_it_was_written(self, text: CardText) -> None:
        text.set_markdown("\\(\\frac{\\)")
        assert "\\(\\frac{\\)" in text.toPlainText().replace("\u00a0", "")
        assert sizes(text) == []


def test_a_sound_is_a_quiet_chip(text: CardText) -> None:
    text.set_markdown("Say [sound:hello.mp3]")
    assert "sound: hello.mp3" in text.toPlainText().replace("\u00a0", " ")
    assert theme().colors.text3.name() in text.toHtml()


class Watched(CardText):
    """A text that tells what its document asks for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        super().__init__("Answer")

    def loadResource(self, kind: int, name: QUrl) -> object:
        self.asked.add(name.toString())
        return super().loadResource(kind, name)


def test_a_document_is_never_given_a_picture_that_it_asks_for(qtbot: QtBot, media: Path) -> None:
    text = Watched()
    qtbot.addWidget(text)
    text.resize(600, 400)
    text.set_media_folder(media)
    text.set_markdown("![x](token.svg) \\(x\\)")
    image = text.grab().toImage()
    assert "#5B49B8" in {color(image, 20, y) for y in range(60)}
    assert text.asked <= {"taken:0", "taken:1"}
    kind = QTextDocument.ResourceType.ImageResource.value
    answered = text.loadResource(kind, QUrl("media:token.svg"))
    assert isinstance(answered, QImage)
    assert answered.width() == 1
