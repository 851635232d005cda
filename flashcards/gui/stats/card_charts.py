"""How the cards stand and what is to come, as charts; a text where there is too little."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flashcards.domain.wording import (
    THIN_SPACE,
    count_text,
    decimal_text,
    mastery_text,
    number_text,
    percent_text,
)
from flashcards.gui.charts.data import (
    Axis,
    BarChart,
    BarList,
    Chart,
    Dot,
    Fill,
    ListBar,
    Mark,
    Place,
    Scatter,
    Series,
    Tick,
)
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.dates import long_date, short_date
from flashcards.gui.stats import texts
from flashcards.language import _, within
from flashcards.services.statistics.view import (
    FEWEST_REVIEWS,
    Bin,
    Calibration,
    CalibrationBin,
    Cards,
    Forecast,
    ForecastDay,
    Histogram,
    StageLine,
    weekday,
)

Captioned = tuple[Chart, str]


def forecast(found: Forecast) -> Chart | str:
    """What the next days will probably bring."""
    if not found.total:
        return _("Nothing is due in the next 30 days.")
    first = found.days[0].day
    mondays = [n for n, day in enumerate(found.days) if n and weekday(day.day) == 0]
    ticks = [Tick(0, _("Today"), strong=True)]
    ticks += [Tick(number, short_date(first + number)) for number in mondays]
    mark = None
    interview = found.interview_day
    if interview is not None and first < interview <= found.days[-1].day:
        mark = Mark(interview - first, _("Interview"))
        ticks.append(Tick(interview - first, _("Interview"), strong=True))
    a_day = found.total / len(found.days)
    return BarChart(
        name=_("Forecast"),
        summary=_("About {cards} a day in the next {n} days.").format(
            cards=count_text(round(a_day), "card"), n=len(found.days)
        ),
        places=tuple(
            Place(
                _("Today") if not number else long_date(day.day),
                _forecast_lines(day, found.overdue if not number else 0),
                f"due={number}" if number else "due<=0",
            )
            for number, day in enumerate(found.days)
        ),
        series=(
            Series("review", tuple(day.reviews for day in found.days)),
            Series(_("new"), tuple(day.new for day in found.days), Fill.OUTLINE),
        ),
        y=value_axis([day.reviews + day.new for day in found.days], whole=True),
        ticks=tuple(ticks),
        mark=mark,
        x_name=_("Day"),
    )


def _forecast_lines(day: ForecastDay, overdue: int) -> tuple[str, ...]:
    lines = [
        count_text(round(day.reviews), "review"),
        _("{round} new").format(round=number_text(round(day.new))),
    ]
    if overdue:
        lines.append(_("{overdue} overdue").format(overdue=number_text(overdue)))
    return tuple(lines)


def stages(cards: Cards) -> Chart | str:
    """The mastery of each stage, and the recall of its seen cards now."""
    if not cards.stages:
        return _("There is no roadmap to show stages of.")
    seen = [stage for stage in cards.stages if stage.seen]
    return BarList(
        name=_("Mastery by stage"),
        summary=_("{n} of {stages} begun.").format(
            n=len(seen), stages=count_text(len(cards.stages), "stage")
        ),
        rows=tuple(_stage(stage) for stage in cards.stages),
        x_name=_("Stage"),
        share_name=_("Mastery"),
        tick_name=_("recall now"),
        show=percent_text,
    )


def _stage(stage: StageLine) -> ListBar:
    lines = [
        _("{seen} of {cards} seen").format(
            seen=number_text(stage.seen), cards=count_text(stage.cards, "card")
        )
    ]
    if stage.seen:
        lines.insert(0, _("Mastery {share}").format(share=mastery_text(stage.mastery)))
    if stage.recall is not None:
        lines.insert(1, _("Recall now {share}").format(share=percent_text(stage.recall)))
    return ListBar(
        place=Place(stage.short_title, (stage.title, *lines), stage.query),
        share=stage.mastery if stage.seen else None,
        tick=stage.recall,
        text=mastery_text(stage.mastery).removesuffix(f"{THIN_SPACE}%") if stage.seen else "–",
    )


def stability(cards: Cards) -> Captioned | str:
    """How long the seen cards are remembered."""
    found = cards.stability
    name = _("Stability of {cards}").format(cards=count_text(found.cards, "card"))
    return _histogram(found, name, _("Stability"), _length_label, texts.days)


def intervals(cards: Cards) -> Captioned | str:
    """How far apart the reviews of the cards are."""
    found = cards.interval
    return _histogram(found, _("Intervals"), _("Interval"), _length_label, texts.days)


def difficulty(cards: Cards) -> Captioned | str:
    """How hard the cards are for the learner, 1 to 10."""
    return _histogram(cards.difficulty, _("Difficulty"), _("Difficulty"), _difficulty_label, _one)


def recall(cards: Cards) -> Captioned | str:
    """How likely the seen cards are recalled now."""
    return _histogram(
        cards.recall, _("Recall now"), _("Recall"), _recall_label, percent_text, tick=_recall_tick
    )


def _histogram(
    found: Histogram,
    name: str,
    what: str,
    label: Callable[[Bin], str],
    show: Callable[[float], str],
    *,
    tick: Callable[[Bin], str] | None = None,
) -> Captioned | str:
    if found.median is None or found.cards < FEWEST_REVIEWS:
        median = (
            ""
            if found.median is None
            else _(", {what} {value} (median)").format(what=within(what), value=show(found.median))
        )
        return _("{cards} seen{median}; a chart needs {fewest_reviews}.").format(
            cards=count_text(found.cards, "card"), median=median, fewest_reviews=FEWEST_REVIEWS
        )
    median = _("median {show}").format(show=show(found.median))
    chart = BarChart(
        name=name,
        summary=_("{what}: {median} of {cards}.").format(
            what=what, median=median, cards=count_text(found.cards, "card")
        ),
        places=tuple(
            Place(f"{what} {label(each)}", _bin_lines(each, found), found.query(number))
            for number, each in enumerate(found.bins)
        ),
        series=(Series(_("Cards"), tuple(float(each.count) for each in found.bins)),),
        y=value_axis([each.count for each in found.bins], whole=True),
        ticks=tuple(
            Tick(number, text)
            for number, each in enumerate(found.bins)
            if (text := (tick or label)(each))
        ),
        x_name=what,
    )
    return chart, median


def _bin_lines(each: Bin, found: Histogram) -> tuple[str, ...]:
    return (
        count_text(each.count, "card"),
        _("{share} of them").format(share=percent_text(each.count / found.cards)),
    )


def _length_label(each: Bin) -> str:
    return texts.length_bin(each.low, each.high)


def _difficulty_label(each: Bin) -> str:
    return f"{each.low or 1:g}–{each.high or 10:g}"


def _one(value: float) -> str:
    return decimal_text(value, 1)


def _recall_label(each: Bin) -> str:
    if each.low is None:
        return _("under {share}").format(share=percent_text(each.high or 0.0))
    return _("{percent_number} to {share}").format(
        percent_number=texts.percent_number(each.low), share=percent_text(each.high or 1.0)
    )


def _recall_tick(each: Bin) -> str:
    """Every tenth is labelled, below the bar that begins with it."""
    if each.low is None:
        return f"<{texts.percent_number(each.high or 0.0)}"
    return texts.percent_number(each.low) if round(each.low * 100) % 10 == 0 else ""


def calibration(found: Calibration) -> Captioned | str:
    """What was recalled against what was predicted."""
    if found.rmse is None or found.log_loss is None or found.reviews < FEWEST_REVIEWS:
        return _("{predictions} to judge; a chart needs {fewest_reviews}.").format(
            predictions=count_text(found.reviews, "prediction"), fewest_reviews=FEWEST_REVIEWS
        )
    error = _("error {n} points").format(n=decimal_text(100 * found.rmse, 1))
    dots = tuple(_dot(each) for each in _with_enough(found.bins))
    low = _lowest(dots)
    axis = Axis(low, 1.0, _calibration_ticks(low))
    chart = Scatter(
        name=_("Calibration, recalled against predicted"),
        summary=_("Over {reviews} the {error}; log loss {log_loss}.").format(
            reviews=count_text(found.reviews, "review"),
            error=error,
            log_loss=decimal_text(found.log_loss, 3),
        ),
        dots=dots,
        x=axis,
        y=axis,
        x_name="predicted",
        y_name="recalled",
        weight_name="reviews",
        show=texts.tenth,
    )
    return chart, error


def _with_enough(bins: Sequence[CalibrationBin]) -> list[CalibrationBin]:
    """The bins, those with too few reviews to say anything put together with the next."""
    found: list[CalibrationBin] = []
    waiting: CalibrationBin | None = None
    for each in bins:
        waiting = each if waiting is None else _together(waiting, each)
        if waiting.recalled.of >= FEWEST_REVIEWS:
            found.append(waiting)
            waiting = None
    if waiting is not None:
        found.append(_together(found.pop(), waiting) if found else waiting)
    return found


def _together(first: CalibrationBin, second: CalibrationBin) -> CalibrationBin:
    recalled = first.recalled + second.recalled
    predicted = first.predicted * first.recalled.of + second.predicted * second.recalled.of
    return CalibrationBin(first.low, second.high, predicted / recalled.of, recalled)


def _dot(each: CalibrationBin) -> Dot:
    lines = (
        _("Predicted {share}").format(share=texts.tenth(each.predicted)),
        *texts.retention_lines(each.recalled, what=_("Recalled")),
    )
    label = _("{percent_number} to {share}").format(
        percent_number=texts.percent_number(each.low), share=percent_text(each.high)
    )
    return Dot(Place(label, lines), each.predicted, each.recalled.value or 0.0, each.recalled.of)


def _lowest(dots: tuple[Dot, ...]) -> float:
    """Where the axes begin, so that every dot is on them: at a half if that will do."""
    lowest = min((min(dot.x, dot.y) for dot in dots), default=1.0)
    return next(start for start in (0.5, 0.25, 0.0) if lowest >= start)


def _calibration_ticks(low: float) -> tuple[Tick, ...]:
    shares = {0.5: (0.5, 0.75, 1.0), 0.25: (0.25, 0.5, 0.75, 1.0), 0.0: (0.0, 0.5, 1.0)}[low]
    return tuple(Tick(share, texts.percent_number(share)) for share in shares)
