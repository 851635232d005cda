"""The planner's two charts: how much is ready by minutes a day, and the work of each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashcards.domain.interpolation import interpolated
from flashcards.domain.wording import count_text, minutes_text, percent_text
from flashcards.gui.charts.data import (
    Axis,
    BarChart,
    Fill,
    LineChart,
    Place,
    Series,
    Target,
    Tick,
)
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.dates import long_date, short_date
from flashcards.gui.planner.texts import CURVE, WORKLOAD, Practice
from flashcards.language import _
from flashcards.services.planning.view import CurvePoint, Plan

READY = 0.8
_SECONDS = 60
_MOST_BARS = 84
_WEEK = 7
_TICKS = 4
_LABELS = ((60, (5, 15, 30, 45, 60)), (120, (5, 30, 60, 90, 120)), (240, (5, 60, 120, 180, 240)))


def curve_chart(plan: Plan, points: Sequence[CurvePoint], chosen: int) -> LineChart:
    """Ready by minutes a day, through the plan itself at the minutes that are chosen."""
    points = _through(plan, points, chosen)
    knots = [point.minutes for point in points]
    first, last = round(knots[0]), round(knots[-1])
    at = tuple(float(minutes) for minutes in range(first, last + 1))
    ready = interpolated(knots, [point.ready for point in points], at)
    low = interpolated(knots, [point.low for point in points], at)
    high = interpolated(knots, [point.high for point in points], at)
    words = _("{minutes} a day: {share} ready on the day; four times in five {low} to {high}.")
    return LineChart(
        name=CURVE,
        summary=words.format(
            minutes=count_text(chosen, "minute"),
            share=percent_text(plan.ready),
            low=percent_text(plan.low),
            high=percent_text(plan.high),
        ),
        places=tuple(
            Place(
                minutes_text(minutes * _SECONDS),
                (_("{share} ready").format(share=percent_text(share)), _band(least, most)),
                key=f"{minutes:.0f}",
            )
            for minutes, share, least, most in zip(at, ready, low, high, strict=True)
        ),
        at=at,
        series=(Series(_("ready"), ready, show=percent_text, low=low, high=high),),
        x=Axis(at[0], at[-1], _minute_ticks(first, last, chosen)),
        y=_share_axis(min(*ready, READY)),
        x_name=_("Minutes a day"),
        target=Target(READY, _("ready:"), percent_text(READY), inside=True),
        marked=min(max(chosen, first), last) - first,
        marked_text=percent_text(plan.ready),
        band=_("likely"),
    )


def workload_chart(plan: Plan, practice: Mapping[int, Practice]) -> BarChart:
    """Minutes of each day by what they are for; of a long plan the mean day of each week."""
    width = 1 if len(plan.days) <= _MOST_BARS else _WEEK
    groups = [plan.days[start : start + width] for start in range(0, len(plan.days), width)]
    review, new, prompts = [], [], []
    for days in groups:
        learning = sum(day.new for day in days) * plan.new_seconds / _SECONDS
        total = sum(day.minutes for day in days)
        learning = min(learning, total)
        new.append(learning / len(days))
        review.append((total - learning) / len(days))
        asked = sum(practice[day.day].minutes for day in days if day.day in practice)
        prompts.append(asked / len(days))
    columns = [(_("review"), review, Fill.SOLID), (_("new"), new, Fill.OUTLINE)]
    if any(prompts):
        columns.append((_("practice"), prompts, Fill.HATCH))
    series = tuple(Series(name, tuple(values), fill, _minutes) for name, values, fill in columns)
    sums = [sum(values) for values in zip(*(each.values for each in series), strict=True)]
    mean = sum(sums) / max(1, len(sums))
    unit = _("week") if width > 1 else _("day")
    return BarChart(
        name=WORKLOAD,
        summary=_("{minutes} a day until the interview; the longest {unit} takes {most}.").format(
            minutes=minutes_text(mean * _SECONDS), unit=unit, most=_minutes(max(sums, default=0))
        ),
        places=tuple(
            Place(_("Week of {day}").format(day=short_date(days[0].day)))
            if width > 1
            else Place(long_date(days[0].day))
            for days in groups
        ),
        series=series,
        y=value_axis(sums, whole=True),
        ticks=_day_ticks([days[0].day for days in groups]),
        x_name=_("Week") if width > 1 else _("Day"),
    )


def curve_minutes(most: int) -> tuple[int, ...]:
    """For how many minutes the curve is computed, up to the end of the slider."""
    step = 5 * (most // 60)
    return tuple(range(step, most + 1, step)) if step > 5 else tuple(range(5, most + 1, 5))


def _band(low: float, high: float) -> str:
    return _("likely {low} to {high}").format(low=percent_text(low), high=percent_text(high))


def _minutes(value: float) -> str:
    return minutes_text(value * _SECONDS)


def _through(plan: Plan, points: Sequence[CurvePoint], chosen: int) -> list[CurvePoint]:
    """The curve with the plan on it: points beside it give way, so that it still never falls."""
    mine = CurvePoint(float(chosen), plan.ready, plan.low, plan.high)
    before = [
        CurvePoint(
            each.minutes,
            min(each.ready, mine.ready),
            min(each.low, mine.low),
            min(each.high, mine.high),
        )
        for each in points
        if each.minutes < chosen - 1
    ]
    after = [
        CurvePoint(
            each.minutes,
            max(each.ready, mine.ready),
            max(each.low, mine.low),
            max(each.high, mine.high),
        )
        for each in points
        if each.minutes > chosen + 1
    ]
    return [*before, mine, *after]


def _minute_ticks(first: int, last: int, chosen: int) -> tuple[Tick, ...]:
    labels = next((labels for most, labels in _LABELS if last <= most), _LABELS[-1][1])
    shown = {each for each in labels if first <= each <= last} | {chosen}
    return tuple(Tick(each, str(each), strong=each == chosen) for each in sorted(shown))


def _share_axis(least: float) -> Axis:
    """From a round share below all of them to 100, with four lines at most."""
    for low, step in ((0.4, 0.2), (0.25, 0.25), (0.0, 0.5)):
        if least >= low:
            count = round((1 - low) / step)
            lines = [low + step * number for number in range(count + 1)]
            return Axis(low, 1.0, tuple(Tick(line, f"{line * 100:.0f}") for line in lines))
    raise AssertionError("no share is below zero")


def _day_ticks(days: Sequence[int]) -> tuple[Tick, ...]:
    """Today, the last day, and some between them."""
    if not days:
        return ()
    last = len(days) - 1
    places = {round(last * number / (_TICKS - 1)) for number in range(_TICKS)}
    return tuple(
        Tick(place, _("Today") if place == 0 else short_date(days[place]), strong=place == 0)
        for place in sorted(places)
    )
