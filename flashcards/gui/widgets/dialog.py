"""Dialogs: for what would destroy something, and for what must be read before going on.

``Dialog(parent, title)`` has ``content`` (a vertical layout), ``add_button`` and their row
``buttons``; ``confirm`` asks with the verb on the button and Cancel focused; ``tell`` shows a
message with optional details.
All open without blocking and delete themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Kind
from flashcards.gui.widgets.field import TextArea
from flashcards.gui.widgets.label import Label
from flashcards.language import _

_WIDTH = 440
_GAP = 8
_DETAILS_HEIGHT = 160


class Dialog(QDialog):
    """A titled dialog over its window; Esc closes it.

    ``gap``: pixels between the title and what follows; a paragraph belongs closer than controls.
    """

    def __init__(
        self, parent: QWidget, title: str, *, width: int = _WIDTH, gap: int = _GAP
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._wanted_width = width
        self.setMinimumWidth(width)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(0)
        column.addWidget(Label(title, Role.HEADING, wrap=True))
        column.addSpacing(gap)
        column.addLayout(self.content, 1)
        column.addSpacing(20)
        column.addLayout(self.buttons)

    def sizeHint(self) -> QSize:
        """As wide as wanted and as tall as its texts are when they wrap at that width."""
        layout = self.layout()
        width = max(self._wanted_width, layout.totalMinimumSize().width())
        return QSize(width, layout.totalHeightForWidth(width))

    def add_text(self, text: str) -> Label:
        """A paragraph of plain text."""
        label = Label(text, Role.BODY, "text2", wrap=True)
        self.content.addWidget(label)
        return label

    def add_button(
        self, text: str, act: Callable[[], object] | None = None, kind: Kind = Kind.PLAIN
    ) -> Button:
        """A button at the right; without ``act`` it closes the dialog."""
        button = Button(text, kind)
        button.clicked.connect(lambda: act() if act is not None else self.reject())
        self.buttons.addWidget(button)
        return button


def confirm(parent: QWidget, title: str, text: str, verb: str, act: Callable[[], object]) -> Dialog:
    """Asks before something is destroyed; ``act`` runs only when the verb is pressed."""
    dialog = Dialog(parent, title)
    dialog.add_text(text)
    dialog.accepted.connect(act)
    cancel = dialog.add_button(_("Cancel"))
    dialog.add_button(verb, dialog.accept, Kind.DANGER)
    dialog.open()
    cancel.focus_visibly()
    return dialog


def tell(parent: QWidget, title: str, text: str, details: str = "") -> Dialog:
    """Shows a message; with details also them, and a button that copies them."""
    dialog = Dialog(parent, title, width=560 if details else _WIDTH)
    dialog.add_text(text)
    if details:
        area = TextArea(_("Details"), role=Role.CODE_EDITOR)
        area.setReadOnly(True)
        area.setPlainText(details)
        area.setMinimumHeight(_DETAILS_HEIGHT)
        dialog.content.addSpacing(4)
        dialog.content.addWidget(area)
        copied = f"{title}\n{text}\n\n{details}"
        dialog.add_button(_("Copy details"), lambda: QGuiApplication.clipboard().setText(copied))
    close = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
    dialog.open()
    close.focus_visibly()
    return dialog
