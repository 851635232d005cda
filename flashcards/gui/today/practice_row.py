"""The row of today's plan that leads to practice."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from flashcards.domain.wording import minutes_text
from flashcards.gui import icons
from flashcards.gui.practice.kinds import KINDS
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width, with_alpha
from flashcards.services.practice.today_view import PracticeToday

_ROW, _ROW_COMPACT = 50, 46
_ICON = 18
_GAP = 12


class PracticeRow(PaintedButton):
    """What is to be practised, how long it takes; a click goes there."""

    radius = RADIUS["tag"]

    def __init__(self) -> None:
        super().__init__("")
        self._caption = self._time = ""
        self._height = _ROW
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_practice(self, practice: PracticeToday | None) -> None:
        """Show what is due, or the prompt that is next; without prompts the row is gone."""
        self.setVisible(practice is not None and practice.prompt is not None)
        if practice is None or practice.prompt is None:
            return
        prompt = practice.prompt
        self.setText(practice.words)
        self._caption = f"{KINDS[prompt.kind].name}: {prompt.title}"
        self._time = minutes_text(practice.minutes * 60)
        self.setAccessibleName(", ".join((practice.words, self._caption, self._time)))
        self.setToolTip(self._caption)
        self.update()

    def set_compact(self, compact: bool) -> None:
        """A lower row, for a narrow page."""
        self._height = _ROW_COMPACT if compact else _ROW
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(200, theme().grow(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().grow(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(QRectF(0, 0, rect.width(), 1), colors.border)
        fill = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        rounded(painter, rect.adjusted(-4, 3, 4, -2), self.radius, fill)
        icon = QRectF(0, (rect.height() - _ICON) / 2, _ICON, _ICON)
        icons.paint(painter, "messages-square", icon, colors.control)
        body = theme().font(Role.BODY, tabular=True)
        right = Qt.AlignmentFlag.AlignRight
        draw_line(painter, rect, self._time, body, colors.text2, alignment=right)
        width = rect.width() - _ICON - 2 * _GAP - ceil(text_width(body, self._time))
        first, second = theme().line(Role.BODY_STRONG), theme().line(Role.CAPTION)
        top = (rect.height() - first - second) / 2
        for text, role, ink, y, line in (
            (self.text(), Role.BODY_STRONG, colors.text, top, first),
            (self._caption, Role.CAPTION, colors.text3, top + first, second),
        ):
            font = theme().font(role)
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            draw_line(painter, QRectF(_ICON + _GAP, y, width, line), shown, font, ink)
