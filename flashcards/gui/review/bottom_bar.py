"""The bar below a card: show the answer, then grade it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from flashcards.domain.review import Rating
from flashcards.domain.wording import duration_text, interval_text
from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.review.wording import RATINGS
from flashcards.gui.theme import ICON, SIZE, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.painting import draw_line, text_width
from flashcards.gui.widgets.rating import RatingButton
from flashcards.language import _

_SIDE = 24
_GAP = 10
_SHOW_WIDTH = 280
_ICON_GAP = 8
_COMMANDS = {
    Rating.AGAIN: "answer.again",
    Rating.HARD: "answer.hard",
    Rating.GOOD: "answer.good",
    Rating.EASY: "answer.easy",
}


class BottomBar(QWidget):
    """Question, answer or nothing; what lies in the middle stays in the middle of the window."""

    show_pressed = Signal()
    hint_pressed = Signal()
    rating_pressed = Signal(int)
    flag_pressed = Signal()
    bury_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = _bar_button(_("Hint"), "lightbulb", "question.hint", self)
        self.show_button = Button(
            _("Show answer"), Kind.PRIMARY, size=Size.HERO, keys="Space", parent=self
        )
        self.flag = _bar_button(_("Flag"), "flag", "card.flag", self)
        self.bury = _bar_button(_("Bury"), "", "card.bury", self)
        self.answered = _Answered(self)
        self.ratings = {
            rating: RatingButton(rating.name.lower(), name, first_key(_COMMANDS[rating]), self)
            for rating, name in RATINGS.items()
        }
        self.hint.clicked.connect(self.hint_pressed)
        self.show_button.clicked.connect(self.show_pressed)
        self.flag.clicked.connect(self.flag_pressed)
        self.bury.clicked.connect(self.bury_pressed)
        for rating, button in self.ratings.items():
            button.clicked.connect(lambda _on=False, rating=rating: self._rate(rating))
        self._is_answer = False
        theme().changed.connect(self._place)
        self.show_question(has_hint=False)

    def sizeHint(self) -> QSize:
        return QSize(0, theme().grow(SIZE["reviewBottomBar"]))

    def show_question(
        self, *, has_hint: bool, words: str = _("Show answer"), keys: str = "Space"
    ) -> None:
        """Offers the answer; ``keys`` is the shortcut that is shown for it."""
        self._is_answer = False
        self.show_button.set_label(words)
        self.show_button.set_keys(keys)
        self.hint.setEnabled(has_hint)
        self._show_parts()

    def set_next_step(self, shown: int, total: int) -> None:
        """Offers the next step of an answer that is revealed step by step."""
        self.show_question(
            has_hint=False, words=_("Next step, {n} of {total}").format(n=shown + 1, total=total)
        )
        self.hint.hide()

    def show_ratings(self, intervals: Mapping[Rating, int] | None, milliseconds: int) -> None:
        """Offers the grades with what they lead to."""
        self._is_answer = True
        self.answered.set_text(_("Answered in {time}").format(time=duration_text(milliseconds)))
        for rating, button in self.ratings.items():
            seconds = intervals.get(rating) if intervals else None
            button.set_interval("" if seconds is None else interval_text(seconds))
            button.setEnabled(True)
        self._show_parts()

    def show_saving(self, chosen: Rating) -> None:
        """The chosen grade stands out while no other can be given."""
        for rating, button in self.ratings.items():
            button.setEnabled(rating is chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(0, 0, self.width(), 1), theme().colors.border)

    def _rate(self, rating: Rating) -> None:
        self.rating_pressed.emit(int(rating))

    def _show_parts(self) -> None:
        answer = self._is_answer
        beside = self._has_room_beside()
        self.show_button.setVisible(not answer)
        self.hint.setVisible(not answer)
        self.answered.setVisible(answer and beside)
        for button in self.ratings.values():
            button.setVisible(answer)
        for button in (self.flag, self.bury):
            button.setVisible(beside)
        self._place()

    def _has_room_beside(self) -> bool:
        """Whether Flag and Bury fit beside what is in the middle, on both sides of it."""
        right = self.flag.sizeHint().width() + self.bury.sizeHint().width()
        left = self.answered.sizeHint().width() if self._is_answer else self.hint.sizeHint().width()
        return self.width() >= self._middle_width() + 2 * (max(left, right) + _SIDE + _GAP)

    def _middle_width(self) -> int:
        if self._is_answer:
            widths = [button.sizeHint().width() for button in self.ratings.values()]
            return sum(widths) + _GAP * (len(widths) - 1)
        return max(_SHOW_WIDTH, self.show_button.sizeHint().width())

    def _place(self) -> None:
        middle = self.height() // 2 + 1
        width = min(self._middle_width(), self.width() - 2 * _SIDE)
        left = (self.width() - width) // 2
        if self._is_answer:
            each = (width - 3 * _GAP) / len(self.ratings)
            for place, button in enumerate(self.ratings.values()):
                x = round(left + place * (each + _GAP))
                _put(button, x, middle, round(each))
            _put(self.answered, _SIDE, middle, self.answered.sizeHint().width())
        else:
            _put(self.show_button, left, middle, width)
            _put(self.hint, _SIDE, middle, self.hint.sizeHint().width())
        right = self.width() - _SIDE
        for button in (self.bury, self.flag):
            right -= button.sizeHint().width()
            _put(button, right, middle, button.sizeHint().width())


class _Answered(QWidget):
    """How long the answer took."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        width = ICON["button"] + _ICON_GAP + text_width(self._font(), self._text)
        return QSize(round(width) + 1, theme().line(Role.SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = ICON["button"]
        ink = theme().colors.text2
        where = QRectF(0, (self.height() - size) / 2, size, size)
        icons.paint(painter, "timer", where, ink)
        left = size + _ICON_GAP
        line = QRectF(left, 0, self.width() - left, self.height())
        draw_line(painter, line, self._text, self._font(), ink)

    def _font(self):
        return theme().font(Role.SMALL, tabular=True)


def _bar_button(text: str, icon: str, command: str, parent: QWidget) -> Button:
    return Button(text, Kind.GHOST, icon=icon, keys=first_key(command), parent=parent)


def _put(widget: QWidget, left: int, middle: int, width: int) -> None:
    height = widget.sizeHint().height()
    widget.setGeometry(left, middle - height // 2, width, height)
