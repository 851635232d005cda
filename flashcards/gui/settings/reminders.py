"""The reminder and the tray; kept on this computer, and off until they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flashcards.gui.reminder import Reminder, load_reminder, save_reminder
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.tray import tray_is_there
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.toggles import Switch
from flashcards.language import _

_REMIND, _TIME, _STAY = _("Remind me of what is due"), _("At"), _("Keep running when closed")
_HALF_HOUR, _DAY = 30, 24 * 60
_NO_TRAY = _("This desktop shows no icons of running programs, so there is nowhere to wait.")


class ReminderRows:
    """The rows; ``changed`` is called once a choice was kept."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self._chosen = load_reminder()
        self._changed = changed
        there = tray_is_there()
        self.on, self.stays = Switch(_REMIND), Switch(_STAY)
        minutes = sorted({*range(0, _DAY, _HALF_HOUR), self._chosen.minute})
        self.time = Select(_("Time of the reminder"), [(str(at), _clock(at)) for at in minutes])
        self.time.set_value(str(self._chosen.minute))
        self.on.setChecked(self._chosen.on)
        self.stays.setChecked(self._chosen.stays)
        for control in (self.on, self.time, self.stays):
            control.setEnabled(there)
        self.on.clicked.connect(lambda on: self._take(replace(self._chosen, on=on)))
        self.stays.clicked.connect(lambda on: self._take(replace(self._chosen, stays=on)))
        self.time.chosen.connect(lambda at: self._take(replace(self._chosen, minute=int(at))))
        self._hint = "" if there else _NO_TRAY

    def rows(self) -> list[SettingRow]:
        """The rows in their order."""
        return [
            SettingRow(
                _REMIND,
                self._hint or _("One message a day while the program runs, and none when done"),
                self.on,
            ),
            SettingRow(_TIME, _("If the computer sleeps then, when it wakes"), self.time),
            SettingRow(
                _STAY,
                _("The window goes to the tray; Quit there or with its key ends it"),
                self.stays,
            ),
        ]

    def _take(self, chosen: Reminder) -> None:
        self._chosen = chosen
        save_reminder(chosen)
        self._changed()


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
