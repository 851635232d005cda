"""The list of what can be exported, of which one is chosen by mouse or arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui.export import texts
from flashcards.gui.export.what import What
from flashcards.gui.theme import Role
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.toggles import Radio

_GAP, _GROUP_GAP = 12, 20


class KindList(QWidget):
    """``chosen(what)`` when the learner chooses another kind of file."""

    chosen = Signal(object)

    def __init__(self, what: What) -> None:
        super().__init__()
        self.setAccessibleName(texts.WHAT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._radios = {each: Radio(texts.WORDS[each].title) for each in What}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for place, (heading, kinds) in enumerate(texts.GROUPS):
            if place:
                column.addSpacing(_GROUP_GAP - _GAP)
            column.addWidget(Label(heading, Role.LABEL))
            for each in kinds:
                radio = self._radios[each]
                group.addButton(radio)
                column.addWidget(radio)
        column.addStretch(1)
        self._radios[what].setChecked(True)
        for each, radio in self._radios.items():
            radio.toggled.connect(lambda on, each=each: self.chosen.emit(each) if on else None)

    def radio(self, what: What) -> Radio:
        """The radio button of a kind."""
        return self._radios[what]

    def focus_chosen(self) -> None:
        """Put the focus on what is chosen."""
        next(radio for radio in self._radios.values() if radio.isChecked()).setFocus()
