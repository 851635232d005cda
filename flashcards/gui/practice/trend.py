"""The score of all sessions as a line."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.domain.wording import percent_text
from flashcards.gui.charts.data import Axis, LineChart, Place, Series, Tick
from flashcards.gui.practice import texts
from flashcards.language import _
from flashcards.services.practice.report_views import TrendPoint

_STEP = 20
_FEWEST = 2


def trend_chart(trend: Sequence[TrendPoint]) -> LineChart | None:
    """The line through the sessions, oldest first; None where there is none to draw yet."""
    if len(trend) < _FEWEST:
        return None
    shares = [100 * point.share for point in trend]
    low = max(0, min(80, int(min(shares) // _STEP) * _STEP))
    days = [texts.day_text(point.started_ms) for point in trend]
    last = len(trend) - 1
    summary = _("{n} sessions from {first} to {last}: the first {start}, the last {end}.").format(
        n=len(trend),
        first=days[0],
        last=days[-1],
        start=percent_text(trend[0].share),
        end=percent_text(trend[-1].share),
    )
    step = _STEP if low >= _STEP else 2 * _STEP
    return LineChart(
        name=_("Score by session"),
        summary=summary,
        places=tuple(
            Place(day, (percent_text(point.share),), str(point.session_id))
            for day, point in zip(days, trend, strict=True)
        ),
        at=tuple(float(place) for place in range(len(trend))),
        series=(Series(_("Score"), tuple(shares)),),
        x=Axis(0, last, (Tick(0, days[0]), Tick(last, days[-1]))),
        y=Axis(low, 100, tuple(Tick(at, str(at)) for at in range(low, 101, step))),
        x_name=_("Session"),
    )
