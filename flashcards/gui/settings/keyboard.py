"""The keys of all commands: changed by pressing others, clashes shown, each can be put back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashcards.gui.command import Command
from flashcards.gui.commands import (
    changed_keys,
    clashes_of,
    command,
    commands,
    declared,
    use_keys,
)
from flashcards.gui.device_settings import save_keys
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.widgets.buttons import Button, IconButton, Size
from flashcards.gui.widgets.keycap import key_names
from flashcards.language import _

_MODIFIERS = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


def keyboard_rows(changed: Callable[[str], object]) -> list[SettingRow]:
    """A row a command; ``changed`` is called with the id of a command whose keys are others now."""
    return [_row(one, changed) for one in commands()]


def _row(one: Command, changed: Callable[[str], object]) -> SettingRow:
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    field = KeyField(one.title.removesuffix("…"))
    back = IconButton("undo-2", _("{title}: as it was").format(title=one.title), size=Size.SMALL)
    layout.addWidget(back)
    layout.addWidget(field)
    row = SettingRow(one.title.removesuffix("…"), one.group.value, box)

    def show() -> None:
        now = command(one.id)
        field.show_keys(now.keys)
        back.setVisible(one.id in changed_keys())
        others = [
            _("{key} is also “{removesuffix}”").format(
                key=key, removesuffix=other.title.removesuffix("…")
            )
            for other, key in clashes_of(now)
        ]
        row.set_error("; ".join(dict.fromkeys(others)))

    def take(keys: tuple[str, ...] | None) -> None:
        kept = dict(changed_keys())
        kept.pop(one.id, None)
        if keys is not None and keys != declared(one.id).keys:
            kept[one.id] = keys
        use_keys(kept)
        save_keys(kept)
        show()
        changed(one.id)

    field.pressed_keys.connect(lambda key: take((key, *declared(one.id).keys[1:])))
    back.clicked.connect(lambda: take(None))
    show()
    return row


class KeyField(Button):
    """Shows keys; pressed, it waits for others. Esc leaves it as it was."""

    pressed_keys = Signal(str)

    def __init__(self, name: str) -> None:
        self._waiting = False  # asked for by events that come while Qt makes the button
        super().__init__("", size=Size.SMALL)
        self._name = name
        self._shown: tuple[str, ...] = ()
        self.clicked.connect(self._wait)

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """Show the keys of the command."""
        self._shown = keys
        self._waiting = False
        self.setText("" if keys else _("None"))
        self.set_keys(keys[0] if keys else "")
        spoken = _(" or ").join(" ".join(key_names(key)) for key in keys) or _("no key")
        self.setAccessibleName(f"{self._name}: {spoken}")
        self.updateGeometry()

    def _wait(self) -> None:
        self._waiting = True
        self.setText(_("Press a key"))
        self.set_keys("")
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.setAccessibleName(_("{name}: press a key").format(name=self._name))

    def event(self, event: QEvent) -> bool:
        if self._waiting and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._waiting:
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.show_keys(self._shown)
        elif Qt.Key(event.key()) not in _MODIFIERS:
            sequence = QKeySequence(event.keyCombination())
            self._waiting = False
            self.pressed_keys.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        if self._waiting:
            self.show_keys(self._shown)
