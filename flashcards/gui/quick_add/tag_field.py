"""A field of tags that completes the one being typed from those that there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from flashcards.domain.query_spans import Completions, Option
from flashcards.gui.browse.completion import CompletionList
from flashcards.gui.theme import Role
from flashcards.gui.widgets.field import TextField

_MOST = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class TagField(TextField):
    """``window`` is what the list is shown over: it must be taller than the field."""

    def __init__(self, name: str, placeholder: str, window: QWidget) -> None:
        super().__init__(name, placeholder, role=Role.CODE_EDITOR)
        self._tags: tuple[str, ...] = ()
        self.list = CompletionList(window)
        self.list.chosen.connect(self._accept)
        self.textEdited.connect(lambda _text: self._complete())

    def set_tags(self, tags: Sequence[str]) -> None:
        """The tags that can be completed."""
        self._tags = tuple(tags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self.list.isVisible():
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.list.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._accept(self.list.current or self.list.first())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.list.hide()

    def _complete(self) -> None:
        start, begun = self._begun()
        taken = set(self.text().casefold().split())
        fitting = [
            tag
            for tag in self._tags
            if begun and begun in tag.casefold() and tag.casefold() not in taken
        ]
        fitting.sort(key=lambda tag: not tag.casefold().startswith(begun))
        options = tuple(Option(tag) for tag in fitting[:_MOST])
        corner = self.mapTo(self.list.parentWidget(), QPoint(0, self.height() + 4))
        self.list.offer(Completions(start, self.cursorPosition(), options), corner)
        if options and self.list.geometry().bottom() > self.list.parentWidget().height():
            above = self.mapTo(self.list.parentWidget(), QPoint(0, -4 - self.list.height()))
            self.list.move(self.list.x(), above.y())

    def _begun(self) -> tuple[int, str]:
        """Where the tag that is being typed begins, and what there is of it."""
        before = self.text()[: self.cursorPosition()]
        begun = before.rpartition(" ")[2]
        return len(before) - len(begun), begun.casefold()

    def _accept(self, option: Option | None) -> None:
        if option is not None:
            found, text = self.list.completions, self.text()
            self.setText(f"{text[: found.start]}{option.text} {text[found.end :].lstrip()}")
            self.setCursorPosition(found.start + len(option.text) + 1)
        self.list.hide()
