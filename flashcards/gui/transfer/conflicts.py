"""Notes that were changed in the file and in the library: side by side, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.domain.wording import number_text
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, PaintedButton, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import mix, rounded
from flashcards.gui.widgets.tick import paint_tick
from flashcards.language import _
from flashcards.services.importing.options import Side

_LONGEST = 600
_TICK = 18
_TITLES = {Side.MINE: _("Mine"), Side.THEIRS: _("From the file")}


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A field that both sides changed; ``question``: of which note."""

    note_id: int
    field: str
    title: str
    question: str
    mine: str
    theirs: str

    @property
    def key(self) -> tuple[int, str]:
        """How a choice names it."""
        return self.note_id, self.field


class ConflictChoice(QWidget):
    """One conflict at a time; ``chosen`` gives all choices so far."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conflicts: list[OpenConflict] = []
        self._choices: dict[tuple[int, str], Side] = {}
        self._place = 0
        self._title = Label("", Role.LABEL)
        self._count = Label("", Role.CAPTION, "text2", tabular=True)
        self._about = Label("", Role.CAPTION, "text2", elide=True)
        self.sides = {side: _SideText(title) for side, title in _TITLES.items()}
        self.previous = Button(_("Previous"), Kind.GHOST, size=Size.SMALL)
        self.next = Button(_("Next"), Kind.GHOST, size=Size.SMALL)
        self.all_mine = Button(_("Mine for all"), size=Size.SMALL)
        self.all_theirs = Button(_("The file’s for all"), size=Size.SMALL)
        self._lay_out()
        for side, text in self.sides.items():
            text.clicked.connect(lambda _on=False, side=side: self._choose(side))
        self.previous.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.all_mine.clicked.connect(lambda: self._choose_all(Side.MINE))
        self.all_theirs.clicked.connect(lambda: self._choose_all(Side.THEIRS))

    @property
    def count(self) -> int:
        """How many fields are to be chosen."""
        return len(self._conflicts)

    def show_conflicts(
        self, conflicts: Sequence[OpenConflict], choices: Mapping[tuple[int, str], Side]
    ) -> None:
        """Show these; those that were decided on already stay, so that one can choose anew."""
        open_ones = set(conflicts)
        decided = [c for c in self._conflicts if c.key in choices or c in open_ones]
        self._conflicts = list(dict.fromkeys((*decided, *conflicts)))
        self._choices = dict(choices)
        self._place = min(self._place, max(0, len(self._conflicts) - 1))
        self._show()

    def clear(self) -> None:
        """Forget them: another file is shown."""
        self._conflicts, self._choices, self._place = [], {}, 0
        self.hide()

    def _choose(self, side: Side) -> None:
        conflict = self._conflicts[self._place]
        self._choices[conflict.key] = side
        self._show()
        self.chosen.emit(dict(self._choices))

    def _choose_all(self, side: Side) -> None:
        self._choices = {conflict.key: side for conflict in self._conflicts}
        self._show()
        self.chosen.emit(dict(self._choices))

    def _go(self, step: int) -> None:
        self._place = (self._place + step) % len(self._conflicts)
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._conflicts))
        if not self._conflicts:
            return
        conflict = self._conflicts[self._place]
        number = len(self._conflicts)
        self._title.setText(_("Changed in the file and by you"))
        self._count.setText(
            _("{n} of {number}").format(n=number_text(self._place + 1), number=number_text(number))
            if number > 1
            else ""
        )
        self._about.setText(
            _("{capitalize} of “{question}”").format(
                capitalize=conflict.title.capitalize(), question=conflict.question
            )
        )
        choice = self._choices.get(conflict.key)
        for side, text in ((Side.MINE, conflict.mine), (Side.THEIRS, conflict.theirs)):
            chosen = side is (choice or Side.MINE)
            self.sides[side].show_text(text, chosen=chosen, decided=choice is not None)
        for button in (self.previous, self.next, self.all_mine, self.all_theirs):
            button.setVisible(number > 1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        for button in (self.previous, self.next, self.all_mine, self.all_theirs):
            head.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(12)
        for side in self.sides.values():
            row.addWidget(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addLayout(row)


class _SideText(PaintedButton):
    """A text to choose, with the tick of what is taken."""

    radius = RADIUS["button"]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._head = Label(title, Role.CAPTION, "text2")
        self._body = Label("", Role.BODY, wrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._body, 1)
        for label in (self._head, self._body):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def nextCheckState(self) -> None:
        """A click does not untick it."""

    def show_text(self, text: str, *, chosen: bool, decided: bool) -> None:
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        self._body.setText(shown or _("(empty)"))
        self._body.set_color("text" if text else "text3")
        kept = "" if decided or not chosen else _(", kept unless you choose")
        self._head.setText(f"{self._title}{kept}")
        self.setChecked(chosen)
        self.setAccessibleName(f"{self._title}: {shown or 'empty'}")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() or 200))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme().grow(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        chosen = self.isChecked()
        fill = mix(colors.surface, colors.hover, self._hover.value)
        border = colors.accent if chosen else colors.border
        width = 2.0 if chosen else 1.0
        rounded(painter, QRectF(self.rect()), self.radius, fill, border, width=width)
        if chosen:
            circle = QRectF(self.width() - _TICK - 10, 9, _TICK, _TICK)
            rounded(painter, circle, _TICK / 2, colors.accent)
            paint_tick(painter, circle, colors.on_accent)
