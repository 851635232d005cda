"""A page whose body scrolls under a header that stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from flashcards.gui.theme import theme


class ScrollPage(QWidget):
    """``header`` and ``body`` share the page's padding; the scroll bar lies in the padding.

    The bar runs along the whole page and covers nothing; a hairline under the header appears when
    something has scrolled below it.
    """

    def __init__(self, header: QWidget, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = 0
        self._bottom = 0
        self._frame = QWidget()
        self._column = QVBoxLayout(self._frame)
        self._column.setSpacing(0)
        self._column.addWidget(body)
        self._column.addStretch(1)
        # The header is the area's sibling, not its child: a screen reader sees no more of a
        # scroll area than its viewport and its bars.
        self._top = _Top(header, self)
        self._area = _Area(self)
        self._area.setWidget(self._frame)
        self._top.raise_()
        header.installEventFilter(self)
        self.bar.valueChanged.connect(lambda value: self._top.set_divided(value > 0))
        self.bar.rangeChanged.connect(self._place)

    @property
    def bar(self) -> QScrollBar:
        """The scroll bar of the page."""
        return self._area.verticalScrollBar()

    def set_padding(self, side: int, top: int, bottom: int, *, below_header: int) -> None:
        """The page's padding, and the room between header and body, in pixels."""
        self._side, self._bottom = side, bottom
        self._top.set_padding(side, top, below_header)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        taken = self.bar.sizeHint().width() if self.bar.maximum() > 0 else 0
        height = self._top.height_for(self.width() - taken)
        self._area.setGeometry(self.rect())
        self._area.setViewportMargins(0, height, 0, 0)
        self._top.setGeometry(0, 0, self.width() - taken, height)
        self._top.set_right(self._side - taken)
        self._column.setContentsMargins(self._side, 0, max(0, self._side - taken), self._bottom)
        self._column.activate()


class _Area(QScrollArea):
    """The scroll area, as large as the page; its viewport begins below the header."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class _Top(QWidget):
    """Holds the header with the page's padding around it."""

    def __init__(self, header: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._divided = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        theme().changed.connect(self.update)

    def set_padding(self, side: int, top: int, bottom: int) -> None:
        self._column.setContentsMargins(side, top, side, bottom)

    def set_right(self, pixels: int) -> None:
        margins = self._column.contentsMargins()
        margins.setRight(max(0, pixels))
        self._column.setContentsMargins(margins)
        self._column.activate()

    def height_for(self, width: int) -> int:
        if self.hasHeightForWidth():
            return self.heightForWidth(width)
        return self.sizeHint().height()

    def set_divided(self, divided: bool) -> None:
        if divided != self._divided:
            self._divided = divided
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.bg)
        if self._divided:
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colors.border)
