"""The text of a card: Markdown drawn by a QTextBrowser that can neither read files nor call home.

``CardText(name)`` · ``set_markdown(text)`` · ``set_media_folder(path)`` · the signal
``link_requested(address)``, which is the only thing that a link does. It is as tall as its text and
never scrolls; fonts, colours, pictures and text size follow the theme.
"""

from __future__ import annotations

from math import ceil
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocument,
    QTextFragment,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets.card_look import Look, blocks, is_edge, style_rules
from flashcards.gui.widgets.card_pictures import (
    FORMULA_OBJECT,
    MEDIA_PREFIX,
    CardPicture,
    Page,
    formula_painter,
    picture_of,
    place,
    take,
)
from flashcards.gui.widgets.card_style import (
    CODE_PADDING,
    QUOTE_BAR,
    QUOTE_INDENT,
    CodeBox,
    apply_style,
    line_span,
    quote_bars,
    text_height,
)
from flashcards.gui.widgets.painting import rounded
from flashcards.render.references import safe_link

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CardText(QTextBrowser):
    """Sanitised rich text; ``name`` is what a screen reader calls it.

    A ``passive`` one belongs to a button around it: it takes neither the focus nor the mouse.
    """

    link_requested = Signal(str)

    def __init__(
        self,
        name: str,
        look: Look | None = None,
        *,
        passive: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._passive = passive
        self._look = look or Look()
        self._folder: Path | None = None
        self._markdown = ""
        self._html: str | None = None
        self._boxes: tuple[CodeBox, ...] = ()
        self._pictures: tuple[CardPicture, ...] = ()
        self._styled_width = 0
        self._heights: dict[int, int] = {}
        self.setAccessibleName(name)
        self._make_plain()
        self.document().documentLayout().registerHandler(FORMULA_OBJECT, formula_painter())
        self.anchorClicked.connect(self._open)
        self.highlighted.connect(self._show_address)
        theme().changed.connect(self._restyle)

    def _make_plain(self) -> None:
        """Nothing of a browser but the text."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(self._focus_policy())
        if self._passive:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.document().setDocumentMargin(0)
        # Not of a fixed height: that would be the one that fits the width before the last.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def markdown(self) -> str:
        """The Markdown that it shows."""
        return self._markdown

    def set_look(self, look: Look) -> None:
        """Draws the text in another role or colour."""
        if look != self._look:
            self._look = look
            self._restyle()

    def set_media_folder(self, folder: Path | None) -> None:
        """Serves images from this folder; None serves none."""
        self._folder = folder

    def set_markdown(self, text: str, *, inline: bool = False) -> None:
        """Shows Markdown; ``inline`` draws it as one paragraph whatever it looks like."""
        self._markdown = text
        self.set_safe_html(_rendered(text, inline))

    def set_safe_html(self, html: str) -> None:
        """Shows HTML that was sanitised, or escaped, before."""
        self._html, self._pictures = take(html, self._look)
        described = [picture.words for picture in self._pictures if picture.words]
        self.setAccessibleDescription("; ".join(described))
        self._restyle()

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Nothing, whatever is asked for: pictures are put into the document, never fetched by it.

        A null answer would let QTextDocument look for the file by itself.
        """
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing

    def doSetSource(self, name: QUrl, kind: QTextDocument.ResourceType) -> None:
        """It goes nowhere."""

    def sizeHint(self) -> QSize:
        width = max(1, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._html:
            return 0
        if width not in self._heights:
            self._fit(width)
            document = self.document()
            before = document.textWidth()
            document.setTextWidth(width)
            self._heights[width] = ceil(text_height(document, self._look, self._boxes))
            document.setTextWidth(before)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.width())

    def event(self, event: QEvent) -> bool:
        """On another screen the pictures are drawn for its pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._pictures:
            self._restyle()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._paint_code_boxes(painter)
        self._paint_quote_bars(painter)
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying, and opening the link that has the focus; all else belongs to the screen."""
        link = self.textCursor().charFormat().isAnchor() and event.key() in _ENTER
        if link or event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text alone, without the room at the edges of inline code."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """The selection as plain text."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        lines = []
        for block in blocks(self.document()):
            if block.position() + block.length() <= start or block.position() >= end:
                continue
            parts = []
            at = block.begin()
            while not at.atEnd():
                piece = at.fragment()
                low, high = (
                    max(start, piece.position()),
                    min(end, piece.position() + piece.length()),
                )
                if low < high and not is_edge(piece.charFormat()):
                    parts.append(self._copied(piece, low, high))
                at += 1
            lines.append("".join(parts))
        return "\n".join(lines).replace("\u2028", "\n").replace("\ufffc", "")

    def _copied(self, piece: QTextFragment, low: int, high: int) -> str:
        """The text of a piece between two positions; of a picture the words for it."""
        picture = picture_of(piece.charFormat(), self._pictures)
        if picture is not None:
            return picture.copied
        return piece.text()[low - piece.position() : high - piece.position()]

    def _fit(self, width: int) -> None:
        """Styles again where code boxes or pictures depend on the width."""
        if (self._boxes or self._pictures) and width != self._styled_width:
            self._set_document(width)

    def _restyle(self) -> None:
        if self._html is None:
            return
        self._set_document(self._styled_width or self.width())
        self.updateGeometry()
        self.viewport().update()

    def _set_document(self, width: int) -> None:
        document = self.document()
        document.setDefaultFont(self._look.font)
        document.setDefaultStyleSheet(style_rules(self._look))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Text, getattr(theme().colors, self._look.color))
        self.setPalette(palette)
        document.setHtml(self._html or "")
        document.setIndentWidth(round(24 * theme().text_scale))
        self._boxes = apply_style(document, self._look, width)
        page = Page(self._look, width, self._folder, self.devicePixelRatioF())
        place(document, self._pictures, page)
        self._styled_width = width
        self._heights.clear()
        self.setFocusPolicy(self._focus_policy())

    def _focus_policy(self) -> Qt.FocusPolicy:
        """By Tab only where there is a link to go to."""
        if self._passive:
            return Qt.FocusPolicy.NoFocus
        links = "<a href" in (self._html or "")
        return Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.ClickFocus

    def _paint_code_boxes(self, painter: QPainter) -> None:
        colors = theme().colors
        above, beside, below = CODE_PADDING
        for box in self._boxes:
            first = self.document().findBlockByNumber(box.first)
            last = self.document().findBlockByNumber(box.last)
            left = first.layout().position().x() + first.layout().lineAt(0).x() - beside
            top, _ = line_span(first, box.line)
            _, bottom = line_span(last, box.line)
            width = self.document().textWidth() - left
            rect = QRectF(left, top - above, width, bottom - top + above + below)
            rounded(painter, rect, RADIUS["code"], colors.sunken, colors.border)

    def _paint_quote_bars(self, painter: QPainter) -> None:
        for level, top, bottom in quote_bars(self.document(), theme().line(self._look.role)):
            bar = QRectF((level - 1) * QUOTE_INDENT, top, QUOTE_BAR, bottom - top)
            painter.fillRect(bar, theme().colors.accent_mid)

    def _open(self, address: QUrl) -> None:
        link = safe_link(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if link is not None:
            self.link_requested.emit(link)

    def _show_address(self, address: QUrl) -> None:
        self.setToolTip(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def _rendered(text: str, inline: bool) -> str:
    # Markdown and Pygments take 40 ms to import, for which the first paint need not wait.
    from flashcards.render.rich_text import render_inline, render_markdown

    return (render_inline if inline else render_markdown)(text, media_prefix=MEDIA_PREFIX)
