"""The settings, each declared once: type, title, default, bounds, and where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from flashcards.domain.breaks import breaks_text, parse_breaks
from flashcards.domain.queue import NewPlace, ReviewOrder
from flashcards.domain.scheduling import DEFAULT_PARAMETERS, SchedulerConfig
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.setting_kinds import Control, Section, Setting, choice, number, on_or_off
from flashcards.setting_values import (
    parse_easy_days,
    parse_numbers,
    parse_steps,
    parse_tracks,
    real,
    show_steps,
    show_values,
    whole,
)

_REVIEW_ORDERS = (
    (ReviewOrder.SHUFFLED, _("Shuffled")),
    (ReviewOrder.WEAKEST, _("Weakest first")),
    (ReviewOrder.DUE, _("Longest due first")),
)
_NEW_PLACES = (
    (NewPlace.MIXED, _("Between reviews")),
    (NewPlace.FIRST, _("Before reviews")),
    (NewPlace.LAST, _("After reviews")),
)

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "track",
        _("Language tracks"),
        _("whose cards are studied"),
        ("python",),
        parse_tracks,
        show_values,
        Section.GENERAL,
        _("Sets the code cards in stages 1 and 4"),
        Control.TRACKS,
    ),
    on_or_off(
        "gates",
        _("Stages open one after the other"),
        _("A stage opens when those before it are half mastered"),
        Section.GENERAL,
    ),
    Setting(
        "retention",
        _("Target recall"),
        _("0.70 to 0.99"),
        0.9,
        real(0.7, 0.99),
        lambda value: f"{value:g}",
        Section.SCHEDULING,
        _("Share of cards you know when they come back"),
        Control.SHARE,
        (70, 99),
    ),
    number(
        "new_per_day",
        _("New cards a day"),
        12,
        (0, 9_999),
        _("How many cards you meet for the first time"),
        section=Section.SCHEDULING,
    ),
    number(
        "reviews_per_day",
        _("Reviews a day"),
        200,
        (0, 9_999),
        _("With more due, those that matter most come first"),
        section=Section.SCHEDULING,
    ),
    choice(
        "review_order",
        _("Order of reviews"),
        tuple((order.value, title) for order, title in _REVIEW_ORDERS),
        _("Shuffled puts the weakest first when more is due than a day allows"),
        section=Section.REVIEW,
    ),
    choice(
        "new_place",
        _("New cards come"),
        tuple((place.value, title) for place, title in _NEW_PLACES),
        _("When in a session you meet what is new"),
        section=Section.REVIEW,
    ),
    Setting(
        "rollover_hour",
        _("Day starts at"),
        _("hour, 0 to 23"),
        4,
        whole(0, 23),
        section=Section.SCHEDULING,
        hint=_("Late-night reviews count for the day before"),
        control=Control.HOUR,
        bounds=(0, 23),
    ),
    Setting(
        "easy_days",
        _("Easy days"),
        _("seven numbers, 0 to 1"),
        (1.0,) * 7,
        parse_easy_days,
        show_values,
        Section.SCHEDULING,
        _("Click a day for normal, reduced or minimum"),
        Control.WEEK,
    ),
    on_or_off(
        "load_balance",
        _("Spread reviews evenly"),
        _("Moves a due date within its safe range to a lighter day"),
        Section.SCHEDULING,
    ),
    on_or_off(
        "fuzz",
        _("Vary due days a little"),
        _("Keeps cards that were learned together from coming back together"),
        Section.SCHEDULING,
    ),
    number(
        "maximum_interval",
        _("Longest interval"),
        36_500,
        (1, 36_500),
        _("No card stays away longer"),
        section=Section.SCHEDULING,
        unit="days",
    ),
    number(
        "leech_threshold",
        _("Leeches"),
        8,
        (2, 99),
        _("Offer to rewrite a card after this many lapses"),
        section=Section.SCHEDULING,
    ),
    Setting(
        "practice_retention",
        _("Target recall of interview prompts"),
        _("0.70 to 0.99"),
        0.9,
        real(0.7, 0.99),
        lambda value: f"{value:g}",
        Section.SCHEDULING,
        _("How sure a prompt is to go well when it comes back; holds from its next score"),
        Control.SHARE,
        (70, 99),
    ),
    Setting(
        "parameters",
        _("FSRS parameters"),
        _("21 numbers"),
        DEFAULT_PARAMETERS,
        parse_numbers,
        show_values,
        Section.SCHEDULING,
        _("How your memory is modelled; a fit sets them"),
        Control.NONE,
    ),
    Setting(
        "breaks",
        _("Planned breaks"),
        _("first..last day, such as 2026-12-20..2027-01-03"),
        (),
        parse_breaks,
        breaks_text,
        Section.SCHEDULING,
        _("Days off that interrupt no streak; no card falls due on them"),
        Control.NONE,
    ),
    Setting(
        "learning_steps",
        _("Learning steps"),
        _("such as 1m 10m"),
        (60, 600),
        parse_steps,
        show_steps,
        Section.REVIEW,
        _("When a new card comes again on its first day, such as 1m 10m"),
    ),
    Setting(
        "relearning_steps",
        _("Relearning steps"),
        _("such as 10m"),
        (600,),
        parse_steps,
        show_steps,
        Section.REVIEW,
        _("When a forgotten card comes again on the same day"),
    ),
    number(
        "learn_ahead_minutes",
        _("Show learning cards early by"),
        20,
        (0, 120),
        _("When nothing else is due, a step need not be waited for"),
        section=Section.REVIEW,
        unit="min",
    ),
    on_or_off(
        "bury_siblings",
        _("Cards of a note apart"),
        _("Asks one card of a note a day; the others wait until tomorrow"),
        Section.REVIEW,
    ),
)


PRESET_KEYS = (
    "retention", "new_per_day", "reviews_per_day", "review_order", "new_place", "learning_steps",
    "relearning_steps", "maximum_interval", "leech_threshold", "fuzz", "load_balance", "parameters",
)  # fmt: skip
"""The settings that a preset may have of its own; the others are of the whole library."""


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
    breaks: tuple[tuple[int, int], ...] = ()
    review_order: str = ReviewOrder.SHUFFLED.value
    new_place: str = NewPlace.MIXED.value
    practice_retention: float = 0.9

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
        values: Any = {key: _frozen(value) for key, value in stored.items() if key in known}
        return replace(self, **values)


def _frozen(value: object) -> object:
    """A value as JSON gives it, its lists as tuples."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def declared(key: str) -> Setting:
    """The setting of that name; dashes are as good as underscores.

    Raises InvalidValueError, naming the settings that there are.
    """
    wanted = key.replace("-", "_").casefold()
    for setting in SETTINGS:
        if setting.key == wanted:
            return setting
    names = ", ".join(setting.key for setting in SETTINGS)
    raise InvalidValueError(
        _("there is no setting {key!r}. There are: {names}.").format(key=key, names=names)
    )
