"""``flashcards stats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.screen import Screen
from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text, minutes_text, percent_text

if TYPE_CHECKING:
    from flashcards.services.statistics import StudiedDay, Summary

_SECONDS_PER_MINUTE = 60


def stats(call: Call) -> int:
    """Show the last days and what today still holds."""
    with call.reading() as app:
        summary = app.statistics.summary(call.options.days)
    if call.screen.as_json:
        call.screen.document(_document(summary))
    else:
        _show(call.screen, summary)
    return 0


def _document(summary: Summary) -> dict[str, object]:
    left = summary.left
    return {
        "date": date_of(left.day).isoformat(),
        "roadmap": left.roadmap_title,
        "today": {
            **_day_document(summary.today),
            "due_left": left.due,
            "new_left": left.new,
            "minutes_left": _rounded(left.seconds / _SECONDS_PER_MINUTE),
            "backlog": left.backlog,
        },
        "tomorrow": {
            "cards": left.tomorrow,
            "minutes": _rounded(left.tomorrow_seconds / _SECONDS_PER_MINUTE),
        },
        "total": _counts(summary.total),
        "days": [_day_document(day) for day in summary.days],
        "streak": left.streak,
        "longest_streak": left.longest_streak,
        "cards": left.total_cards,
        "seen": left.seen,
        "target_retention": left.target_recall,
    }


def _day_document(day: StudiedDay) -> dict[str, object]:
    return {"date": date_of(day.day).isoformat(), **_counts(day)}


def _counts(day: StudiedDay) -> dict[str, object]:
    return {
        "reviews": day.reviews,
        "new": day.new,
        "due_reviews": day.due_reviews,
        "recalled": day.recalled,
        "forgotten": day.forgotten,
        "retention": None if day.retention is None else round(day.retention, 4),
        "minutes": _rounded(day.minutes),
    }


def _rounded(minutes: float) -> float:
    return round(minutes, 2)


def _show(screen: Screen, summary: Summary) -> None:
    left, today = summary.left, summary.today
    done = f"{count_text(today.reviews, 'answer')}, {today.new} new, {_minutes(today)}"
    if left.due or left.new:
        waiting = f"{left.due} due, {left.new} new, about {minutes_text(left.seconds)}"
    else:
        waiting = "done for today"
    rows = [
        ("Today", done),
        ("Retention", f"{_retention(today)} (target {percent_text(left.target_recall)})"),
        ("Left", waiting),
        ("Tomorrow", count_text(left.tomorrow, "card")),
        ("Streak", f"{count_text(left.streak, 'day')}, longest {left.longest_streak}"),
        ("Cards", f"{left.seen} of {left.total_cards} seen"),
    ]
    screen.table([(screen.styled(name, "bold"), value) for name, value in rows])
    if len(summary.days) > 1:
        screen.line()
        _show_days(screen, summary)


def _show_days(screen: Screen, summary: Summary) -> None:
    rows = [(date_of(day.day).isoformat(), *_cells(day)) for day in summary.days if day.reviews]
    header = ("Day", "Answers", "New", "Minutes", "Retention")
    screen.table([*rows, ("Total", *_cells(summary.total))], header, right={1, 2, 3, 4})


def _cells(day: StudiedDay) -> tuple[str, ...]:
    return str(day.reviews), str(day.new), f"{day.minutes:.0f}", _retention(day)


def _minutes(day: StudiedDay) -> str:
    return minutes_text(day.minutes * _SECONDS_PER_MINUTE)


def _retention(day: StudiedDay) -> str:
    return "–" if day.retention is None else percent_text(day.retention)


COMMANDS = {"stats": stats}
