"""The interview plan: a date and minutes a day become a pace, a promise and a table of days.

``plan`` answers every turn of a control; ``save`` keeps what was asked for, as an operation that
undo takes back, and the numbers of each day, which ``plan_today`` reads. ``replan`` makes them anew
from what has really happened; it is for the first quiet moment of each day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from flashcards.domain.calendar import date_of, day_of
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.planning.today import DAYS_KEY, PLAN_KEY, StoredPlan, stored_plan
from flashcards.services.planning.view import (
    MOST_DAYS,
    CurvePoint,
    Opening,
    Plan,
    PlanDay,
    PlanRequest,
    StageFit,
    StageName,
    whole_new,
)
from flashcards.services.planning.words import headline, reason
from flashcards.services.scheduling.rebuild import meta, set_meta
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.scheduling.simulating import SimulatingService
from flashcards.storage.setting_rows import save_setting
from flashcards.storage.unit_of_work import Database, Operation

if TYPE_CHECKING:
    # numpy, which nothing at the start has to wait for
    from flashcards.domain.planner import Outlook, Question
    from flashcards.services.studying.cards import StudyCards

__all__ = ["CurvePoint", "Plan", "PlanDay", "PlanRequest", "PlanningService", "StageFit"]

CURVE_MINUTES = (5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60)
_MINUTE = 60.0
_FORTNIGHT = 14
_HALF_LIFE_DAYS = 5.0
_SAVED, _REMOVED = _("Save interview plan"), _("Remove interview plan")


class PlanningService:
    """Plans for a date, or for minutes a day without one."""

    def __init__(
        self, database: Database, schedulers: SchedulerSource, simulating: SimulatingService
    ) -> None:
        self._database = database
        self._schedulers = schedulers
        self._simulating = simulating
        # what does not depend on the minutes asked for, for the control that changes only those
        self._curves: dict[tuple[object, ...], tuple[CurvePoint, ...]] = {}
        self._fewest: dict[tuple[object, ...], int | None] = {}
        self._known_of: StudyCards | None = None

    def plan(self, request: PlanRequest, *, changes: bool = True) -> Plan:
        """What a request leads to. Raises InvalidValueError for a date or minutes out of bounds.

        ``changes``: look for the smallest ones that make it feasible, which takes longer than the
        plan itself; ``with_changes`` does so later.
        """
        from flashcards.domain.planner import best_outlook
        from flashcards.services.planning.outlook import days_of, new_a_day, new_ends, stages_of

        study = self._cards()
        question = self._question(study, request)
        outlook = best_outlook(question)
        recent = self._recent_minutes(study.today)
        plan = Plan(
            request=request,
            feasible=outlook.reaches,
            ready=outlook.ready,
            low=outlook.low,
            high=outlook.high,
            new_per_day=new_a_day(question, outlook),
            retention=outlook.pace.retention,
            planned=int(question.planned.sum()),
            new_left=question.new_planned,
            new_ends=new_ends(question, outlook),
            by_importance=outlook.by_importance,
            days=days_of(question, outlook),
            stages=stages_of(study, request, question, outlook),
            enough_minutes=None,
            enough_without=(),
            recent_minutes=recent,
            recent_ready=None if recent is None else _ready_with(question, recent, outlook),
            review_seconds=study.pace.review_s,
            new_seconds=study.pace.new_s,
            headline="",
            reason="",
        )
        plan = replace(plan, headline=headline(plan), reason=reason(plan))
        return self.with_changes(plan) if changes else plan

    def with_changes(self, plan: Plan) -> Plan:
        """The plan with the smallest changes that make it feasible, where it is not."""
        if plan.feasible:
            return plan
        minutes, without = self._changes(self._cards(), plan.request, plan.retention)
        found = replace(plan, enough_minutes=minutes, enough_without=without)
        return replace(found, reason=reason(found))

    def curve(
        self, request: PlanRequest, retention: float, minutes: Iterable[float] = CURVE_MINUTES
    ) -> tuple[CurvePoint, ...]:
        """How much is ready with other minutes a day, the week in proportion; never falling.

        ``retention``: that of the plan. It does not depend on the minutes of the request.
        """
        from flashcards.domain.planner import curve_by_minutes

        tried = tuple(minutes)
        study = self._cards()
        question = self._question(study, request)
        key = (*_but_minutes(request), retention, tried)
        if key not in self._curves:
            found = curve_by_minutes(question, tried, retention)
            self._curves[key] = tuple(
                CurvePoint(each, ready.share, ready.low, ready.high)
                for each, ready in zip(tried, found, strict=True)
            )
        return self._curves[key]

    def opening(self) -> Opening:
        """What a planner shows before anything is planned."""
        study, plan = self._cards(), self.stored()
        opening = Opening(
            today=study.today,
            last=study.today + MOST_DAYS,
            stages=tuple(
                StageName(stage.id, stage.number, stage.short_title)
                for stage in study.roadmap.stages
            ),
            easy_days=study.settings.easy_days,
        )
        if plan is None:
            return opening
        return replace(opening, day=plan.day, week=plan.week, left_out=frozenset(plan.left_out))

    def stored(self) -> StoredPlan | None:
        """The plan that is on; its date may have passed."""
        with self._database.read() as reader:
            return stored_plan(reader)

    def save(self, plan: Plan, origin: str = "") -> Changes:
        """Turn the plan on: its new cards a day, its stages and its retention count from now on."""
        request, today = plan.request, self._today()
        with self._database.write("plan", _SAVED, origin) as operation:
            present = self._schedulers.settings(operation).retention
            former = stored_plan(operation)
            kept = StoredPlan(
                day=day_of(request.date),
                minutes=request.minutes,
                week=request.week or (request.minutes,) * 7,
                left_out=tuple(sorted(request.leave_out)),
                retention=plan.retention,
                former_retention=(former and former.former_retention) or present,
                made_day=today,
            )
            _keep(operation, kept)
            _keep_days(operation, kept, plan, self._introduced(operation, today))
            if plan.retention != present:
                save_setting(operation, "retention", plan.retention)
        return _changes(operation, origin)

    def save_budget(
        self, minutes: float, week: tuple[float, ...] | None = None, origin: str = ""
    ) -> Changes:
        """Without a date: let new cards have the time that reviews leave of so many minutes."""
        _check_minutes(minutes, week)
        with self._database.write("plan", _("Save minutes a day"), origin) as operation:
            kept = StoredPlan(None, minutes, week or (minutes,) * 7, made_day=self._today())
            _keep(operation, kept)
        return _changes(operation, origin)

    def remove(self, origin: str = "") -> Changes:
        """Turn the plan off; the retention becomes what it was unless it was changed since."""
        with self._database.write("plan", _REMOVED, origin) as operation:
            plan = stored_plan(operation)
            if plan is not None:
                operation.update("setting", PLAN_KEY, value="null")
                present = self._schedulers.settings(operation).retention
                if plan.former_retention is not None and present == plan.retention:
                    save_setting(operation, "retention", plan.former_retention)
        return _changes(operation, origin)

    def replan(self) -> Plan | None:
        """Make the numbers of the days to come anew, once a day; None where nothing was due.

        No operation that undo would name.
        """
        today = self._today()
        with self._database.read() as reader:
            stored, days = stored_plan(reader), meta(reader, DAYS_KEY)
        if stored is None or stored.day is None or stored.day <= today:
            return None
        kept = json.loads(days) if days else {}
        if kept.get("plan") == stored.text() and kept.get("first") == today:
            return None
        plan = self.plan(_request_of(stored))
        with self._database.write("setup", _("Plan of the day")) as operation:
            _keep_days(operation, stored, plan, self._introduced(operation, today))
        return plan

    def stage_ids(self, numbers: Iterable[int]) -> frozenset[int]:
        """The ids of stages of the road by their numbers. Raises NotFoundError."""
        stages = self._simulating.study_cards().roadmap.stages
        by_number = {stage.number: stage.id for stage in stages}
        for number in numbers:
            if number not in by_number:
                raise NotFoundError(
                    _("there is no stage {number}; there are 1 to {n}.").format(
                        number=number, n=len(stages)
                    )
                )
        return frozenset(by_number[number] for number in numbers)

    def _cards(self) -> StudyCards:
        study = self._simulating.study_cards()
        if study is not self._known_of:
            self._known_of = study
            self._curves.clear()
            self._fewest.clear()
        return study

    def _question(self, study: StudyCards, request: PlanRequest) -> Question:
        from flashcards.services.planning.outlook import question_of

        _check_minutes(request.minutes, request.week)
        days = day_of(request.date) - study.today
        if not 1 <= days <= MOST_DAYS:
            first, last = date_of(study.today + 1), date_of(study.today + MOST_DAYS)
            raise InvalidValueError(
                _("{isoformat} is out of bounds: {isoformat2} to {isoformat3}.").format(
                    isoformat=request.date.isoformat(),
                    isoformat2=first.isoformat(),
                    isoformat3=last.isoformat(),
                )
            )
        return question_of(study, request, days)

    def _changes(
        self, study: StudyCards, request: PlanRequest, retention: float
    ) -> tuple[int | None, tuple[int, ...]]:
        """The fewest minutes that are enough, and the fewest stages without which they are."""
        from flashcards.domain.planner import READY, fewest_minutes, ready_by_minutes

        key = (*_but_minutes(request), retention)
        if key not in self._fewest:
            self._fewest[key] = fewest_minutes(self._question(study, request), retention)
        minutes = self._fewest[key]
        taken = [each.id for each in study.roadmap.stages if each.id not in request.leave_out]
        low, high = 1, len(taken)  # leaving out more of the last stages never makes less ready
        while low < high:
            middle = (low + high) // 2
            without = request.leave_out | set(taken[len(taken) - middle :])
            question = self._question(study, replace(request, leave_out=frozenset(without)))
            (ready,) = ready_by_minutes(question, (max(question.week) / _MINUTE,), retention)
            low, high = (low, middle) if ready >= READY else (middle + 1, high)
        return minutes, tuple(taken[len(taken) - low :]) if low < len(taken) else ()

    def _today(self) -> int:
        with self._database.read() as reader:
            return self._schedulers.calendar(reader).day(self._database.clock.now_ms())

    @staticmethod
    def _introduced(operation: Operation, today: int) -> int:
        found = operation.value("SELECT introduced FROM study_day WHERE day = :day", day=today)
        return int(found or 0)

    def _recent_minutes(self, today: int) -> float | None:
        """The minutes a day of the last fortnight, later days counting more; None before them."""
        with self._database.read() as reader:
            rows = reader.rows(
                "SELECT day, duration_ms FROM study_day WHERE day < :today AND day >= :since "
                "AND reviews > 0",
                today=today,
                since=today - _FORTNIGHT,
            )
        if not rows:
            return None
        minutes = {day: duration / 60_000 for day, duration in rows}
        weights = {
            day: 0.5 ** ((today - 1 - day) / _HALF_LIFE_DAYS) for day in range(min(minutes), today)
        }
        total = sum(weight * minutes.get(day, 0.0) for day, weight in weights.items())
        return float(total / sum(weights.values()))


def _keep(operation: Operation, plan: StoredPlan) -> None:
    if operation.value("SELECT 1 FROM setting WHERE key = :key", key=PLAN_KEY) is None:
        operation.execute("INSERT INTO setting (key, value) VALUES (:key, 'null')", key=PLAN_KEY)
    operation.update("setting", PLAN_KEY, value=plan.text())


def _keep_days(operation: Operation, stored: StoredPlan, plan: Plan, introduced: int) -> None:
    """Keep the numbers of all days until the date, each as the day's whole."""
    new = list(whole_new(plan.days))
    if new:
        new[0] += introduced
    minutes = [stored.week[date_of(day.day).weekday()] for day in plan.days]
    # as many reviews as the day has time for: those that are remembered worst then come first
    limits = [max(1, int(each * _MINUTE / plan.review_seconds)) for each in minutes]
    days = {
        "plan": stored.text(),
        "first": plan.days[0].day if plan.days else 0,
        "new": new,
        "reviews": limits,
        "by_importance": plan.by_importance,
        "ready": round(plan.ready, 4),
        "feasible": plan.feasible,
        "new_ends": plan.new_ends,
    }
    set_meta(operation, DAYS_KEY, json.dumps(days))


