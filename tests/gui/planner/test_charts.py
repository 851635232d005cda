"""The planner's charts and its table, from plans made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from flashcards.domain.calendar import date_of, day_of
from flashcards.domain.wording import THIN_SPACE
from flashcards.gui.planner import texts
from flashcards.gui.planner.charts import curve_chart, curve_minutes, workload_chart
from flashcards.gui.planner.texts import Practice
from flashcards.services.planning.view import CurvePoint, Plan, PlanDay, PlanRequest, StageFit

TODAY = day_of(date(2026, 11, 24))


def plan(days: int = 21, ready: float = 0.87, minutes: float = 20.0) -> Plan:
    """A plan of equal days but for easy Sundays."""
    rows = tuple(
        PlanDay(TODAY + n, 30.0, 8.4, minutes / (2 if (n + 1) % 7 == 6 else 1), (n + 1) % 7 == 6)
        for n in range(days)
    )
    return Plan(
        request=PlanRequest(date_of(TODAY + days), 30, (30.0,) * 6 + (15.0,)),
        feasible=ready >= 0.8,
        ready=ready,
        low=ready - 0.05,
        high=ready + 0.05,
        new_per_day=8,
        retention=0.9,
        planned=700,
        new_left=180,
        new_ends=TODAY + days - 3,
        by_importance=False,
        days=rows,
        stages=(StageFit(1, 1, "Language", 60, 60, 0.9, True, False),),
        enough_minutes=None,
        enough_without=(),
        recent_minutes=None,
        recent_ready=None,
        review_seconds=20.0,
        new_seconds=30.0,
        headline="30 minutes a day is enough",
        reason="About 87 % of 700 planned cards recalled on 15 December.",
    )


def points(most: int = 60, start: float = 0.4) -> tuple[CurvePoint, ...]:
    shares = [min(0.95, start + each * 0.02) for each in curve_minutes(most)]
    pairs = zip(curve_minutes(most), shares, strict=True)
    return tuple(CurvePoint(each, share, share - 0.05, share + 0.05) for each, share in pairs)


class TestCurve:
    def test_the_plan_lies_on_it_and_it_never_falls(self) -> None:
        chart = curve_chart(plan(ready=0.87), points(), 23)
        values = chart.series[0].values
        assert chart.marked is not None
        assert chart.at[chart.marked] == 23
        assert values[chart.marked] == pytest.approx(0.87)
        assert chart.marked_text == f"87{THIN_SPACE}%"
        assert all(before <= after for before, after in pairwise(values))

    def test_every_whole_minute_can_be_read_and_taken(self) -> None:
        chart = curve_chart(plan(), points(), 30)
        assert [place.key for place in chart.places] == [str(each) for each in range(5, 61)]
        assert chart.places[25].label == "30 min"

    def test_the_band_surrounds_it(self) -> None:
        series = curve_chart(plan(), points(), 30).series[0]
        assert all(
            low <= value <= high
            for low, value, high in zip(series.low, series.values, series.high, strict=True)
            if value is not None and low is not None and high is not None
        )

    @pytest.mark.parametrize(("start", "low"), [(0.5, 0.4), (0.2, 0.25), (0.0, 0.0)])
    def test_its_axis_has_four_lines_at_most(self, start: float, low: float) -> None:
        chart = curve_chart(plan(), points(start=start), 30)
        assert (chart.y.low, chart.y.high) == (low, 1.0)
        assert len(chart.y.ticks) <= 4

    @pytest.mark.parametrize("most", [60, 120, 240])
    def test_a_longer_slider_has_as_many_points(self, most: int) -> None:
        assert len(curve_minutes(most)) == 12
        assert curve_minutes(most)[-1] == most
        assert curve_chart(plan(), points(most), 30).x.high == most


class TestWorkload:
    def test_minutes_are_told_apart_and_sum_up(self) -> None:
        practice = {TODAY: Practice("Rate limiter", 8)}
        chart = workload_chart(plan(), practice)
        assert [series.name for series in chart.series] == ["review", "new", "practice"]
        review, new, asked = (series.values for series in chart.series)
        assert new[0] == pytest.approx(4.2)
        assert (review[0] or 0) + (new[0] or 0) == pytest.approx(20)
        assert (asked[0], asked[1]) == (8, 0)

    def test_without_practice_there_is_no_third_series(self) -> None:
        assert len(workload_chart(plan(), {}).series) == 2

    def test_a_long_plan_is_shown_by_weeks(self) -> None:
        chart = workload_chart(plan(days=300), {})
        assert len(chart.places) == 43
        assert chart.places[0].label.startswith("Week of ")

    def test_a_plan_of_a_day(self) -> None:
        chart = workload_chart(plan(days=1), {})
        assert len(chart.places) == 1
        assert [tick.label for tick in chart.ticks] == ["Today"]


class TestWords:
    def test_the_table_of_days(self) -> None:
        rows = texts.day_rows(plan(), {TODAY: Practice("Rate limiter", 8)})
        assert (rows[0].day, rows[0].note, rows[0].minutes) == ("Today", "Rate limiter, 8 min", 28)
        assert rows[1].day == "Wed 25"
        assert (rows[5].day, rows[5].note, rows[5].quiet) == ("Sun 29", "Easy day", True)
        assert rows[8].day == "Wed 2 Dec"
        assert sum(row.new for row in rows) == round(21 * 8.4)

    def test_only_prompts_that_fit_are_planned(self) -> None:
        prompts = [(TODAY, "Short", 8.0), (TODAY + 1, "Long", 12.0), (TODAY + 5, "On Sunday", 3.0)]
        week = (30,) * 6 + (15,)
        assert list(texts.with_room(plan(), week, prompts)) == [TODAY]

    def test_changes_are_told_once_they_are_known(self) -> None:
        short = replace(plan(ready=0.6), enough_minutes=45, enough_without=(1,))
        waiting = texts.head(short, searched=False)
        assert (waiting.good, waiting.minutes, waiting.without) == (False, None, ())
        found = texts.head(short, searched=True)
        assert (found.minutes, found.without) == (45, (1,))
        assert texts.leave_out(short) == "Leave out 1 Language"
        assert texts.take_minutes(45) == "Take 45 min a day"

    def test_the_own_pace(self) -> None:
        assert texts.recent(plan()) == ""
        own = replace(plan(), recent_minutes=12.0, recent_ready=0.61)
        assert texts.recent(own) == f"Last two weeks: 12 min a day, ready 61{THIN_SPACE}%"
