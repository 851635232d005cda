"""Stories against prompts: a dot where a story answers a prompt; arrows walk, Space toggles."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui.practice.parts import clear
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.link import TextLink
from flashcards.gui.widgets.painting import mix, rounded, with_alpha
from flashcards.gui.widgets.ring import paint_ring
from flashcards.gui.widgets.tick import paint_tick
from flashcards.language import _
from flashcards.services.practice.report_views import Story, StoryMatrix
from flashcards.services.practice.today_view import PromptLine

_CELL = 36
_COLUMN, _NAMES = 112, 220
_DOT = 18.0
_MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class MatrixView(Card):
    """``story_pressed(Story)`` from a column's head; ``toggled(Story, prompt_id)`` from a cell."""

    story_pressed = Signal(object)
    toggled = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: dict[tuple[int, int], MatrixCell] = {}
        self._content = QWidget()
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(18, 12, 18, 12)
        self._grid.setSpacing(0)
        self._grid.setHorizontalSpacing(8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._area)
        theme().changed.connect(self._fit)

    def cell(self, row: int, column: int) -> MatrixCell:
        """The cell of a prompt and a story, by their places."""
        return self._cells[row, column]

    def show_matrix(self, matrix: StoryMatrix) -> None:
        """Show these stories and prompts; the cell with the focus keeps it."""
        focused = next((at for at, cell in self._cells.items() if cell.hasFocus()), None)
        clear(self._grid)
        self._cells = {}
        for column, story in enumerate(matrix.stories):
            self._put(self._head(story), 0, column + 1)
        for row, prompt in enumerate(matrix.prompts):
            gap = prompt in matrix.gaps
            name = Label(prompt.title, Role.BODY, "text2" if gap else "text", elide=True)
            name.setMinimumWidth(theme().grow(_NAMES))
            self._put(name, row + 1, 0)
            for column, story in enumerate(matrix.stories):
                self._add_cell(row, column, story, prompt)
        self._grid.setColumnStretch(0, 1)
        self._fit()
        if focused in self._cells:
            self._cells[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        """Add a part that counts at once; Qt would show it, and give it room, only later."""
        self._grid.addWidget(widget, row, column)
        widget.show()

    def _fit(self) -> None:
        """As tall as all rows: the page scrolls up and down, the table only sideways."""
        self._grid.invalidate()
        bar = self._area.horizontalScrollBar().sizeHint().height()
        self._area.setFixedHeight(self._grid.sizeHint().height() + bar)

    def _head(self, story: Story) -> QWidget:
        link = TextLink(story.title, Role.LABEL)
        link.setFixedWidth(theme().grow(_COLUMN))
        link.setAccessibleName(_("Edit the story: {title}").format(title=story.title))
        link.clicked.connect(lambda: self.story_pressed.emit(story))
        return link

    def _add_cell(self, row: int, column: int, story: Story, prompt: PromptLine) -> None:
        cell = MatrixCell(story.title, prompt.title)
        cell.setChecked(prompt.id in story.prompts)
        cell.clicked.connect(lambda: self.toggled.emit(story, prompt.id))
        cell.moved.connect(lambda down, across: self._move(row + down, column + across))
        cell.setFocusPolicy(
            Qt.FocusPolicy.TabFocus if (row, column) == (0, 0) else Qt.FocusPolicy.ClickFocus
        )
        self._cells[row, column] = cell
        self._put(cell, row + 1, column + 1)

    def _move(self, row: int, column: int) -> None:
        cell = self._cells.get((row, column))
        if cell is not None:
            cell.focus_visibly()
            self._area.ensureWidgetVisible(cell)


class MatrixCell(PaintedButton):
    """Whether a story answers a prompt."""

    radius = RADIUS["tag"]
    moved = Signal(int, int)

    def __init__(self, story: str, prompt: str) -> None:
        super().__init__("")
        self.setCheckable(True)
        self.setAccessibleName(_("{story} answers {prompt}").format(story=story, prompt=prompt))
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().grow(_COLUMN), theme().grow(_CELL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(*move)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        rounded(painter, rect.adjusted(1, 1, -1, -1), self.radius, fill)
        left = _DOT / 2 + 4
        center = QRectF(left - _DOT / 2, rect.center().y() - _DOT / 2, _DOT, _DOT)
        if self.isChecked():
            rounded(painter, center, _DOT / 2, colors.accent)
            paint_tick(painter, center, colors.on_accent)
        else:
            ink = colors.control if self.underMouse() else colors.road_ahead
            paint_ring(painter, center.center(), 8.0, 1.5, color=ink, fill=colors.surface)