def _changes(operation: Operation, origin: str) -> Changes:
    return Changes(operation.kept_id, operation.label, settings=True, cards=True, origin=origin)


def _request_of(plan: StoredPlan) -> PlanRequest:
    assert plan.day is not None
    return PlanRequest(
        date=date_of(plan.day),
        minutes=plan.minutes,
        week=plan.week,
        leave_out=frozenset(plan.left_out),
        retention=plan.retention,
    )


def _but_minutes(request: PlanRequest) -> tuple[object, ...]:
    """All of a request that stays while only the minutes change."""
    week = request.week or (1.0,)
    most = max(week) or 1.0
    return request.date, tuple(each / most for each in week), request.leave_out


def _check_minutes(minutes: float, week: tuple[float, ...] | None) -> None:
    for each in (minutes, *(week or ())):
        if not 0 <= each <= 24 * _MINUTE:
            raise InvalidValueError(
                _("{each:g} minutes a day are out of bounds: 0 to 1440.").format(each=each)
            )
    if minutes <= 0 or (week is not None and (len(week) != 7 or max(week) <= 0)):
        raise InvalidValueError(_("a plan needs some minutes a day; a week has seven days."))


def _ready_with(question: Question, minutes: float, outlook: Outlook) -> float:
    from flashcards.domain.planner import ready_by_minutes

    (ready,) = ready_by_minutes(question, (max(minutes, 0.1),), outlook.pace.retention)
    return ready
