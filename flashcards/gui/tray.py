"""The icon in the tray: what is due, a nudge at the time that was chosen, and a few commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from flashcards.domain.wording import minutes_text
from flashcards.gui import icons
from flashcards.gui.reminder import Reminder
from flashcards.language import _, ngettext

if TYPE_CHECKING:
    from flashcards.services.studying.today_view import Today

_LOOK_MS = 30_000
ReadToday = Callable[[Callable[["Today"], object]], object]
"""Reads the day in the background and hands it to what it is given."""


class Clock(Protocol):
    """Says what time it is where the learner is."""

    def __call__(self) -> datetime:
        """The local time."""


class Tray(QObject):
    """Signals say what was chosen; ``told`` carries the words of a nudge."""

    open_wanted = Signal()
    start_wanted = Signal()
    add_wanted = Signal()
    quit_wanted = Signal()
    told = Signal(str)

    def __init__(self, parent: QObject, read_today: ReadToday, now: Clock | None = None) -> None:
        super().__init__(parent)
        self._read_today, self._now = read_today, now or _local_time
        self._reminder = Reminder()
        self._looked = self._now()
        self.menu = QMenu()
        for text, signal in (
            (_("Start"), self.start_wanted),
            (_("Add card…"), self.add_wanted),
            (_("Open Flashcards"), self.open_wanted),
            (None, None),
            (_("Quit"), self.quit_wanted),
        ):
            if text is None or signal is None:
                self.menu.addSeparator()
            else:
                self.menu.addAction(text).triggered.connect(signal)
        self.icon = QSystemTrayIcon(icons.application_icon(), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._pressed)
        self.icon.messageClicked.connect(self.open_wanted)
        self.destroyed.connect(self.menu.deleteLater)
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)

    def set_reminder(self, reminder: Reminder) -> None:
        """Do what was chosen: show or hide the icon, wait for another time."""
        self._reminder = reminder
        self._looked = self._now()
        self.icon.setVisible(reminder.wants_tray)
        if reminder.wants_tray:
            self._clock.start()
            self._read_today(lambda today: self.set_waiting(today.due + today.new))
        else:
            self._clock.stop()

    def set_waiting(self, cards: int) -> None:
        """Say in the tooltip how many cards wait today."""
        self.icon.setToolTip(f"Flashcards\n{due_words(cards)}")

    def look(self) -> None:
        """Look at the clock: nudge if the time has come since the last look."""
        before, self._looked = self._looked, self._now()
        if self._reminder.is_time(before, self._looked):
            self._read_today(self._nudge)

    def _nudge(self, today: Today) -> None:
        waiting = today.due + today.new
        self.set_waiting(waiting)
        if waiting == 0:
            return
        about = _("About {minutes}.").format(minutes=minutes_text(today.seconds, long=True))
        self.icon.showMessage(due_words(waiting), about, self.icon.icon())
        self.told.emit(f"{due_words(waiting)} {about}")

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.open_wanted.emit()


def due_words(waiting: int) -> str:
    """How many cards wait today, in words."""
    if waiting == 0:
        return _("Done for today.")
    return ngettext("{n} card for today.", "{n} cards for today.", waiting).format(n=waiting)


def _local_time() -> datetime:
    return datetime.now(UTC).astimezone()


def tray_is_there() -> bool:
    """Whether this desktop shows icons of programs."""
    return QSystemTrayIcon.isSystemTrayAvailable()
