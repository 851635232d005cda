"""How the values of settings are read from what a person types, and written that way again.

Each reader raises InvalidValueError, saying what it takes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from flashcards.errors import InvalidValueError
from flashcards.language import _

TRACKS = ("python", "node", "java", "go")
_STEP_UNITS = {"s": 1, "m": 60, "h": 3_600}
_STEP = re.compile(r"(\d+)([smh])")


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number within bounds."""

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError as error:
            raise InvalidValueError(
                _("{text!r} is not a whole number.").format(text=text)
            ) from error
        if not least <= number <= most:
            raise InvalidValueError(
                _("{number} is out of bounds: {least} to {most}.").format(
                    number=number, least=least, most=most
                )
            )
        return number

    return parse


def real(least: float, most: float) -> Callable[[str], float]:
    """Reads a finite number within bounds."""

    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError as error:
            raise InvalidValueError(_("{text!r} is not a number.").format(text=text)) from error
        if not (math.isfinite(number) and least <= number <= most):
            raise InvalidValueError(
                _("{text} is out of bounds: {least} to {most}.").format(
                    text=text, least=least, most=most
                )
            )
        return number

    return parse


def parse_switch(text: str) -> bool:
    """True for ``on`` and its like, False for ``off``."""
    if text.casefold() in ("on", "true", "yes", "1"):
        return True
    if text.casefold() in ("off", "false", "no", "0"):
        return False
    raise InvalidValueError(_("{text!r} is neither on nor off.").format(text=text))


def show_switch(value: bool) -> str:
    """``on`` or ``off``."""
    return "on" if value else "off"


def parse_steps(text: str) -> tuple[int, ...]:
    """Seconds of steps such as ``1m 10m``; each is at least a second and less than a day."""
    steps = []
    for word in text.split():
        match = _STEP.fullmatch(word)
        if match is None:
            raise InvalidValueError(
                _("{word!r} is not a step such as 30s, 10m or 2h.").format(word=word)
            )
        seconds = int(match[1]) * _STEP_UNITS[match[2]]
        if not 1 <= seconds < 86_400:
            raise InvalidValueError(
                _("the step {word} must be at least 1s and less than a day.").format(word=word)
            )
        steps.append(seconds)
    return tuple(steps)


def show_steps(steps: tuple[int, ...]) -> str:
    """Steps as a person writes them."""
    words = []
    for seconds in steps:
        unit = next(u for u in ("h", "m", "s") if seconds % _STEP_UNITS[u] == 0)
        words.append(f"{seconds // _STEP_UNITS[unit]}{unit}")
    return " ".join(words)


def parse_tracks(text: str) -> tuple[str, ...]:
    """Names of tracks, each once, apart by blanks or commas."""
    names = tuple(dict.fromkeys(re.split(r"[\s,]+", text.strip().casefold())))
    unknown = [name for name in names if not re.fullmatch(r"[a-z0-9.+#_-]+", name)]
    if unknown or not names:
        raise InvalidValueError(
            _("tracks are names such as {join}; not {text!r}.").format(
                join=", ".join(TRACKS), text=text
            )
        )
    return names


def parse_numbers(text: str) -> tuple[float, ...]:
    """Finite numbers, apart by blanks or commas, in brackets or not."""
    try:
        numbers = tuple(float(word) for word in re.split(r"[\s,]+", text.strip("[] ")))
    except ValueError as error:
        raise InvalidValueError(
            _("{text!r} is not a list of numbers.").format(text=text)
        ) from error
    if not all(math.isfinite(number) for number in numbers):
        raise InvalidValueError(_("each number must be finite."))
    return numbers


def parse_easy_days(text: str) -> tuple[float, ...]:
    """The loads of Monday to Sunday, each from 0 to 1."""
    numbers = parse_numbers(text)
    if len(numbers) != 7 or not all(0 <= number <= 1 for number in numbers):
        raise InvalidValueError(_("easy days are seven numbers from 0 to 1, for Monday to Sunday."))
    return numbers


def show_values(values: tuple[object, ...]) -> str:
    """Values apart by blanks."""
    return " ".join(f"{value:.12g}" if isinstance(value, float) else str(value) for value in values)
