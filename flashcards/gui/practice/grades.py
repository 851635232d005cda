"""The four grades of an answer: the one that is suggested or chosen stands out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from flashcards.domain.review import Rating
from flashcards.domain.wording import interval_text
from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.practice.texts import GRADES
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.keycap import keycap_height, paint_keycap
from flashcards.gui.widgets.painting import draw_line, mix, rounded
from flashcards.language import _
from flashcards.services.practice.views import GradeChoice

_COMMANDS = {
    Rating.AGAIN: "scoring.again",
    Rating.HARD: "scoring.hard",
    Rating.GOOD: "scoring.good",
    Rating.EASY: "scoring.easy",
}
_HEIGHT = 80
_WIDTH = 84
_INSET = 12


class GradeRow(QWidget):
    """``chosen(rating)`` is the learner's own judgement; ← and → walk, a digit chooses."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {rating: GradeButton(rating) for rating in GRADES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for rating, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, rating=rating: self.chosen.emit(int(rating)))
            row.addWidget(button, 1)

    def show_grades(self, grades: Sequence[GradeChoice], chosen: Rating) -> None:
        """Show when the prompt would come back, and which grade stands."""
        for choice in grades:
            button = self.buttons[choice.grade]
            button.show_choice(interval_text(choice.interval_s), on=choice.grade is chosen)

    @property
    def value(self) -> Rating | None:
        """The grade that stands out."""
        return next((grade for grade, button in self.buttons.items() if button.on), None)


class GradeButton(PaintedButton):
    """A grade with its key, and after how long the prompt comes back."""

    radius = RADIUS["buttonLarge"]

    def __init__(self, rating: Rating, parent: QWidget | None = None) -> None:
        self._tone, title = GRADES[rating]
        super().__init__(title, parent)
        self._key = first_key(_COMMANDS[rating])
        self._interval = ""
        self.on = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_choice(self, interval: str, *, on: bool) -> None:
        """Show the interval; ``on``: this grade stands."""
        self._interval, self.on = interval, on
        words = [self.text(), interval, _("chosen") if on else ""]
        self.setAccessibleName(", ".join(filter(None, words)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().grow(_WIDTH), theme().grow(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        ink = getattr(colors, self._tone)
        tint = getattr(colors, f"{self._tone}_bg")
        edge = getattr(colors, f"{self._tone}_border")
        lively = max(self._hover.value, self._press.value)
        fill = tint if self.on else mix(colors.surface, tint, lively)
        border = ink if self.on else mix(colors.border, edge, lively)
        rect = QRectF(self.rect())
        rounded(painter, rect, self.radius, fill, border, width=2.0 if self.on else 1.0)
        paint_keycap(painter, QPointF(_INSET, 10), self._key, color=ink, border=ink)
        if self.on:
            tick = QRectF(rect.right() - _INSET - 16, 12, 16, 16)
            icons.paint(painter, "check", tick, ink)
        first, second = theme().line(Role.BODY), theme().line(Role.CAPTION)
        top = 10 + keycap_height() + (rect.height() - 10 - keycap_height() - first - second) / 2
        width = rect.width() - 2 * _INSET
        title = QRectF(_INSET, top - 2, width, first)
        draw_line(painter, title, self.text(), theme().font(Role.BODY, 600), ink)
        below = QRectF(_INSET, top - 2 + first, width, second)
        font = theme().font(Role.CAPTION, tabular=True)
        left = Qt.AlignmentFlag.AlignLeft
        draw_line(painter, below, self._interval, font, ink, alignment=left)
