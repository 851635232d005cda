"""The keys of a screen, as the table of commands declares them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashcards.gui.command import Command, Context
from flashcards.gui.commands import commands, in_context
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.keycap import Keycap, key_names
from flashcards.gui.widgets.label import Label
from flashcards.language import _

_WIDTH = 440
_HEIGHT = 640
_LEAST_HEIGHT = 320
_MARGIN = 60  # of the window that stays in sight above and below


def show_keys(parent: QWidget, contexts: Iterable[Context]) -> Dialog:
    """Opens the keys of these contexts, and then those that act everywhere."""
    dialog = Dialog(parent, _("Keys of this screen"), width=_WIDTH)
    rows = QWidget()
    column = QVBoxLayout(rows)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(2)
    listed = dict.fromkeys(one for context in contexts for one in in_context(context))
    for group in dict.fromkeys(one.group for one in listed):
        _add_group(column, group.value, [one for one in listed if one.group is group])
    everywhere = [one for one in commands() if one.context is Context.EVERYWHERE]
    _add_group(column, _("Everywhere"), everywhere)
    column.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(rows)
    dialog.content.addWidget(area)
    close = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
    dialog.resize(_WIDTH, min(_HEIGHT, max(_LEAST_HEIGHT, parent.window().height() - _MARGIN)))
    dialog.open()
    close.focus_visibly()
    return dialog


def _add_group(column: QVBoxLayout, title: str, commands: list[Command]) -> None:
    if column.count():
        column.addSpacing(14)
    column.addWidget(Label(title, Role.LABEL, "text2"))
    for one in commands:
        column.addWidget(_row(one))


def _row(one: Command) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.setSpacing(6)
    layout.addWidget(Label(one.title.removesuffix("…")), 1)
    spoken = []
    for place, names in enumerate(dict.fromkeys(key_names(key) for key in one.keys)):
        if place:
            layout.addWidget(Label(_("or"), Role.CAPTION, "text3"))
        layout.addWidget(Keycap("+".join(names)))
        spoken.append(" ".join(names))
    row.setAccessibleName(f"{one.title}: {_(' or ').join(spoken)}")
    return row
