"""The check list of an answer: ↑ and ↓ move, Space ticks, Tab goes on to the grade."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.domain.practice.prompt import RubricPoint
from flashcards.gui.practice import texts
from flashcards.gui.practice.parts import clear
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded
from flashcards.gui.widgets.tag import Tag
from flashcards.gui.widgets.toggles import paint_box
from flashcards.language import _

_ROW = 56
_SIDE = 18
_BOX = 20
_GAP = 14
_WEIGHT = 62
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RubricList(Card):
    """``ticked(places)`` comes after each tick; the row with the focus is marked."""

    ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Rubric"))
        self._rows: list[RubricRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    @property
    def rows(self) -> list[RubricRow]:
        """The points, in their order."""
        return list(self._rows)

    @property
    def ticks(self) -> frozenset[int]:
        """The places of the points that are ticked."""
        return frozenset(row.place for row in self._rows if row.isChecked())

    def show_points(self, points: Sequence[RubricPoint], ticked: Collection[int]) -> None:
        """Show the points of another prompt."""
        clear(self._column)
        self._rows = []
        for place, point in enumerate(points):
            row = RubricRow(place, point, last=place == len(points) - 1)
            row.setChecked(place in ticked)
            row.toggled.connect(self._tell)
            row.stepped.connect(self._step)
            self._rows.append(row)
            self._column.addWidget(row)
            row.show()

    def focus_first(self) -> None:
        """Begin at the first point that is not ticked."""
        rows = [row for row in self._rows if not row.isChecked()] or self._rows
        if rows:
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self.ticked.emit(self.ticks)

    def _step(self, place: int, step: int) -> None:
        target = place + step
        if 0 <= target < len(self._rows):
            self._rows[target].setFocus(Qt.FocusReason.TabFocusReason)


class RubricRow(QCheckBox):
    """A point with its tick box, whether it is a must, and its weight."""

    stepped = Signal(int, int)

    def __init__(self, place: int, point: RubricPoint, *, last: bool) -> None:
        super().__init__()
        self.place = place
        self._last = last
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        weight = texts.weight_text(point.weight)
        must = _("Must") if point.must else ""
        name = texts.point_text(point.text)
        self.setAccessibleName(", ".join(filter(None, (name, must, weight))))
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE + _BOX + _GAP, 10, _SIDE, 10)
        row.setSpacing(12)
        row.addWidget(Label(name, Role.LEAD, wrap=True), 1)
        if point.must:
            row.addWidget(Tag(must))
        label = Label(
            weight,
            Role.SMALL,
            "text2",
            tabular=True,
            alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        label.setMinimumWidth(theme().grow(_WEIGHT))
        row.addWidget(label)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().changed.connect(self.updateGeometry)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        hint = self.layout().sizeHint()
        return QSize(hint.width(), max(theme().grow(_ROW), hint.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().grow(_ROW))

    def heightForWidth(self, width: int) -> int:
        return max(theme().grow(_ROW), self.layout().heightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(self.place, step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        focus_ring.follow_nothing(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        radius = RADIUS["card"] - 1 if self._last or not self.place else 0
        if self.hasFocus():
            rounded(painter, rect, radius, colors.accent_soft, colors.accent, width=2.0)
        else:
            if self.underMouse():
                rounded(painter, rect, radius, colors.sunken)
            if not self._last:
                line = QRectF(0, rect.bottom() - 1, rect.width(), 1)
                painter.fillRect(line, colors.border)
        box = QRectF(_SIDE, (rect.height() - _BOX) / 2, _BOX, _BOX)
        paint_box(painter, box, self)
