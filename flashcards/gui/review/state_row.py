"""What a card is, above its question: kind, language, flag and mark, and how well it is known."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.review.flags import flag_color, flag_name
from flashcards.gui.review.wording import KINDS, state_text
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.tag import Tag
from flashcards.language import _
from flashcards.services.card_view import CardView


class StateRow(QWidget):
    """Tags at the left, the state in words at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = Tag()
        self.language = Tag()
        self.flag = _FlagTag()
        self.marked = Tag(_("Marked"), "star")
        self.leech = Tag(_("Leech"), "triangle-alert")
        self.state = Label(role=Role.CAPTION, color="text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for tag in (self.kind, self.language, self.flag, self.marked, self.leech):
            row.addWidget(tag)
        row.addStretch(1)
        row.addWidget(self.state)

    def show_view(self, view: CardView) -> None:
        """Describes a card."""
        self.kind.set_tag(*KINDS[view.kind])
        self.language.set_tag(view.language)
        self.language.setVisible(bool(view.language))
        self.flag.set_flag(view.flag)
        self.marked.setVisible(view.marked)
        self.leech.setVisible(view.leech)
        self.leech.setToolTip(_("Forgotten again and again. Perhaps it asks for too much at once."))
        self.state.setText(state_text(view))


class _FlagTag(Tag):
    """A tag whose icon has the colour of the flag."""

    def __init__(self) -> None:
        super().__init__(icon="flag")
        self._flag = 0

    def set_flag(self, flag: int) -> None:
        self._flag = flag
        self.set_tag(flag_name(flag), "flag")
        self.setVisible(flag > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = ICON["inline"]
        where = QRectF(9, (self.height() - size) / 2, size, size)
        painter = QPainter(self)
        painter.fillRect(where, theme().colors.hover)
        icons.paint(painter, "flag", where, flag_color(self._flag))
