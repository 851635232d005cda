"""The charts of days: which ones were studied, and for how long."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.domain.breaks import span_of
from flashcards.domain.wording import count_text, number_text
from flashcards.gui.charts.data import BarChart, Chart, Fill, HeatMap, Place, Series
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.dates import long_date
from flashcards.gui.stats import texts
from flashcards.gui.stats.day_axis import span_ticks
from flashcards.language import _
from flashcards.services.statistics.view import Overview, StudiedDay, together, weekday

_DAILY = 31
_CALENDAR_WEEKS = 53
_WEEK = 7


def study_days(overview: Overview) -> Chart | str:
    """The calendar of the last year: zero, and quartiles of the days studied."""
    studied = {day.day: day for day in overview.calendar}
    monday = overview.today - weekday(overview.today)
    first = monday - (_CALENDAR_WEEKS - 1) * _WEEK
    days = range(first, monday + _WEEK)
    bounds = _quartiles([day.reviews for day in overview.calendar])
    known = [studied.get(day, StudiedDay(day)) for day in days]
    past = [day <= overview.today for day in days]
    return HeatMap(
        name=_("Study days"),
        summary=_("{days} of the last year studied.").format(days=count_text(len(studied), "day")),
        places=tuple(
            Place(
                long_date(day.day),
                _day_lines(day, rest=span_of(overview.breaks, day.day) is not None),
            )
            for day in known
        ),
        levels=tuple(
            _level(day.reviews, bounds) if was else None
            for day, was in zip(known, past, strict=True)
        ),
        values=tuple(float(day.reviews) for day in known),
        columns=_months(first),
        rows=tuple((row, texts.weekday(row)) for row in (0, 2, 4)),
        outlined=overview.today - first,
        x_name=_("Day"),
        value_name=_("Reviews"),
    )


def time_spent(overview: Overview) -> Chart | str:
    """Minutes a day, or a week where there are too many days."""
    if not overview.days:
        return _("No reviews in this time.")
    daily = overview.today - overview.first < _DAILY
    if daily:
        first = max(overview.first, min(overview.began, overview.today))
        spans = [(day, day) for day in range(first, overview.today + 1)]
    else:
        spans = overview.spans
    found = together(overview.days, spans)
    total = [day.minutes for day in found]
    return BarChart(
        name=_minutes_a(spans[0][1] - spans[0][0] + 1),
        summary=_("{minutes} in all, {minutes2} on a day studied.").format(
            minutes=texts.minutes(sum(total)), minutes2=texts.minutes(overview.minutes_a_day)
        ),
        places=tuple(
            Place(texts.week_label(*span), _time_lines(day))
            for span, day in zip(spans, found, strict=True)
        ),
        series=(
            Series("reviews", tuple(d.minutes - d.new_minutes for d in found), show=texts.minutes),
            Series(_("new"), tuple(d.new_minutes for d in found), Fill.OUTLINE, texts.minutes),
        ),
        y=value_axis(total, whole=True),
        ticks=span_ticks([first for first, _ in spans]),
        x_name=_("Days"),
    )


def _quartiles(counts: Sequence[int]) -> tuple[int, int, int]:
    """The reviews of a day that a quarter, a half and three quarters of the days stay within."""
    ordered = sorted(counts) or [0]
    last = len(ordered) - 1
    return ordered[last // 4], ordered[last // 2], ordered[3 * last // 4]


def _level(reviews: int, bounds: tuple[int, int, int]) -> int:
    return 0 if not reviews else 1 + sum(reviews > bound for bound in bounds)


def _months(first: int) -> tuple[tuple[int, str], ...]:
    """The column in which each month begins, with its name."""
    names = [texts.month(first + _WEEK * column) for column in range(_CALENDAR_WEEKS)]
    return tuple(
        (column, name) for column, name in enumerate(names) if column and name != names[column - 1]
    )


def _day_lines(day: StudiedDay, *, rest: bool) -> tuple[str, ...]:
    if not day.reviews and rest:
        return (_("Day off"),)
    if not day.reviews:
        return (_("No reviews"),)
    return (
        _("{reviews}, {new} new").format(
            reviews=count_text(day.reviews, "review"), new=number_text(day.new)
        ),
        texts.minutes(day.minutes),
    )


def _minutes_a(days: int) -> str:
    """What minutes are called that are added up over so many days."""
    if days == 1:
        return _("Minutes a day")
    return _("Minutes a week") if days <= _WEEK else _("Minutes in 4 weeks")


def _time_lines(day: StudiedDay) -> tuple[str, ...]:
    if not day.reviews:
        return (_("No reviews"),)
    return (
        _("Reviews {minutes}").format(minutes=texts.minutes(day.minutes - day.new_minutes)),
        _("New cards {minutes}").format(minutes=texts.minutes(day.new_minutes)),
        count_text(day.reviews, "answer"),
    )
