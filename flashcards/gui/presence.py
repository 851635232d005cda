"""What the program does beside its pages: cards added from anywhere, and the icon in the tray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from flashcards.gui.reminder import load_reminder

if TYPE_CHECKING:
    from flashcards.gui.main_window import MainWindow
    from flashcards.gui.quick_add.desk import QuickAdd
    from flashcards.gui.tray import ReadToday, Tray


class Presence(QObject):
    """Of one window; what it needs is loaded when it is first asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.quick_add: QuickAdd | None = None
        self.tray: Tray | None = None

    def open_quick_add(self) -> None:
        """Bring up the window that adds cards."""
        if self.quick_add is None:
            from flashcards.gui.quick_add.desk import QuickAdd

            self.quick_add = QuickAdd(self._window, self._window)
        self.quick_add.open()

    def follow_settings(self) -> None:
        """Be in the tray or not, as was chosen, where the desktop has one."""
        reminder = load_reminder()
        if self.tray is None:
            if not reminder.wants_tray:
                return
            self.tray = self._make_tray()
        if self.tray is not None:
            self.tray.set_reminder(reminder)

    def set_waiting(self, cards: int) -> None:
        """Say in the tray how much waits now."""
        if self.tray is not None:
            self.tray.set_waiting(cards)

    def stays(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        saving = QGuiApplication.instance()
        if isinstance(saving, QGuiApplication) and saving.isSavingSession():
            return False
        return self.tray is not None and self.tray.icon.isVisible() and load_reminder().stays

    def leave(self) -> None:
        """Take the icon away and keep what is being written: the program ends."""
        if self.tray is not None:
            self.tray.icon.hide()
        if self.quick_add is not None:
            self.quick_add.window.close()

    def _make_tray(self) -> Tray | None:
        from flashcards.gui.tray import Tray, tray_is_there

        if not tray_is_there():
            return None
        tray = Tray(self, self._read_today())
        tray.open_wanted.connect(self._window.bring_up)
        tray.start_wanted.connect(self._start)
        tray.add_wanted.connect(self.open_quick_add)
        tray.quit_wanted.connect(self._window.quit)
        return tray

    def _read_today(self) -> ReadToday:
        tasks = self._window.tasks
        return lambda done: tasks.run(lambda app: app.library.today(), done)

    def _start(self) -> None:
        from flashcards.services.studying.day_queue import SessionFilter

        self._window.bring_up()
        if not self._window.reviewing:
            self._window.review(lambda session: session.start(SessionFilter()))
