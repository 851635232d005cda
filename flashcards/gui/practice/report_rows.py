"""Rows of a report: a prompt with its score, a session of the history, a point to drill."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.domain.wording import minutes_text, percent_text
from flashcards.gui import icons
from flashcards.gui.practice import texts
from flashcards.gui.practice.kinds import KindIcon
from flashcards.gui.practice.parts import ActionLink
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.bars import BAR, paint_share
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded, with_alpha
from flashcards.gui.widgets.ring import paint_ring
from flashcards.language import _, ngettext
from flashcards.services.practice.report_views import (
    MissedPoint,
    ReportRow,
    ScoreLine,
    SessionLine,
)

_ROW, _SESSION, _SCORE = 58, 42, 33
_SIDE = 18
_SHARE, _GRADE, _CHEVRON = 52, 50, 16
_DAY, _MINUTES = 72, 76
_BAR_LEFT = 134
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StepButton(PaintedButton):
    """A row that is a button; ↑ and ↓ ask for the row beside it."""

    stepped = Signal(int)

    def __init__(self, height: int) -> None:
        super().__init__("")
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, theme().grow(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().grow(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def line(self, painter: QPainter) -> None:
        """The hairline below the row."""
        rect = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(rect, theme().colors.border)


class PromptRow(StepButton):
    """A prompt of the session; a click opens its answer, notes and rubric."""

    radius = RADIUS["tag"]

    def __init__(self, row: ReportRow, *, first: bool) -> None:
        super().__init__(_ROW)
        self.row = row
        self._first = first
        tone, grade = texts.GRADES[row.grade] if row.grade else ("text2", _("Skipped"))
        parts = QHBoxLayout(self)
        parts.setContentsMargins(_SIDE, 0, _SIDE - 2, 0)
        parts.setSpacing(0)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(Label(row.prompt.title, Role.BODY_STRONG, elide=True))
        names.addWidget(Label(row.prompt.stage_title, Role.CAPTION, "text2", elide=True))
        names.addStretch(1)
        parts.addWidget(KindIcon(row.prompt.kind))
        parts.addSpacing(12)
        parts.addLayout(names, 1)
        parts.addSpacing(12)
        parts.addWidget(Label(texts.used_of(row), Role.SMALL, "text2", tabular=True))
        share = Label(
            texts.share_text(row.share), Role.BODY, weight=600, tabular=True, alignment=_RIGHT
        )
        share.setMinimumWidth(theme().grow(_SHARE))
        parts.addSpacing(6)
        parts.addWidget(share)
        parts.addSpacing(6)
        label = Label(grade, Role.LABEL, tone, alignment=_RIGHT)
        label.setMinimumWidth(theme().grow(_GRADE))
        parts.addWidget(label)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = (row.prompt.title, texts.share_text(row.share), grade, texts.used_of(row))
        self.setAccessibleName(", ".join(words))
        self.setAccessibleDescription(_("Opens the answer"))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        fill = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
        rect = QRectF(self.rect())
        rounded(painter, rect.adjusted(2, 2, -2, -2), RADIUS["button"], fill)
        if not self._first:
            painter.fillRect(QRectF(0, 0, self.width(), 1), colors.border)


class SessionRow(StepButton):
    """A session of the history; the one that is shown is marked."""

    radius = RADIUS["button"]

    def __init__(self, line: SessionLine, *, shown: bool) -> None:
        super().__init__(_SESSION)
        self.session = line
        self._shown = shown
        self.setAccessibleName(
            ", ".join(
                (
                    texts.day_text(line.started_ms),
                    line.title,
                    texts.share_text(line.share),
                    *((_("shown"),) if shown else ()),
                )
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._shown:
            rounded(painter, rect.adjusted(0, 0, 0, -1), self.radius, colors.accent_soft)
        else:
            fill = mix(with_alpha(colors.hover, 0.0), colors.hover, self._hover.value)
            rounded(painter, rect.adjusted(0, 0, 0, -1), self.radius, fill)
            self.line(painter)
        strong = theme().font(Role.BODY, 600 if self._shown else 400, tabular=True)
        plain = theme().font(Role.BODY)
        inside = rect.adjusted(8, 0, -8, -1)
        day = texts.day_text(self.session.started_ms)
        draw_line(painter, inside, day, strong, colors.text if self._shown else colors.text2)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        words = inside.adjusted(theme().grow(_DAY), 0, -theme().grow(_MINUTES + _SHARE + 44), 0)
        text = elided(plain, self.session.title, words.width())
        draw_line(painter, words, text, plain, colors.text, alignment=left)
        chevron = QRectF(inside.right() - _CHEVRON, rect.center().y() - 8, 16, 16)
        icons.paint(painter, "chevron-right", chevron, colors.text2)
        share = inside.adjusted(0, 0, -_CHEVRON - 14, 0)
        bold = theme().font(Role.BODY, 600, tabular=True)
        said = texts.share_text(self.session.share)
        draw_line(painter, share, said, bold, colors.text, alignment=right)
        time = share.adjusted(0, 0, -theme().grow(_SHARE + 14), 0)
        small = theme().font(Role.SMALL, tabular=True)
        minutes = minutes_text(self.session.minutes * 60)
        draw_line(painter, time, minutes, small, colors.text2, alignment=right)


class ScoreBar(QWidget):
    """A mean score as a bar, and where it was four weeks ago as a ring on it."""

    def __init__(self, line: ScoreLine) -> None:
        super().__init__()
        self._line = line
        before = ""
        if line.before is not None:
            before = _(", four weeks ago {share}").format(share=percent_text(line.before))
        self.setAccessibleName(f"{line.name}: {percent_text(line.share)}{before}")
        self.setToolTip(self.accessibleName())
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(_SCORE))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        font = theme().font(Role.SMALL)
        left = min(theme().grow(_BAR_LEFT), rect.width() * 0.45)
        names = (self._line.name, *self._line.short_names)
        name = fitting(font, names, left - 10)
        draw_line(painter, rect, name, font, colors.text)
        bar = QRectF(left, rect.center().y() - BAR / 2, 0, BAR)
        bar.setRight(rect.right() - theme().grow(_SHARE))
        paint_share(painter, bar, self._line.share, None)
        if self._line.before is not None:
            x = bar.left() + min(1.0, self._line.before) * bar.width()
            center = QRectF(x - 4.5, bar.center().y() - 4.5, 9, 9).center()
            paint_ring(painter, center, 9.0, 1.5, color=colors.text2, fill=colors.surface)
        strong = theme().font(Role.LABEL, tabular=True)
        right = Qt.AlignmentFlag.AlignRight
        share = percent_text(self._line.share)
        draw_line(painter, rect, share, strong, colors.text, alignment=right)


class MissedRow(QWidget):
    """A point that was missed more than once; ``drilled`` starts a review of its cards."""

    drilled = Signal(object)

    def __init__(self, point: MissedPoint) -> None:
        super().__init__()
        times = ngettext("{n} time", "{n} times", point.times).format(n=point.times)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 9, 0, 10)
        row.setSpacing(14)
        said = texts.point_text(point.text)
        text = Label(said, Role.SMALL, wrap=True)
        text.setToolTip(point.prompt_title)
        row.addWidget(text, 1)
        row.addWidget(Label(times, Role.SMALL, "text2", tabular=True))
        if point.card_ids:
            link = ActionLink(_("Drill"), _("Drill: {point}").format(point=said))
            link.clicked.connect(lambda: self.drilled.emit(point.card_ids))
            row.addWidget(link)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        line = QRectF(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(line, theme().colors.border)


def fitting(font: QFont, names: Sequence[str], width: float) -> str:
    """The first of the names that fits its room; where none does, the last one with …."""
    measure = QFontMetricsF(font)
    fits = (name for name in names if measure.horizontalAdvance(name) <= width)
    return next(fits, None) or elided(font, names[-1], width)


def elided(font: QFont, text: str, width: float) -> str:
    """A text that ends with … where it is wider than its room."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
