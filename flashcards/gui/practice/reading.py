"""One's notes, and the model answer beside them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.theme import Role
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.language import _

_BESIDE = 640  # pixels from which on both stand side by side


class ReadingPane(QWidget):
    """Two cards of Markdown; the notes stand alone until the model answer is asked for."""

    link_requested = Signal(str)

    def __init__(self, media: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = _Text(_("My notes"), media)
        self._model = _Text(_("Model answer"), media)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self._notes, 2)
        self._row.addWidget(self._model, 3)
        for text in (self._notes, self._model):
            text.text.link_requested.connect(self.link_requested)

    def show_texts(self, notes: str, model: str) -> None:
        """Show other texts."""
        self._notes.text.set_markdown(notes.strip() or _("No notes were written."))
        self._model.text.set_markdown(model.strip() or _("This prompt has no model answer."))

    def texts(self) -> tuple[_Text, _Text]:
        """The notes and the model answer."""
        return self._notes, self._model

    def show_view(self, *, model: bool) -> None:
        """Show the notes, with the model answer beside or below them."""
        self._model.setVisible(model)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= _BESIDE
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)


class _Text(Card):
    def __init__(self, title: str, media: Path) -> None:
        super().__init__()
        self.text = CardText(title, Look(Role.LEAD))
        self.text.set_media_folder(media)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, Role.LABEL))
        column.addWidget(self.text)
        column.addStretch(1)
