"""The steps of an ordered answer, revealed one by one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.review.spaced import grow_with_text
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.language import _

_NUMBER_WIDTH = 28


class StepList(QWidget):
    """Numbered steps; ``reveal`` shows one more."""

    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[str, ...] = ()
        self._rows: list[_StepRow] = []
        self._shown = 0
        self._folder: Path | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def set_media_folder(self, folder: Path | None) -> None:
        """Where the images of steps come from."""
        self._folder = folder
        for row in self._rows:
            row.text.set_media_folder(folder)

    def set_steps(self, steps: tuple[str, ...]) -> None:
        """Takes other steps, of which none is shown yet."""
        self._steps = steps
        while len(self._rows) < len(steps):
            row = _StepRow(len(self._rows) + 1)
            row.text.set_media_folder(self._folder)
            row.text.link_requested.connect(self.link_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, step in zip(self._rows, steps, strict=False):
            row.text.set_markdown(step)
        self._show(0)

    @property
    def shown(self) -> int:
        """How many steps are shown."""
        return self._shown

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._steps)

    def texts(self) -> list[CardText]:
        """The texts of the steps."""
        return [row.text for row in self._rows]

    def reveal(self) -> None:
        """Shows the next step."""
        self._show(min(self._shown + 1, self.total))

    def reveal_none(self) -> None:
        """Hides every step."""
        self._show(0)

    def reveal_all(self) -> None:
        """Shows every step."""
        self._show(self.total)

    def _show(self, count: int) -> None:
        self._shown = count
        for place, row in enumerate(self._rows):
            row.setVisible(place < count)


class _StepRow(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.text = CardText(_("Step {number}").format(number=number), Look(Role.ANSWER))
        self._number = Label(f"{number}.", Role.ANSWER, "text2", tabular=True)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grow_with_text(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._number, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._number.setFixedSize(theme().grow(_NUMBER_WIDTH), theme().line(Role.ANSWER))
