"""Plain text at the exact line height of its role."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from flashcards.gui.theme import Role, theme

_UNBOUNDED = 1_000_000
_HEIGHTS = 16  # of one label, that are remembered


class Label(QLabel):
    """A text that is never taken for HTML.

    ``role`` gives size, weight and line height, ``color`` is a name of ``theme().colors``.
    ``wrap`` breaks it at word boundaries, ``elide`` ends it with … where room is short (the whole
    text is then its tooltip). Text is set and read with ``setText`` and ``text``.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        color: str = "text",
        *,
        weight: int | None = None,
        tabular: bool | None = None,
        wrap: bool = False,
        elide: bool = False,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self._color = color
        self._weight = weight
        self._tabular = tabular
        self._elide = elide
        self._heights: dict[tuple[object, ...], int] = {}
        self.setWordWrap(wrap)
        self.setAlignment(alignment)
        horizontal = QSizePolicy.Policy.Ignored if elide else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(
            horizontal, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)
        theme().changed.connect(self._restyle)

    def set_color(self, color: str) -> None:
        """Draws the text in another colour of the theme."""
        if color != self._color:
            self._color = color
            self.update()

    def set_role(self, role: Role, weight: int | None = None) -> None:
        """Draws the text in another role."""
        if (role, weight) != (self._role, self._weight):
            self._role, self._weight = role, weight
            self._restyle()

    def text_font(self) -> QFont:
        """The font in which it is drawn."""
        return theme().font(self._role, self._weight, tabular=self._tabular)

    def sizeHint(self) -> QSize:
        lines = self._laid_out(_UNBOUNDED)
        width = max((line.naturalTextWidth() for line in lines[1]), default=0.0)
        return QSize(ceil(width), theme().line(self._role) * max(1, len(lines[1])))

    def minimumSizeHint(self) -> QSize:
        if self.wordWrap() or self._elide:
            return QSize(0, theme().line(self._role))
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return -1
        # layouts ask for the same few widths again and again
        key = (self.text(), width, self._role, self._weight, theme().text_scale)
        if key not in self._heights:
            if len(self._heights) >= _HEIGHTS:
                self._heights.clear()
            lines = max(1, len(self._laid_out(width)[1]))
            self._heights[key] = theme().line(self._role) * lines
        return self._heights[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        name = self._color if self.isEnabled() else "disabled"
        painter.setPen(getattr(theme().colors, name))
        font = self.text_font()
        metrics = QFontMetricsF(font)
        step = theme().line(self._role)
        layout, lines = self._laid_out(self.width())
        top = self._top(step * len(lines)) + (step - metrics.height()) / 2
        for number, line in enumerate(lines):
            free = self.width() - line.naturalTextWidth()
            line.setPosition(QPointF(self._indent(free), 0))
            baseline = round(top + number * step + metrics.ascent())
            line.draw(painter, QPointF(0, baseline - line.ascent() - line.y()))
        del layout

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _top(self, height: int) -> float:
        alignment = self.alignment()
        if alignment & Qt.AlignmentFlag.AlignTop:
            return 0
        free = self.height() - height
        return free if alignment & Qt.AlignmentFlag.AlignBottom else free // 2

    def _indent(self, free: float) -> float:
        alignment = self.alignment()
        if alignment & Qt.AlignmentFlag.AlignRight:
            return free
        return free / 2 if alignment & Qt.AlignmentFlag.AlignHCenter else 0.0

    def _laid_out(self, width: int) -> tuple[QTextLayout, list]:
        """The layout, which must be kept alive, and its lines."""
        font = self.text_font()
        text = self.text()
        if self._elide and width < _UNBOUNDED:
            text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            self.setToolTip("" if text == self.text() else self.text())
        layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
            if self.wordWrap()
            else QTextOption.WrapMode.ManualWrap
        )
        layout.setTextOption(option)
        lines = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width if self.wordWrap() else _UNBOUNDED)
            lines.append(line)
        layout.endLayout()
        return layout, lines
