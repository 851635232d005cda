"""``flashcards stats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.screen import Screen
from flashcards.domain.calendar import date_of
from flashcards.domain.wording import (
    count_text,
    interval_text,
    mastery_text,
    minutes_text,
    percent_text,
)

if TYPE_CHECKING:
    from flashcards.services.statistics.view import (
        StageLine,
        Statistics,
        StudiedDay,
    )
    from flashcards.services.studying.today_view import Today

_DAYS = 30
_WEEK = 7
_SECONDS_PER_MINUTE = 60
_SECONDS_PER_DAY = 86_400
_NOTHING = "–"


def stats(call: Call) -> int:
    """Show the last days, where the cards stand, and what today still holds."""
    options = call.options
    days_wanted = _DAYS if options.days is None else options.days or None
    with call.reading() as app:
        request = app.statistics.request(
            days_wanted,
            deck=options.deck or "",
            stage=options.stage or "",
            search=options.search or "",
        )
        found = app.statistics.everything(request)
        left = app.statistics.summary().left
    days = _each_day(found)
    if call.screen.as_json:
        from flashcards.cli.stats_document import document

        call.screen.document(document(found, days, left))
    else:
        _show(call, found, days, left)
    return 0


def _each_day(found: Statistics) -> tuple[StudiedDay, ...]:
    """Each day of the period, also those on which nothing was answered."""
    from flashcards.services.statistics.view import StudiedDay

    studied = {day.day: day for day in found.overview.days}
    period = range(found.overview.first, found.overview.today + 1)
    return tuple(studied.get(day, StudiedDay(day)) for day in period)


def _show(call: Call, found: Statistics, days: tuple[StudiedDay, ...], left: Today) -> None:
    screen, overview = call.screen, found.overview
    today = days[-1]
    done = f"{count_text(today.reviews, 'answer')}, {today.new} new, {_minutes(today)}"
    if left.due or left.new:
        waiting = f"{left.due} due, {left.new} new, about {minutes_text(left.seconds)}"
    else:
        waiting = "done for today"
    target = f"target {percent_text(overview.target)}"
    rows = [
        ("Today", done),
        ("Retention", f"{_retention(today)} ({target})"),
        ("Left", waiting),
        ("Tomorrow", count_text(left.tomorrow, "card")),
        ("Streak", f"{count_text(left.streak, 'day')}, longest {left.longest_streak}"),
        (
            "Cards",
            f"{overview.seen} of {overview.cards} seen, {mastery_text(overview.mastery)} mastered",
        ),
        (_period(found), _of_period(found)),
        *_of_memory(found),
    ]
    screen.table([(screen.styled(name, "bold"), value) for name, value in rows])
    _show_stages(screen, found.cards.stages)
    if call.options.days is not None and len(days) > 1:
        _show_days(screen, days, overview.total)


def _period(found: Statistics) -> str:
    return "Ever" if found.request.days is None else count_text(found.request.days, "day")


def _of_period(found: Statistics) -> str:
    total = found.overview.total
    a_day = minutes_text(found.overview.minutes_a_day * _SECONDS_PER_MINUTE)
    return f"{count_text(total.reviews, 'answer')}, retention {_retention(total)}, {a_day} a day"


def _of_memory(found: Statistics) -> list[tuple[str, str]]:
    rows = []
    median, calibration = found.cards.stability.median, found.memory.calibration
    if median is not None:
        length = interval_text(median * _SECONDS_PER_DAY)
        rows.append(("Stability", f"{length} (median), {_known(found)} known now"))
    if calibration.rmse is not None and calibration.log_loss is not None:
        points = f"{100 * calibration.rmse:.1f} points"
        rows.append(("Prediction", f"wrong by {points}, log loss {calibration.log_loss:.3f}"))
    coming = found.forecast.days[:_WEEK]
    reviews, new = sum(day.reviews for day in coming), sum(day.new for day in coming)
    rows.append(("Next 7 days", f"{count_text(round(reviews), 'review')}, {round(new)} new"))
    return rows


def _known(found: Statistics) -> str:
    return count_text(round(found.memory.knowledge[-1].cards), "card")


def _show_stages(screen: Screen, stages: tuple[StageLine, ...]) -> None:
    if not stages:
        return
    rows = [
        (
            str(stage.number),
            stage.title,
            f"{stage.seen} of {stage.cards}",
            mastery_text(stage.mastery) if stage.cards else _NOTHING,
            _NOTHING if stage.recall is None else percent_text(stage.recall),
        )
        for stage in stages
    ]
    screen.line()
    screen.table(rows, ("", "Stage", "Seen", "Mastery", "Recall"), right={0, 2, 3, 4})


def _show_days(screen: Screen, days: tuple[StudiedDay, ...], total: StudiedDay) -> None:
    rows = [(date_of(day.day).isoformat(), *_cells(day)) for day in days if day.reviews]
    header = ("Day", "Answers", "New", "Minutes", "Retention")
    screen.line()
    screen.table([*rows, ("Total", *_cells(total))], header, right={1, 2, 3, 4})


def _cells(day: StudiedDay) -> tuple[str, ...]:
    return str(day.reviews), str(day.new), f"{day.minutes:.0f}", _retention(day)


def _minutes(day: StudiedDay) -> str:
    return minutes_text(day.minutes * _SECONDS_PER_MINUTE)


def _retention(day: StudiedDay) -> str:
    return _NOTHING if day.retention is None else percent_text(day.retention)


COMMANDS = {"stats": stats}
