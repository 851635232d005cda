"""What a plan says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text, date_text, percent_text
from flashcards.language import _, ngettext

if TYPE_CHECKING:
    from flashcards.services.planning.view import Plan

READY_WORDS = percent_text(0.8)


def headline(plan: Plan) -> str:
    """The answer in a line."""
    minutes = _minutes(plan.request.minutes)
    if plan.feasible:
        return _("{minutes} a day is enough").format(minutes=minutes)
    return _("{minutes} a day reaches {share}").format(
        minutes=minutes, share=percent_text(plan.ready)
    )


def reason(plan: Plan) -> str:
    """What it comes from, and the smallest change that works where it is not enough."""
    if plan.feasible:
        cards = count_text(plan.planned, "planned card")
        day = date_text(plan.request.date)
        return _("About {share} of {cards} recalled on {day}.{last_new}").format(
            share=percent_text(plan.ready), cards=cards, day=day, last_new=_last_new(plan)
        )
    ways = []
    if plan.enough_minutes is not None:
        ways.append(
            ngettext(
                "{n} minute reaches {ready}", "{n} minutes reach {ready}", plan.enough_minutes
            ).format(n=plan.enough_minutes, ready=READY_WORDS)
        )
    if plan.enough_without:
        ways.append(_without(plan))
    if not ways:
        return _("No pace reaches {ready_words} by then. What is asked most comes first.").format(
            ready_words=READY_WORDS
        )
    text = _(", or ").join(ways)
    return f"{text[0].upper()}{text[1:]}."


def _last_new(plan: Plan) -> str:
    if not plan.new_left:
        return _(" No new cards are left.")
    if plan.new_ends is None:
        return _(" There is no time for all new cards: what is asked most comes first.")
    ends, interview = date_of(plan.new_ends), plan.request.date
    same_month = (ends.year, ends.month) == (interview.year, interview.month)
    day = _ordinal(ends.day) if same_month else date_text(ends)
    return _(" New cards finish on {day}.").format(day=day)


def _without(plan: Plan) -> str:
    left = {stage.stage_id: f"{stage.number} {stage.title}" for stage in plan.stages}
    names = [left[stage] for stage in plan.enough_without]
    if len(names) == 1:
        return _("leave out a stage: {value}").format(value=names[0])
    return _("leave out {n} stages, from {value} on").format(n=len(names), value=names[0])


def _minutes(minutes: float) -> str:
    return count_text(round(minutes), "minute")


def _ordinal(day: int) -> str:
    if day in {1, 21, 31}:
        return _("the {day}st").format(day=day)
    if day in {2, 22}:
        return _("the {day}nd").format(day=day)
    if day in {3, 23}:
        return _("the {day}rd").format(day=day)
    return _("the {day}th").format(day=day)
