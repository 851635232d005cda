"""The notes that are written while one answers: Markdown, kept exactly as it is typed."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded
from flashcards.language import _

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SAVE_MS = 400
_LINE = 26
_HEADING = re.compile(r"#{1,6}[ \t]+.*")
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")
_CODE = re.compile(r"`[^`\n]+`")
_MARK = re.compile(r"[ \t]*(?:[-+*–]|\d{1,3}[.)])[ \t]+")


class NotesEdit(QTextEdit):
    """A field for Markdown: headings and bold words are bold, code is code, lists go on."""

    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Notes"))
        self.viewport().setAutoFillBackground(False)
        self._highlighter = _Markdown(self.document())
        theme().changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """What is written, as it was typed."""
        return self.toPlainText().replace("\u2029", "\n")

    def set_text(self, text: str) -> None:
        """Show other notes; nothing of them can be undone away."""
        self.setPlainText(text)
        self._restyle()
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() and self._go_on_with_list():
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        focus_ring.follow_nothing(self)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def _go_on_with_list(self) -> bool:
        """Begin the next item of a list, or end it after an empty one."""
        cursor = self.textCursor()
        line = cursor.block().text()
        match = _MARK.match(line)
        if match is None or cursor.hasSelection() or cursor.positionInBlock() < match.end():
            return False
        if match.end() == len(line):
            cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            cursor.removeSelectedText()
            return True
        mark = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), match[0])
        cursor.insertText(f"\n{mark}")
        self.ensureCursorVisible()
        return True

    def _restyle(self) -> None:
        self.setFont(theme().font(Role.LEAD))
        self.document().setDefaultFont(theme().font(Role.LEAD))
        self.document().setDocumentMargin(0)
        palette = QPalette(self.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, theme().colors.surface)
        palette.setColor(QPalette.ColorRole.Text, theme().colors.text)
        self.setPalette(palette)
        spaced = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        spaced.setLineHeight(round(_LINE * theme().text_scale), fixed)
        undoable = self.document().isUndoRedoEnabled()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self.document().blockSignals(True)
        self.document().setUndoRedoEnabled(False)
        cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(undoable)
        self.document().blockSignals(False)
        self._highlighter.rehighlight()


class NotesPane(QWidget):
    """The field with its heading; ``edited(text)`` comes once the writer takes a breath.

    ``said`` is what stands at the right of the heading: whether the notes are on the disk.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = NotesEdit()
        self.said = Label(role=Role.CAPTION, color="text2")
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._timer.timeout.connect(self.flush)
        self._shown = ""
        self._lay_out()
        self.edit.textChanged.connect(self._changed)
        self.edit.focus_changed.connect(self._frame.update)

    def show_text(self, text: str) -> None:
        """Show notes that are on the disk."""
        self._timer.stop()
        self._shown = text
        self.edit.blockSignals(True)
        self.edit.set_text(text)
        self.edit.blockSignals(False)
        self.said.setText("")

    def set_foot(self, shown: bool) -> None:
        """Say below the field where the notes appear again, while there is room."""
        self._foot.setVisible(shown)

    def text(self) -> str:
        """What is written."""
        return self.edit.text()

    def flush(self) -> None:
        """Tell of what was written since, at once."""
        self._timer.stop()
        text = self.edit.text()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)

    def _changed(self) -> None:
        if self.edit.text() != self._shown:
            self.said.setText(_("Saving…"))
            self._timer.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(Label(_("Notes"), Role.LABEL))
        head.addStretch(1)
        head.addWidget(self.said)
        self._frame = _Frame(self.edit)
        self._foot = Label(
            _("Notes are shown next to the rubric when you score."),
            Role.CAPTION,
            "text2",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(16)
        column.addWidget(self._frame, 1)
        column.addSpacing(8)
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 8, 0)
        below.addWidget(self._foot)
        column.addLayout(below)


class _Frame(QFrame):
    """The border of the field: 2 px in the colour of the focus while it has it."""

    def __init__(self, edit: NotesEdit) -> None:
        super().__init__()
        self._edit = edit
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 6, 10)
        column.addWidget(edit)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        focused = self._edit.hasFocus()
        border, width = (colors.focus, 2.0) if focused else (colors.control, 1.0)
        rect = QRectF(self.rect())
        rounded(QPainter(self), rect, RADIUS["buttonLarge"], colors.surface, border, width=width)


class _Markdown(QSyntaxHighlighter):
    """Weight and letters for what Markdown marks; the text itself stays as it is."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        heading = QTextCharFormat()
        heading.setFont(theme().font(Role.LEAD, 600))
        if _HEADING.fullmatch(text):
            self.setFormat(0, len(text), heading)
        for match in _BOLD.finditer(text):
            self.setFormat(match.start(), len(match[0]), heading)
        code = QTextCharFormat()
        code.setFont(theme().font(Role.CODE_EDITOR))
        for match in _CODE.finditer(text):
            self.setFormat(match.start(), len(match[0]), code)
