"""Between the plan that a person sees and the one that is computed, in numpy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from flashcards.domain.calendar import date_of
from flashcards.domain.planner import Outlook, Question
from flashcards.services.planning.view import PlanDay, PlanRequest, StageFit
from flashcards.services.studying.cards import StudyCards

if TYPE_CHECKING:
    from flashcards.domain.simulation_terms import Mask

_MINUTE = 60.0
_ALL = 0.98


def question_of(study: StudyCards, request: PlanRequest, days: int) -> Question:
    """What is to be planned: the road but for the stages left out; all cards without a road."""
    planned = planned_cards(study, request)
    order = study.cards.order
    mine, own = order[planned[order]], order[study.cards.stage[order] < 0]
    if not study.roadmap.stages:
        own = own[:0]
    by_importance = np.argsort(-study.importance[mine], kind="stable")
    return Question(
        cards=replace(study.cards, order=np.concatenate([mine, own])),
        important=np.concatenate([mine[by_importance], own]),
        planned=planned,
        learner=study.learner,
        week=tuple(minutes * _MINUTE for minutes in request.week or (request.minutes,) * 7),
        today=study.today,
        days=days,
        retention=study.settings.retention if request.retention is None else request.retention,
        seconds_done=study.seconds_done,
        fixed=request.retention is not None,
        breaks=study.settings.breaks,
    )


def planned_cards(study: StudyCards, request: PlanRequest) -> Mask:
    """Which cards the plan is about."""
    stages = study.roadmap.stages
    if not stages:
        return np.ones(len(study.cards), dtype=bool)
    taken = np.array([stage.id not in request.leave_out for stage in stages] + [False])
    found: Mask = taken[study.cards.stage]  # -1, no stage, is the last
    return found


def days_of(question: Question, outlook: Outlook) -> tuple[PlanDay, ...]:
    """The table of days."""
    longest = max(question.week)
    return tuple(
        PlanDay(
            day=question.today + number,
            reviews=float(outlook.reviews[number]),
            new=float(outlook.new[number]),
            minutes=float(outlook.seconds[number]) / _MINUTE,
            easy=question.week[date_of(question.today + number).weekday()] < longest,
        )
        for number in range(question.days)
    )


def new_a_day(question: Question, outlook: Outlook) -> int:
    """The new cards of the longest days of the week, while there are any left."""
    longest = question.seconds() >= max(question.week) * 0.99
    some = outlook.new[longest & (outlook.new > 0.5)]
    return round(float(np.median(some))) if len(some) else 0


def new_ends(question: Question, outlook: Outlook) -> int | None:
    """The study day on which the last of the planned new cards comes; None if some never do."""
    planned = question.planned[outlook.kept]
    if not question.new_planned:
        return question.today
    if outlook.met[planned].mean() < _ALL:
        return None
    total = np.cumsum(outlook.new)
    reached = np.searchsorted(total, _ALL * question.new_planned)
    return question.today + min(int(reached), question.days - 1)


def stages_of(
    study: StudyCards, request: PlanRequest, question: Question, outlook: Outlook
) -> tuple[StageFit, ...]:
    """How far each stage of the road gets."""
    stage = study.cards.stage
    simulated = stage[outlook.kept]
    fits = []
    for place, each in enumerate(study.roadmap.stages):
        mine = simulated == place
        cards = int((stage == place).sum())
        met = float(outlook.met[mine].mean()) if mine.any() else 1.0
        left_out = each.id in request.leave_out
        fits.append(
            StageFit(
                stage_id=each.id,
                number=each.number,
                title=each.title,
                cards=cards,
                met=round(met * cards),
                ready=float(outlook.recalled[mine].mean()) if mine.any() else 1.0,
                fits=not left_out and met >= _ALL,
                left_out=left_out,
            )
        )
    return tuple(fits)
