"""Reviews a day before and after a change, as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.domain.wording import count_text, minutes_text
from flashcards.gui.charts.data import BarChart, Fill, Place, Series, Tick
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.dates import long_date, short_date
from flashcards.language import _
from flashcards.services.scheduling.backlog_view import DayCards

_WEEK = 7


def days_chart(
    before: Sequence[DayCards], after: Sequence[DayCards], today: int, summary: str
) -> BarChart:
    """Side by side: what is due now (outlined), and what each day takes then."""
    return BarChart(
        name=_("Reviews a day"),
        summary=summary,
        places=tuple(
            Place(
                long_date(new.day),
                (
                    _("{cards} due now").format(cards=count_text(old.cards, "card")),
                    _("{cards} then, {minutes}").format(
                        cards=count_text(new.cards, "card"), minutes=minutes_text(new.seconds)
                    ),
                ),
            )
            for old, new in zip(before, after, strict=True)
        ),
        series=(
            Series(_("Then"), tuple(float(day.cards) for day in after)),
            Series(_("Due now"), tuple(float(day.cards) for day in before), Fill.OUTLINE),
        ),
        y=value_axis([day.cards for day in (*before, *after)], whole=True, least=4),
        ticks=tuple(
            Tick(place, _("Today") if day.day == today else short_date(day.day), day.day == today)
            for place, day in enumerate(after)
            if place % _WEEK == 0
        ),
        stacked=False,
        x_name=_("Day"),
    )
