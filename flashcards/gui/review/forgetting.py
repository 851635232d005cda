"""How the recall of a card falls: since its last review, now, and until after it is due."""

from __future__ import annotations

from flashcards.domain.wording import ago_text, interval_text, percent_text
from flashcards.gui.charts.data import Axis, LineChart, Place, Series, Target, Tick
from flashcards.gui.charts.scale import value_axis
from flashcards.language import _
from flashcards.services.card_view import CardInformation

_DAY_SECONDS = 86_400


def forgetting_chart(info: CardInformation) -> LineChart | None:
    """The forgetting curve of a card with the present moment marked; None without a memory."""
    if not info.forgetting:
        return None
    days = tuple(day for day, _recall in info.forgetting)
    recalls = tuple(recall for _day, recall in info.forgetting)
    now = min(range(len(days)), key=lambda place: abs(days[place]))
    target = info.target
    return LineChart(
        name=_("Forgetting curve"),
        summary=_("Recall is {now} now and {last} {when}.").format(
            now=percent_text(recalls[now]), last=percent_text(recalls[-1]), when=_when(days[-1])
        ),
        places=tuple(Place(_when(day)) for day in days),
        at=days,
        series=(Series(_("Recall"), recalls, show=percent_text),),
        x=Axis(
            days[0],
            days[-1],
            (
                Tick(days[0], _when(days[0])),
                Tick(0.0, _("now"), strong=True),
                Tick(days[-1], _when(days[-1])),
            ),
        ),
        y=value_axis(recalls, percent_text, from_zero=False, bounds=(0.0, 1.0)),
        x_name=_("Day"),
        target=None if target is None else Target(target, _("Target"), percent_text(target)),
        marked=now,
        marked_text=percent_text(recalls[now]),
    )


def _when(days: float) -> str:
    if abs(days) < 0.5:
        return _("now")
    if days < 0:
        return ago_text(round(-days))
    return _("in {time}").format(time=interval_text(days * _DAY_SECONDS))
