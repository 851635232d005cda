"""Charts of each kind, small enough to be counted by eye."""

from __future__ import annotations

from flashcards.gui.charts.data import (
    Axis,
    BarChart,
    BarList,
    Dot,
    Fill,
    HeatMap,
    LineChart,
    ListBar,
    Mark,
    Place,
    Scatter,
    Series,
    Target,
    Tick,
)
from flashcards.gui.charts.scale import value_axis

DAYS = ("Mon", "Tue", "Wed", "Thu")


def line(**changes: object) -> LineChart:
    """Four days, the third without a value."""
    values = (0.8, 0.9, None, 0.85)
    usual: dict[str, object] = {
        "name": "Retention, true against target",
        "summary": "85 % recalled.",
        "places": tuple(Place(day) for day in DAYS),
        "at": (0.0, 1.0, 2.0, 3.0),
        "series": (
            Series(
                "Retention", values, low=(0.7, 0.85, None, 0.8), high=(0.85, 0.95, None, 0.9),
                show=lambda value: f"{100 * value:g} %",
            ),
        ),
        "x": Axis(0, 3, (Tick(0, "Mon"), Tick(3, "Thu"))),
        "y": value_axis((0.7, 0.95), from_zero=False),
        "x_name": "Day",
        "target": Target(0.9, "Target", "90 %"),
        "band": "95 % interval",
    }  # fmt: skip
    return LineChart(**{**usual, **changes})


def bars(*, stacked: bool = True) -> BarChart:
    """Reviews and new cards of four days; Wednesday has neither."""
    return BarChart(
        name="Forecast",
        summary="About 30 cards a day.",
        places=tuple(Place(day, key=f"due={number}") for number, day in enumerate(DAYS)),
        series=(
            Series("review", (30.0, 20.0, 0.0, 40.0)),
            Series("new", (10.0, 10.0, 0.0, None), Fill.OUTLINE),
            Series("learning", (5.0, 0.0, 0.0, 5.0), Fill.HATCH),
        ),
        y=value_axis((45,), whole=True),
        ticks=(Tick(0, "Today", strong=True), Tick(2, "Wed")),
        stacked=stacked,
        mark=Mark(3, "Interview"),
        x_name="Day",
    )


def heat(weeks: int = 8) -> HeatMap:
    """So many weeks, of which the last ends on Tuesday, today."""
    count, today = weeks * 7, weeks * 7 - 6
    levels = tuple(place % 5 if place <= today else None for place in range(count))
    return HeatMap(
        name="Study days",
        summary=f"{count} days.",
        places=tuple(Place(f"day {place}", (f"{place} reviews",)) for place in range(count)),
        levels=levels,
        values=tuple(float(place) for place in range(count)),
        columns=((1, "Jun"), (5, "Jul")),
        rows=((0, "Mon"), (2, "Wed"), (4, "Fri")),
        outlined=today,
        x_name="Day",
        value_name="Reviews",
    )


def stages() -> BarList:
    """Two stages that were begun, one with a long name, and one that was not."""
    rows = (("Language", 0.9, 0.95), ("Databases and everything about them", 0.5, 0.8))
    return BarList(
        name="Mastery by stage",
        summary="2 of 3 stages begun.",
        rows=(
            *(
                ListBar(Place(name, (f"Mastery {share}",), f"stage:{name}"), share, tick, "9")
                for name, share, tick in rows
            ),
            ListBar(Place("Auth"), None, None, "–"),
        ),
        x_name="Stage",
        share_name="Mastery",
        tick_name="recall now",
    )


def dots() -> Scatter:
    """Two dots near the diagonal, the second heavier."""
    axis = Axis(0.5, 1.0, (Tick(0.5, "50"), Tick(0.75, "75"), Tick(1.0, "100")))
    return Scatter(
        name="Calibration, recalled against predicted",
        summary="The error is 2 points.",
        dots=(
            Dot(Place("60 %", ("20 reviews",)), 0.6, 0.65, 20.0),
            Dot(Place("90 %", ("200 reviews",)), 0.9, 0.88, 200.0),
        ),
        x=axis,
        y=axis,
        x_name="predicted",
        y_name="recalled",
        weight_name="reviews",
    )


ALL = (line(), bars(), bars(stacked=False), heat(), stages(), dots())
