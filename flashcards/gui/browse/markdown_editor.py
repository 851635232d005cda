"""The text of a note: with numbers beside its lines, in colours, as tall as it needs to be."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from pathlib import Path
from string import Template

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from flashcards.gui.browse import markdown_edits
from flashcards.gui.browse.markdown_colors import MarkdownColors
from flashcards.gui.browse.markdown_edits import TextEdit
from flashcards.gui.theme import Role, theme

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"})
_FEWEST, _MOST = 6, 18
_PADDING = 12
_FRAME = 2  # border and padding of the style sheet
_NUMBERS = 24
_GAP = 11

_STYLE = Template("""
QTextEdit {
  color: $text; background: $surface; border: 1px solid $control; border-radius: 8px; padding: 1px;
  selection-color: $on_accent; selection-background-color: $accent;
}
QTextEdit:hover { border-color: $text2; }
QTextEdit:focus { border: 2px solid $focus; padding: 0; }
""")

EditText = Callable[[str, int, int], TextEdit]


class MarkdownEditor(QTextEdit):
    """``picture_given`` carries the bytes of a pasted picture, ``file_given`` the path of a file.

    A QTextEdit, though its text is plain: QPlainTextEdit knows no line height but its font's.
    """

    picture_given = Signal(bytes)
    file_given = Signal(Path)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: frozenset[int] = frozenset()
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._colors = MarkdownColors(self.document())
        self._numbers = _Numbers(self)
        self.textChanged.connect(self._changed)
        self.verticalScrollBar().valueChanged.connect(self._numbers.update)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_text(self, text: str) -> None:
        """Show another text, which nothing undoes."""
        self.setPlainText(text)
        self._set_line_height()
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)

    def renew_text(self, text: str) -> None:
        """Replace the text by one that means the same, the cursor where it was; undo goes back."""
        if text == self.toPlainText():
            return
        cursor = self.textCursor()
        at = cursor.position()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def set_problems(self, lines: frozenset[int]) -> None:
        """Mark these lines as wrong."""
        if lines != self._problems:
            self._problems = lines
            self._colors.set_problems(lines)
            self._numbers.update()

    def apply(self, edit: EditText) -> None:
        """Let a helper change the text around the selection."""
        text = self.toPlainText()
        cursor = self.textCursor()
        units = _Units(text)
        start, end = map(units.characters, (cursor.selectionStart(), cursor.selectionEnd()))
        self._apply(edit(text, start, end), units)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert_picture(self, markdown: str) -> None:
        """Put a picture where the cursor is, as a block of its own."""
        self.apply(lambda text, start, end: markdown_edits.insert_block(text, start, end, markdown))

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the end of a line, counted from 1."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.apply(_new_line)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or bool(_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pictures go to the library, all else is text."""
        files = _files(source)
        if files:
            for file in files:
                self.file_given.emit(file)
        elif source.hasImage() and not source.hasText():
            image = source.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.picture_given.emit(_png(image))
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_numbers()
        self._grow()
        size = self.viewport().size()
        if size != event.size():  # Qt does not tell of this where it was never shown before
            super().resizeEvent(QResizeEvent(size, event.size()))

    def paint_numbers(self, painter: QPainter) -> None:
        """Draw the numbers of the lines that are shown."""
        colors = theme().colors
        font = theme().font(Role.CODE_EDITOR)
        font.setPixelSize(round(12 * theme().text_scale))
        metrics = QFontMetricsF(font)
        layout = self.document().documentLayout()
        scrolled = self.verticalScrollBar().value()
        painter.setFont(font)
        block = self.document().begin()
        while block.isValid():
            top = layout.blockBoundingRect(block).top() - scrolled
            if top > self.viewport().height():
                return
            number = str(block.blockNumber() + 1)
            wrong = block.blockNumber() + 1 in self._problems
            painter.setPen(colors.again if wrong else colors.text3)
            line = block.layout().lineAt(0)
            left = theme().grow(_NUMBERS) - metrics.horizontalAdvance(number)
            painter.drawText(QPointF(left, round(top + line.y() + line.ascent())), number)
            block = block.next()

    def _apply(self, change: TextEdit, units: _Units) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(units.units(change.start))
        cursor.setPosition(units.units(change.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(change.text)
        cursor.endEditBlock()
        after = _Units(self.toPlainText())
        cursor.setPosition(after.units(change.selected[0]))
        cursor.setPosition(after.units(change.selected[1]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        self._grow()
        self._numbers.update()

    def _place_numbers(self) -> None:
        width = theme().grow(_NUMBERS)
        self.setViewportMargins(width + _GAP, _PADDING, 8, _PADDING)
        rect = self.contentsRect()
        self._numbers.setGeometry(
            rect.left(), rect.top() + _PADDING, width, rect.height() - 2 * _PADDING
        )
        self._numbers.update()

    def _restyle(self) -> None:
        colors = theme().colors.names()
        self.setFont(theme().font(Role.CODE_EDITOR))
        self.setStyleSheet(_STYLE.substitute(colors))
        fresh = not self.document().isUndoAvailable()
        self._set_line_height()
        if fresh:
            self.document().clearUndoRedoStacks()
        self._colors.rehighlight()
        self._place_numbers()
        self._grow()

    def _set_line_height(self) -> None:
        form = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        form.setLineHeight(theme().line(Role.CODE_EDITOR), fixed)
        modified = self.document().isModified()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.document().setModified(modified)

    def _grow(self) -> None:
        line = theme().line(Role.CODE_EDITOR)
        wanted = ceil(self.document().size().height())
        height = min(_MOST * line, max(_FEWEST * line, wanted)) + 2 * (_PADDING + _FRAME)
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if wanted > _MOST * line else bar.ScrollBarAlwaysOff
        )
        if height != self.height():
            self.setFixedHeight(height)
            self._place_numbers()


class _Numbers(QWidget):
    """The numbers beside the lines."""

    def __init__(self, editor: MarkdownEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(theme().grow(_NUMBERS), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(QPainter(self))


class _Units:
    """Turns positions of Qt, which counts UTF-16 units, into Python's and back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.isascii() or max(text, default="") <= "\uffff"

    def characters(self, unit: int) -> int:
        """The character at a position of Qt."""
        if self._plain:
            return unit
        return len(self._text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le", "ignore"))

    def units(self, character: int) -> int:
        """The position of a character as Qt counts it."""
        if self._plain:
            return character
        return len(self._text[:character].encode("utf-16-le")) // 2


def _new_line(text: str, start: int, end: int) -> TextEdit:
    if start != end:
        return TextEdit(start, end, "\n", (start + 1, start + 1))
    return markdown_edits.new_line(text, start)


def _files(source: QMimeData) -> list[Path]:
    """The pictures among files that are dropped or pasted."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PICTURES]


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())
