"""Numbers in words, the same in the window and in the terminal."""

from __future__ import annotations

import math
from datetime import date

from flashcards.language import _, marks, ngettext

THIN_SPACE = "\u202f"  # narrow and unbroken, so that no line begins with a percent sign

MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip

_MINUTE = 60
_HOUR = 3_600
_DAY = 86_400
_DAYS_PER_MONTH = 30.4375  # a twelfth of a Julian year
_DAYS_PER_YEAR = 365.25
_LAST_DAY_COUNT = 60  # "59 days" still says more than "1.9 months"


def interval_text(seconds: float) -> str:
    """How long until a card is due: ``10 min``, ``3 hours``, ``11 days``, ``1.2 years``.

    Nothing is shorter than a minute: what is due at once reads ``1 min``.
    """
    minutes = max(1, _round(seconds / _MINUTE))
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    hours = _round(seconds / _HOUR)
    if hours < 24:
        return count_text(hours, "hour")
    days = _round(seconds / _DAY)
    if days < _LAST_DAY_COUNT:
        return count_text(days, "day")
    months = round(days / _DAYS_PER_MONTH, 1)
    if months < 12:
        return _("{n} months").format(n=_decimal(months))
    years = round(days / _DAYS_PER_YEAR, 1)
    return count_text(1, "year") if years == 1 else _("{n} years").format(n=_decimal(years))


def ago_text(days: int) -> str:
    """How long ago a study day was: ``today``, ``yesterday``, ``5 days ago``."""
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < _LAST_DAY_COUNT:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    months = round(days / _DAYS_PER_MONTH, 1)
    if months < 12:
        return _("{n} months ago").format(n=_decimal(months))
    years = round(days / _DAYS_PER_YEAR, 1)
    if years == 1:
        return _("1 year ago")
    return _("{n} years ago").format(n=_decimal(years))


def number_text(number: int) -> str:
    """A whole number as the language groups its digits: ``1,024``."""
    return f"{number:,}".replace(",", marks().group)


def decimal_text(number: float, places: int) -> str:
    """A number with that many decimals, as the language writes them: ``89.6``."""
    return f"{number:.{places}f}".replace(".", marks().decimal)


def date_text(day: date, *, year: bool = False) -> str:
    """A date as a person says it: ``15 December``, ``15 December 2026``."""
    text = _("{day} {month}").format(day=day.day, month=MONTHS[day.month - 1])
    return f"{text} {day.year}" if year else text


def count_text(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 card``, ``39 cards``, ``1,024 cards``.

    The catalogue has both forms under ``{n} card``; they are found where this is called.
    """
    forms = f"{{n}} {noun}", f"{{n}} {plural or noun + 's'}"
    return ngettext(*forms, number).format(n=number_text(number))


def minutes_text(seconds: float, *, long: bool = False) -> str:
    """An estimate of time: ``14 min``, from two hours on ``2 h 5 min``.

    ``long`` gives ``14 minutes`` and ``2 hours 5 minutes``. Anything above zero is at least a
    minute.
    """
    minutes = 0 if seconds <= 0 else max(1, _round(seconds / _MINUTE))
    if minutes < 120:
        return count_text(minutes, "minute") if long else _("{n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    words = [count_text(hours, "hour") if long else _("{n} h").format(n=hours)]
    if rest:
        words.append(count_text(rest, "minute") if long else _("{n} min").format(n=rest))
    return " ".join(words)


def duration_text(milliseconds: float) -> str:
    """How long an answer took: ``14 s``, from a minute on ``1 min 5 s``."""
    minutes, seconds = divmod(_round(max(0.0, milliseconds) / 1_000), 60)
    if not minutes:
        return _("{n} s").format(n=seconds)
    if not seconds:
        return _("{n} min").format(n=minutes)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=seconds)


def percent_text(share: float) -> str:
    """A share from 0 to 1 as a whole percentage, a thin space before the sign: ``87 %``."""
    return f"{_round(share * 100)}{THIN_SPACE}%"


def mastery_text(share: float) -> str:
    """A share that is on its way to a goal, rounded down: what says 50 % has reached 50 %."""
    return percent_text(math.floor(round(share * 100, 6)) / 100)


def sentence(text: str) -> str:
    """Words with a capital letter at their start, as those of an error have none."""
    return text[:1].upper() + text[1:]


def _round(number: float) -> int:
    """Rounded half up: 2.5 minutes are 3, whatever the digit before."""
    return math.floor(number + 0.5)


def _decimal(number: float) -> str:
    return decimal_text(number, 1).removesuffix(f"{marks().decimal}0")
