"""What can be done to all selected cards, in the place of the footer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashcards.domain.wording import count_text
from flashcards.gui.commands import first_key
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _

_ACTIONS = (
    ("browse.move", _("Move"), "folder-input"),
    ("browse.tag", _("Tags"), "tag"),
    ("browse.flag", _("Flag"), "flag"),
    ("browse.suspend", _("Suspend"), "eye-off"),
)


class BulkBar(QWidget):
    """Buttons for the usual actions; ``wanted`` carries the id of a command."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label(role=Role.CAPTION, color="accent_ink", weight=600, tabular=True)
        self.buttons: dict[str, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(2)
        row.addWidget(self._text)
        row.addStretch(1)
        for command, text, icon in _ACTIONS:
            self.buttons[command] = Button(text, Kind.GHOST, size=Size.SMALL, icon=icon)
            self.buttons[command].setToolTip(f"{text}  {first_key(command)}")
        self.buttons["more"] = IconButton("ellipsis", _("More actions"), size=Size.SMALL)
        self.buttons["browse.delete"] = IconButton(
            "trash-2", _("Delete"), keys=first_key("browse.delete"), size=Size.SMALL
        )
        for command, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=command: self.wanted.emit(name))
            row.addWidget(button)
        theme().changed.connect(self.update)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_count(self, selected: int) -> None:
        """Say how many cards an action would change."""
        self._text.setText(_("{cards} selected").format(cards=count_text(selected, "card")))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        labels = self.width() >= theme().grow(540)
        for command, text, _icon in _ACTIONS:
            button = self.buttons[command]
            button.setText(text if labels else "")
            button.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colors.accent_soft)
