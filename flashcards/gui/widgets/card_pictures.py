"""The pictures of a rendered card: images of the library, formulas, and notes for what is missing.

``take`` gives each picture of sanitised HTML a number; ``place`` draws them for a document that was
set from that HTML and styled, as wide as there is room where they stand. A document asks for no
image by itself: what it shows was put into it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape, unescape
from math import ceil
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QImage,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.card_look import Look, blocks, first_font, fragments
from flashcards.gui.widgets.card_media import draw_svg, load_image
from flashcards.gui.widgets.painting import rounded
from flashcards.language import _

MEDIA_PREFIX = "media:"
_FORMULA, _FORMULA_BLOCK = "formula:", "formula-block:"
_TAKEN, _PLACED = "taken:", "placed:"
_WITHOUT_WORDS = _("Picture missing")

# Sanitised HTML writes an image as nothing but source and description, in either order.
_IMAGE = re.compile(
    r'<img(?: alt="(?P<before>[^"]*)")?'
    rf' src="(?P<source>(?:{MEDIA_PREFIX}|missing:|{_FORMULA}|{_FORMULA_BLOCK})[^"]*)"'
    r'(?: alt="(?P<after>[^"]*)")?>'
)
FORMULA_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
_NAME = QTextFormat.Property.ImageName.value
_WIDTH = QTextFormat.Property.ImageWidth.value
_HEIGHT = QTextFormat.Property.ImageHeight.value
_BASELINE = QTextFormat.Property.UserProperty.value + 3

_NOTE_PADDING = 8
_NARROWEST = 24
_CELL_ROOM = 14  # padding and border of a table's cell


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A picture of a text: ``source`` with its scheme, ``words`` that describe it."""

    source: str
    words: str

    @property
    def is_formula(self) -> bool:
        """Whether it is drawn from LaTeX."""
        return self.source.startswith((_FORMULA, _FORMULA_BLOCK))

    @property
    def latex(self) -> str:
        """Of a formula, what it is drawn from."""
        return unquote(self.source.partition(":")[2])

    @property
    def is_block(self) -> bool:
        """Whether it is a formula that stands by itself."""
        return self.source.startswith(_FORMULA_BLOCK)

    @property
    def copied(self) -> str:
        """What stands for it in copied text."""
        if self.is_formula:
            return rf"\[{self.latex}\]" if self.is_block else rf"\({self.latex}\)"
        return f"[{self.words}]" if self.words else ""


