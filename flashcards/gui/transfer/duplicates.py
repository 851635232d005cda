"""What becomes of notes that the library has already: update, keep, or both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from flashcards.gui.theme import Role
from flashcards.gui.transfer import texts
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.toggles import Radio
from flashcards.language import _
from flashcards.services.importing.options import Duplicates

_DETAILS = {
    Duplicates.UPDATE: "",
    Duplicates.KEEP: _("Skip those rows"),
    Duplicates.BOTH: _("Both stay"),
}


class DuplicateChoice(QWidget):
    """Three radios; ``chosen`` gives the ``Duplicates``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radios = {
            choice: Radio(texts.DUPLICATES[choice], _DETAILS[choice]) for choice in Duplicates
        }
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(15)
        self._title = Label("", Role.LABEL)
        self._title.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        self._by_id = Label(texts.BY_ID, Role.CAPTION, "text2", wrap=True)
        self._by_id.setContentsMargins(0, 6, 0, 4)
        column.addWidget(self._by_id)
        column.setSpacing(0)
        for choice, radio in self.radios.items():
            self._group.addButton(radio)
            column.addSpacing(10 if choice is Duplicates.UPDATE else 15)
            column.addWidget(radio)
            radio.clicked.connect(lambda _on=False, choice=choice: self.chosen.emit(choice))
        column.addStretch(1)

    def show_choice(self, choice: Duplicates, found: int | None) -> None:
        """Show what was chosen, or would be if nobody chose, and how many it is about.

        ``found`` None: nobody has counted, as ids of their own name the cards of the file.
        """
        by_id = found is None
        self._title.setText(texts.ASK_THE_SAME if by_id else texts.HAVE_ALREADY)
        self._by_id.setVisible(by_id)
        self.radios[Duplicates.UPDATE].set_detail("" if found is None else texts.found_text(found))
        self.radios[choice].setChecked(True)
