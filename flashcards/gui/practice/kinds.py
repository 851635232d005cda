"""The five kinds of prompts: their names, icons and what they ask for, and the tag of one."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.domain.practice.prompt import PromptKind
from flashcards.gui import icons
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width
from flashcards.language import _

_TAG = 32
_PADDING = 9
_GAP = 8


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind as it is shown: its name, its icon and one line that explains it."""

    name: str
    icon: str
    explained: str


KINDS = {
    PromptKind.CONCEPT: KindWords(_("Concept"), "book-open", _("Explain a term or a mechanism")),
    PromptKind.SYSTEM_DESIGN: KindWords(
        _("System design"), "network", _("Requirements, API, data, scale, failure")
    ),
    PromptKind.BEHAVIOURAL: KindWords(
        _("Behavioural"), "users", _("Situation, task, action, result")
    ),
    PromptKind.DEBUGGING: KindWords(
        _("Debugging"), "bug", _("A symptom, logs, and code: find the cause")
    ),
    PromptKind.CODING: KindWords(
        _("Code walk-through"), "code", _("Read code aloud, then change it")
    ),
}
"""In the order in which they are offered."""


class KindTag(QWidget):
    """The kind of the prompt that is asked, on a soft ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = PromptKind.CONCEPT
        self._words = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_kind(self, kind: PromptKind) -> None:
        """Name another kind."""
        self._kind = kind
        self.setAccessibleName(KINDS[kind].name)
        self.setToolTip("" if self._words else KINDS[kind].name)
        self.updateGeometry()
        self.update()

    def set_words(self, shown: bool) -> None:
        """Show the name, or the icon alone."""
        self._words = shown
        self.show_kind(self._kind)

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + ICON["inline"]
        if self._words:
            width += _GAP + text_width(theme().font(Role.LABEL), KINDS[self._kind].name)
        return QSize(ceil(width), theme().grow(_TAG))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        rounded(painter, rect, RADIUS["button"], colors.accent_soft)
        size = ICON["inline"]
        where = QRectF(_PADDING, (rect.height() - size) / 2, size, size)
        icons.paint(painter, KINDS[self._kind].icon, where, colors.accent_ink)
        if self._words:
            line = rect.adjusted(_PADDING + size + _GAP, 0, 0, 0)
            name = KINDS[self._kind].name
            draw_line(painter, line, name, theme().font(Role.LABEL), colors.accent_ink)


class KindIcon(QWidget):
    """The icon of a kind, beside words that name it."""

    def __init__(self, kind: PromptKind, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(size, size)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        icon = KINDS[self._kind].icon
        icons.paint(QPainter(self), icon, QRectF(self.rect()), theme().colors.text2)
