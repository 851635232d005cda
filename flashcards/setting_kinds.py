"""What is declared of a setting, and the kinds that several settings have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.setting_values import parse_switch, show_switch, whole


class Section(StrEnum):
    """Under which heading a setting is found."""

    GENERAL = _("General")
    SCHEDULING = _("Scheduling")
    REVIEW = _("Review")


class Control(StrEnum):
    """By what a setting is changed in a window."""

    NUMBER = "number"
    CHOICE = "choice"
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
    full stop. ``bounds``: of a number. ``unit``: shown after a number. ``choices``: the values of
    a choice with their names.
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
    choices: tuple[tuple[str, str], ...] = ()


def number(
    key: str,
    title: str,
    default: int,
    bounds: tuple[int, int],
    hint: str,
    *,
    section: Section,
    unit: str = "",
) -> Setting:
    """A whole number within bounds."""
    least, most = bounds
    words = (
        _("{unit}, {least} to {most}").format(unit=unit, least=least, most=most)
        if unit == "days"
        else _("{least} to {most}").format(least=least, most=most)
    )
    return Setting(
        key=key,
        title=title,
        help=words,
        default=default,
        parse=whole(least, most),
        section=section,
        hint=hint,
        control=Control.NUMBER,
        bounds=bounds,
        unit=unit,
    )


def on_or_off(key: str, title: str, hint: str, section: Section) -> Setting:
    """A switch, on at first."""
    return Setting(
        key, title, _("on or off"), True, parse_switch, show_switch, section, hint, Control.SWITCH
    )


def choice(
    key: str,
    title: str,
    choices: tuple[tuple[str, str], ...],
    hint: str,
    *,
    section: Section,
) -> Setting:
    """One of several values, each with its name; the first is the default."""
    names = tuple(value for value, _ in choices)

    def parse(text: str) -> str:
        if text.casefold() not in names:
            raise InvalidValueError(
                _("{text!r} is none of {join}.").format(text=text, join=", ".join(names))
            )
        return text.casefold()

    return Setting(
        key=key,
        title=title,
        help=", ".join(names),
        default=names[0],
        parse=parse,
        section=section,
        hint=hint,
        control=Control.CHOICE,
        choices=choices,
    )
