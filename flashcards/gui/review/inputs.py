"""Where an answer is typed: one line, or the lines that a program prints."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.field import TextArea, TextField
from flashcards.language import _

_FEWEST_LINES = 2
_MOST_LINES = 8


class TypedField(TextField):
    """A short answer."""

    def __init__(self) -> None:
        super().__init__(_("Your answer"), _("Your answer"), role=Role.ANSWER)

    def event(self, event: QEvent) -> bool:
        undo, redo = self.isUndoAvailable(), self.isRedoAvailable()
        return _is_for_the_session(event, undo=undo, redo=redo) or super().event(event)

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedHeight(theme().grow(44))


class PredictionField(TextArea):
    """What a program prints, in the font of code; it grows with its lines."""

    def __init__(self) -> None:
        super().__init__(_("Your prediction"), _("What it prints"), role=Role.CODE_CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().blockCountChanged.connect(lambda _count: self._grow())
        self._grow()

    def event(self, event: QEvent) -> bool:
        document = self.document()
        undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
        return _is_for_the_session(event, undo=undo, redo=redo) or super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _restyle(self) -> None:
        super()._restyle()
        self._grow()

    def _grow(self) -> None:
        lines = min(_MOST_LINES, max(_FEWEST_LINES, self.blockCount()))
        line = QFontMetricsF(self.font()).lineSpacing()
        frame = 2 * 8 + 2 * self.document().documentMargin()
        self.setFixedHeight(ceil(lines * line + frame))


def _is_for_the_session(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether undo or redo was pressed where the field has nothing to undo or redo.

    A field claims these keys for itself; left alone they take back the last answer, also on a
    card that begins with the cursor in its field.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    left = (event.matches(keys.Undo) and not undo) or (event.matches(keys.Redo) and not redo)
    if left:
        event.ignore()
    return left
