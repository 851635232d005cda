"""How well was recalled what was asked, as charts; a text where there is too little."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.domain.review import Rating
from flashcards.domain.wording import THIN_SPACE, count_text, number_text, percent_text
from flashcards.gui.charts.data import (
    Axis,
    BarChart,
    Chart,
    Fill,
    LineChart,
    Place,
    Series,
    Target,
    Tick,
)
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.dates import long_date
from flashcards.gui.stats import texts
from flashcards.gui.stats.day_axis import days_axis
from flashcards.language import _
from flashcards.services.statistics.view import (
    FEWEST_REVIEWS,
    MATURE_DAYS,
    Answers,
    Known,
    Overview,
    Share,
    together,
)

_HOURS = 24
_GRADES = (_("Again"), _("Hard"), _("Good"), _("Easy"))
_INTERVAL = _("95{thin_space}% interval").format(thin_space=THIN_SPACE)
_EVER = 100_000


def retention(overview: Overview) -> Chart | str:
    """True retention week by week against the target."""
    counted = overview.total.counted
    if counted.of < FEWEST_REVIEWS:
        return _too_few_counted(counted)
    spans = overview.spans
    shares = [week.counted for week in together(overview.days, spans)]
    return LineChart(
        name=_("Retention, true against target"),
        summary=(
            _("{share} of {reviews} recalled, target {share2}.").format(
                share=texts.tenth(counted.value or 0.0),
                reviews=count_text(counted.of, "review"),
                share2=percent_text(overview.target),
            )
        ),
        places=tuple(
            Place(texts.week_label(*span), texts.retention_lines(share))
            for span, share in zip(spans, shares, strict=True)
        ),
        at=tuple(float(first) for first, _ in spans),
        series=(_recalled(_("Retention"), shares),),
        x=days_axis([first for first, _ in spans]),
        y=_retention_axis(shares, overview.target),
        x_name=_("Days"),
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
        name=_("Retention by age of card"),
        summary=_("Recalled: {said}. Mature is an interval of {mature_days} days or more.").format(
            said=said, mature_days=MATURE_DAYS
        ),
        places=tuple(
            Place(texts.week_label(*span), (_aged(_("Mature"), old), _aged(_("Young"), new)))
            for span, old, new in zip(spans, mature, young, strict=True)
        ),
        at=tuple(float(first) for first, _ in spans),
        series=(
            Series("mature", _values(mature), show=texts.tenth),
            Series("young", _values(young), Fill.OUTLINE, texts.tenth),
        ),
        x=days_axis([first for first, _ in spans]),
        y=_retention_axis([*mature, *young], overview.target),
        x_name=_("Days"),
        target=_target(overview.target),
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
        name=_("Answer buttons"),
        summary=_("{answers}, {share} of them Again.").format(
            answers=count_text(total, "answer"), share=percent_text(again / total)
        ),
        places=tuple(
            Place(
                grade,
                tuple(_of_group(name, counts, place) for name, counts in groups if sum(counts)),
                f"rated:{_EVER if days is None else days}:{Rating(place + 1).name.lower()}",
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
        x_name=_("Grade"),
    )


def hours(answers: Answers) -> Chart | str:
    """How many answers each hour of the day has seen."""
    counts = [hour.answers for hour in answers.hours]
    if sum(counts) < FEWEST_REVIEWS:
        return _too_few(sum(counts))
    busiest = max(range(_HOURS), key=lambda number: counts[number])
    return BarChart(
        name=_("Answers by hour of the day"),
        summary=_("Most at {hour}, {answers}.").format(
            hour=texts.hour(busiest), answers=count_text(counts[busiest], "answer")
        ),
        places=tuple(
            Place(_hour_label(hour.hour), (count_text(hour.answers, "answer"),))
            for hour in answers.hours
        ),
        series=(Series(_("Answers"), tuple(float(count) for count in counts)),),
        y=value_axis(counts, whole=True),
        ticks=_hour_ticks(),
        x_name=_("Hour"),
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
        name=_("Recall by hour of the day"),
        summary=_("{share} recalled").format(share=texts.tenth(counted.value or 0.0))
        + ("." if best is None else _(", most at {hour}.").format(hour=texts.hour(best))),
        places=tuple(
            Place(_hour_label(number), texts.retention_lines(share, what=_("Recalled")))
            for number, share in enumerate(shares)
        ),
        at=tuple(float(number) for number in range(_HOURS)),
        series=(_recalled(_("Recalled"), shares),),
        x=Axis(0, _HOURS - 1, _hour_ticks()),
        y=_retention_axis(shares, target),
        x_name=_("Hour"),
        target=_target(target),
        band=_INTERVAL,
    )


def knowledge(known: Sequence[Known]) -> Chart | str:
    """The sum of the recall of all seen cards, as it grew."""
    last = known[-1].cards if known else 0.0
    if last < FEWEST_REVIEWS or len(known) < 2:
        return _("{cards} would be recalled now.").format(cards=count_text(round(last), "card"))
    grown = last - known[0].cards
    return LineChart(
        name=_("Growth of knowledge"),
        summary=(
            _("{cards} would be recalled now, {change} more than {date}.")
            if grown >= 0
            else _("{cards} would be recalled now, {change} fewer than {date}.")
        ).format(
            cards=count_text(round(last), "card"),
            change=count_text(round(abs(grown)), "card"),
            date=texts.short_date(known[0].day),
        ),
        places=tuple(
            Place(
                long_date(each.day),
                (_("{cards} recalled").format(cards=count_text(round(each.cards), "card")),),
            )
            for each in known
        ),
        at=tuple(float(each.day) for each in known),
        series=(Series(_("Cards"), tuple(round(each.cards, 1) for each in known)),),
        x=days_axis([each.day for each in known]),
        y=value_axis([each.cards for each in known], whole=True),
        x_name=_("Day"),
    )


def _too_few(answers: int) -> str:
    return _("{answers} in this time; a chart needs {fewest_reviews}.").format(
        answers=count_text(answers, "answer"), fewest_reviews=FEWEST_REVIEWS
    )


def _too_few_counted(counted: Share) -> str:
    recalled = "" if counted.value is None else _(", {hits} recalled").format(hits=counted.hits)
    return _(
        "{reviews} a day or more after the last one{recalled}; a chart needs {fewest_reviews}."
    ).format(
        reviews=count_text(counted.of, "review"), recalled=recalled, fewest_reviews=FEWEST_REVIEWS
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
    return Target(target, _("Target"), percent_text(target))


def _aged(name: str, share: Share) -> str:
    if share.value is None:
        return _("{name}: no reviews").format(name=name)
    return _("{name} {share} of {of}").format(
        name=name, share=texts.tenth(share.value), of=number_text(share.of)
    )


def _of_group(name: str, counts: tuple[int, ...], place: int) -> str:
    share = percent_text(counts[place] / sum(counts))
    return f"{name} {number_text(counts[place])}, {share}"


def _hour_label(number: int) -> str:
    return _("{hour} to {hour2}").format(
        hour=texts.hour(number), hour2=texts.hour((number + 1) % _HOURS)
    )


def _hour_ticks() -> tuple[Tick, ...]:
    return tuple(Tick(number, texts.hour(number)) for number in range(0, _HOURS, 6))
