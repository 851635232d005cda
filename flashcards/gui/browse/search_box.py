"""The search field: a query in colours, how it could go on, how many cards it finds.

``changed(query)`` follows what is typed after a moment; ``left`` when ↓ or Enter leads to the
table. ``set_problem`` underlines the wrong word, ``set_names`` is what the library has to name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from flashcards.domain.query_nodes import Name
from flashcards.domain.query_spans import Option, SpanKind, completions, spans
from flashcards.gui import icons
from flashcards.gui.browse import texts
from flashcards.gui.browse.completion import CompletionList
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.buttons import IconButton, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded

TYPING_MS = 120
_HEIGHT = 48
_INSET = 4  # the border lies so far inside where the field has not the focus
_PIXELS = 14
_RIGHT, _RIGHT_ALONE = 10, 18  # with the cross, and without it
_PLAIN = """
QPlainTextEdit, QPlainTextEdit:hover, QPlainTextEdit:focus {
  border: 0; padding: 0; background: transparent;
}
"""


class SearchBox(QWidget):
    """The field with its icon, the number found, and a cross that empties it."""

    changed = Signal(str)
    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QueryField(self)
        self.count = Label("", Role.CAPTION, "text3", tabular=True)
        self.clear = IconButton("x", texts.CLEAR, keys="Esc", size=Size.SMALL)
        self.clear.clicked.connect(self._clear)
        self._sent = ""
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._send)
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self._leave)
        self.field.escaped.connect(self._escape)
        self.field.focus_changed.connect(self.update)
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(42, 2, _RIGHT_ALONE, 2)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self.clear)
        self.clear.hide()
        theme().changed.connect(self._restyle)

    def query(self) -> str:
        """What is searched for."""
        return self.field.toPlainText()

    def set_query(self, query: str) -> None:
        """Search for something else, at once and without telling of it."""
        self._sent = query
        self.field.set_text(query)
        self._timer.stop()
        self._show_clear()

    def set_names(self, names: Mapping[Name, Sequence[str]]) -> None:
        """What can stand behind a field that names something."""
        self.field.names = names

    def set_count(self, text: str) -> None:
        """Say how many cards were found."""
        self.count.setText(text)
        self.field.setAccessibleDescription(text)

    def set_problem(self, bounds: tuple[int, int] | None) -> None:
        """Underline the wrong word, or nothing."""
        self.field.set_problem(bounds)

    def insert(self, text: str) -> None:
        """Put a term behind what is there, and go on behind it."""
        query = self.query().rstrip()
        self.field.set_text(f"{query} {text}" if query else text)
        if text.startswith('"'):
            self.field.select(len(self.query()) - len(text) + 1, len(self.query()) - 1)
        elif not text.endswith(":"):
            self.field.set_text(self.query() + " ")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.complete()

    def sizeHint(self) -> QSize:
        return QSize(320, theme().grow(_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        focused = self.field.hasFocus()
        if focused:
            rounded(painter, rect, RADIUS["card"], colors.surface, self._border("focus"), width=2.0)
        else:
            inner = rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)
            rounded(painter, inner, RADIUS["button"], colors.surface, self._border("control"))
        size = ICON["button"]
        where = QRectF(17, (rect.height() - size) / 2, size, size)
        icons.paint(painter, "search", where, colors.text3)

    def _border(self, name: str):
        return theme().colors.again if self.field.problem else getattr(theme().colors, name)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _typed(self) -> None:
        self._show_clear()
        if self.query() != self._sent:
            self._timer.start()

    def _show_clear(self) -> None:
        shown = bool(self.query())
        self.clear.setVisible(shown)
        self._row.setContentsMargins(42, 2, _RIGHT if shown else _RIGHT_ALONE, 2)

    def _send(self) -> None:
        self._timer.stop()
        if self.query() != self._sent:
            self._sent = self.query()
            self.changed.emit(self._sent)

    def _leave(self) -> None:
        self._send()
        self.left.emit()

    def _escape(self) -> None:
        if self.query():
            self._clear()
        else:
            self.escaped.emit()

    def _clear(self) -> None:
        self.field.set_text("")
        self._send()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class QueryField(QPlainTextEdit):
    """One line in the type of code, coloured as it is typed."""

    left = Signal()
    escaped = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names: Mapping[Name, Sequence[str]] = {}
        self.problem: tuple[int, int] | None = None
        self.setAccessibleName(texts.SEARCH)
        self.setPlaceholderText(texts.SEARCH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.document().setDocumentMargin(0)
        self.setStyleSheet(_PLAIN)
        self._colors = _QueryColors(self.document(), self)
        self._list: CompletionList | None = None
        self._asks = False
        self.textChanged.connect(self._complete_if_asked)
        theme().changed.connect(self._restyle)
        self._restyle()

    @property
    def list(self) -> CompletionList:
        """The list of completions, made in the window when it is first needed."""
        if self._list is None:
            self._list = CompletionList(self.window())
            self._list.chosen.connect(self._accept)
        return self._list

    @property
    def is_completing(self) -> bool:
        """Whether completions are shown."""
        return self._list is not None and self._list.isVisible()

    def set_text(self, text: str) -> None:
        """Write something else, which can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._close()

    def select(self, start: int, end: int) -> None:
        """Select a part of the query."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def set_problem(self, bounds: tuple[int, int] | None) -> None:
        """Underline the wrong word, or nothing."""
        if bounds != self.problem:
            self.problem = bounds
            self._colors.rehighlight()
            self.focus_changed.emit()

    def complete(self, *, always: bool = False) -> None:
        """Offer how the query could go on where the cursor stands.

        Between words only where that was asked for: there, everything would be offered.
        """
        text, cursor = self.toPlainText(), self.textCursor().position()
        found = completions(text, cursor, self.names)
        begun = text[found.start : cursor]
        opens_value = text[:cursor].endswith(":")
        same = len(found.options) == 1 and found.options[0].text == text[found.start : found.end]
        if same or not (begun or opens_value or always):
            self._close()
            return
        where = self.cursorRect()
        metrics = QFontMetricsF(self.font())
        left = where.left() - round(metrics.horizontalAdvance(begun))
        corner = self.mapTo(self.window(), QPoint(left - 14, self.height() + 8))
        self.list.offer(found, corner)

    def sizeHint(self) -> QSize:
        return QSize(200, self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._line())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted lines become one."""
        if source.hasText():
            self.insertPlainText(" ".join(source.text().split("\n")))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()
        self.focus_changed.emit()

    def event(self, event: QEvent) -> bool:
        """Tab takes a completion, where there are any, before it moves the focus."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.is_completing
        ):
            self._accept(self.list.current or self.list.first())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.is_completing and self._pressed_in_list(key):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._close()
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Up:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.complete(always=True)
        else:
            self._asks = True
            super().keyPressEvent(event)
            self._asks = False

    def _pressed_in_list(self, key: Qt.Key) -> bool:
        """What a key means while completions are shown; whether it means something."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            self.list.step(steps[key])
        elif key == Qt.Key.Key_Escape:
            self._close()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.current is not None:
            self._accept(self.list.current)
        else:
            return False
        return True

    def _complete_if_asked(self) -> None:
        if self._asks:
            self.complete()

    def _accept(self, option: Option | None) -> None:
        if option is None:
            return
        found = self.list.completions
        cursor = self.textCursor()
        cursor.setPosition(found.start)
        cursor.setPosition(found.end, QTextCursor.MoveMode.KeepAnchor)
        follows = self.toPlainText()[found.end : found.end + 1]
        cursor.insertText(option.text + (" " if option.is_whole and not follows else ""))
        self.setTextCursor(cursor)
        self._close()
        if not option.is_whole:
            self.complete()

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _line(self) -> int:
        return round(QFontMetricsF(self.font()).height()) + 2

    def _restyle(self) -> None:
        font = theme().font(Role.CODE_EDITOR)
        font.setPixelSize(round(_PIXELS * theme().text_scale))
        self.setFont(font)
        self.setFixedHeight(self._line())
        self._colors.rehighlight()


class _QueryColors(QSyntaxHighlighter):
    """Fields stand out, quoted words are of one colour, the wrong word is underlined."""

    def __init__(self, document: QTextDocument, field: QueryField) -> None:
        super().__init__(document)
        self._field = field

    def highlightBlock(self, text: str) -> None:
        colors = theme().colors
        field = QTextCharFormat()
        field.setForeground(colors.accent_ink)
        field.setFontWeight(600)
        phrase = QTextCharFormat()
        phrase.setForeground(colors.syn_string)
        mark = QTextCharFormat()
        mark.setForeground(colors.accent_ink)
        formats = {SpanKind.FIELD: field, SpanKind.PHRASE: phrase, SpanKind.MARK: mark}
        for span in spans(text):
            if span.kind in formats:
                self.setFormat(span.start, span.end - span.start, formats[span.kind])
        problem = self._field.problem
        if problem is not None:
            self._underline(*problem)

    def _underline(self, start: int, end: int) -> None:
        for at in range(start, max(end, start + 1)):
            form = self.format(at)
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(theme().colors.again)
            self.setFormat(at, 1, form)
