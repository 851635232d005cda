"""Where the sheet lies: in the middle until it is taller than the room, then it scrolls.

The question never moves when its answer comes: where there is no room for that below a sheet in
the middle, it lies from the beginning where the answered one will be in the middle.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsEffect, QScrollArea, QWidget

from flashcards.gui.theme import SIZE, theme
from flashcards.gui.widgets.card import SHEET_MARGINS, Sheet
from flashcards.gui.widgets.motion import Glide

EDGE = 24
"""The least room around a sheet, in pixels."""

_RISE = 6
_SLIDE = 24
_LINE_STEP = 48


class Desk(QScrollArea):
    """Holds one sheet at a time, 760 wide or as wide as the window lets it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = QWidget()
        self._sheet: Sheet | None = None
        self._top: float | None = None
        self._effect: _Rise | None = None
        self._leaving = _Leaving(self.viewport())
        self._reveal = Glide(self, "reveal", self._step, value=1.0)
        self.setWidget(self._ground)

    def put(self, sheet: Sheet) -> None:
        """Lays another sheet here in place of the one that lies here."""
        if self._sheet is not None and self._sheet is not sheet:
            self._sheet.hide()
            self._sheet.removeEventFilter(self)
        if self._sheet is not sheet:
            self._sheet = sheet
            sheet.setParent(self._ground)
            sheet.installEventFilter(self)
            sheet.show()
        self.lay()

    def lay(self) -> None:
        """Finds the place of a sheet that shows something new, and scrolls to its top."""
        self._top = None
        self.verticalScrollBar().setValue(0)
        self.place()

    def place(self) -> None:
        """Gives the sheet its size; its top stays where it is."""
        if self._sheet is None:
            return
        room = self.viewport().height()
        sheet_width = min(SIZE["sheet"], self.width() - 2 * EDGE)
        around = SHEET_MARGINS
        width = sheet_width + around.left() + around.right()
        height = _height_at(self._sheet, width)
        shadow = around.top() + around.bottom()
        if self._top is None:
            full = max(height, self._full_height(width)) - shadow
            middle = (room - (height - shadow)) / 2
            if middle + full + EDGE > room:
                middle = (room - full) / 2
            self._top = max(EDGE, round(middle))
        left = (self.width() - width) // 2
        bottom = round(self._top) + height - shadow + EDGE
        self._ground.resize(self.viewport().width(), max(room, bottom))
        self._sheet.setGeometry(left, round(self._top) - around.top(), width, height)

    def bring_into_view(self, widget: QWidget) -> None:
        """Scrolls to the end of the sheet, or not so far that the top of a part of it is left."""
        self.place()
        top = widget.mapTo(self._ground, widget.rect().topLeft()).y() - EDGE
        bar = self.verticalScrollBar()
        bar.setValue(max(bar.value(), min(top, bar.maximum())))

    def scroll_by(self, key: int) -> bool:
        """Scrolls as a key says; whether it is one for that and there was anywhere to go."""
        pages = {Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_PageDown: 1.0}.get(key, 0.0)
        lines = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(round(before + pages * (self.viewport().height() - EDGE) + lines * _LINE_STEP))
        return bar.value() != before

    def animate_reveal(self, widget: QWidget) -> None:
        """Fades a part in while it rises a little."""
        self.finish_moving()
        self._reveal.jump(0.0)
        self._effect = _Rise(widget)
        widget.setGraphicsEffect(self._effect)
        self._reveal.to(1.0)

    def animate_leaving(self) -> None:
        """What is shown now slides away over what comes next."""
        moves = theme().duration("cardOut") > 0
        if moves and self._sheet is not None and self._sheet.isVisible():
            self._leaving.start(self._sheet)

    def finish_moving(self) -> None:
        """Ends every movement at once, for a key that was pressed in the middle of it."""
        self._reveal.finish()
        self._leaving.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._top = None
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._sheet and event.type() is QEvent.Type.LayoutRequest:
            self.place()
        return super().eventFilter(watched, event)

    def _full_height(self, width: int) -> int:
        full_height = getattr(self._sheet, "full_height", None)
        return full_height(width) if full_height else _height_at(self._sheet, width)

    def _step(self) -> None:
        if self._effect is None:
            return
        if self._reveal.value >= 1:
            effect, self._effect = self._effect, None
            effect.parent().setGraphicsEffect(None)
        else:
            self._effect.set_share(self._reveal.value)


def _height_at(sheet: QWidget, width: int) -> int:
    layout = sheet.layout()
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()


class _Rise(QGraphicsEffect):
    """Fades a widget in while it rises."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._share = 0.0

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def draw(self, painter: QPainter) -> None:
        painter.setOpacity(self._share)
        painter.translate(0, _RISE * (1 - self._share))
        self.drawSource(painter)


class _Leaving(QWidget):
    """A picture of the card that was answered, on its way out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = QPixmap()
        self._glide = Glide(self, "cardOut", self._step)
        self.hide()

    def start(self, sheet: QWidget) -> None:
        self._glide.jump(0.0)
        self._picture = sheet.grab()
        corner = sheet.mapTo(self.parentWidget(), sheet.rect().topLeft())
        self.setGeometry(QRect(corner, sheet.size()))
        self.show()
        self.raise_()
        self._glide.to(1.0)

    def finish(self) -> None:
        self._glide.jump(1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1 - self._glide.value)
        painter.drawPixmap(QPointF(-_SLIDE * self._glide.value, 0), self._picture)

    def _step(self) -> None:
        if self._glide.value >= 1:
            self.hide()
            self._picture = QPixmap()
        self.update()
