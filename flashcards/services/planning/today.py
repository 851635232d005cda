"""What the interview plan says of a day: how many new cards, from which stages, in which order.

It is read before the first paint, so that nothing is computed here but sums: the numbers of all
days are kept when the plan is made and each morning anew (``planning``). With minutes a day but no
date the new cards get the time that the reviews leave.

The plan lies in the table of settings, so that undo takes it back like any other choice, but is not
one of the declared ones: it is no value that a person types, it holds ids of this library's stages,
and saving it has to make the numbers of its days. ``plan`` is its command.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flashcards.domain.calendar import date_of
from flashcards.domain.queue import GateState
from flashcards.services.studying.pace import learner_pace
from flashcards.services.studying.today_view import Interview
from flashcards.settings import StudySettings
from flashcards.storage.queue_sql import Scope, count_due
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredStage

PLAN_KEY = "interview_plan"
DAYS_KEY = "plan-days"
_NO_PLAN = "null"
_WEEK = 7
_COLUMNS = (
    "(SELECT value FROM setting WHERE key = :plan), (SELECT value FROM meta WHERE key = :days)"
)


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """What the learner asked for.

    ``day``: the study day of the interview, None for minutes without a date. ``minutes`` of the
    longest day, ``week`` those of Monday to Sunday. ``left_out``: ids of stages. ``retention``:
    what the plan set it to, ``former_retention`` what it was.
    """

    day: int | None
    minutes: float
    week: tuple[float, ...]
    left_out: tuple[int, ...] = ()
    retention: float | None = None
    former_retention: float | None = None
    made_day: int = 0

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(
            {name: getattr(self, name) for name in self.__dataclass_fields__}, sort_keys=True
        )

    @classmethod
    def of(cls, values: dict[str, Any]) -> StoredPlan:
        """From what was kept; what a newer version added is left out."""
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        for name in ("week", "left_out"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What a plan says of a day: new cards and reviews in all, and whose.

    ``by_importance``: what interviews ask most comes first, whatever stage it is of.
    """

    new: int
    reviews: int
    left_out: frozenset[int]
    by_importance: bool
    with_date: bool

    def settings(self, settings: StudySettings) -> StudySettings:
        """The settings of that day."""
        return replace(
            settings,
            new_per_day=self.new,
            reviews_per_day=min(self.reviews, settings.reviews_per_day),
        )

    def road(
        self, road: Sequence[tuple[StoredStage, GateState]]
    ) -> tuple[tuple[StoredStage, GateState], ...]:
        """The stages, open as far as the plan takes them: a date does not wait for gates."""
        if not self.with_date:
            return tuple(road)
        return tuple(
            (stage, replace(gate, unlocked=stage.id not in self.left_out)) for stage, gate in road
        )


def stored_plan(reader: Reader) -> StoredPlan | None:
    """The plan that is on, None without one."""
    found = reader.value("SELECT value FROM setting WHERE key = :plan", plan=PLAN_KEY)
    values = json.loads(found) if found else None
    return StoredPlan.of(values) if values else None


def interview(reader: Reader) -> Interview | None:
    """The plan that is on, as Today tells of it."""
    row = reader.row(f"SELECT {_COLUMNS}", plan=PLAN_KEY, days=DAYS_KEY)
    if row is None or row[0] in (None, _NO_PLAN):
        return None
    plan = StoredPlan.of(json.loads(row[0]))
    days = json.loads(row[1]) if row[1] else {}
    if plan.day is None or days.get("plan") != row[0]:
        return Interview(plan.day, plan.minutes)
    return Interview(
        day=plan.day,
        minutes=plan.minutes,
        ready=days.get("ready"),
        on_track=bool(days.get("feasible")),
        new_ends=days.get("new_ends"),
    )


def planned_day(reader: Reader, settings: StudySettings, today: int) -> PlannedDay | None:
    """What the plan says of today; None without a plan, and after its date."""
    row = reader.row(f"SELECT {_COLUMNS}", plan=PLAN_KEY, days=DAYS_KEY)
    if row is None or row[0] in (None, _NO_PLAN):
        return None
    values = json.loads(row[0])
    plan = StoredPlan.of(values)
    if plan.day is None:
        return _within_minutes(reader, settings, plan, today)
    days = json.loads(row[1]) if row[1] else None
    if today >= plan.day or not days or days["plan"] != row[0]:
        return None
    place = today - days["first"]
    if not 0 <= place < len(days["new"]):
        return None
    return PlannedDay(
        new=days["new"][place],
        reviews=days["reviews"][place],
        left_out=frozenset(plan.left_out),
        by_importance=days["by_importance"],
        with_date=True,
    )


def _within_minutes(
    reader: Reader, settings: StudySettings, plan: StoredPlan, today: int
) -> PlannedDay:
    """New cards as far as the time goes that reviews leave, today and in the week to come."""
    pace = learner_pace(reader, today)
    seconds = plan.week[date_of(today).weekday()] * 60
    waiting = count_due(reader, Scope(today, settings.track))
    later = count_due(reader, Scope(today + _WEEK - 1, settings.track), buried=False)
    done = reader.value("SELECT due_reviews FROM study_day WHERE day = :day", day=today) or 0
    reviews = max(waiting + done, (later + done) / _WEEK)
    left = max(0.0, seconds - reviews * pace.review_s)
    return PlannedDay(
        new=min(settings.new_per_day, int(left / pace.new_s)),
        reviews=settings.reviews_per_day,
        left_out=frozenset(),
        by_importance=False,
        with_date=False,
    )
