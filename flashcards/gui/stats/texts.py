"""The words of the statistics page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, QTime

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import (
    THIN_SPACE,
    count_text,
    decimal_text,
    interval_text,
    mastery_text,
    minutes_text,
    number_text,
    percent_text,
)
from flashcards.gui.dates import long_date, short_date
from flashcards.language import _, ngettext
from flashcards.services.statistics.view import FEWEST_REVIEWS, Overview, Share

TITLE = _("Stats")
EXPORT = "CSV"
EVERYTHING = _("All stages")
DECKS = _("Deck")
SEARCH = _("Search…")
SEARCH_NAME = _("Which cards")
SEARCH_HINT = _("Such as tag:sql, recall<0.8 or deck:backend")
PERIODS = (("30", _("30 days")), ("90", _("90 days")), ("365", _("1 year")), ("", _("All")))
FAILED = _("Statistics can’t be counted")

_SECONDS_PER_MINUTE = 60
_SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the head of the page, and what it is."""

    value: str
    caption: str


def figures(overview: Overview, days: int | None) -> tuple[Figure, ...]:
    """The numbers at the head of the page."""
    total = overview.total
    a_day = minutes_text(overview.minutes_a_day * _SECONDS_PER_MINUTE)
    period = _("ever") if days is None else _("in {days}").format(days=count_text(days, "day"))
    return (
        Figure(
            "–" if total.retention is None else tenth(total.retention),
            _("true retention, target {share}").format(share=percent_text(overview.target)),
        ),
        Figure(
            number_text(total.reviews),
            ngettext("review {period}", "reviews {period}", total.reviews).format(period=period),
        ),
        Figure(a_day, _("a day, on days studied")),
        Figure(
            number_text(overview.seen),
            _("of {cards} seen").format(cards=count_text(overview.cards, "card")),
        ),
        Figure(mastery_text(overview.mastery), _("mastered overall")),
    )


def too_few(answers: int) -> str:
    """Why there is not one chart yet."""
    return _("Charts appear after {fewest_reviews} reviews. {answers} so far.").format(
        fewest_reviews=FEWEST_REVIEWS, answers=answers
    )


def tenth(share: float) -> str:
    """A share with a decimal: ``89.6 %``."""
    return f"{decimal_text(100 * share, 1)}{THIN_SPACE}%"


def percent_number(share: float) -> str:
    """A share as a number of per cent without its sign, as an axis has it: ``90``, ``87.5``."""
    return f"{round(100 * share, 1):g}"


def retention_lines(share: Share, *, what: str = _("Retention")) -> tuple[str, ...]:
    """A share recalled, its interval, and of how many."""
    if share.value is None or share.interval is None:
        return (_("No reviews"),)
    low, high = share.interval
    return (
        f"{what} {tenth(share.value)}",
        _("95{thin_space}% interval {percent_number} to {share}").format(
            thin_space=THIN_SPACE, percent_number=percent_number(low), share=percent_text(high)
        ),
        count_text(share.of, "review"),
    )


def week_label(first: int, last: int) -> str:
    """A stretch of days: ``31 August to 6 September``, or one day."""
    return (
        long_date(first)
        if first == last
        else _("{short_date} to {short_date2}").format(
            short_date=short_date(first), short_date2=short_date(last)
        )
    )


def date_tick(day: int, *, years: bool) -> str:
    """A date below an axis; with its year where there are several."""
    return month_and_year(day) if years else short_date(day)


def month_and_year(day: int) -> str:
    """``Nov 2026``."""
    date = date_of(day)
    return QLocale().toString(QDate(date.year, date.month, date.day), "MMM yyyy")


def month(day: int) -> str:
    """``Nov``."""
    return QLocale().standaloneMonthName(date_of(day).month, QLocale.FormatType.ShortFormat)


def weekday(number: int) -> str:
    """``Mon`` for 0."""
    return QLocale().standaloneDayName(number + 1, QLocale.FormatType.ShortFormat)


def hour(number: int) -> str:
    """A full hour as the locale writes it: ``18:00``."""
    return QLocale().toString(QTime(number, 0), QLocale.FormatType.ShortFormat)


def minutes(value: float) -> str:
    """Minutes as a time: ``19 min``, ``2 h 5 min``."""
    return minutes_text(value * _SECONDS_PER_MINUTE)


def days(value: float) -> str:
    """Days as an interval: ``16 days``, ``1.2 years``."""
    return interval_text(value * _SECONDS_PER_DAY)


def length_bin(low: float | None, high: float | None) -> str:
    """A stretch of days in the fewest signs: ``<1 d``, ``1–3 d``, ``1–2 w``, ``>4 mo``."""
    if high is None:
        unit = "y" if low is not None and low >= _DAYS_OF["y"] else _unit(low or 0.0)
        return f">{_number(low or 0.0, unit)}{THIN_SPACE}{unit}"
    unit = _unit(high)
    if low is None:
        return f"<{_number(high, unit)}{THIN_SPACE}{unit}"
    return f"{_number(low, unit)}–{_number(high, unit)}{THIN_SPACE}{unit}"


_DAYS_OF = {"d": 1.0, "w": 7.0, "mo": 30.4, "y": 365.0}


def _unit(days: float) -> str:
    """The unit in which the upper end of a bin is written."""
    return "d" if days <= 7 else "w" if days <= 28 else "mo"


def _number(days: float, unit: str) -> int:
    """Days in a unit; 28 days begin the bin that ends with 2 months."""
    return max(1, round(days / _DAYS_OF[unit]))
