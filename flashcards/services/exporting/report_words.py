"""The words of a progress report, the same on paper, on a page and in a window."""

from __future__ import annotations

from flashcards import __version__
from flashcards.domain.calendar import date_of
from flashcards.domain.wording import THIN_SPACE, count_text, minutes_text, percent_text
from flashcards.services.exporting.report_view import (
    MONTHS,
    ProgressReport,
    StageFigures,
    WeakTopic,
)
from flashcards.services.roads.view import Road, StageStand
from flashcards.services.statistics.view import Forecast

HEADING = "Progress report"
STAGES = "Mastery and recall by stage"
STAGE_COLUMNS = ("Stage", "Mastery", "Recall now", "Cards seen")
ACTIVITY = "Days studied"
WEAKEST = "Weakest topics"
AHEAD = "What comes next"
NO_STAGES = "No roadmap is active."
NOTE = (
    "Bar: mastery, the share of a stage’s cards that will be recalled with at least "
    f"80{THIN_SPACE}% in 30 days without another review. "
    "Tick: recall, how many of the cards seen would be recalled now."
)
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "")

_SECONDS_PER_MINUTE = 60
_WEEK, _MONTH = 7, 30


def date_text(day: int) -> str:
    """``24 November 2026``."""
    date = date_of(day)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def title(report: ProgressReport) -> str:
    """What the report is about."""
    return report.title or HEADING


def period(report: ProgressReport) -> str:
    """``1 September to 24 November 2026, 85 days``."""
    last = date_text(report.last)
    if report.first == report.last:
        return last
    first = date_text(report.first)
    if date_of(report.first).year == date_of(report.last).year:
        first = first.rsplit(" ", 1)[0]
    return f"{first} to {last}, {count_text(report.days, 'day')}"


def figures(report: ProgressReport) -> tuple[tuple[str, str], ...]:
    """The numbers at the head, each with what it is."""
    retention = report.total.retention
    return (
        (
            "–" if retention is None else tenth(retention),
            f"true retention, target {percent_text(report.target)}",
        ),
        (f"{report.total.reviews:,}", _noun(report.total.reviews, "review")),
        (
            f"{report.days_studied:,} of {report.days:,}",
            f"days studied, {report.longest_streak:,} in a row",
        ),
        (minutes_text(report.minutes_a_day * _SECONDS_PER_MINUTE), "a day, on days studied"),
        (percent_text(report.mastery), f"mastered, {report.seen:,} of {report.cards:,} cards seen"),
    )


def tenth(share: float) -> str:
    """A share with a decimal: ``89.6 %``."""
    return f"{100 * share:.1f}{THIN_SPACE}%"


def recall(stage: StageFigures) -> str:
    """The recall of a stage's seen cards."""
    return "–" if stage.recall is None else percent_text(stage.recall)


def seen(stage: StageFigures) -> str:
    """``41 of 80``."""
    return f"{stage.seen:,} of {stage.cards:,}"


def weak_recall(topic: WeakTopic) -> str:
    """How much of a weak topic would be recalled now."""
    return f"{tenth(topic.recall)} recalled"


def weak(topic: WeakTopic) -> str:
    """Where a weak topic belongs, and how much is known of it."""
    return f"{topic.stage}, {count_text(topic.seen, 'card')} seen"


def no_weakness(report: ProgressReport) -> str:
    """What stands in the place of the weakest topics where there are none."""
    if not report.seen:
        return "No card was studied yet."
    return f"No topic is recalled worse than the target of {percent_text(report.target)}."


def activity(report: ProgressReport) -> str:
    """The calendar in a sentence."""
    answers = count_text(report.total.reviews, "review")
    of = count_text(report.days, "day")
    return f"{answers} on {report.days_studied:,} of {of}. The darker a day, the more of them."


def footer(report: ProgressReport) -> str:
    """When the report was made, and by what."""
    return f"Made with Flashcards {__version__} on {date_text(report.made)}."


def forecast(found: Forecast, road: Road, today: int) -> tuple[str, ...]:
    """What the next weeks will probably bring."""
    lines = []
    for days in (_WEEK, _MONTH):
        ahead = found.days[:days]
        reviews = round(sum(day.reviews for day in ahead))
        new = round(sum(day.new for day in ahead))
        if reviews + new:
            lines.append(
                f"The next {days} days will probably bring {count_text(reviews, 'review')} and "
                f"{count_text(new, 'new card')}, about {round((reviews + new) / days):,} a day."
            )
    if not lines:
        lines.append("Nothing is due in the next 30 days.")
    if found.overdue:
        verb = "is" if found.overdue == 1 else "are"
        lines.append(f"{count_text(found.overdue, 'review')} {verb} overdue.")
    locked = next((stage for stage in road.stages if stage.locked), None)
    if locked is not None:
        lines.append(_opening(locked, road.new_a_day))
    if found.interview_day is not None and found.interview_day >= today:
        left = count_text(found.interview_day - today, "day")
        lines.append(f"The interview is on {date_text(found.interview_day)}, in {left}.")
    return tuple(lines)


def _opening(stage: StageStand, pace: float) -> str:
    name = f"Stage {stage.today.number}, {stage.today.title},"
    speed = count_text(round(pace), "new card")
    if stage.opens_in_days is None:
        return f"{name} does not open at the present pace of {speed} a day."
    when = "tomorrow" if stage.opens_in_days <= 1 else f"in about {stage.opens_in_days:,} days"
    return f"{name} opens {when} at {speed} a day."


def _noun(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"
