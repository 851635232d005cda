"""The numbers at the head of the statistics; they wrap where room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.stats.texts import Figure
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.label import Label

_GAP, _ROW_GAP = 30, 12
_OVERLAP = 2


class Figures(QWidget):
    """Shows figures side by side, in as many rows as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._arrange)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these and no others."""
        while len(self._parts) < len(figures):
            part = _Part(self)
            part.show()
            self._parts.append(part)
        for part in self._parts[len(figures) :]:
            part.hide()
            part.deleteLater()
        del self._parts[len(figures) :]
        for part, figure in zip(self._parts, figures, strict=True):
            part.show_figure(figure)
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((where.bottom() + 1 for where in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        width = sum(part.sizeHint().width() + _GAP for part in self._parts)
        return QSize(width, max((part.sizeHint().height() for part in self._parts), default=0))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _places(self, width: int) -> list[QRect]:
        """Where each figure lies in this width."""
        found: list[QRect] = []
        left = top = 0
        for part in self._parts:
            size = part.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + size.height() + _ROW_GAP
            found.append(QRect(left, top, min(size.width(), width), size.height()))
            left += size.width() + _GAP
        return found

    def _arrange(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for part, where in zip(self._parts, self._places(self.width()), strict=True):
            if mirrored:
                where.moveLeft(self.width() - where.right() - 1)
            part.setGeometry(where)
        self.updateGeometry()


class _Part(QWidget):
    """A number over what it is, closer than their lines are tall."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._value = Label(role=Role.TITLE_SMALL, parent=self)
        self._caption = Label(role=Role.CAPTION, color="text3", parent=self)

    def show_figure(self, figure: Figure) -> None:
        self._value.setText(figure.value)
        self._caption.setText(figure.caption)
        self.setAccessibleName(f"{figure.value} {figure.caption}")

    def sizeHint(self) -> QSize:
        value, caption = self._value.sizeHint(), self._caption.sizeHint()
        width = max(value.width(), caption.width())
        return QSize(width, value.height() + caption.height() - _OVERLAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self._value.sizeHint().height() - _OVERLAP
        self._value.setGeometry(0, 0, self.width(), self._value.sizeHint().height())
        self._caption.setGeometry(0, below, self.width(), self._caption.sizeHint().height())
