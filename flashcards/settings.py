"""The settings, each declared once: type, title, default, bounds, and where it is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from flashcards.domain.scheduling import DEFAULT_PARAMETERS, SchedulerConfig
from flashcards.errors import InvalidValueError

TRACKS = ("python", "node", "java", "go")
_STEP_UNITS = {"s": 1, "m": 60, "h": 3_600}
_STEP = re.compile(r"(\d+)([smh])")


class Section(StrEnum):
    """Under which heading a setting is found."""

    GENERAL = "General"
    SCHEDULING = "Scheduling"
    REVIEW = "Review"


class Control(StrEnum):
    """By what a setting is changed in a window."""

    NUMBER = "number"
    SHARE = "share"
    SWITCH = "switch"
    HOUR = "hour"
    WEEK = "week"
    TRACKS = "tracks"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Setting:
    """A declared setting. ``parse`` reads what a person typed, ``show`` writes it that way.

    ``help``: the values that it takes, ``hint``: what it is for, in a short sentence without a
    full stop. ``bounds``: of a number. ``unit``: shown after a number.
    """

    key: str
    title: str
    help: str
    default: Any
    parse: Callable[[str], Any]
    show: Callable[[Any], str] = str
    section: Section = Section.REVIEW
    hint: str = ""
    control: Control = Control.TEXT
    bounds: tuple[int, int] = (0, 0)
    unit: str = ""


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


def _number(
    key: str,
    title: str,
    default: int,
    bounds: tuple[int, int],
    hint: str,
    *,
    section: Section,
    unit: str = "",
) -> Setting:
    least, most = bounds
    words = f"{unit}, {least} to {most}" if unit == "days" else f"{least} to {most}"
    return Setting(
        key=key,
        title=title,
        help=words,
        default=default,
        parse=_whole(least, most),
        section=section,
        hint=hint,
        control=Control.NUMBER,
        bounds=bounds,
        unit=unit,
    )


def _on_or_off(key: str, title: str, hint: str, section: Section) -> Setting:
    return Setting(
        key, title, "on or off", True, _switch, _show_switch, section, hint, Control.SWITCH
    )


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "track",
        "Language tracks",
        "whose cards are studied",
        ("python",),
        _parse_tracks,
        _join,
        Section.GENERAL,
        "Sets the code cards in stages 1 and 4",
        Control.TRACKS,
    ),
    _on_or_off(
        "gates",
        "Stages open one after the other",
        "A stage opens when those before it are half mastered",
        Section.GENERAL,
    ),
    Setting(
        "retention",
        "Target recall",
        "0.70 to 0.99",
        0.9,
        _real(0.7, 0.99),
        lambda value: f"{value:g}",
        Section.SCHEDULING,
        "Share of cards you know when they come back",
        Control.SHARE,
        (70, 99),
    ),
    _number(
        "new_per_day",
        "New cards a day",
        12,
        (0, 9_999),
        "How many cards you meet for the first time",
        section=Section.SCHEDULING,
    ),
    _number(
        "reviews_per_day",
        "Reviews a day",
        200,
        (0, 9_999),
        "With more due, those that matter most come first",
        section=Section.SCHEDULING,
    ),
    Setting(
        "rollover_hour",
        "Day starts at",
        "hour, 0 to 23",
        4,
        _whole(0, 23),
        section=Section.SCHEDULING,
        hint="Late-night reviews count for the day before",
        control=Control.HOUR,
        bounds=(0, 23),
    ),
    Setting(
        "easy_days",
        "Easy days",
        "seven numbers, 0 to 1",
        (1.0,) * 7,
        _parse_easy_days,
        _join,
        Section.SCHEDULING,
        "Click a day for normal, reduced or minimum",
        Control.WEEK,
    ),
    _on_or_off(
        "load_balance",
        "Spread reviews evenly",
        "Moves a due date within its safe range to a lighter day",
        Section.SCHEDULING,
    ),
    _on_or_off(
        "fuzz",
        "Vary due days a little",
        "Keeps cards that were learned together from coming back together",
        Section.SCHEDULING,
    ),
    _number(
        "maximum_interval",
        "Longest interval",
        36_500,
        (1, 36_500),
        "No card stays away longer",
        section=Section.SCHEDULING,
        unit="days",
    ),
    _number(
        "leech_threshold",
        "Leeches",
        8,
        (2, 99),
        "Offer to rewrite a card after this many lapses",
        section=Section.SCHEDULING,
    ),
    Setting(
        "parameters",
        "FSRS parameters",
        "21 numbers",
        DEFAULT_PARAMETERS,
        _parse_numbers,
        _join,
        Section.SCHEDULING,
        "How your memory is modelled; a fit sets them",
        Control.NONE,
    ),
    Setting(
        "learning_steps",
        "Learning steps",
        "such as 1m 10m",
        (60, 600),
        parse_steps,
        show_steps,
        Section.REVIEW,
        "When a new card comes again on its first day, such as 1m 10m",
    ),
    Setting(
        "relearning_steps",
        "Relearning steps",
        "such as 10m",
        (600,),
        parse_steps,
        show_steps,
        Section.REVIEW,
        "When a forgotten card comes again on the same day",
    ),
    _number(
        "learn_ahead_minutes",
        "Show learning cards early by",
        20,
        (0, 120),
        "When nothing else is due, a step need not be waited for",
        section=Section.REVIEW,
        unit="min",
    ),
    _on_or_off(
        "bury_siblings",
        "Cards of a note apart",
        "Asks one card of a note a day; the others wait until tomorrow",
        Section.REVIEW,
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