@dataclass(frozen=True, slots=True)
class Page:
    """What pictures are drawn for: the look of the words, the width, where images come from.

    ``ratio``: device pixels of a logical one.
    """

    look: Look
    width: float
    folder: Path | None = None
    ratio: float = 1.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An image with its size on the page; ``baseline`` from its top, None for its lower edge."""

    image: QImage
    size: QSizeF
    baseline: float | None = None


def take(html: str, look: Look) -> tuple[str, tuple[CardPicture, ...]]:
    """Sanitised HTML with numbers for its pictures, and the pictures.

    A formula that can't be read stays as it was written, as code.
    """
    pictures: list[CardPicture] = []

    def number(match: re.Match[str]) -> str:
        words = unescape(match["before"] or match["after"] or "").strip()
        picture = CardPicture(unescape(match["source"]), words)
        if picture.is_formula and _formula(picture, look, look.font.pixelSize()) is None:
            return f"<code>{escape(picture.copied, quote=False)}</code>"
        pictures.append(picture)
        return f'<img src="{_TAKEN}{len(pictures) - 1}">'

    return _IMAGE.sub(number, html), tuple(pictures)


def picture_of(form: QTextCharFormat, pictures: Sequence[CardPicture]) -> CardPicture | None:
    """The picture that a fragment shows, None for other fragments."""
    name = str(form.property(_NAME) or "")
    number = name.rpartition(":")[2]
    if not name.startswith((_TAKEN, _PLACED)) or not number.isdecimal():
        return None
    return pictures[int(number)] if int(number) < len(pictures) else None


class FormulaPainter(QPyTextObject):
    """Draws formulas on the base line of the words around them, as a document's object handler.

    Qt would put the lower edge of an image there, or its middle into that of the line.
    """

    def intrinsicSize(self, _document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        return QSizeF(form.doubleProperty(_WIDTH), form.doubleProperty(_HEIGHT))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF,
        document: QTextDocument,
        position: int,
        form: QTextFormat,
    ) -> None:
        name = QUrl(str(form.property(_NAME)))
        image = document.resource(QTextDocument.ResourceType.ImageResource.value, name)
        block = document.findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        # ``rect`` lies in the middle of the line; where that is, tables and lists decide.
        base = rect.y() - (line.ascent() + line.descent() - rect.height()) / 2 + line.ascent()
        painter.drawImage(QPointF(rect.x(), base - form.doubleProperty(_BASELINE)), image)


@cache
def formula_painter() -> FormulaPainter:
    """The one painter of formulas for all documents."""
    return FormulaPainter(QApplication.instance())


def place(document: QTextDocument, pictures: Sequence[CardPicture], page: Page) -> None:
    """Draw the pictures of a styled document, each no wider than its place.

    Its layout has a ``FormulaPainter`` for ``FORMULA_OBJECT``.
    """
    found = [
        (block, fragment, picture)
        for block in blocks(document)
        for fragment in fragments(block)
        if (picture := picture_of(fragment.charFormat(), pictures)) is not None
    ]
    for number, (block, fragment, picture) in enumerate(found):
        room = max(_NARROWEST, page.width - _taken_beside(block, page.width))
        drawn = _draw(picture, page, room, _em(block, page.look))
        name = f"{_PLACED}{number}:{pictures.index(picture)}"
        document.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(name), drawn.image
        )
        cursor = QTextCursor(document)
        cursor.setPosition(fragment.position())
        end = fragment.position() + fragment.length()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_format(fragment.charFormat(), name, drawn, picture.words))


def _format(before: QTextCharFormat, name: str, drawn: _Drawn, words: str) -> QTextCharFormat:
    form = QTextCharFormat(before)
    form.setProperty(_NAME, name)
    form.setProperty(_WIDTH, drawn.size.width())
    form.setProperty(_HEIGHT, drawn.size.height())
    form.setToolTip(words)
    if drawn.baseline is not None:
        form.setObjectType(FORMULA_OBJECT)
        form.setProperty(_BASELINE, drawn.baseline)
        # With this alignment Qt gives the object (height + x / 2) / 2 of room above the base line.
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        form.setFont(_font_with_x(round(4 * drawn.baseline - 2 * drawn.size.height())))
    return form


@lru_cache(maxsize=64)
def _font_with_x(height: int) -> QFont:
    """A font whose letters x are so high; none is drawn in it."""
    font = theme().font(Role.BODY)
    size = max(1, round(height / 0.55))
    for pixels in sorted(range(max(1, size - 4), size + 5), key=lambda pixels: abs(pixels - size)):
        font.setPixelSize(pixels)
        if QFontMetrics(font).xHeight() == height:
            return font
    font.setPixelSize(size)
    return font


def _taken_beside(block: QTextBlock, width: float) -> float:
    """What margins, lists and cells take of the width where a block stands."""
    form = block.blockFormat()
    taken = form.leftMargin() + form.rightMargin() + form.textIndent()
    listed = block.textList()
    indent = form.indent() + (listed.format().indent() if listed is not None else 0)
    table = QTextCursor(block).currentTable()
    if table is not None:
        taken += width * (1 - 1 / table.columns()) + _CELL_ROOM
    return taken + indent * block.document().indentWidth()


def _em(block: QTextBlock, look: Look) -> float:
    """The size of the words around a picture, in pixels."""
    level = block.blockFormat().headingLevel()
    font = first_font(block) if level else look.font
    return font.pixelSize() if font.pixelSize() > 0 else look.font.pixelSize()


def _draw(picture: CardPicture, page: Page, room: float, em: float) -> _Drawn:
    drawn = None
    if picture.is_formula:
        drawn = _draw_formula(picture, page, room, em)
    elif picture.source.startswith(MEDIA_PREFIX):
        name = picture.source.removeprefix(MEDIA_PREFIX)
        image = load_image(page.folder, name, room, page.ratio)
        drawn = None if image is None else _Drawn(image, image.deviceIndependentSize())
    return drawn or _draw_note(picture.words or _WITHOUT_WORDS, room, page.ratio)


def _draw_formula(picture: CardPicture, page: Page, room: float, em: float) -> _Drawn | None:
    formula = _formula(picture, page.look, em)
    if formula is None:
        return None
    scale = min(1.0, room / formula.width)
    size = QSizeF(formula.width, formula.height) * scale
    pixels = QSize(ceil(size.width() * page.ratio), ceil(size.height() * page.ratio))
    image = draw_svg(formula.svg, pixels, page.ratio)
    return None if image is None else _Drawn(image, size, formula.baseline * scale)


def _formula(picture: CardPicture, look: Look, em: float):
    from flashcards.render.formula import formula_svg  # takes a while to import

    color = getattr(theme().colors, look.color).name()
    return formula_svg(picture.latex, picture.is_block, color, em)


def _draw_note(words: str, room: float, ratio: float) -> _Drawn:
    """What a picture would show, in a frame in its place."""
    font = theme().font(Role.SMALL)
    metrics = QFontMetricsF(font)
    bounds = QRectF(0, 0, max(1.0, room - 2 * _NOTE_PADDING), 4_000)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    text = metrics.boundingRect(bounds, flags, words)
    size = QSizeF(
        min(room, ceil(text.width()) + 2 * _NOTE_PADDING), ceil(text.height()) + 2 * _NOTE_PADDING
    )
    image = QImage((size * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    colors = theme().colors
    rounded(painter, QRectF(0, 0, size.width(), size.height()), RADIUS["tag"], None, colors.control)
    painter.setFont(font)
    painter.setPen(colors.text2)
    inside = QRectF(_NOTE_PADDING, _NOTE_PADDING, bounds.width(), bounds.height())
    painter.drawText(inside, flags, words)
    painter.end()
    return _Drawn(image, size)
