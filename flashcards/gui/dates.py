"""Dates in the words and the order of the user's locale."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QTime

from flashcards.domain.calendar import StudyCalendar, date_of
from flashcards.language import _


def long_date(day: int) -> str:
    """A study day as ``Tuesday, 24 November``."""
    return _shown(day, _("dddd, MMMM d") if _month_first() else _("dddd, d MMMM"))


def short_date(day: int) -> str:
    """A study day as ``24 Nov``."""
    return _shown(day, _("MMM d") if _month_first() else _("d MMM"))


def clock_time(time_ms: int) -> str:
    """The time of day of a moment in milliseconds UTC, as this computer's clock shows it."""
    local = StudyCalendar().local(time_ms)
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def _shown(day: int, form: str) -> str:
    date = date_of(day)
    return QLocale().toString(QDate(date.year, date.month, date.day), form)


def _month_first() -> bool:
    """Whether the locale writes the month before the day, as the United States do."""
    form = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return form.find("M") < form.replace("dddd", "    ").find("d")
