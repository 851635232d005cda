"""The right half of Browse: a note's text, what is told of it, and how its card looks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from flashcards.domain.wording import decimal_text, interval_text
from flashcards.gui.browse import texts
from flashcards.gui.browse.bottom import Bottom
from flashcards.gui.browse.columns import date_text
from flashcards.gui.browse.hint_list import HintList
from flashcards.gui.browse.markdown_editor import MarkdownEditor
from flashcards.gui.browse.note_head import KindButton, NoteHead
from flashcards.gui.browse.preview import Preview
from flashcards.gui.commands import first_key
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.segments import Segments
from flashcards.language import _
from flashcards.services.browsing.view import BrowseRow

_SIDE = 24
_DECIMAL_DAYS = 60
_TOOLS = (
    ("note.bold", "bold", _("Bold")),
    ("note.code", "code", _("Code")),
    ("note.code_block", "square-code", _("Code block")),
    ("note.cloze", "brackets", _("Cloze deletion")),
    ("note.image", "image", _("Picture")),
)


class NotePane(QWidget):
    """``tool_wanted`` carries the id of a command; ``kind_wanted`` a place for its menu."""

    tool_wanted = Signal(str)
    kind_wanted = Signal(QPoint)
    add_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = NoteHead()
        self.editor = MarkdownEditor(_("Markdown"))
        self.kind = KindButton()
        self.hints = HintList()
        self.preview = Preview()
        self.faces = Segments(_("Preview"), (("question", _("Question")), ("answer", _("Answer"))))
        self.faces.set_value("answer")
        self.tools = {
            name: IconButton(icon, title, keys=first_key(name), size=Size.SMALL)
            for name, icon, title in _TOOLS
        }
        self.footer = _Numbers()
        self.new_bar = _NewBar()
        self._nothing = _Nothing()
        self._lay_out()
        self._connect()
        self.show_nothing(texts.NO_SELECTION, texts.NO_SELECTION_HINT)

    @property
    def shows_note(self) -> bool:
        """Whether there is a note to edit."""
        return self._stack.currentWidget() is self._note

    def set_media_folder(self, folder: Path) -> None:
        """Where pictures come from."""
        self.preview.set_media_folder(folder)

    def show_nothing(self, title: str, text: str) -> None:
        """Show that there is no note to edit, and why."""
        self._nothing.show_text(title, text)
        self._stack.setCurrentWidget(self._nothing)

    def show_note(self, *, new: bool) -> None:
        """Show the editor, for a new note or for one of the library."""
        self._stack.setCurrentWidget(self._note)
        self._bottom.show_one(self.new_bar if new else self.footer)
        self.head.set_card_shown(not new)

    def show_row(self, row: BrowseRow, today: int) -> None:
        """Show what is known of the card."""
        self.footer.show_row(row, today)
        self.head.flag.set_flag(row.flag)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colors.surface)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(0)
        tools.addWidget(Label(_("Markdown"), Role.LABEL))
        tools.addSpacing(10)
        for button in self.tools.values():
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.kind)
        looks = QHBoxLayout()
        looks.addWidget(Label(_("Preview"), Role.LABEL))
        looks.addStretch(1)
        looks.addWidget(self.faces)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_SIDE, 9, _SIDE, _SIDE)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addSpacing(2)
        column.addWidget(self.editor)
        column.addSpacing(10)
        column.addWidget(self.hints)
        column.addSpacing(10)
        column.addLayout(looks)
        column.addSpacing(10)
        column.addWidget(self.preview)
        column.addStretch(1)
        self._area = _Area(content, column)
        self._bottom = Bottom(self.footer, self.new_bar)
        self._note = QWidget()
        whole = QVBoxLayout(self._note)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(Hairline())
        whole.addWidget(self._area, 1)
        whole.addWidget(Hairline())
        whole.addWidget(self._bottom)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._note)

    def _connect(self) -> None:
        for name, button in self.tools.items():
            button.clicked.connect(lambda _checked=False, name=name: self.tool_wanted.emit(name))
        self.kind.clicked.connect(
            lambda: self.kind_wanted.emit(self.kind.mapToGlobal(QPoint(0, self.kind.height())))
        )
        self.faces.chosen.connect(lambda face: self.preview.show_answers(face == "answer"))
        self.hints.line_wanted.connect(self.editor.go_to_line)
        self.new_bar.add.clicked.connect(self.add_wanted)
        self.new_bar.cancel.clicked.connect(self.cancel_wanted)
        self.editor.cursorPositionChanged.connect(lambda: self._area.follow(self.editor))


class _Area(QScrollArea):
    """Scrolls what is too tall, and follows the cursor of the editor in it."""

    def __init__(self, content: QWidget, column: QVBoxLayout) -> None:
        super().__init__()
        self._column = column
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # the pane's own ground shows through
        self._editor: MarkdownEditor | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_cursor)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        content.installEventFilter(self)

    def _make_room(self) -> None:
        """The bar lies in the padding, so that nothing moves when it comes."""
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        margins = self._column.contentsMargins()
        if margins.right() != _SIDE - taken:
            margins.setRight(_SIDE - taken)
            self._column.setContentsMargins(margins)

    def follow(self, editor: MarkdownEditor) -> None:
        """Keep the cursor in sight, once the editor is as tall as it will be."""
        if editor.hasFocus():
            self._editor = editor
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self._editor is not None:
            self._later.start()
        return super().eventFilter(watched, event)

    def _show_cursor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None and editor.hasFocus():
            where = editor.viewport().mapTo(self.widget(), editor.cursorRect().center())
            self.ensureVisible(where.x(), where.y(), 0, 40)


class _Nothing(QWidget):
    """Says in the middle why there is no note to edit."""

    def __init__(self) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title = Label(role=Role.LABEL, color="text2", wrap=True, alignment=middle)
        self._text = Label(role=Role.SMALL, color="text3", wrap=True, alignment=middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addStretch(3)

    def show_text(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)


class _Numbers(QWidget):
    """What is known of the card, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = [Label(role=Role.CAPTION, color="text2", tabular=True) for _ in range(4)]
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(18)
        for label in self._labels[:3]:
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self._labels[3])

    def texts(self) -> list[str]:
        """What it says."""
        return [label.text() for label in self._labels if label.text()]

    def show_row(self, row: BrowseRow, today: int) -> None:
        added = date_text(row.added_ms, today)
        known = row.stability is not None and row.difficulty is not None
        shown = (
            _("Stability {stability}").format(stability=stability_text(row.stability))
            if known
            else _("New"),
            _("Difficulty {difficulty}").format(difficulty=decimal_text(row.difficulty, 1))
            if known
            else "",
            texts.reviews_text(row.reps),
            _("Added {added}").format(added=added) if added else "",
        )
        for label, text in zip(self._labels, shown, strict=True):
            label.setText(text)
        self._fit()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show what finds room, the first first: a number cut in the middle says something else."""
        room = self.width() - 2 * _SIDE
        for label in self._labels:
            room -= label.sizeHint().width()
            label.setVisible(bool(label.text()) and room >= 0)
            room -= 18 if label.text() else 0


def stability_text(days: float) -> str:
    """A stability, with a decimal while that says something: ``6.2 days``, ``4.1 months``."""
    return (
        _("{days} days").format(days=decimal_text(days, 1))
        if days < _DECIMAL_DAYS
        else interval_text(days * 86_400)
    )


class _NewBar(QWidget):
    """Adds the new note, or leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.add = Button(_("Add"), Kind.PRIMARY, size=Size.SMALL, keys=first_key("note.save"))
        self.cancel = Button(_("Cancel"), size=Size.SMALL, keys="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.add)
