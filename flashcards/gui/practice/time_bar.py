"""How the time of a prompt passes: thinking, then answering, with marks of the minutes left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.practice.timers import Times
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width
from flashcards.gui.widgets.ring import paint_ring
from flashcards.language import _

_BAR = 8.0
_KNOB = 19.0
_GAP = 8.0
_LEAST_THINK = 48.0
_TICK = 6.0
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What was planned for a prompt, in milliseconds."""

    think_ms: int
    answer_ms: int


def minute_marks(answer_ms: int) -> tuple[int, ...]:
    """The minutes left that get a mark: half and a quarter of the time, in whole minutes."""
    minutes = answer_ms // _MINUTE_MS
    return tuple(mark for mark in (minutes // 2, minutes // 4) if mark)


class TimeBar(QWidget):
    """Two bars and a knob; it only shows, the time is told in words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan(0, _MINUTE_MS)
        self._times = Times()
        self._thinking = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_times(self, plan: Plan, times: Times, *, thinking: bool) -> None:
        """Show how far the time is."""
        self._plan, self._times, self._thinking = plan, times, thinking
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(_KNOB) + 4 + theme().line(Role.CAPTION))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        think, answer = self._bars()
        if think.width() > 0:
            share = self._think_share() if self._thinking else 1.0
            self._paint_bar(painter, think, share, colors.accent_mid)
        used = min(1.0, self._times.answer_ms / self._plan.answer_ms)
        over = self._times.answer_ms > self._plan.answer_ms
        self._paint_bar(painter, answer, used, colors.hard if over else colors.accent)
        bar, share = (think, self._think_share()) if self._thinking else (answer, used)
        x = bar.left() + share * bar.width()
        x = min(max(x, bar.left() + _KNOB / 2), answer.right() - _KNOB / 2)
        ink = colors.hard if over else colors.accent
        center = QPointF(x, bar.center().y())
        paint_ring(painter, center, _KNOB, 4.0, color=ink, fill=colors.surface)
        self._paint_labels(painter, think, answer)

    def _think_share(self) -> float:
        return min(1.0, self._times.think_ms / max(1, self._plan.think_ms))

    def _bars(self) -> tuple[QRectF, QRectF]:
        top = (_KNOB - _BAR) / 2
        width = self.width() - 4.0
        if not self._plan.think_ms:
            return QRectF(0, top, 0, _BAR), QRectF(0, top, width, _BAR)
        total = self._plan.think_ms + self._plan.answer_ms
        share = (width - _GAP) * self._plan.think_ms / total
        label = text_width(theme().font(Role.CAPTION), _("Think")) + _GAP
        first = min(max(share, _LEAST_THINK, label), width / 3)
        left = first + _GAP
        return QRectF(0, top, first, _BAR), QRectF(left, top, width - left, _BAR)

    @staticmethod
    def _paint_bar(painter: QPainter, bar: QRectF, share: float, ink) -> None:
        rounded(painter, bar, 3, theme().colors.heat0)
        if share > 0:
            done = QRectF(bar)
            done.setWidth(max(bar.height(), share * bar.width()))
            rounded(painter, done, 3, ink)

    def _paint_labels(self, painter: QPainter, think: QRectF, answer: QRectF) -> None:
        colors = theme().colors
        font = theme().font(Role.CAPTION, tabular=True)
        line = theme().line(Role.CAPTION)
        top = self.height() - line

        def label(x: float, text: str, alignment: Qt.AlignmentFlag) -> None:
            where = QRectF(x, top, 0, line)
            draw_line(painter, where, text, font, colors.text2, alignment=alignment)

        if think.width() > 0:
            label(think.left(), _("Think"), Qt.AlignmentFlag.AlignLeft)
        label(answer.left(), _("Answer"), Qt.AlignmentFlag.AlignLeft)
        label(answer.right(), "0", Qt.AlignmentFlag.AlignRight)
        taken = answer.left() + text_width(font, _("Answer")) + _GAP
        for minutes in minute_marks(self._plan.answer_ms):
            text = _("{n} min").format(n=minutes)
            x = answer.right() - minutes * _MINUTE_MS / self._plan.answer_ms * answer.width()
            half = text_width(font, text) / 2
            if x - half < taken or x + half > answer.right() - 12:
                continue
            painter.fillRect(QRectF(round(x), answer.bottom() + 4, 1, _TICK), colors.text3)
            label(x, text, Qt.AlignmentFlag.AlignHCenter)
            taken = x + half + _GAP
