"""Numbers in words, the same in the window and in the terminal."""

from __future__ import annotations

import math

THIN_SPACE = "\u202f"  # narrow and unbroken, so that no line begins with a percent sign

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
        return f"{minutes} min"
    hours = _round(seconds / _HOUR)
    if hours < 24:
        return count_text(hours, "hour")
    days = _round(seconds / _DAY)
    if days < _LAST_DAY_COUNT:
        return count_text(days, "day")
    months = round(days / _DAYS_PER_MONTH, 1)
    if months < 12:
        return f"{_decimal(months)} months"
    years = round(days / _DAYS_PER_YEAR, 1)
    return "1 year" if years == 1 else f"{_decimal(years)} years"


def ago_text(days: int) -> str:
    """How long ago a study day was: ``today``, ``yesterday``, ``5 days ago``."""
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{interval_text(days * _DAY)} ago"


def count_text(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 card``, ``39 cards``, ``1,024 cards``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def minutes_text(seconds: float, *, long: bool = False) -> str:
    """An estimate of time: ``14 min``, from two hours on ``2 h 5 min``.

    ``long`` gives ``14 minutes`` and ``2 hours 5 minutes``. Anything above zero is at least a
    minute.
    """
    minutes = 0 if seconds <= 0 else max(1, _round(seconds / _MINUTE))
    if minutes < 120:
        return count_text(minutes, "minute") if long else f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    words = [count_text(hours, "hour") if long else f"{hours} h"]
    if rest:
        words.append(count_text(rest, "minute") if long else f"{rest} min")
    return " ".join(words)


def duration_text(milliseconds: float) -> str:
    """How long an answer took: ``14 s``, from a minute on ``1 min 5 s``."""
    minutes, seconds = divmod(_round(max(0.0, milliseconds) / 1_000), 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"


def percent_text(share: float) -> str:
    """A share from 0 to 1 as a whole percentage, a thin space before the sign: ``87 %``."""
    return f"{_round(share * 100)}{THIN_SPACE}%"


def _round(number: float) -> int:
    """Rounded half up: 2.5 minutes are 3, whatever the digit before."""
    return math.floor(number + 0.5)


def _decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
