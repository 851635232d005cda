"""What a plan says of itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text, percent_text

if TYPE_CHECKING:
    from flashcards.services.planning.view import Plan

READY_WORDS = percent_text(0.8)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def headline(plan: Plan) -> str:
    """The answer in a line."""
    minutes = _minutes(plan.request.minutes)
    if plan.feasible:
        return f"{minutes} a day is enough"
    return f"{minutes} a day reaches {percent_text(plan.ready)}"


def reason(plan: Plan) -> str:
    """What it comes from, and the smallest change that works where it is not enough."""
    if plan.feasible:
        cards = count_text(plan.planned, "planned card")
        day = date_text(plan.request.date)
        return f"About {percent_text(plan.ready)} of {cards} recalled on {day}.{_last_new(plan)}"
    ways = []
    if plan.enough_minutes is not None:
        ways.append(f"{plan.enough_minutes} reach {READY_WORDS}")
    if plan.enough_without:
        ways.append(_without(plan))
    if not ways:
        return f"No pace reaches {READY_WORDS} by then. What is asked most comes first."
    text = ", or ".join(ways)
    return f"{text[0].upper()}{text[1:]}."


def date_text(day: date) -> str:
    """A date as a person says it: ``15 December``."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _last_new(plan: Plan) -> str:
    if not plan.new_left:
        return " No new cards are left."
    if plan.new_ends is None:
        return " There is no time for all new cards: what is asked most comes first."
    ends, interview = date_of(plan.new_ends), plan.request.date
    same_month = (ends.year, ends.month) == (interview.year, interview.month)
    day = f"the {_ordinal(ends.day)}" if same_month else date_text(ends)
    return f" New cards finish on {day}."


def _without(plan: Plan) -> str:
    left = {stage.stage_id: f"{stage.number} {stage.title}" for stage in plan.stages}
    names = [left[stage] for stage in plan.enough_without]
    if len(names) == 1:
        return f"leave out a stage: {names[0]}"
    return f"leave out {len(names)} stages, from {names[0]} on"


def _minutes(minutes: float) -> str:
    return count_text(round(minutes), "minute")


def _ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
