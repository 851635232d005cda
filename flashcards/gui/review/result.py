"""What was typed beside what was expected, its differences struck and underlined."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.note import NoteKind
from flashcards.gui import icons
from flashcards.gui.review.grading import Outcome
from flashcards.gui.review.spaced import grow_with_text
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded
from flashcards.language import _
from flashcards.render.diff import Run, token_diff
from flashcards.services.card_view import CardView

_TONES = {
    # (ink, ground, border, icon)
    "wrong": ("again", "again_bg", "again_border", "x"),
    "right": ("good", "good_bg", "good_border", "check"),
    "open": ("text2", "sunken", "border", ""),
}
_NARROW = 480


class ResultBox(QFrame):
    """One side: a title with its mark, and code below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "open"
        self._title = Label(role=Role.CAPTION, weight=500)
        self.text = CardText("", Look(Role.CODE_CARD))
        self._mark = _Mark(self)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._mark)
        head.addWidget(self._title)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 11, 16, 13)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addStretch(1)
        grow_with_text(self)
        theme().changed.connect(self.update)

    @property
    def title(self) -> str:
        """What stands above the code."""
        return self._title.text()

    def show_runs(self, tone: str, title: str, runs: tuple[Run, ...]) -> None:
        """``tone`` is ``right``, ``wrong`` or ``open``; what the other side lacks is marked."""
        self._tone = tone
        ink, _, _, icon = _TONES[tone]
        self._title.setText(title)
        self._title.set_color(ink)
        self._mark.set_mark(icon, ink)
        self.text.setAccessibleName(title)
        self.text.set_safe_html(_html(runs, struck=tone == "wrong"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        _, ground, border, _ = _TONES[self._tone]
        colors = theme().colors
        fill, edge = getattr(colors, ground), getattr(colors, border)
        rounded(QPainter(self), QRectF(self.rect()), RADIUS["code"], fill, edge)


class ResultPanel(QWidget):
    """Both sides, beside each other where there is room; only one where they agree."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.given = ResultBox()
        self.expected = ResultBox()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self.given, 1)
        self._row.addWidget(self.expected, 1)

    def compare(self, view: CardView, typed: str, result: Outcome) -> None:
        """Shows both sides of an answer that was typed or predicted."""
        predicted = view.kind is NoteKind.PREDICT
        expected = view.expected or ""
        title = _("It prints") if predicted else _("Answer")
        self.given.setVisible(result is Outcome.WRONG)
        if result is Outcome.WRONG:
            given, wanted = token_diff(typed, expected, fold_case=not predicted)
            self.given.show_runs(
                "wrong", _("You predicted") if predicted else _("You typed"), given
            )
            self.expected.show_runs("right", title, wanted)
            return
        if result is Outcome.RIGHT:
            title = _("It prints, as you predicted") if predicted else _("Right")
        tone = "right" if result is Outcome.RIGHT else "open"
        self.expected.show_runs(tone, title, (Run(expected, True),))

    def spoken(self) -> str:
        """Both sides in words."""
        boxes = [box for box in (self.given, self.expected) if not box.isHidden()]
        return " ".join(f"{box.title}: {box.text.toPlainText()}." for box in boxes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else across)


class _Mark(QWidget):
    """The tick or cross before a title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = ""
        self._ink = "text2"
        self.setFixedSize(round(ICON["inline"]), round(ICON["inline"]))
        self.hide()

    def set_mark(self, icon: str, ink: str) -> None:
        self._icon, self._ink = icon, ink
        self.setVisible(bool(icon))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(
            QPainter(self), self._icon, QRectF(self.rect()), getattr(theme().colors, self._ink)
        )


def _html(runs: tuple[Run, ...], *, struck: bool) -> str:
    """One side as HTML; spaces and line ends that only it has are drawn as signs."""
    parts = []
    for run in runs:
        if run.same:
            parts.append(_escaped(run.text))
        elif struck:
            parts.append(f'<s class="again">{_escaped(_visible(run.text))}</s>')
        else:
            parts.append(f"<b><u>{_escaped(_visible(run.text))}</u></b>")
    return f'<p style="white-space: pre-wrap">{"".join(parts)}</p>'


def _visible(text: str) -> str:
    """A difference of nothing but white space would not be seen."""
    if text.strip():
        return text
    return text.replace(" ", "·").replace("\n", "↵\n").replace("\t", "→")


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
