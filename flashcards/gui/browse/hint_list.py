"""What is told while one writes: what is wrong in which line, notes that are alike, good advice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.services.editing.view import Hints, TextProblem

_MOST = 4


@dataclass(frozen=True, slots=True)
class Hint:
    """A line: an icon in an ink, words, more words on demand, and where a button leads.

    ``line``: of the text, counted from 1. ``note_id``: another note.
    """

    icon: str
    ink: str
    text: str
    detail: str = ""
    line: int | None = None
    note_id: int | None = None


def hints_of(problems: tuple[TextProblem, ...], hints: Hints) -> list[Hint]:
    """The lines, the most important first."""
    found = [
        Hint(
            "circle-alert" if problem.stops else "triangle-alert",
            "again" if problem.stops else "hard",
            _("Line {line}: {message}").format(line=problem.line, message=problem.message),
            line=problem.line,
        )
        for problem in sorted(problems, key=lambda problem: not problem.stops)
    ]
    for alike in hints.alike:
        words = (
            _("Another note asks the same") if alike.is_same else _("Another note asks nearly this")
        )
        text = f"{words}: {alike.question}"
        found.append(Hint("copy", "hard", text, alike.deck, note_id=alike.note_id))
    for advice in hints.advice:
        text = f"{advice.message[:1].upper()}{advice.message[1:]}."
        mend = f"{advice.mend[:1].upper()}{advice.mend[1:]}"
        found.append(Hint("lightbulb", "text3", text, mend))
    return found


class HintList(QWidget):
    """The hints below a text; ``line_wanted`` and ``note_wanted`` say where one leads."""

    line_wanted = Signal(int)
    note_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: list[Hint] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    @property
    def hints(self) -> list[Hint]:
        """What it says."""
        return self._hints

    def show_hints(self, hints: list[Hint]) -> None:
        """Say other things."""
        hints = hints[:_MOST]
        if hints == self._hints:
            return
        self._hints = hints
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for hint in hints:
            line = _HintLine(hint)
            line.wanted.connect(lambda hint=hint: self._go(hint))
            self._column.addWidget(line)
        self.setVisible(bool(hints))

    def _go(self, hint: Hint) -> None:
        if hint.note_id is not None:
            self.note_wanted.emit(hint.note_id)
        elif hint.line is not None:
            self.line_wanted.emit(hint.line)


class _HintLine(QWidget):
    """A hint with a button where it leads somewhere."""

    wanted = Signal()

    def __init__(self, hint: Hint) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Icon(hint.icon, hint.ink), alignment=Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        ink = "text" if hint.ink != "text3" else "text2"
        texts.addWidget(Label(hint.text, Role.CAPTION, ink, wrap=True))
        if hint.detail:
            texts.addWidget(Label(hint.detail, Role.CAPTION, "text3", wrap=True))
        row.addLayout(texts, 1)
        if hint.note_id is not None or hint.line is not None:
            verb = _("Show") if hint.note_id is not None else _("Go there")
            button = Button(verb, Kind.GHOST, size=Size.SMALL)
            button.setAccessibleName(f"{verb}: {hint.text}")
            button.clicked.connect(self.wanted)
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(hint.text)


class _Icon(QWidget):
    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name, self._ink = name, ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(int(ICON["inline"]), theme().line(Role.CAPTION))

    def paintEvent(self, event: QPaintEvent) -> None:
        ink = getattr(theme().colors, self._ink)
        icons.paint(QPainter(self), self._name, QRectF(self.rect()), ink)
