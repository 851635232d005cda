"""The settings, each declared once: type, title, default, bounds, and where it is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from flashcards.domain.scheduling import DEFAULT_PARAMETERS, SchedulerConfig
from flashcards.errors import InvalidValueError

TRACKS = ("python", "node", "java", "go")
_STEP_UNITS = {"s": 1, "m": 60, "h": 3_600}
_STEP = re.compile(r"(\d+)([smh])")


@dataclass(frozen=True, slots=True)
class Setting:
    """A declared setting. ``parse`` reads what a person typed, ``show`` writes it that way."""

    key: str
    title: str
    help: str
    default: Any
    parse: Callable[[str], Any]
    show: Callable[[Any], str] = str
    section: Literal["study", "scheduling"] = "study"


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError as error:
            raise InvalidValueError(f"{text!r} is not a whole number.") from error
        if not least <= number <= most:
            raise InvalidValueError(f"{number} is out of bounds: {least} to {most}.")
        return number

    return parse


def _real(least: float, most: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError as error:
            raise InvalidValueError(f"{text!r} is not a number.") from error
        if not (math.isfinite(number) and least <= number <= most):
            raise InvalidValueError(f"{text} is out of bounds: {least} to {most}.")
        return number

    return parse


def _switch(text: str) -> bool:
    if text.casefold() in ("on", "true", "yes", "1"):
        return True
    if text.casefold() in ("off", "false", "no", "0"):
        return False
    raise InvalidValueError(f"{text!r} is neither on nor off.")


def _show_switch(value: bool) -> str:
    return "on" if value else "off"


def parse_steps(text: str) -> tuple[int, ...]:
    """Seconds of steps such as ``1m 10m``; each is at least a second and less than a day."""
    steps = []
    for word in text.split():
        match = _STEP.fullmatch(word)
        if match is None:
            raise InvalidValueError(f"{word!r} is not a step such as 30s, 10m or 2h.")
        seconds = int(match[1]) * _STEP_UNITS[match[2]]
        if not 1 <= seconds < 86_400:
            raise InvalidValueError(f"the step {word} must be at least 1s and less than a day.")
        steps.append(seconds)
    return tuple(steps)


def show_steps(steps: tuple[int, ...]) -> str:
    """Steps as a person writes them."""
    words = []
    for seconds in steps:
        unit = next(u for u in ("h", "m", "s") if seconds % _STEP_UNITS[u] == 0)
        words.append(f"{seconds // _STEP_UNITS[unit]}{unit}")
    return " ".join(words)


def _parse_tracks(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(re.split(r"[\s,]+", text.strip().casefold())))
    unknown = [name for name in names if not re.fullmatch(r"[a-z0-9.+#_-]+", name)]
    if unknown or not names:
        raise InvalidValueError(f"tracks are names such as {', '.join(TRACKS)}; not {text!r}.")
    return names


def _parse_numbers(text: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(word) for word in re.split(r"[\s,]+", text.strip("[] ")))
    except ValueError as error:
        raise InvalidValueError(f"{text!r} is not a list of numbers.") from error
    if not all(math.isfinite(number) for number in numbers):
        raise InvalidValueError("each number must be finite.")
    return numbers


def _parse_easy_days(text: str) -> tuple[float, ...]:
    numbers = _parse_numbers(text)
    if len(numbers) != 7 or not all(0 <= number <= 1 for number in numbers):
        raise InvalidValueError("easy days are seven numbers from 0 to 1, for Monday to Sunday.")
    return numbers


def _join(values: tuple[object, ...]) -> str:
    return " ".join(f"{value:.12g}" if isinstance(value, float) else str(value) for value in values)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "track", "Language tracks", "whose cards are studied", ("python",), _parse_tracks, _join
    ),
    Setting("new_per_day", "New cards a day", "0 to 9999", 12, _whole(0, 9_999)),
    Setting("reviews_per_day", "Reviews a day", "0 to 9999", 200, _whole(0, 9_999)),
    Setting("rollover_hour", "A day begins at", "hour, 0 to 23", 4, _whole(0, 23)),
    Setting("gates", "Stages open one after the other", "on or off", True, _switch, _show_switch),
    Setting("learn_ahead_minutes", "Show learning cards early by", "0 to 120", 20, _whole(0, 120)),
    Setting("bury_siblings", "Cards of a note apart", "on or off", True, _switch, _show_switch),
    Setting(
        "retention",
        "Desired retention",
        "0.70 to 0.99",
        0.9,
        _real(0.7, 0.99),
        lambda value: f"{value:g}",
        "scheduling",
    ),
    Setting(
        "learning_steps",
        "Learning steps",
        "such as 1m 10m",
        (60, 600),
        parse_steps,
        show_steps,
        "scheduling",
    ),
    Setting(
        "relearning_steps",
        "Relearning steps",
        "such as 10m",
        (600,),
        parse_steps,
        show_steps,
        "scheduling",
    ),
    Setting(
        "maximum_interval",
        "Longest interval",
        "days, 1 to 36500",
        36_500,
        _whole(1, 36_500),
        section="scheduling",
    ),
    Setting(
        "leech_threshold",
        "Lapses that make a leech",
        "2 to 99",
        8,
        _whole(2, 99),
        section="scheduling",
    ),
    Setting("fuzz", "Spread due days", "on or off", True, _switch, _show_switch, "scheduling"),
    Setting(
        "load_balance",
        "Prefer lighter days",
        "on or off",
        True,
        _switch,
        _show_switch,
        "scheduling",
    ),
    Setting(
        "easy_days",
        "Load of each weekday",
        "seven numbers, 0 to 1",
        (1.0,) * 7,
        _parse_easy_days,
        _join,
        "scheduling",
    ),
    Setting(
        "parameters",
        "FSRS parameters",
        "21 numbers",
        DEFAULT_PARAMETERS,
        _parse_numbers,
        _join,
        "scheduling",
    ),
)


@dataclass(frozen=True, slots=True)
class StudySettings:
    """The study settings of a library, typed."""

    track: tuple[str, ...] = ("python",)
    new_per_day: int = 12
    reviews_per_day: int = 200
    rollover_hour: int = 4
    gates: bool = True
    learn_ahead_minutes: int = 20
    bury_siblings: bool = True
    retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    maximum_interval: int = 36_500
    leech_threshold: int = 8
    fuzz: bool = True
    load_balance: bool = True
    easy_days: tuple[float, ...] = (1.0,) * 7
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS

    def scheduler_config(self) -> SchedulerConfig:
        """What the scheduler has to know of them."""
        return SchedulerConfig(
            parameters=self.parameters,
            desired_retention=self.retention,
            learning_steps=self.learning_steps,
            relearning_steps=self.relearning_steps,
            maximum_interval=self.maximum_interval,
            leech_threshold=self.leech_threshold,
            fuzz=self.fuzz,
            load_balance=self.load_balance,
            easy_days=self.easy_days,
        )

    def with_stored(self, stored: Mapping[str, object]) -> StudySettings:
        """These settings with the values of a library; unknown keys are a newer version's."""
        known = {field.name for field in fields(self)}
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in stored.items()
            if key in known
        }
        return replace(self, **values)


def declared(key: str) -> Setting:
    """The setting of that name; dashes are as good as underscores.

    Raises InvalidValueError, naming the settings that there are.
    """
    wanted = key.replace("-", "_").casefold()
    for setting in SETTINGS:
        if setting.key == wanted:
            return setting
    names = ", ".join(setting.key for setting in SETTINGS)
    raise InvalidValueError(f"there is no setting {key!r}. There are: {names}.")
