"""When the learner wants to be told of what is due, and whether the program waits in the tray."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flashcards.gui.device_settings import load_text, save_text

_ON, _AT, _STAYS = "reminder/on", "reminder/minute", "reminder/stays"
_DAY_MINUTES = 24 * 60
_YES = "on"


@dataclass(frozen=True, slots=True)
class Reminder:
    """``on``: a nudge each day at ``minute`` after midnight; ``stays``: closing goes to the tray.

    Both are off until they are asked for.
    """

    on: bool = False
    minute: int = 18 * 60
    stays: bool = False

    @property
    def wants_tray(self) -> bool:
        """Whether there has to be an icon in the tray."""
        return self.on or self.stays

    def is_time(self, before: datetime, now: datetime) -> bool:
        """Whether the moment came between two looks at the clock, both in local time.

        A computer that slept through it is told of it when it wakes, on the same day.
        """
        hour, minute = divmod(self.minute, 60)
        moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return self.on and before < moment <= now


def load_reminder() -> Reminder:
    """What was chosen; what is not understood is as it was at first."""
    at = load_text(_AT)
    known = at.isdecimal() and int(at) < _DAY_MINUTES
    return Reminder(
        on=load_text(_ON) == _YES,
        minute=int(at) if known else Reminder().minute,
        stays=load_text(_STAYS) == _YES,
    )


def save_reminder(reminder: Reminder) -> None:
    """Remember what was chosen."""
    save_text(_ON, _YES if reminder.on else "")
    save_text(_AT, str(reminder.minute))
    save_text(_STAYS, _YES if reminder.stays else "")
