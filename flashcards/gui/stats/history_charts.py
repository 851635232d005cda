"""What was done and how well it was recalled, as charts; a text where there is too little."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.domain.wording import THIN_SPACE, count_text, percent_text
from flashcards.gui.charts.data import (
    Axis,
    BarChart,
    Chart,
    Fill,
    HeatMap,
    LineChart,
    Place,
    Series,
    Target,
    Tick,
)
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.dates import long_date
from flashcards.gui.stats import texts
from flashcards.services.statistics.view import (
    FEWEST_REVIEWS,
    MATURE_DAYS,
    Answers,
    Known,
    Overview,
    Share,
    StudiedDay,
    together,
    weekday,
)

_MOST_TICKS = 5
_TICK_STEPS = (1, 2, 4, 8, 13, 26, 52)
_DAILY = 31
_CALENDAR_WEEKS = 53
_WEEK = 7
_HOURS = 24
_GRADES = ("Again", "Hard", "Good", "Easy")
_INTERVAL = f"95{THIN_SPACE}% interval"
_EVER = 100_000


def retention(overview: Overview) -> Chart | str:
    """True retention week by week against the target."""
    counted = overview.total.counted
    if counted.of < FEWEST_REVIEWS:
        return _too_few_counted(counted)
    spans = overview.spans
    shares = [week.counted for week in together(overview.days, spans)]
    return LineChart(
        name="Retention, true against target",
        summary=(
            f"{texts.tenth(counted.value or 0.0)} of {count_text(counted.of, 'review')} recalled, "
            f"target {percent_text(overview.target)}."
        ),
        places=tuple(
            Place(texts.week_label(*span), texts.retention_lines(share))
            for span, share in zip(spans, shares, strict=True)
        ),
        at=tuple(float(first) for first, _ in spans),
        series=(_recalled("Retention", shares),),
        x=_days_axis([first for first, _ in spans]),
        y=_retention_axis(shares, overview.target),
        x_name="Days",
        target=_target(overview.target),
        band=_INTERVAL,
    )


def retention_by_age(answers: Answers, overview: Overview) -> Chart | str:
    """The same for young and mature cards."""
    counted = answers.young + answers.mature
    if counted.of < FEWEST_REVIEWS:
        return _too_few_counted(counted)
    spans = overview.spans
    mature = [week.mature for week in answers.weeks]
    young = [week.young for week in answers.weeks]
    said = "; ".join(
        f"{name} {texts.tenth(share.value)}"
        for name, share in (("mature", answers.mature), ("young", answers.young))
        if share.value is not None
    )
    return LineChart(
        name="Retention by age of card",
        summary=f"Recalled: {said}. Mature is an interval of {MATURE_DAYS} days or more.",
        places=tuple(
            Place(texts.week_label(*span), (_aged("Mature", old), _aged("Young", new)))
            for span, old, new in zip(spans, mature, young, strict=True)
        ),
        at=tuple(float(first) for first, _ in spans),
        series=(
            Series("mature", _values(mature), show=texts.tenth),
            Series("young", _values(young), Fill.OUTLINE, texts.tenth),
        ),
        x=_days_axis([first for first, _ in spans]),
        y=_retention_axis([*mature, *young], overview.target),
        x_name="Days",
        target=_target(overview.target),
    )


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
        name="Study days",
        summary=f"{count_text(len(studied), 'day')} of the last year studied.",
        places=tuple(Place(long_date(day.day), _day_lines(day)) for day in known),
        levels=tuple(
            _level(day.reviews, bounds) if was else None
            for day, was in zip(known, past, strict=True)
        ),
        values=tuple(float(day.reviews) for day in known),
        columns=_months(first),
        rows=tuple((row, texts.weekday(row)) for row in (0, 2, 4)),
        outlined=overview.today - first,
        x_name="Day",
        value_name="Reviews",
    )


def time_spent(overview: Overview) -> Chart | str:
    """Minutes a day, or a week where there are too many days."""
    if not overview.days:
        return "No reviews in this time."
    daily = overview.today - overview.first < _DAILY
    if daily:
        first = max(overview.first, min(overview.began, overview.today))
        spans = [(day, day) for day in range(first, overview.today + 1)]
    else:
        spans = overview.spans
    found = together(overview.days, spans)
    step = "day" if daily else "week" if spans[0][1] - spans[0][0] < _WEEK else "4 weeks"
    total = [day.minutes for day in found]
    return BarChart(
        name=f"Minutes a {step}" if step != "4 weeks" else "Minutes in 4 weeks",
        summary=f"{texts.minutes(sum(total))} in all, {texts.minutes(overview.minutes_a_day)} "
        "on a day studied.",
        places=tuple(
            Place(texts.week_label(*span), _time_lines(day))
            for span, day in zip(spans, found, strict=True)
        ),
        series=(
            Series("reviews", tuple(d.minutes - d.new_minutes for d in found), show=texts.minutes),
            Series("new", tuple(d.new_minutes for d in found), Fill.OUTLINE, texts.minutes),
        ),
        y=value_axis(total, whole=True),
        ticks=_span_ticks([first for first, _ in spans]),
        x_name="Days",
    )


def buttons(answers: Answers, days: int | None) -> Chart | str:
    """How often each grade was given, by age of card."""
    groups = (
        ("mature", answers.buttons.mature),
        ("young", answers.buttons.young),
        ("learning", answers.buttons.learning),
    )
    total = sum(sum(counts) for _, counts in groups)
    if total < FEWEST_REVIEWS:
        return _too_few(total)
    again = sum(counts[0] for _, counts in groups)
    return BarChart(
        name="Answer buttons",
        summary=f"{count_text(total, 'answer')}, {percent_text(again / total)} of them Again.",
        places=tuple(
            Place(
                grade,
                tuple(_of_group(name, counts, place) for name, counts in groups if sum(counts)),
                f"rated:{_EVER if days is None else days}:{grade.lower()}",
            )
            for place, grade in enumerate(_GRADES)
        ),
        series=tuple(
            Series(name, tuple(float(count) for count in counts), fill)
            for (name, counts), fill in zip(groups, Fill, strict=True)
        ),
        y=value_axis([count for _, counts in groups for count in counts], whole=True),
        ticks=tuple(Tick(place, grade) for place, grade in enumerate(_GRADES)),
        stacked=False,
        x_name="Grade",
    )


def hours(answers: Answers) -> Chart | str:
    """How many answers each hour of the day has seen."""
    counts = [hour.answers for hour in answers.hours]
    if sum(counts) < FEWEST_REVIEWS:
        return _too_few(sum(counts))
    busiest = max(range(_HOURS), key=lambda number: counts[number])
    return BarChart(
        name="Answers by hour of the day",
        summary=f"Most at {texts.hour(busiest)}, {count_text(counts[busiest], 'answer')}.",
        places=tuple(
            Place(_hour_label(hour.hour), (count_text(hour.answers, "answer"),))
            for hour in answers.hours
        ),
        series=(Series("Answers", tuple(float(count) for count in counts)),),
        y=value_axis(counts, whole=True),
        ticks=_hour_ticks(),
        x_name="Hour",
    )


def recall_by_hour(answers: Answers, target: float) -> Chart | str:
    """How much was recalled in each hour of the day."""
    shares = [hour.recalled for hour in answers.hours]
    counted = sum(shares, Share())
    if counted.of < FEWEST_REVIEWS:
        return _too_few_counted(counted)
    enough = [number for number, share in enumerate(shares) if share.of >= FEWEST_REVIEWS]
    best = max(enough, key=lambda number: shares[number].value or 0.0, default=None)
    return LineChart(
        name="Recall by hour of the day",
        summary=f"{texts.tenth(counted.value or 0.0)} recalled"
        + ("." if best is None else f", most at {texts.hour(best)}."),
        places=tuple(
            Place(_hour_label(number), texts.retention_lines(share, what="Recalled"))
            for number, share in enumerate(shares)
        ),
        at=tuple(float(number) for number in range(_HOURS)),
        series=(_recalled("Recalled", shares),),
        x=Axis(0, _HOURS - 1, _hour_ticks()),
        y=_retention_axis(shares, target),
        x_name="Hour",
        target=_target(target),
        band=_INTERVAL,
    )


def knowledge(known: Sequence[Known]) -> Chart | str:
    """The sum of the recall of all seen cards, as it grew."""
    last = known[-1].cards if known else 0.0
    if last < FEWEST_REVIEWS or len(known) < 2:
        return f"{count_text(round(last), 'card')} would be recalled now."
    grown = last - known[0].cards
    return LineChart(
        name="Growth of knowledge",
        summary=f"{count_text(round(last), 'card')} would be recalled now, "
        f"{count_text(round(abs(grown)), 'card')} {'more' if grown >= 0 else 'fewer'} than "
        f"{texts.short_date(known[0].day)}.",
        places=tuple(
            Place(long_date(each.day), (f"{count_text(round(each.cards), 'card')} recalled",))
            for each in known
        ),
        at=tuple(float(each.day) for each in known),
        series=(Series("Cards", tuple(round(each.cards, 1) for each in known)),),
        x=_days_axis([each.day for each in known]),
        y=value_axis([each.cards for each in known], whole=True),
        x_name="Day",
    )


def _too_few(answers: int) -> str:
    return f"{count_text(answers, 'answer')} in this time; a chart needs {FEWEST_REVIEWS}."


def _too_few_counted(counted: Share) -> str:
    recalled = "" if counted.value is None else f", {counted.hits} recalled"
    return (
        f"{count_text(counted.of, 'review')} a day or more after the last one{recalled}; "
        f"a chart needs {FEWEST_REVIEWS}."
    )


def _recalled(name: str, shares: Sequence[Share]) -> Series:
    intervals = [share.interval or (None, None) for share in shares]
    return Series(
        name,
        _values(shares),
        show=texts.tenth,
        low=tuple(low for low, _ in intervals),
        high=tuple(high for _, high in intervals),
    )


def _values(shares: Sequence[Share]) -> tuple[float | None, ...]:
    return tuple(share.value for share in shares)


def _retention_axis(shares: Sequence[Share], target: float) -> Axis:
    """Room for the values and the target, and for intervals that say something."""
    values = [target, *_values(shares)]
    for share in shares:
        if share.of >= FEWEST_REVIEWS:
            values += share.interval or ()
    return value_axis(values, texts.percent_number, from_zero=False, least=0.1, bounds=(0.0, 1.0))


def _target(target: float) -> Target:
    return Target(target, "Target", percent_text(target))


def _aged(name: str, share: Share) -> str:
    if share.value is None:
        return f"{name}: no reviews"
    return f"{name} {texts.tenth(share.value)} of {share.of:,}"


def _days_axis(days: Sequence[int]) -> Axis:
    """An axis of days with a label every few of them."""
    ticks = tuple(Tick(days[round(tick.at)], tick.label) for tick in _span_ticks(days))
    return Axis(days[0], max(days[-1], days[0] + 1), ticks)


def _span_ticks(days: Sequence[int]) -> tuple[Tick, ...]:
    """Labels at the first of these days and every few ones, at their numbers."""
    years = days[-1] - days[0] > _CALENDAR_WEEKS * _WEEK
    step = next((step for step in _TICK_STEPS if (len(days) - 1) // step < _MOST_TICKS), len(days))
    return tuple(
        Tick(place, texts.date_tick(days[place], years=years))
        for place in range(0, len(days), step)
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


def _day_lines(day: StudiedDay) -> tuple[str, ...]:
    if not day.reviews:
        return ("No reviews",)
    return (
        f"{count_text(day.reviews, 'review')}, {day.new:,} new",
        texts.minutes(day.minutes),
    )


def _time_lines(day: StudiedDay) -> tuple[str, ...]:
    if not day.reviews:
        return ("No reviews",)
    return (
        f"Reviews {texts.minutes(day.minutes - day.new_minutes)}",
        f"New cards {texts.minutes(day.new_minutes)}",
        count_text(day.reviews, "answer"),
    )


def _of_group(name: str, counts: tuple[int, ...], place: int) -> str:
    return f"{name} {counts[place]:,}, {percent_text(counts[place] / sum(counts))}"


def _hour_label(number: int) -> str:
    return f"{texts.hour(number)} to {texts.hour((number + 1) % _HOURS)}"


def _hour_ticks() -> tuple[Tick, ...]:
    return tuple(Tick(number, texts.hour(number)) for number in range(0, _HOURS, 6))
