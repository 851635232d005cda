"""What the planner says, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text, minutes_text, percent_text
from flashcards.language import _
from flashcards.services.planning.view import Plan, whole_new

TITLE = _("Interview plan")
NO_DATE = _("Pick the day of your interview")
NO_DATE_LEAD = _(
    "What will be known by then, and what to do each day, appears here. Without a date new cards "
    "get the time that reviews leave of your minutes."
)
LATE = _("That day can’t be planned for")
FAILED = _("The plan can’t be made")
WAITING = _("Planning…")
CURVE = _("Ready on the day, by minutes a day")
WORKLOAD = _("Workload")
DAYS = _("Daily plan")
DAYS_NOTE = _("Updates each morning with what you did")
EASY_DAY = _("Easy day")
SAVED, SAVED_MINUTES = _("Interview plan saved"), _("Minutes a day saved")
REMOVED = _("Interview date removed")
SAVE, SAVE_MINUTES = _("Save plan"), _("Save without a date")
REMOVE, REMOVE_MINUTES = _("Remove the date"), _("Remove the minutes")

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Head:
    """The answer: what it comes to, and the changes that would be enough."""

    title: str
    lead: str
    good: bool | None
    minutes: int | None = None
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the table; ``note`` is the practice prompt or what else there is to say."""

    day: str
    review: int
    new: int
    note: str
    minutes: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice prompt that a day has room for."""

    title: str
    minutes: float


def head(plan: Plan, *, searched: bool) -> Head:
    """The headline; the changes are told once they were searched for."""
    if plan.feasible:
        return Head(plan.headline, plan.reason, True)
    if searched:
        minutes = plan.enough_minutes
        return Head(plan.headline, plan.reason, False, minutes, plan.enough_without)
    cards = count_text(plan.planned, "planned card")
    lead = _("About {share} of {cards} recalled on the day.")
    return Head(plan.headline, lead.format(share=percent_text(plan.ready), cards=cards), False)


def recent(plan: Plan) -> str:
    """What the minutes of the last fortnight lead to; empty where there were none."""
    if plan.recent_minutes is None or plan.recent_ready is None:
        return ""
    words = _("Last two weeks: {minutes} a day, ready {share}")
    minutes = minutes_text(plan.recent_minutes * _SECONDS)
    return words.format(minutes=minutes, share=percent_text(plan.recent_ready))


def take_minutes(minutes: int) -> str:
    """The button that takes the fewest minutes that are enough."""
    return _("Take {minutes} a day").format(minutes=minutes_text(minutes * _SECONDS))


def leave_out(plan: Plan) -> str:
    """The button that leaves out the fewest stages."""
    names = {stage.stage_id: f"{stage.number} {stage.title}" for stage in plan.stages}
    left = plan.enough_without
    what = names[left[0]] if len(left) == 1 else count_text(len(left), "stage")
    return _("Leave out {stages}").format(stages=what)


def day_rows(plan: Plan, practice: Mapping[int, Practice]) -> tuple[DayRow, ...]:
    """The table of days."""
    today = plan.days[0].day if plan.days else 0
    rows = []
    for day, new in zip(plan.days, whole_new(plan.days), strict=True):
        prompt = practice.get(day.day)
        note = EASY_DAY if day.easy else ""
        minutes = day.minutes
        if prompt is not None:
            took = minutes_text(prompt.minutes * _SECONDS)
            note = _("{prompt}, {minutes}").format(prompt=prompt.title, minutes=took)
            minutes += prompt.minutes
        rows.append(
            DayRow(
                day=_("Today") if day.day == today else short_day(date_of(day.day), plan),
                review=round(day.reviews),
                new=new,
                note=note,
                minutes=round(minutes),
                quiet=prompt is None,
            )
        )
    return tuple(rows)


def short_day(day: date, plan: Plan) -> str:
    """``Wed 25``; with the month where a plan goes on into another."""
    start = plan.days[0].day
    same = (date_of(start).year, date_of(start).month) == (day.year, day.month)
    shown = QDate(day.year, day.month, day.day)
    return QLocale().toString(shown, "ddd d" if same else "ddd d MMM")


def with_room(
    plan: Plan, week: Sequence[int], prompts: Sequence[tuple[int, str, float]]
) -> dict[int, Practice]:
    """The prompts (day, title, minutes) of days whose cards leave the time for them."""
    left = {
        day.day: week[date_of(day.day).weekday()] - day.minutes for day in plan.days if not day.easy
    }
    return {
        day: Practice(title, minutes)
        for day, title, minutes in prompts
        if minutes <= left.get(day, 0.0)
    }
